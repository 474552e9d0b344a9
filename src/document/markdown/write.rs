//! Writes text and attributes so that they stay text and attributes.
//!
//! In: any text. Out: HTML. It is the only place where content meets markup.

use super::link::FAR_REL;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

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

/// Replaces what HTML forbids in a document: control characters and noncharacters.
pub fn without_forbidden(html: String) -> String {
    if !holds_forbidden(&html) {
        return html;
    }
    html.chars().map(|c| if is_forbidden(c) { '\u{fffd}' } else { c }).collect()
}

/// Looks for a forbidden character. A whole piece is looked at without stopping, which the processor does for many
/// bytes at once; only where one may begin is it decoded.
fn holds_forbidden(html: &str) -> bool {
    html.as_bytes().chunks(PIECE).enumerate().any(|(number, piece)| {
        let some = piece.iter().fold(false, |found, b| found | may_begin_forbidden(*b));
        some && piece.iter().enumerate().any(|(at, b)| {
            let at = number * PIECE + at;
            may_begin_forbidden(*b) && html[at..].chars().next().is_some_and(is_forbidden)
        })
    })
}

/// How many bytes are looked at together.
const PIECE: usize = 128;

/// Tells whether a byte can be the first of a forbidden character; it is never one in the middle.
const fn may_begin_forbidden(b: u8) -> bool {
    matches!(b, 0..=8 | 11 | 12 | 14..=31 | 127 | 0xc2 | 0xef | 0xf0..=0xf4)
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
