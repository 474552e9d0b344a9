//! What belongs together: a wiki's order, the epics of a team or an initiative, what waits for what.

use crate::analysis::Analysis;
use crate::analysis::Standing;
use crate::backlog::{Backlog, Details};
use crate::config::Kind;
use crate::order::{Gather, Order};
use crate::ranking::natural_order;
use std::collections::BTreeMap;

/// Orders the wiki's pages: by folder, then index, `nav_order`, the place that a wiki by itself links them at, and title.
pub(super) fn wiki_order(backlog: &Backlog, front: Option<usize>) -> Vec<usize> {
    let linked = front.map(|front| super::front::linked(backlog, front)).unwrap_or_default();
    let first = |at: usize| front == Some(at) || super::front::stands_for_folder(backlog, at);
    let place = |at: &usize| linked.get(at).copied().unwrap_or(usize::MAX);
    let mut pages: Vec<usize> = backlog.of_kind(Kind::Page).map(|(at, _)| at).collect();
    pages.order_by(|left, right| {
        let (a, b) = (&backlog.items[*left], &backlog.items[*right]);
        let order = |order: Option<f64>| order.unwrap_or(f64::MAX);
        wiki_folder(&a.path)
            .cmp(wiki_folder(&b.path))
            .then_with(|| first(*right).cmp(&first(*left)))
            .then_with(|| order(a.nav_order).total_cmp(&order(b.nav_order)))
            .then_with(|| place(left).cmp(&place(right)))
            .then_with(|| natural_order(&a.title, &b.title))
            .then_with(|| a.path.cmp(&b.path))
    });
    pages
}

/// Gives the folder of a wiki page; `wiki/` itself is the top.
pub(super) fn wiki_folder(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if folder == "wiki" { "" } else { folder.strip_prefix("wiki/").unwrap_or(folder) }
}

/// Gives each item's place in an order; items outside it have none that matters.
pub(super) fn places(order: &[usize], items: usize) -> Vec<usize> {
    let mut places = vec![usize::MAX; items];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    places
}

/// Lists for each team, initiative and objective its epics: ranked first, then under way, then the rest.
pub(super) fn members(backlog: &Backlog, analysis: &Analysis) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); backlog.items.len()];
    for (at, epic) in backlog.epics() {
        let mut owners: Vec<usize> =
            [&epic.team, &epic.initiative].into_iter().filter_map(|found| found.as_ref()?.target).collect();
        owners.extend(epic.key_results.iter().filter_map(|reference| reference.objective.target));
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            members[owner].push(at);
        }
    }
    let place = |at: usize| match analysis.standings[at] {
        Some(Standing::Committed(place)) => (0, place),
        Some(Standing::Ranked(place)) => (1, place),
        Some(Standing::Unscored(place)) => (2, place),
        Some(Standing::Listed(place)) => (3, place),
        Some(Standing::Over) | None => (4, at),
    };
    for list in &mut members {
        list.order_by_key(|at| place(*at));
    }
    members
}

/// Lists for each epic those that wait for it.
pub(super) fn dependents(backlog: &Backlog) -> Vec<Vec<usize>> {
    let mut dependents = vec![Vec::new(); backlog.items.len()];
    for (at, epic) in backlog.epics() {
        for target in epic.depends_on.iter().filter_map(|reference| reference.target) {
            if dependents[target].last() != Some(&at) {
                dependents[target].push(at);
            }
        }
    }
    dependents
}

/// Finds the item that a YAML file beside a Markdown file describes.
pub(super) fn described(backlog: &Backlog) -> BTreeMap<String, usize> {
    let described = |at: usize| {
        let item = &backlog.items[at];
        (item.matter_path != item.path && !matches!(item.details, Details::Page))
            .then(|| (item.matter_path.to_string(), at))
    };
    (0..backlog.items.len()).filter_map(described).into_map()
}

/// Finds for each item its place among those whose history is measured.
pub(super) fn flow_places(backlog: &Backlog, analysis: &Analysis) -> Vec<Option<usize>> {
    let mut places = vec![None; backlog.items.len()];
    for (at, measured) in analysis.flow.items.iter().enumerate() {
        if let Some(item) = measured.item {
            places[item] = Some(at);
        }
    }
    places
}
