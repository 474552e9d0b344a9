//! Marks code that is read line by line: diffs and Markdown.
//!
//! In: code. Out: escaped code with spans; no character is lost or added.

use super::write;

/// Marks lines that are put in or taken out, and the heads of files and hunks.
pub(super) fn diff(code: &str, out: &mut String) {
    let heads = ["@@", "+++ ", "--- ", "diff ", "index ", "rename ", "similarity ", "new file", "deleted file"];
    for line in code.split_inclusive('\n') {
        let text = line.strip_suffix('\n').unwrap_or(line);
        match text.as_bytes().first() {
            _ if heads.iter().any(|head| text.starts_with(head)) => write::span(out, 'm', text),
            Some(b'+' | b'>') => write::span(out, 'i', text),
            Some(b'-' | b'<') => write::span(out, 'd', text),
            _ => write::text(out, text),
        }
        out.push_str(&line[text.len()..]);
    }
}

/// Marks headings, quotes, fences and code in lines.
pub(super) fn markdown(code: &str, out: &mut String) {
    for line in code.split_inclusive('\n') {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let start = text.trim_start();
        match start.as_bytes().first() {
            Some(b'#') => write::span(out, 'm', text),
            Some(b'>') => write::span(out, 'c', text),
            _ if start.starts_with("```") || start.starts_with("~~~") || start == "---" => {
                write::span(out, 'c', text);
            }
            _ => code_in_line(text, out),
        }
        out.push_str(&line[text.len()..]);
    }
}

fn code_in_line(text: &str, out: &mut String) {
    for (number, part) in text.split('`').enumerate() {
        out.push_str(if number > 0 { "`" } else { "" });
        if number % 2 == 1 {
            write::span(out, 's', part);
        } else {
            write::text(out, part);
        }
    }
}
