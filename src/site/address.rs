//! Addresses: where each document's page stands on the site, and how one page links to another.
//!
//! In: the items. Out: a path for each, unique on every disk, and relative links between paths. An address comes from
//! the id, so renaming or moving a file keeps it.

use crate::backlog::Backlog;
use crate::config::Kind;
use crate::diagnostic::Diagnostic;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The longest part of a path, in bytes; file systems allow 255.
const PART_LIMIT: usize = 100;

/// Where each item's page stands.
#[derive(Debug, Default)]
pub(in crate::site) struct Addresses {
    /// The path of each item's page, relative to the site's root.
    pub items: Vec<String>,
    /// Documents that asked for an address that another one has.
    pub diagnostics: Vec<Diagnostic>,
}

impl Addresses {
    /// Gives every item an address; where two would share one, the later in order of path gets a number.
    /// The first page of a wiki by itself stands at the site's root.
    pub(super) fn build(backlog: &Backlog, front: Option<usize>) -> Self {
        let mut addresses = Self::default();
        let mut taken: HashMap<String, usize> = HashMap::new();
        // Thousands of documents can want one address; each looks on from where the last one found its own.
        let mut next: HashMap<String, usize> = HashMap::new();
        for (at, item) in backlog.items.iter().enumerate() {
            let wanted = match item.kind {
                Kind::Page if front == Some(at) => "index".to_owned(),
                Kind::Page => page_path(&item.path),
                kind => format!("{}/{}", kind.folder(), slug(&item.id)),
            };
            let mut path = wanted.clone();
            if let Some(other) = taken.get(&fold(&wanted)) {
                addresses.diagnostics.extend(clash(backlog, at, *other));
                let number = next.entry(fold(&wanted)).or_insert(2);
                while taken.contains_key(&fold(&path)) {
                    path = format!("{wanted}-{number}");
                    *number += 1;
                }
            }
            taken.insert(fold(&path), at);
            addresses.items.push(format!("{path}.html"));
        }
        addresses
    }
}

/// Says that two documents want one address; equal ids are named elsewhere already.
fn clash(backlog: &Backlog, at: usize, other: usize) -> Option<Diagnostic> {
    let (item, other) = (&backlog.items[at], &backlog.items[other]);
    if item.has_id() && item.id == other.id {
        return None;
    }
    let message = format!("this page and `{}` have the same address on disks that ignore case", other.path);
    let diagnostic = Diagnostic::error("address-clash", &item.matter_path, item.id_span.unwrap_or_default(), message);
    Some(diagnostic.hint("Rename one of them; until then its address ends with a number."))
}

/// Folds what disks fold: case and the two ways to write an accented letter.
fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// Gives a wiki page's path: its file's, under `wiki/`.
fn page_path(path: &str) -> String {
    let stem = path.rsplit_once('.').filter(|(_, end)| !end.contains('/')).map_or(path, |(stem, _)| stem);
    let stem = stem.strip_prefix("wiki/").unwrap_or(stem);
    let parts: Vec<String> = stem.split('/').map(slug).collect();
    format!("wiki/{}", parts.join("/"))
}

/// Makes one part of a path of any text: letters, digits, `-`, `_` and `.`; long and odd ones keep a digest.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut changed = false;
    let composed = if text.is_ascii() { Cow::Borrowed(text) } else { text.nfc().collect() };
    for c in composed.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() || c == '_' || (c == '.' && !slug.is_empty()) {
            slug.extend(c.to_lowercase());
        } else {
            changed |= c != ' ' && c != '-' && c != '@' && c != '#';
            if !slug.ends_with('-') && !slug.is_empty() {
                slug.push('-');
            }
        }
    }
    let trimmed = slug.trim_matches(['-', '.', '_']).to_owned();
    let reserved = is_reserved(&trimmed) || trimmed.is_empty();
    if !changed && !reserved && trimmed.len() <= PART_LIMIT {
        return trimmed;
    }
    let mut cut = trimmed.len().min(PART_LIMIT - 20);
    while !trimmed.is_char_boundary(cut) {
        cut -= 1;
    }
    let digest = Sha256::digest(text.as_bytes());
    let digest = format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]);
    if trimmed.is_empty() { format!("x-{digest}") } else { format!("{}-{digest}", &trimmed[..cut]) }
}

