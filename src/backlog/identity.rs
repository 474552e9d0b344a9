//! What a document is, and which one: the same for today's file and for every version before it.
//!
//! In: the front matter and the path. Out: kind, id, and the state that a folder gives. Never reads the prose.

use super::fields::{Fields, Reading};
use crate::config::{Config, Kind};
use crate::diagnostic::{Span, nearest};

/// The longest id that is taken as one.
const ID_LIMIT: usize = 200;

/// Reads the kind that the front matter names; an unknown one is a finding.
pub(super) fn written_kind(reading: &mut Reading<'_>, fields: &mut Fields<'_>) -> Option<Kind> {
    let found = reading.text(fields.take("kind"))?;
    let kind = Kind::named(&found.value.to_lowercase().replace([' ', '_'], "-"));
    if kind.is_none() {
        let names = Kind::ALL.map(Kind::name);
        let hint = match nearest(&found.value, names) {
            Some(name) => format!("Did you mean `{name}`?"),
            None => format!("Kinds are {}.", names.join(", ")),
        };
        reading.wrong("unknown-kind", found.span, format!("`{}` is no kind of document", found.value), hint);
    }
    kind
}

/// Tells whether a document says anything in front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// It has fields.
    Fields,
    /// It is prose alone.
    Prose,
}

/// Gives the kind of a place: the site's rule, else the nearest folder of that name, else a page.
///
/// A README of prose alone tells about its folder, whatever rule the folder has.
pub(super) fn kind_of_place(path: &str, says: Says, config: &Config) -> Kind {
    if says == Says::Prose && is_index(stem(path)) {
        return Kind::Page;
    }
    if let Some(rule) = config.collection(path) {
        return rule.kind;
    }
    if is_index(stem(path)) {
        return Kind::Page;
    }
    let named = |folder: &str| Kind::ALL.into_iter().find(|kind| *kind != Kind::Page && kind.folder() == folder);
    path.rsplit('/').skip(1).find_map(named).unwrap_or(Kind::Page)
}

/// Gives the kind that a document with fields has by its place alone.
pub fn kind_by_place(path: &str, config: &Config) -> Kind {
    kind_of_place(path, Says::Fields, config)
}

/// Gives the state that a file's folder gives it.
pub(super) fn forced_state<'a>(path: &str, config: &'a Config) -> Option<&'a str> {
    config.collection(path)?.status.as_deref()
}

/// Reads the id; one that no page could carry is a finding.
pub(super) fn id(reading: &mut Reading<'_>, fields: &mut Fields<'_>) -> Option<(String, Span)> {
    let found = reading.text(fields.take("id"))?;
    let Some(reason) = why_no_id(&found.value) else {
        return Some((found.value, found.span));
    };
    reading.wrong("bad-id", found.span, format!("the id {reason}"), "Use a short id of letters, digits and hyphens.");
    None
}

/// Says why a text can't be an id; none where it can.
pub fn why_no_id(text: &str) -> Option<&'static str> {
    if text.len() > ID_LIMIT {
        Some("is longer than 200 bytes")
    } else if text.chars().any(|c| c.is_control() || is_bidi(c)) {
        Some("holds control characters")
    } else if !text.chars().any(char::is_alphanumeric) {
        Some("has neither a letter nor a digit")
    } else {
        None
    }
}

/// Tells whether a character changes the direction of what follows, which hides text from a reviewer.
pub const fn is_bidi(c: char) -> bool {
    turns(c) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// Tells whether a character turns the text behind it; those that only mark a place, as names in right-to-left scripts
/// rightly do, don't.
pub const fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Gives the id of a document that has none of its own.
pub(super) fn default_id(path: &str, kind: Kind) -> String {
    let stem = stem(path);
    if kind == Kind::Page {
        return path.strip_suffix(&path[path.len() - extension(path)..]).unwrap_or(path).to_owned();
    }
    if is_index(stem) {
        return path.rsplit('/').nth(1).unwrap_or(stem).to_owned();
    }
    stem.to_owned()
}

/// Gives a file's name without its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// Gives the length of a file's ending, with its dot.
fn extension(path: &str) -> usize {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.len() - stem(path).len()
}

/// Tells whether a file stands for its folder.
pub fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme")
}
