//! Where the links of prose lead: which files are copied beside the pages, and which links lead nowhere.
//!
//! In: the documents of a planned site. Out: for each the files that it names and what is wrong with its links; then
//! the copies of all. Never follows a link twice: what an unchanged document said still holds.

use super::followed::{Followed, followed};
use super::link::{Links, file_path, svg_is_active};
use super::part::Parts;
use crate::backlog::Backlog;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::Document;
use crate::order::Gather;
use crate::source::Attachment;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where all links lead.
pub(super) struct Goals {
    /// Files that are copied: the path on the site and the file.
    pub(super) copies: Vec<(String, Attachment)>,
    /// Files that are not published, and why.
    pub(super) refused: BTreeMap<String, &'static str>,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Tells whether what a link to a document finds may be another thing than before, or which documents are linked to;
/// the two backlogs have the same documents at the same places.
pub(super) fn links_differ(before: &Backlog, now: &Backlog) -> bool {
    let ids = |document: &Document| -> Vec<String> {
        document.outline.headings.iter().map(|heading| heading.id.clone()).collect()
    };
    let changed = now.documents.iter().zip(&before.documents).filter(|(now, then)| !Arc::ptr_eq(now, then));
    let mut parts = changed.map(|(now, then)| ids(now) != ids(then) || now.outline.anchors != then.outline.anchors);
    parts.any(|differ| differ) || !Arc::ptr_eq(&before.backlinks, &now.backlinks)
}

/// Tells whether a part that a link names may be another one than before.
fn parts_differ(before: &Backlog, now: &Backlog) -> bool {
    // Titles and outcomes have parts too.
    links_differ(before, now) || now.items.iter().zip(&before.items).any(|(now, then)| !Arc::ptr_eq(now, then))
}

/// Follows the links of every document, of those that are the same as before only once.
pub(super) fn each(links: &Links<'_>, before: Option<(&Backlog, &[Arc<Followed>])>) -> Vec<Arc<Followed>> {
    let parts = Parts::of(links.backlog, links.trust_html);
    let differ = before.is_some_and(|(before, _)| parts_differ(before, links.backlog));
    let follow = |(at, document): (usize, &Arc<Document>)| {
        let same = before.filter(|(backlog, _)| Arc::ptr_eq(&backlog.documents[at], document));
        let kept = same.map(|(_, kept)| &kept[at]).filter(|kept| !(differ && kept.names_parts));
        kept.map_or_else(|| Arc::new(followed(links, &parts, at)), Arc::clone)
    };
    links.backlog.documents.par_iter().enumerate().map(follow).collect()
}

/// Joins where the links of all documents lead.
pub(super) fn join(followed: &[Arc<Followed>], attachments: &BTreeMap<String, Attachment>) -> Goals {
    let files: BTreeSet<&String> = followed.iter().flat_map(|one| &one.files).into_set();
    let diagnostics = followed.iter().flat_map(|one| &one.said).cloned().collect();
    let mut goals = Goals { copies: Vec::new(), refused: BTreeMap::new(), diagnostics };
    let there: Vec<(&String, &Attachment)> =
        files.into_iter().filter_map(|path| Some((path, attachments.get(path)?))).collect();
    let faults: Vec<Option<(Diagnostic, &str)>> = there.par_iter().map(|(path, file)| fault(path, file)).collect();
    for ((path, attachment), fault) in there.into_iter().zip(faults) {
        if let Some((found, why)) = fault {
            goals.diagnostics.push(found);
            goals.refused.insert(path.clone(), why);
        } else {
            goals.copies.push((file_path(path), attachment.clone()));
        }
    }
    goals
}

/// Says why a file can't be copied, in a finding and for whoever follows a link to it.
fn fault(path: &str, file: &Attachment) -> Option<(Diagnostic, &'static str)> {
    if let Some(why) = file.fault() {
        return Some((Attachment::left_out(path, &why), "this file can't be read and isn't published"));
    }
    if !path.to_lowercase().ends_with(".svg") {
        return None;
    }
    let (message, hint, shown) = match file.text() {
        Some(text) if !svg_is_active(&text) => return None,
        Some(_) => (
            "this drawing holds a script, so it isn't published",
            "Export it again without scripts, links and animation.",
            "this drawing holds a script and isn't published",
        ),
        None => (
            "this drawing is no UTF-8 text, so nobody can tell whether it holds a script, and it isn't published",
            "Save it as UTF-8.",
            "this drawing is no UTF-8 text and isn't published",
        ),
    };
    Some((Diagnostic::warning("active-drawing", &path.into(), Span::FILE, message).hint(hint), shown))
}
