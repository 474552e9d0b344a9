//! A backlog in which a few documents say something else than before.
//!
//! In: the backlog before, and all documents. Out: what binding all of them anew would give, of which everything that
//! can't differ is taken over; nothing where more may differ than the documents that changed.

use super::assemble::{all_found, backlinks, cycles, found_in};
use super::index::Index;
use super::item::{Details, Item};
use super::reference::Reference;
use super::resolve::resolve_some;
use super::sheet::Sheet;
use super::{Backlog, Epic};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::markdown::LinkKind;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Gives a backlog in which some items say something else, if any, and otherwise nothing but prose is another one.
/// `sheets` are all that are shown, in order of path, and the same files as before; `changed` are the places of the
/// items that differ. The timelines stay to be joined with it. None where what another item means may differ, too.
pub fn rebind(before: &Backlog, sheets: &[&Sheet], changed: &[usize]) -> Option<Backlog> {
    let documents: Vec<Arc<Document>> = sheets.iter().map(|sheet| Arc::clone(&sheet.document)).collect();
    let mut items = before.items.clone();
    let (mut index, mut cycles) = (Arc::clone(&before.index), Arc::clone(&before.cycles));
    if !changed.is_empty() {
        for at in changed {
            items[*at] = Arc::clone(&sheets[*at].item);
        }
        index = renamed(before, (&items, &documents), changed)?;
        cycles = bound(before, (&mut items, &index), changed)?;
    }
    let same_links = documents.iter().zip(&before.documents).all(|(now, then)| {
        Arc::ptr_eq(now, then)
            || now.outline.links.iter().map(|link| (&link.target, link.kind)).eq(then
                .outline
                .links
                .iter()
                .map(|link| (&link.target, link.kind)))
    });
    let backlinks =
        if same_links { Arc::clone(&before.backlinks) } else { Arc::new(backlinks(&documents, items.len(), &index)) };
    Some(Backlog {
        items,
        documents,
        index,
        backlinks,
        cycles,
        withheld: Arc::clone(&before.withheld),
        timelines: Arc::clone(&before.timelines),
        diagnostics: all_found(found_in(sheets.iter().copied()), &before.between),
        between: Arc::clone(&before.between),
    })
}

/// Gives the look-ups for items whose titles may be others; none where a name that somebody uses means something else.
fn renamed(
    before: &Backlog,
    (items, documents): (&[Arc<Item>], &[Arc<Document>]),
    changed: &[usize],
) -> Option<Arc<Index>> {
    let pairs = || changed.iter().map(|at| (&before.items[*at], &items[*at]));
    if !pairs().all(|(then, now)| is_named_alike(then, now)) {
        return None;
    }
    let retitled = pairs().filter(|(then, now)| then.title != now.title);
    let titles: Vec<String> =
        retitled.flat_map(|(then, now)| [&then.title, &now.title]).map(|title| title.to_lowercase()).collect();
    if titles.is_empty() {
        return Some(Arc::clone(&before.index));
    }
    let used = |(item, document): (&Arc<Item>, &Arc<Document>)| is_used(&titles, item, document);
    let somebody = items.par_iter().zip(documents).any(used);
    (!somebody).then(|| Arc::new(before.index.retitled(items)))
}

/// Tells whether two states of an item have the same names but for their titles.
fn is_named_alike(then: &Item, now: &Item) -> bool {
    let key_results = |item: &Item| -> Option<Vec<String>> {
        Some(item.objective()?.key_results.iter().map(|key_result| key_result.id.clone()).collect())
    };
    (&then.id, then.kind, then.has_id(), &then.path, &then.matter_path)
        == (&now.id, now.kind, now.has_id(), &now.path, &now.matter_path)
        && then.aliases() == now.aliases()
        && key_results(then) == key_results(now)
}

/// Tells whether a document uses one of some names in small letters, in a reference or in a link.
fn is_used(names: &[String], item: &Item, document: &Document) -> bool {
    let is = |name: &str| {
        let name = name.trim();
        // Only what is written in letters beyond ASCII needs a copy to be folded.
        if name.is_ascii() {
            names.iter().any(|known| known.eq_ignore_ascii_case(name))
        } else {
            names.contains(&name.to_lowercase())
        }
    };
    let linked = document.outline.links.iter().filter(|link| link.kind == LinkKind::Wiki);
    references(item).into_iter().any(|reference| is(&reference.id))
        || linked.into_iter().any(|link| is(link.target.split('#').next().unwrap_or_default()))
}

/// Lists what an item refers to.
fn references(item: &Item) -> Vec<&Reference> {
    match &item.details {
        Details::Epic(epic) => {
            let agreement = epic.agreement.iter().flat_map(|found| found.taken_by.iter().chain(&found.repay_item));
            let asked = epic.requested_by.iter().filter_map(|request| request.team.as_ref());
            let own = epic.team.iter().chain(&epic.initiative).chain(&epic.depends_on).chain(&epic.bundled_with);
            let served = epic.key_results.iter().map(|reference| &reference.objective);
            own.chain(agreement).chain(asked).chain(served).collect()
        }
        Details::Initiative(initiative) => {
            let served = initiative.key_results.iter().map(|reference| &reference.objective);
            initiative.lead_team.iter().chain(served).collect()
        }
        Details::Objective(objective) => {
            objective.team.iter().chain(objective.parent.iter().map(|reference| &reference.objective)).collect()
        }
        Details::Sprint(sprint) => sprint.team.iter().collect(),
        Details::Team(_) | Details::ValueStream(_) | Details::Page => Vec::new(),
    }
}

/// Binds the changed items to the others; gives the epics that wait for each other. None where something is wrong
/// between documents that has to do with one of them, or a cycle came or went.
fn bound(
    before: &Backlog,
    (items, index): (&mut [Arc<Item>], &Index),
    changed: &[usize],
) -> Option<Arc<Vec<Vec<usize>>>> {
    let paths: HashSet<&Arc<str>> = changed.iter().map(|at| &before.items[*at].matter_path).collect();
    let touches = |found: &Diagnostic| {
        paths.contains(&found.path) || found.related.iter().any(|related| paths.contains(&related.path))
    };
    if before.between.iter().any(touches) || !resolve_some(items, (index, &before.withheld), changed) {
        return None;
    }
    let needs = |item: &Item| -> Vec<Option<usize>> {
        let references = item.epic().map_or(&[][..], |epic: &Epic| &epic.depends_on);
        references.iter().map(|reference| reference.target).collect()
    };
    if changed.iter().all(|at| needs(&before.items[*at]) == needs(&items[*at])) {
        return Some(Arc::clone(&before.cycles));
    }
    let (now, _) = cycles(items);
    (now == *before.cycles).then(|| Arc::clone(&before.cycles))
}
