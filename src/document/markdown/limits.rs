//! Says how much of a body is rendered as Markdown.
//!
//! In: a body. Out: the part to render and the rest, which is shown as plain text. Nothing is ever lost.
//! The limits are far above what people write; they keep hostile bodies from filling memory and browsers.

use std::fmt;

/// Bytes of a body that are read as Markdown.
pub(super) const BODY: usize = 2 << 20;
/// Elements that stand inside each other.
pub(super) const DEPTH: usize = 64;
/// Bytes of a page that go through the sanitiser.
pub(super) const SANITISED: usize = 2 << 20;
/// Bytes of a page from which on links are shown as their text: a few letters can ask for a long address.
pub(super) const LINKED: usize = 8 << 20;
/// Headings that a table of contents has.
pub(super) const TOC: usize = 1_000;
/// Table cells in one body, however long it is.
const CELLS: usize = 200_000;
/// Quote and list marks at the start of one line: the parser's work grows with lines times depth.
const MARKS: usize = 64;
/// Blanks before a mark; each level of a list needs two.
const INDENT: usize = 256;

/// Which limit a body met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The body is longer than what is rendered.
    BodyTooLong,
    /// Quotes, lists or elements stand too deep inside each other.
    NestedTooDeep,
    /// A table has more cells than its text explains.
    TableTooLarge,
    /// The page is too long for more links.
    TooManyLinks,
    /// The page is too long for its raw HTML to be cleaned.
    RawHtmlTooLarge,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BodyTooLong => "the text is over 2 MB; the rest is shown as plain text",
            Self::NestedTooDeep => {
                "quotes, lists or elements are nested over 64 deep; the deeper part is shown as plain text"
            }
            Self::TableTooLarge => "a table has too many cells; it is shown as plain text",
            Self::TooManyLinks => "the page is over 8 MB with its links; the later ones are shown as plain text",
            Self::RawHtmlTooLarge => "the text is too long for its raw HTML to be cleaned; the HTML is shown as text",
        })
    }
}

/// Splits a body into what is rendered and what is shown as plain text.
pub(super) fn split(body: &str) -> (&str, &str, Option<Cut>) {
    let (head, long) =
        if body.len() > BODY { (line_end_before(body, BODY), Some(Cut::BodyTooLong)) } else { (body.len(), None) };
    match first_deep_line(&body[..head]) {
        Some(start) => (&body[..start], &body[start..], Some(Cut::NestedTooDeep)),
        None => (&body[..head], &body[head..], long),
    }
}

/// Table cells that a body of this length may make: a cell takes two bytes to write, padding takes none.
pub(super) fn cells(body_length: usize) -> usize {
    (1_000 + body_length / 2).min(CELLS)
}

/// The last place at or before `limit` where text can be cut.
pub(super) fn char_boundary(text: &str, limit: usize) -> usize {
    let limit = limit.min(text.len());
    (0..=limit).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn line_end_before(body: &str, limit: usize) -> usize {
    let head = &body[..char_boundary(body, limit)];
    let end = head.rfind('\n').or_else(|| head.rfind(' '));
    end.map_or(head.len(), |end| end + 1)
}

/// Looks at the start of each line. Text with old line ends is rare, and the others are found many bytes at a time.
fn first_deep_line(body: &str) -> Option<usize> {
    let ends: &[char] = if memchr::memchr(b'\r', body.as_bytes()).is_some() { &['\n', '\r'] } else { &[] };
    let mut start = 0;
    while start < body.len() {
        let rest = &body[start..];
        let end = if ends.is_empty() { memchr::memchr(b'\n', rest.as_bytes()) } else { rest.find(ends) };
        let line = &rest[..end.map_or(rest.len(), |end| end + 1)];
        if marks_too_deep(line.as_bytes()) {
            return Some(start);
        }
        start += line.len();
    }
    None
}

fn marks_too_deep(line: &[u8]) -> bool {
    let (mut at, mut marks, mut blanks) = (0, 0, 0);
    while at < line.len() {
        let blank_follows = line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        match line[at] {
            b' ' => blanks += 1,
            b'\t' => blanks += 4,
            b'>' => marks += 1,
            b'-' | b'*' | b'+' | b'.' | b')' if blank_follows => marks += 1,
            b'0'..=b'9' => {}
            _ => break,
        }
        if marks > MARKS || (marks > 0 && blanks > INDENT) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_bodies_are_whole() {
        let body = "# a\n\n> - b\n>   - c\n\n<<<<<<< ours\n>>>>>>> theirs\n\n* * * * *\n";
        assert_eq!(split(body), (body, "", None));
    }

    #[test]
    fn deep_lines_are_cut_off() {
        for deep in [
            ">".repeat(100),
            "- ".repeat(100),
            "1. ".repeat(100),
            "> * ".repeat(100),
            format!("{}- x", "\t".repeat(100)),
        ] {
            let body = format!("a\n{deep}\nb");
            assert_eq!(split(&body), ("a\n", &body[2..], Some(Cut::NestedTooDeep)), "{deep}");
        }
    }

    #[test]
    fn long_bodies_are_cut_at_a_line() {
        let body = "äöü\n".repeat(BODY / 7 + 9);
        let (head, rest, cut) = split(&body);
        assert!(head.ends_with('\n') && head.len() + rest.len() == body.len());
        assert_eq!(cut, Some(Cut::BodyTooLong));
        assert!(split(&"ä".repeat(BODY)).0.len() <= BODY);
    }
}
