//! The first lines of admonitions: `!!! note "Title"` and `??? tip` of MkDocs, with its tabs, and `:::note[Title]` of Docusaurus
//! and VitePress.
//!
//! In: a line. Out: what it opens, with the place of its title. Words that no callout has open nothing.

use super::callout;

/// What ends an admonition.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A line of so many colons.
    Colons(usize),
    /// A line that stands further left than its text.
    Indent,
}

/// The first line of an admonition.
pub(super) struct Opening<'a> {
    pub(super) end: End,
    pub(super) word: &'a str,
    pub(super) fold: &'static str,
    /// Where its title starts in the line, and how long it is.
    pub(super) title: (usize, usize),
}

impl<'a> Opening<'a> {
    /// Reads a line without the blanks before it.
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let colons = line.bytes().take_while(|b| *b == b':').count();
        let (mark, rest) = line.split_at(if colons >= 3 { colons } else { line.find([' ', '\t'])? });
        let (end, fold) = match mark {
            "!!!" | "===" => (End::Indent, ""),
            "???" => (End::Indent, "-"),
            "???+" => (End::Indent, "+"),
            _ if colons >= 3 => (End::Colons(colons), ""),
            _ => return None,
        };
        let rest = rest.trim_start();
        let length = if mark == "===" { 0 } else { rest.bytes().take_while(u8::is_ascii_alphanumeric).count() };
        let (word, rest) = rest.split_at(length);
        let title = if end == End::Indent { quoted(rest) } else { Some(labelled(rest)) };
        let at = title.map_or((0, 0), |title| (title.as_ptr().addr() - line.as_ptr().addr(), title.len()));
        let (word, known) =
            if mark == "===" { ("note", title.is_some()) } else { (word, callout::class_of(word).is_some()) };
        let fold = if word == "details" { "-" } else { fold };
        known.then_some(Self { end, word, fold, title: at })
    }
}

/// Finds the title of MkDocs, in quotes behind whatever else is said.
fn quoted(rest: &str) -> Option<&str> {
    let (_, title) = rest.split_once('"')?;
    Some(title.rsplit_once('"')?.0.trim())
}

/// Finds the title of Docusaurus, in brackets or as the rest of the line, without attributes.
fn labelled(rest: &str) -> &str {
    let rest = rest.trim();
    let title =
        rest.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')).map_or(rest, |(title, _)| title).trim_end();
    title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title)
}
