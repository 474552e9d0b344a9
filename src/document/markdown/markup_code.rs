//! Marks code that is made of tags: HTML and XML.
//!
//! In: code. Out: escaped code with spans; no character is lost or added.

use super::write;

/// Marks tags, attributes, values and comments.
pub(super) fn markup(code: &str, out: &mut String) {
    let mut rest = code;
    while let Some(start) = rest.find('<') {
        write::text(out, &rest[..start]);
        rest = &rest[start..];
        let length = match rest {
            _ if rest.starts_with("<!--") => {
                let length = rest.find("-->").map_or(rest.len(), |end| end + 3);
                write::span(out, 'c', &rest[..length]);
                length
            }
            _ if rest.starts_with("<!") || rest.starts_with("<?") => {
                let length = rest.find('>').map_or(rest.len(), |end| end + 1);
                write::span(out, 'm', &rest[..length]);
                length
            }
            _ => tag(rest, out),
        };
        rest = &rest[length..];
    }
    write::text(out, rest);
}

/// Marks one tag and gives its length.
fn tag(rest: &str, out: &mut String) -> usize {
    let open = if rest.starts_with("</") { 2 } else { 1 };
    let in_name = |c: char| c.is_alphanumeric() || "-_:.@".contains(c);
    let name = rest[open..].find(|c| !in_name(c)).unwrap_or(rest.len() - open);
    write::text(out, &rest[..open]);
    write::span(out, 'k', &rest[open..open + name]);
    let mut at = open + name;
    if name == 0 {
        return at;
    }
    while let Some(c) = rest[at..].chars().next() {
        let length = match c {
            '"' | '\'' => rest[at + 1..].find(c).map_or(rest.len() - at, |end| end + 2),
            c if in_name(c) => rest[at..].find(|c| !in_name(c)).unwrap_or(rest.len() - at),
            _ => c.len_utf8(),
        };
        let part = &rest[at..at + length];
        match c {
            '<' => return at,
            '"' | '\'' => write::span(out, 's', part),
            c if in_name(c) => write::span(out, 'a', part),
            _ => write::text(out, part),
        }
        at += length;
        if c == '>' {
            break;
        }
    }
    at
}
