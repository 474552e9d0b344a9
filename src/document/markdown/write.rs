//! Writes text and attributes so that they stay text and attributes.
//!
//! In: any text. Out: HTML. It is the only place where content meets markup.

use super::link::FAR_REL;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use unicode_normalization::char::is_combining_mark;

/// Writes text.
pub(super) fn text(out: &mut String, text: &str) {
    escape_html_body_text(&mut *out, text).expect("a string takes any text");
}

/// Writes an attribute with a blank before it.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    open_attribute(out, name);
    escape_html(&mut *out, value).expect("a string takes any text");
    out.push('"');
}

/// Writes an attribute that holds an address, with a blank before it.
pub(super) fn address(out: &mut String, name: &str, url: &str) {
    open_attribute(out, name);
    escape_href(&mut *out, url).expect("a string takes any text");
    out.push('"');
}

/// Writes the start of a link to another host, without the closing bracket.
pub(super) fn far_link(out: &mut String, url: &str) {
    out.push_str("<a");
    address(out, "href", url);
    attribute(out, "rel", FAR_REL);
}

/// Writes the link from a heading to itself, with a blank before it.
pub(super) fn anchor(out: &mut String, id: &str, heading: &str) {
    out.push_str(" <a class=\"anchor\" href=\"#");
    escape_href(&mut *out, id).expect("a string takes any text");
    out.push_str("\" aria-label=\"Link to this section: ");
    escape_html(&mut *out, heading).expect("a string takes any text");
    out.push_str("\">#</a>");
}

/// Writes a token of code that is marked with a class.
pub(super) fn span(out: &mut String, class: char, token: &str) {
    if token.is_empty() {
        return;
    }
    out.push_str("<span class=\"hl-");
    out.push(class);
    out.push_str("\">");
    text(out, token);
    out.push_str("</span>");
}

/// Writes text of raw HTML: character references stay, all other markup becomes text.
pub(super) fn raw_text(out: &mut String, source: &str) {
    let mut rest = source;
    while let Some(start) = rest.find('&') {
        text(out, &rest[..start]);
        let length = reference(&rest[start..]);
        if length == 0 {
            out.push_str("&amp;");
        }
        out.push_str(&rest[start..start + length]);
        rest = &rest[start + length.max(1)..];
    }
    text(out, rest);
}

/// Replaces what HTML forbids in a document: control characters and noncharacters; and what is too much for browsers:
/// marks without end on one letter, which they draw in the square of the time.
pub fn without_forbidden(html: String) -> String {
    if may_hold_forbidden(html.as_bytes()) { replaced(&html) } else { html }
}

/// Replaces the same in the bytes of a page.
pub fn page_without_forbidden(page: Vec<u8>) -> Vec<u8> {
    if may_hold_forbidden(&page) { replaced(&String::from_utf8_lossy(&page)).into_bytes() } else { page }
}

fn replaced(html: &str) -> String {
    let mut marks = 0;
    let kept = html.chars().filter_map(|c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        match marks {
            0..=MARKS => Some(if is_forbidden(c) { '\u{fffd}' } else { c }),
            _ => (marks == MARKS + 1).then_some('\u{fffd}'),
        }
    });
    kept.collect()
}

/// How many marks one letter may carry; no language stacks half of them, and where they carry each other, as without a letter,
/// they stand in a row that can't be broken.
const MARKS: usize = 16;

/// How many bytes are looked at together.
const PIECE: usize = 64;

/// Looks for a forbidden character. Most pieces are ASCII, and hardly any of the others has two bytes that may begin one.
/// Both are found out for many bytes at once, as nothing is decided on the way; only then is each byte looked at.
fn may_hold_forbidden(html: &[u8]) -> bool {
    let begins = |at: usize| begins_forbidden(html[at], html.get(at + 1), html.get(at + 2));
    let (pieces, rest) = html.as_chunks::<PIECE>();
    let found = pieces.iter().enumerate().any(|(number, piece)| {
        let start = number * PIECE;
        is_unusual(piece)
            && (is_flooded(piece) || is_suspect(piece, &html[start + 1..]) && (start..start + PIECE).any(begins))
    });
    found || is_flooded(rest) || (html.len() - rest.len()..html.len()).any(begins)
}

