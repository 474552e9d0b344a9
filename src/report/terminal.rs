//! Findings with the line that they point at.
//!
//! In: findings and the texts of their files. Out: text for a terminal, with colour codes that the caller may strip.

use crate::backlog::is_bidi;
use crate::diagnostic::{Diagnostic, Error, Severity, Span, shortened};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::path::Path;

/// The longest part of a line that is shown.
const WIDTH: usize = 120;

/// Makes text from outside harmless: no control characters, none that hide or turn text, no workflow commands.
pub fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe.replace("##[", "# #[").replace("::", ":\u{200B}:")
}

/// Gives a path as a sentence shows it.
pub fn place(path: &Path) -> String {
    plain(&path.to_string_lossy())
}

/// Makes a text of several lines harmless, line by line.
pub fn plain_lines(text: &str) -> String {
    text.lines().map(|line| plain(line) + "\n").collect()
}

/// Writes a finding; `text` is the file that it points into.
pub fn finding(diagnostic: &Diagnostic, text: Option<&str>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = plain(&diagnostic.message);
    let path = plain(&diagnostic.path);
    let hint = diagnostic.hint.as_deref().map(plain);
    let shown = text.and_then(|text| excerpt(text, diagnostic.span));
    let title = level.primary_title(message.as_str()).id(diagnostic.rule);
    let mut group = match &shown {
        Some((line, range)) => title.element(
            Snippet::source(line.as_str())
                .line_start(diagnostic.span.line as usize)
                .path(path.as_str())
                .annotation(AnnotationKind::Primary.span(range.clone())),
        ),
        None => title.element(annotate_snippets::Origin::path(path.as_str())),
    };
    let related: Vec<String> = diagnostic
        .related
        .iter()
        .map(|other| {
            let (label, path, span) = (plain(&other.label), plain(&other.path), other.span);
            let place = if span.is_file() { String::new() } else { format!(":{}:{}", span.line, span.column) };
            format!("{label}: {path}{place}")
        })
        .collect();
    for note in &related {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    render(&[group], shown.as_ref().map(|(line, range)| line[..range.start].chars().count()), diagnostic.span)
}

/// Renders a group; where a long line was cut, the column in the heading is set right again.
fn render(groups: &[Group<'_>], shown_column: Option<usize>, span: Span) -> String {
    let text = Renderer::styled().render(groups);
    let Some(shown) = shown_column.filter(|shown| shown + 1 != span.column as usize) else {
        return text;
    };
    let wrong = format!(":{}:{}", span.line, shown + 1);
    text.replacen(&wrong, &format!(":{}:{}", span.line, span.column), 1)
}

/// Cuts the line of a place out of a file, made harmless, with the bytes to mark in it.
fn excerpt(text: &str, span: Span) -> Option<(String, std::ops::Range<usize>)> {
    if span.is_file() {
        return None;
    }
    let line = text.lines().nth(span.line as usize - 1)?;
    let before = (span.column as usize).saturating_sub(1).min(line.chars().count());
    let start = before.saturating_sub(WIDTH / 2);
    let mut chars: Vec<char> = line.chars().skip(start).take(WIDTH).map(harmless).collect();
    disarm(&mut chars);
    let from: usize = chars[..(before - start).min(chars.len())].iter().map(|c| c.len_utf8()).sum();
    let marked = text.get(span.range(text)).map_or(0, |part| part.lines().next().unwrap_or("").chars().count());
    let len: usize = chars[(before - start).min(chars.len())..].iter().take(marked.max(1)).map(|c| c.len_utf8()).sum();
    let shown: String = chars.into_iter().collect();
    let end = (from + len).min(shown.len());
    Some((shown, from..end))
}

/// Replaces a character that a terminal would act on by one that it shows.
fn harmless(c: char) -> char {
    if c == '\t' {
        ' '
    } else if c.is_control() || is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') {
        '\u{FFFD}'
    } else {
        c
    }
}

/// Takes workflow commands out of a line, sign for sign, so that what is marked stays in its place.
fn disarm(chars: &mut [char]) {
    for at in 2..chars.len() {
        if chars[at - 2..=at] == ['#', '#', '['] {
            chars[at - 1] = '\u{FFFD}';
        }
    }
}

/// Writes a failure with its hints.
pub fn failure(error: &Error) -> String {
    if let Some(place) = &error.place {
        return finding(&place.0, Some(&place.1));
    }
    let short = |line: &str| plain(&shortened(line.to_owned()));
    let lines: Vec<String> = error.message.lines().map(short).collect();
    let title = lines.join("\n");
    let hints: Vec<String> = error.hints.iter().map(|hint| short(hint)).collect();
    let mut group = Group::with_title(Level::ERROR.primary_title(title.as_str()));
    for hint in &hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    Renderer::styled().render(&[group])
}

#[cfg(test)]
mod tests {
    use super::{finding, plain};
    use crate::diagnostic::{Diagnostic, Span};
    use std::sync::Arc;

    #[test]
    fn nothing_from_a_file_reaches_the_terminal_as_a_command() {
        let hostile = "a\u{1b}[31mb\r\n::error::x ##[group] \u{202e}evil";
        let safe = plain(hostile);
        assert!(!safe.contains(['\u{1b}', '\r', '\n', '\u{202e}']) && !safe.contains("::") && !safe.contains("##["));
        let path: Arc<str> = Arc::from("a\u{1b}]0;x\u{7}.md");
        let text = format!("id: {hostile}\n");
        let printed = finding(&Diagnostic::error("bad-id", &path, Span::of(&text, 4..8), hostile), Some(&text));
        let stripped = printed.replace("\u{1b}[", "");
        assert!(!stripped.contains(['\u{1b}', '\u{7}', '\u{202e}']) && !stripped.contains("##["), "{stripped}");
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let text = format!("{}x: 1\n", "y".repeat(5000));
        let path: Arc<str> = Arc::from("a.md");
        let printed = finding(&Diagnostic::error("rule", &path, Span::of(&text, 5000..5001), "here"), Some(&text));
        assert!(printed.contains("a.md:1:5001") && printed.len() < 800, "{printed}");
    }
}
