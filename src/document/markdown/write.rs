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
/// bytes at once; only where two bytes may begin one is it decoded.
fn holds_forbidden(html: &str) -> bool {
    let bytes = html.as_bytes();
    let Some(last) = bytes.len().checked_sub(1) else { return false };
    may_begin_forbidden(bytes[last], 0)
        || (0..last).step_by(PIECE).any(|start| {
            let end = last.min(start + PIECE);
            let pairs = || bytes[start..end].iter().zip(&bytes[start + 1..=end]);
            let some = pairs().fold(false, |found, (b, next)| found | may_begin_forbidden(*b, *next));
            let forbidden = |at: usize| html[start + at..].chars().next().is_some_and(is_forbidden);
            some && pairs().enumerate().any(|(at, (b, next))| may_begin_forbidden(*b, *next) && forbidden(at))
        })
}

/// How many bytes are looked at together.
const PIECE: usize = 256;

/// Tells whether a byte and the one behind it can begin a forbidden character; in the middle of one they never do.
/// Nothing here waits for what comes before it, so that many pairs are compared at once.
const fn may_begin_forbidden(b: u8, next: u8) -> bool {
    let control = (b < b' ') & (b != b'\t') & (b != b'\n') & (b != b'\r') | (b == 0x7f) | (b == 0xc2) & (next < 0xa0);
    let none = (b == 0xef) & ((next == 0xbf) | (next == 0xb7)) | (b >= 0xf0) & (next & 0x0f == 0x0f);
    control | none
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
