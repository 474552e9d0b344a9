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
    if may_hold_forbidden(html.as_bytes()) { replaced(&html) } else { html }
}

/// Replaces the same in the bytes of a page.
pub fn page_without_forbidden(page: Vec<u8>) -> Vec<u8> {
    if may_hold_forbidden(&page) { replaced(&String::from_utf8_lossy(&page)).into_bytes() } else { page }
}

fn replaced(html: &str) -> String {
    html.chars().map(|c| if is_forbidden(c) { '\u{fffd}' } else { c }).collect()
}

/// How many bytes are looked at together.
const PIECE: usize = 256;

/// Looks for a forbidden character. Hardly any piece has a byte that may begin one, which the processor finds out for
/// many bytes at once, as it need not decide anything on the way; only there are the bytes behind it looked at too.
fn may_hold_forbidden(html: &[u8]) -> bool {
    html.chunks(PIECE).enumerate().any(|(number, piece)| {
        let begins = |at: usize| begins_forbidden(html[at], html.get(at + 1), html.get(at + 2));
        let start = number * PIECE;
        piece.iter().fold(0, |found, b| found | may_begin_forbidden(*b)) != 0
            && (start..start + piece.len()).any(begins)
    })
}

/// Gives 0 for a byte that begins no forbidden character.
fn may_begin_forbidden(b: u8) -> u8 {
    let control = 32_u8.saturating_sub(b).min(b ^ b'\t').min(b ^ b'\n').min(b ^ b'\r');
    control | 1_u8.saturating_sub(b ^ 0x7f) | 1_u8.saturating_sub(b ^ 0xc2) | b.saturating_sub(0xee)
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
