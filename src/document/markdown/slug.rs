//! Makes the ids of headings, the way GitHub does, so that links written for GitHub work.
//!
//! In: headings' texts in order. Out: ids that are unique in the body.
//! It never gives out an id that starts with `bl-`: those belong to the page around the body.

use crate::order::Gather;
use std::collections::BTreeMap;

const LONGEST: usize = 200;

/// Gives out ids, each once.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    /// For every id given out, the last number tried behind it.
    taken: BTreeMap<String, usize>,
}

impl Slugs {
    /// Starts without some ids, which belong to the page.
    pub(super) fn without(reserved: &[String]) -> Self {
        Self { taken: reserved.iter().map(|id| (id.clone(), 0)).into_map() }
    }

    /// Gives the id for a heading: its own as it is written, else one made of its text.
    pub(super) fn of_heading(&mut self, text: &str, own: Option<String>) -> String {
        match own {
            Some(own) => self.unique_id(apart(own)),
            None => self.unique(text),
        }
    }

    /// Gives the id for a heading's text: `Fast search`, again, becomes `fast-search-1`.
    pub(super) fn unique(&mut self, text: &str) -> String {
        self.unique_id(slug(text))
    }

    /// Gives this id, or the next free one with a number behind it.
    pub(super) fn unique_id(&mut self, id: String) -> String {
        let Some(last) = self.taken.get(&id) else {
            self.taken.insert(id.clone(), 0);
            return id;
        };
        let mut number = last + 1;
        let mut free = format!("{id}-{number}");
        while self.taken.contains_key(&free) {
            number += 1;
            free = format!("{id}-{number}");
        }
        self.taken.insert(id, number);
        self.taken.insert(free.clone(), 0);
        free
    }
}

/// Makes an id of a heading's text.
pub(super) fn slug(text: &str) -> String {
    let text = text.trim();
    let mut slug = String::with_capacity(text.len());
    if text.is_ascii() {
        slug.extend(text.bytes().filter_map(kept).take(LONGEST));
    } else {
        for c in text.chars() {
            if slug.len() >= LONGEST {
                break;
            }
            match u8::try_from(c) {
                Ok(b) if b.is_ascii() => slug.extend(kept(b)),
                _ => slug.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
            }
        }
    }
    apart(slug)
}

/// Keeps an id apart from those of the page around.
fn apart(mut id: String) -> String {
    if id.is_empty() || id.starts_with("bl-") || id.starts_with("user-content-") {
        id.insert_str(0, if id.is_empty() { "section" } else { "section-" });
    }
    id
}

/// What an id holds in the place of an ASCII character.
fn kept(b: u8) -> Option<char> {
    match b {
        b' ' => Some('-'),
        b'-' | b'_' | b'a'..=b'z' | b'0'..=b'9' => Some(char::from(b)),
        b'A'..=b'Z' => Some(char::from(b.to_ascii_lowercase())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_github() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.unique("What's new in v1.2?"), "whats-new-in-v12");
        assert_eq!(slugs.unique("Größe & Maß"), "größe--maß");
        assert_eq!(slugs.unique("snake_case-and dash"), "snake_case-and-dash");
    }

    #[test]
    fn no_id_comes_twice() {
        let mut slugs = Slugs::default();
        let given: Vec<_> = ["a", "a-1", "a", "a", "A", "!", "?"].iter().map(|text| slugs.unique(text)).collect();
        assert_eq!(given, ["a", "a-1", "a-2", "a-3", "a-4", "section", "section-1"]);
    }

    #[test]
    fn ids_of_the_page_are_left_alone() {
        assert_eq!(Slugs::default().unique("BL-menu"), "section-bl-menu");
    }
}
