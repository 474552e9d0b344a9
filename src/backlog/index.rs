//! Finds items by id, path, stem and title, and follows the links of their prose.
//!
//! In: the items. Out: look-ups. The maps are only looked up in, never walked, so no order leaks out of them.

use super::identity::{is_index, stem};
use super::item::Item;
use crate::config::Kind;
use crate::document::markdown::{Link, LinkKind};
use std::collections::HashMap;
use std::sync::Arc;

/// Look-ups over the items of a backlog.
#[derive(Debug, Default)]
pub struct Index {
    ids: Arc<HashMap<String, usize>>,
    folded_ids: Arc<HashMap<String, usize>>,
    files: Arc<Places>,
    titles: Arc<HashMap<(Kind, String), usize>>,
    aliases: Arc<HashMap<String, usize>>,
}

/// Look-ups by the place of a file.
#[derive(Debug, Default)]
struct Places {
    paths: HashMap<String, usize>,
    folders: HashMap<String, usize>,
    stems: HashMap<String, usize>,
}

impl Index {
    /// Builds the look-ups; where two items share a name, the first in order of path keeps it.
    pub(super) fn build(items: &[Arc<Item>]) -> Self {
        let (((ids, folded_ids), titles), files) =
            rayon::join(|| (by_ids(items), by_titles(items)), || Places::of(items));
        Self {
            ids: Arc::new(ids),
            folded_ids: Arc::new(folded_ids),
            files: Arc::new(files),
            titles: Arc::new(titles),
            aliases: Arc::new(by_aliases(items)),
        }
    }

    /// Gives the look-ups of items that differ in nothing but their titles.
    pub(super) fn retitled(&self, items: &[Arc<Item>]) -> Self {
        Self {
            ids: Arc::clone(&self.ids),
            folded_ids: Arc::clone(&self.folded_ids),
            files: Arc::clone(&self.files),
            titles: Arc::new(by_titles(items)),
            aliases: Arc::clone(&self.aliases),
        }
    }

    /// Finds an item by its id; case matters only where two ids differ in nothing else.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).or_else(|| self.folded_ids.get(&id.to_lowercase())).copied()
    }

    /// Finds the item of a file.
    pub fn by_path(&self, path: &str) -> Option<usize> {
        self.files.paths.get(path).copied()
    }

    /// Finds an item of a kind by its id or its title.
    pub fn named(&self, kind: Kind, name: &str) -> Option<usize> {
        self.by_id(name).or_else(|| self.titles.get(&(kind, name.to_lowercase())).copied())
    }

    /// Finds what `[[name]]` means: an id, a file's stem, its path with or without its ending, a
    /// page's title, or another name that it gives itself.
    pub fn wiki(&self, name: &str) -> Option<usize> {
        let folded = name.trim().to_lowercase();
        self.by_id(name.trim())
            .or_else(|| self.files.stems.get(&folded).copied())
            .or_else(|| self.by_path(name.trim()))
            .or_else(|| name.contains('/').then(|| self.by_path(&format!("{}.md", name.trim())))?)
            .or_else(|| Kind::ALL.into_iter().find_map(|kind| self.titles.get(&(kind, folded.clone())).copied()))
            .or_else(|| self.aliases.get(&folded).copied())
            // Wikis of GitHub keep `Two words` in the file `Two-words.md`.
            .or_else(|| self.files.stems.get(&folded.replace(' ', "-")).copied())
    }

    /// Finds the item that a link in a file leads to.
    pub fn led_to(&self, from: &str, link: &Link) -> Option<usize> {
        match link.kind {
            LinkKind::Wiki => self.wiki(link.target.split('#').next().unwrap_or_default()),
            LinkKind::Relative => self.file(&join(from, link.target.split(['#', '?']).next()?)?),
            _ => None,
        }
    }

    /// Finds the item that a path means: a file, a file without its ending, or a folder's index.
    pub fn file(&self, path: &str) -> Option<usize> {
        let path = path.trim_end_matches('/');
        self.by_path(path)
            .or_else(|| self.by_path(&format!("{path}.md")))
            .or_else(|| self.files.folders.get(path).copied())
            .or_else(|| path.strip_suffix(".html").and_then(|stem| self.by_path(&format!("{stem}.md"))))
    }
}

/// Finds items by their ids, as they are written and in small letters.
fn by_ids(items: &[Arc<Item>]) -> (HashMap<String, usize>, HashMap<String, usize>) {
    let mut ids = (HashMap::with_capacity(items.len()), HashMap::with_capacity(items.len()));
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.has_id()) {
        ids.0.entry(item.id.clone()).or_insert(at);
        ids.1.entry(item.id.to_lowercase()).or_insert(at);
    }
    ids
}

/// Finds items by their titles.
fn by_titles(items: &[Arc<Item>]) -> HashMap<(Kind, String), usize> {
    let mut titles = HashMap::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        titles.entry((item.kind, item.title.to_lowercase())).or_insert(at);
    }
    titles
}

/// Finds items by the other names that they give themselves.
fn by_aliases(items: &[Arc<Item>]) -> HashMap<String, usize> {
    let mut aliases = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for name in item.aliases() {
            aliases.entry(name.to_lowercase()).or_insert(at);
        }
    }
    aliases
}

/// Tells whether a file is a README.
fn is_readme(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("readme")
}

impl Places {
    fn of(items: &[Arc<Item>]) -> Self {
        let room = || HashMap::with_capacity(items.len());
        let mut places = Self { paths: room(), stems: room(), ..Self::default() };
        for (at, item) in items.iter().enumerate() {
            places.paths.entry(item.path.to_string()).or_insert(at);
            let file = stem(&item.path);
            if is_index(file) {
                let folder = item.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let place = places.folders.entry(folder.to_owned()).or_insert(at);
                // An `index.md` was written for a site, and a README for those who look at the folder.
                if is_readme(stem(&items[*place].path)) && !is_readme(file) {
                    *place = at;
                }
            }
            places.stems.entry(file.to_lowercase()).or_insert(at);
        }
        places
    }
}

/// Joins a relative address to the folder of a file; none when it leads out of the site's root.
///
/// A leading slash means the root. Percent escapes are decoded, `?query` and `#fragment` must be gone already.
pub fn join(from: &str, target: &str) -> Option<String> {
    let target = percent_decode(target);
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(from.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(|part| !part.is_empty()));
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes percent escapes; what is no escape or no UTF-8 stays as it is.
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn addresses_join_and_never_leave_the_root() {
        let cases = [
            ("wiki/a.md", "b.md", Some("wiki/b.md")),
            ("wiki/a.md", "../epics/x.md", Some("epics/x.md")),
            ("a.md", "../x.md", None),
            ("wiki/a.md", "../../etc/passwd", None),
            ("wiki/a.md", "/epics/x.md", Some("epics/x.md")),
            ("wiki/a.md", "my%20page.md", Some("wiki/my page.md")),
            ("wiki/a.md", "%2e%2e/%2e%2e/x", None),
            ("wiki/a.md", "100%", Some("wiki/100%")),
        ];
        for (from, target, expect) in cases {
            assert_eq!(join(from, target).as_deref(), expect, "{from} {target}");
        }
    }
}