/// Tells whether Windows keeps a name for a device.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.as_bytes()[3].is_ascii_digit())
}

/// Leads to the folder above.
const UP: &str = "../";

/// Gives the way from a page up to the site's root: `""`, `"../"`, `"../../"`.
pub(super) fn root_of(path: &str) -> String {
    UP.repeat(path.matches('/').count())
}

/// Stands for every page in links of markup that many pages show, and is what these links begin with; no path holds it.
pub(super) const ANYWHERE: &str = "\u{1}";

/// Gives the relative link from one page to another path of the site, escaped for a URL.
pub(super) fn relative(from: &str, to: &str) -> String {
    if from == ANYWHERE {
        return ANYWHERE.to_owned() + &encode(to);
    }
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // A slash is a byte of its own in UTF-8, so what follows it is text.
    let shared = from.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let (up, to) = (from[shared..].matches('/').count(), &to[shared..]);
    let mut link = String::with_capacity(up * UP.len() + to.len());
    (0..up).for_each(|_| link.push_str(UP));
    add_encoded(&mut link, to);
    link
}

/// Escapes a path for a URL; letters, digits and what paths may hold stay.
pub(super) fn encode(path: &str) -> Cow<'_, str> {
    if path.bytes().all(stays) {
        return Cow::Borrowed(path);
    }
    let mut encoded = String::with_capacity(path.len());
    add_encoded(&mut encoded, path);
    Cow::Owned(encoded)
}

/// Tells which bytes stay as they are in a path.
const fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/')
}

/// Adds a path, escaped for a URL.
fn add_encoded(encoded: &mut String, path: &str) {
    use std::fmt::Write;
    if path.bytes().all(stays) {
        return encoded.push_str(path);
    }
    for byte in path.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a string takes all that is written");
        }
    }
}

/// Makes anchors of names, each used once on a page.
#[derive(Debug, Default)]
pub(super) struct Anchors(HashMap<String, usize>);

impl Anchors {
    /// Gives a name's anchor; the second of a name gets a number.
    pub(super) fn make(&mut self, name: &str) -> String {
        let anchor = slug(name);
        let count = self.0.entry(anchor.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{count}") }
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchors, relative, root_of, slug};
    use proptest::prelude::*;

    #[test]
    fn plain_ids_keep_their_letters() {
        for (id, expect) in
            [("SRCH-12", "srch-12"), ("BACK-24.02", "back-24.02"), ("Ümlaut Épic", "ümlaut-épic"), ("1559", "1559")]
        {
            assert_eq!(slug(id), expect);
        }
    }

    #[test]
    fn odd_ids_cannot_leave_their_folder_or_share_a_page() {
        for id in ["../../etc/passwd", "a/b", "CON", "..", "?#%2f", "x\0y", "nul.txt"] {
            let slug = slug(id);
            assert!(
                !slug.contains(['/', '\\', '\0', '%', '?', '#']) && !slug.starts_with('.') && !slug.is_empty(),
                "{id} {slug}"
            );
        }
        assert_ne!(slug("a/b"), slug("a:b"));
        assert_ne!(slug("CON"), "con");
        assert!(slug(&"x".repeat(5000)).len() <= 100);
    }

    #[test]
    fn links_go_up_and_down() {
        assert_eq!(relative("epics/a.html", "epics/b.html"), "b.html");
        assert_eq!(relative("epics/a.html", "backlog.html"), "../backlog.html");
        assert_eq!(relative("index.html", "wiki/my page.html"), "wiki/my%20page.html");
        assert_eq!(relative("wiki/x/a.html", "wiki/y/b.html"), "../y/b.html");
        assert_eq!(root_of("wiki/x/a.html"), "../../");
    }

    #[test]
    fn anchors_are_unique() {
        let mut anchors = Anchors::default();
        assert_eq!(
            [anchors.make("Search success"), anchors.make("search success")],
            ["search-success", "search-success-2"]
        );
    }

    proptest! {
        #[test]
        fn every_slug_is_one_safe_part(id in "\\PC*") {
            let slug = slug(&id);
            prop_assert!(!slug.is_empty() && slug.len() <= 110 && !slug.contains('/') && !slug.starts_with(['.', '_', '-']));
        }
    }
}