/// Tells whether a byte is none of ASCII, or of its control characters other than the end of a line.
fn is_unusual(piece: &[u8; PIECE]) -> bool {
    let unusual = |b: u8| 32_u8.saturating_sub(b).min(b ^ b'\n') | b.saturating_sub(0x7e);
    piece.iter().fold(0, |found, b| found | unusual(*b)) != 0
}

/// Tells whether a quarter of a piece is nothing but marks, as one is where more than are allowed stand in a row.
fn is_flooded(piece: &[u8]) -> bool {
    piece.as_chunks::<{ PIECE / 4 }>().0.iter().any(|part| {
        let start = part.iter().take_while(|b| **b & 0xc0 == 0x80).count().min(3);
        let end = match str::from_utf8(&part[start..]) {
            Ok(_) => part.len(),
            Err(error) => start + error.valid_up_to(),
        };
        let whole = str::from_utf8(&part[start..end]).unwrap_or_default();
        !part[0].is_ascii() && part.len() - end < 4 && whole.chars().all(is_combining_mark)
    })
}

/// Tells whether a byte with the one behind it may begin a forbidden character.
fn is_suspect(piece: &[u8; PIECE], behind: &[u8]) -> bool {
    let is = |b: u8, other: u8| 1_u8.saturating_sub(b ^ other);
    let suspect = |b: u8, next: u8| {
        let control = 32_u8.saturating_sub(b).min(b ^ b'\n') | is(b, 0x7f);
        control | is(b, 0xc2).min(0xa0_u8.saturating_sub(next)) | b.saturating_sub(0xee)
    };
    behind.len() < PIECE || piece.iter().zip(behind).fold(0, |found, (b, next)| found | suspect(*b, *next)) != 0
}

/// Tells whether a byte and those behind it may begin a forbidden character; in the middle of one they never do.
fn begins_forbidden(b: u8, next: Option<&u8>, third: Option<&u8>) -> bool {
    let (next, third) = (next.copied().unwrap_or(0), third.copied().unwrap_or(0));
    match b {
        b'\t' | b'\n' | b'\r' => false,
        0..b' ' | 0x7f => true,
        0xc2 => next < 0xa0,
        0xef => next == 0xbf && third >= 0xbe || next == 0xb7 && (0x90..=0xaf).contains(&third),
        0xf0.. => next & 0x0f == 0x0f && third == 0xbf,
        _ => false,
    }
}

fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

fn open_attribute(out: &mut String, name: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
}

/// The length of the character reference at the start, or 0.
fn reference(text: &str) -> usize {
    let name = text[1..].bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let whole = name > 0 && text.as_bytes().get(name + 1) == Some(&b';');
    if whole { name + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{MARKS, page_without_forbidden, without_forbidden};

    #[test]
    fn a_letter_carries_no_more_marks_than_browsers_draw_in_time() {
        for mark in ['\u{301}', '\u{e31}', '\u{fe0f}', '\u{e0100}'] {
            for before in 0..70 {
                let letter = format!("{}é", "x".repeat(before));
                let run = |marks: usize| format!("{letter}{}y", mark.to_string().repeat(marks));
                assert_eq!(without_forbidden(run(MARKS)), run(MARKS), "{mark:?} {before}");
                let cut = format!("{}\u{fffd}y", run(MARKS).trim_end_matches('y'));
                let much = format!("{}{}", run(MARKS + 1), " ".repeat(200));
                assert_eq!(without_forbidden(much).trim_end(), cut, "{mark:?} {before}");
                assert!(page_without_forbidden(run(20_000).into_bytes()).len() < 600);
            }
        }
        let chinese = "漢字仮名交じり文".repeat(100);
        assert_eq!(without_forbidden(chinese.clone()), chinese);
    }
}
