//! Follows the links of a document.
//!
//! In: a document. Out: the files that it needs beside the site, and links that lead nowhere. A page with thousands of
//! such links hears of the first, and how many more there are.

use super::link::{Goal, Links};
use super::part::{Part, Parts};
use super::words::count;
use crate::diagnostic::{Diagnostic, Severity, most_about_links};
use crate::document::Document;
use crate::document::markdown::{Link, LinkKind, LinkUse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the links of one document lead.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The files that it needs beside the site.
    pub(super) files: BTreeSet<String>,
    /// What is wrong with its links.
    pub(super) said: Vec<Diagnostic>,
    /// The links to parts of pages, its own among them, that the page must write in another way.
    pub(super) parts: BTreeMap<String, Part>,
    /// Whether any link names a part of a page.
    pub(super) names_parts: bool,
}

impl Followed {
    /// Lets everything go that no page asks for.
    pub(super) fn keep_parts(all: &mut [Arc<Self>]) {
        let nothing = Arc::<Self>::default();
        for one in all {
            let parts = Arc::get_mut(one).map(|one| std::mem::take(&mut one.parts)).unwrap_or_default();
            *one = if parts.is_empty() { Arc::clone(&nothing) } else { Arc::new(Self { parts, ..Self::default() }) };
        }
    }
}

/// Follows every link of the document at this place.
pub(super) fn followed(links: &Links<'_>, parts: &Parts<'_>, at: usize) -> Followed {
    let document = &links.backlog.documents[at];
    let mut own = Named::default();
    let mut files = BTreeSet::new();
    let mut said = Vec::new();
    let mut more = Vec::new();
    let most = most_about_links(links.backlog.documents.len());
    for link in &document.outline.links {
        let link_use = match link.kind {
            LinkKind::Wiki if link.image => LinkUse::Embed,
            LinkKind::Wiki => LinkUse::Wiki,
            LinkKind::Relative if link.image => LinkUse::Image,
            LinkKind::Relative => LinkUse::Link,
            LinkKind::Anchor => {
                own.part(parts, format!("#{}", link.target), (at, &link.target));
                continue;
            }
            LinkKind::External | LinkKind::Refused => continue,
        };
        match links.follow(&document.path, &link.target, link_use) {
            Goal::File(path) => {
                if link.kind == LinkKind::Wiki {
                    own.parts.insert(link.target.clone(), Part::File(path.clone()));
                }
                files.insert(path);
            }
            Goal::Nowhere(_) | Goal::Unpublished if said.len() >= most => more.push(link),
            Goal::Nowhere(reason) => said.push(nowhere(document, link, reason)),
            Goal::Unpublished => said.push(unpublished(document, link)),
            Goal::Page(to, part) if !part.is_empty() => own.part(parts, link.target.clone(), (to, part)),
            Goal::Page(..) | Goal::Folder(_) | Goal::Backlog | Goal::Repository(_) | Goal::Withheld => {}
        }
    }
    said.extend(more.first().map(|next| others(document, next, more.len())));
    Followed { files, said, parts: own.parts, names_parts: own.any }
}

/// The parts of pages that a document names.
#[derive(Default)]
struct Named {
    parts: BTreeMap<String, Part>,
    any: bool,
}

impl Named {
    /// Notes what stands for a part, where that is something else than the link says.
    fn part(&mut self, parts: &Parts<'_>, target: String, (document, written): (usize, &str)) {
        self.any = true;
        if written.is_empty() || self.parts.contains_key(&target) {
            return;
        }
        let part = parts.find(document, written);
        if !matches!(&part, Part::Id(id) if id == written) {
            self.parts.insert(target, part);
        }
    }
}

/// Says that a link leads nowhere.
fn nowhere(document: &Document, link: &Link, reason: &str) -> Diagnostic {
    let rule = if link.image { "missing-image" } else { "broken-link" };
    let message = format!("the link to `{}` leads nowhere: {reason}", link.target);
    let hint = if link.kind == LinkKind::Wiki {
        "Correct the name, or write what it names; until then the page shows the text without a link."
    } else {
        "Correct the path, or remove the link; the page shows its text without one."
    };
    Diagnostic::warning(rule, &document.path, document.body_span(link.range.clone()), message).hint(hint)
}

/// Says how many more links lead nowhere, where the first of them stands: behind those that are named.
fn others(document: &Document, next: &Link, more: usize) -> Diagnostic {
    let message = format!("from here on, this page has {} leading nowhere", count(more, "more link"));
    Diagnostic::warning("broken-link", &document.path, document.body_span(next.range.clone()), message)
        .hint("Correct those above; the next ones are named then.")
}

/// Says that a file is there and isn't published.
fn unpublished(document: &Document, link: &Link) -> Diagnostic {
    let message = format!("the file `{}` isn't part of the site", link.target);
    let note = Diagnostic::warning("unpublished-file", &document.path, document.body_span(link.range.clone()), message);
    Diagnostic { severity: Severity::Info, ..note }
        .hint("Set `site.repository`, and the page links to the file there; or name it in `site.include`.")
}
