//! Sentences with links in them.

use super::Link;
use serde::Serialize;

/// A sentence, part by part; some of the parts are links.
pub(in crate::site) type Said = Vec<Link>;

/// A finding that stands first on a page.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Headline {
    pub(in crate::site) said: Said,
    pub(in crate::site) class: Option<&'static str>,
}

impl Headline {
    /// Makes a finding of plain words.
    pub(in crate::site) fn plain(text: impl Into<String>) -> Self {
        Self { said: vec![Link::plain(text)], class: None }
    }

    /// Makes a finding that asks for attention.
    pub(in crate::site) fn late(said: Said) -> Self {
        Self { said, class: Some("late") }
    }
}

/// Joins links as words are joined: `a`, `a and b`, `a, b and c`.
pub(in crate::site) fn link_list(links: Vec<Link>) -> Said {
    let last = links.len().saturating_sub(1);
    let mut said = Vec::new();
    for (at, link) in links.into_iter().enumerate() {
        match at {
            0 => {}
            at if at == last => said.push(Link::plain(" and ")),
            _ => said.push(Link::plain(", ")),
        }
        said.push(link);
    }
    said
}
