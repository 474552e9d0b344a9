//! Parts of pages: which place of a page the words behind the `#` of a link mean.
//!
//! In: links as they are written, and the outlines of all documents. Out: what a page must write for a part that has
//! another id on the site than in its file, or none at all. A part that nobody finds is no reason to lose the link to
//! its page.

use super::view::outcome_anchors;
use crate::backlog::{Backlog, percent_decode};
use crate::document::markdown::{raw_id, repeats_title};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What stands for the part that a link names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// An id of the page.
    Id(String),
    /// The top of the page, where its title stands.
    Top,
    /// No part but a file: the one that a `[[name]]` means.
    File(String),
    /// Nothing.
    Missing,
}

/// The parts of every document, each looked up when a link first asks for one of them.
pub(super) struct Parts<'a> {
    backlog: &'a Backlog,
    /// Whether ids of raw HTML stay as they are written.
    trust_html: bool,
    known: Vec<OnceLock<Known<'a>>>,
}

/// What is known of one document.
struct Known<'a> {
    headings: HashSet<&'a str>,
    /// Ids of raw HTML by their small letters.
    raw: HashMap<String, &'a str>,
}

impl<'a> Parts<'a> {
    /// Knows nothing yet.
    pub(super) fn of(backlog: &'a Backlog, trust_html: bool) -> Self {
        Self { backlog, trust_html, known: backlog.documents.iter().map(|_| OnceLock::new()).collect() }
    }

    /// Finds the part of a document that a link means. Ids are those of GitHub, where capitals make no difference.
    pub(super) fn find(&self, document: usize, written: &str) -> Part {
        let decoded = percent_decode(written);
        let bare = decoded.strip_prefix("user-content-").unwrap_or(&decoded);
        if bare.is_empty() || bare.eq_ignore_ascii_case("top") {
            return Part::Top;
        }
        if bare.starts_with("bl-") {
            return Part::Id(decoded);
        }
        let folded = bare.to_lowercase();
        let known = self.known[document].get_or_init(|| self.know(document));
        if known.headings.contains(folded.as_str()) {
            return if self.is_title(document, &folded) { Part::Top } else { Part::Id(folded) };
        }
        if let Some(id) = known.raw.get(&folded) {
            return Part::Id(if self.trust_html { (*id).to_owned() } else { raw_id(id) });
        }
        let outcomes = outcome_anchors(&self.backlog.items[document]);
        if outcomes.contains(&folded) { Part::Id(folded) } else { Part::Missing }
    }

    fn know(&self, document: usize) -> Known<'a> {
        let outline = &self.backlog.documents[document].outline;
        let mut raw = HashMap::with_capacity(outline.anchors.len());
        for id in outline.anchors.iter().filter(|id| !id.trim().is_empty()) {
            raw.entry(id.to_lowercase()).or_insert(id.as_str());
        }
        Known { headings: outline.headings.iter().map(|heading| heading.id.as_str()).collect(), raw }
    }

    /// Tells whether a heading is left out of the prose, as the page's title says the same.
    fn is_title(&self, document: usize, id: &str) -> bool {
        let first = self.backlog.documents[document].outline.headings.first();
        let title = self.backlog.items[document].title.as_str();
        first.is_some_and(|first| first.id == id && first.level == 1 && repeats_title(&first.text, title))
    }
}
