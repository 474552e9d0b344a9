//! What of a site follows from the items and their analysis alone: addresses, orders, who belongs to whom.
//!
//! In: a backlog and its analysis. Out: the parts, shared, so that a preview takes over those that an edit leaves alone. Looks at prose only for the order of a wiki by itself.

use super::address::Addresses;
use super::page::backlog::View;
use super::page::objectives::Roots;
use super::plan::Site;
use super::{page, relation, view};
use crate::analysis::Analysis;
use crate::backlog::{Backlog, Item, Reference};
use crate::config::Kind;
use crate::realization::Status;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The parts.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The first page of a wiki by itself; none where the overview comes first.
    pub(super) front: Option<usize>,
    pub(super) addresses: Arc<Addresses>,
    pub(super) views: Arc<Vec<View>>,
    pub(super) owner_paths: Arc<Vec<String>>,
    pub(super) flow_paths: Arc<Vec<String>>,
    /// The groups that have a page, in their order.
    pub(super) flow_shown: Arc<Vec<usize>>,
    pub(super) flow_places: Arc<Vec<Option<usize>>>,
    pub(super) wiki_order: Arc<Vec<usize>>,
    pub(super) wiki_place: Arc<Vec<usize>>,
    pub(super) members: Arc<Vec<Vec<usize>>>,
    pub(super) dependents: Arc<Vec<Vec<usize>>>,
    pub(super) described: Arc<BTreeMap<String, usize>>,
    pub(super) anchors: Arc<Vec<Arc<[String]>>>,
    /// All outcomes in the order of their table, then those in each state of which there are some.
    pub(super) outcome_parts: Arc<Vec<(Option<Status>, Vec<usize>)>>,
    /// The pages of objectives.
    pub(super) objective_pages: Arc<Vec<Vec<Roots>>>,
}

impl Frame {
    /// Works them out; `before` is a site with the same documents at the same places and under the same names, but for
    /// titles, of which is taken over what can't differ.
    pub(super) fn after((backlog, analysis): (&Backlog, &Analysis), before: Option<&Site<'_>>) -> Self {
        // The order of a wiki by itself follows from the links in its prose.
        let before = before.filter(|before| before.front.is_none());
        if let Some(same) = before.filter(|before| std::ptr::eq(before.analysis, analysis)) {
            return same.frame.clone();
        }
        let front = super::front::front_page(backlog);
        let ((views, members), (addresses, (wiki_order, anchors))) = rayon::join(
            || {
                let same = before.filter(|before| is_ordered_alike(before.analysis, analysis));
                rayon::join(|| views((backlog, analysis), same), || members((backlog, analysis), same))
            },
            || {
                let rest = || (wiki_order((backlog, front), before), anchors(backlog, before));
                rayon::join(|| addresses((backlog, front), before), rest)
            },
        );
        Self {
            front,
            addresses,
            views,
            owner_paths: Arc::new(page::owner::paths(&analysis.report.owners)),
            flow_paths: Arc::new(page::flow::paths(&analysis.flow.groups)),
            flow_shown: Arc::new(page::flow::shown(&analysis.flow)),
            flow_places: Arc::new(relation::flow_places(backlog, analysis)),
            wiki_place: Arc::new(relation::places(&wiki_order, backlog.items.len())),
            wiki_order,
            members,
            dependents: Arc::new(relation::dependents(backlog)),
            described: Arc::new(relation::described(backlog)),
            anchors,
            outcome_parts: Arc::new(page::outcomes::parts(analysis)),
            objective_pages: Arc::new(page::objectives::pages(analysis)),
        }
    }
}

/// Tells whether nothing has another place in the list.
fn is_ordered_alike(then: &Analysis, now: &Analysis) -> bool {
    Arc::ptr_eq(&then.candidates, &now.candidates) && Arc::ptr_eq(&then.ranking, &now.ranking)
}

/// Lists the parts of the backlog, which follow from the order alone.
fn views((backlog, analysis): (&Backlog, &Analysis), same: Option<&Site<'_>>) -> Arc<Vec<View>> {
    same.map_or_else(|| Arc::new(page::backlog::views(backlog, analysis)), |before| Arc::clone(&before.views))
}

/// Lists who belongs to whom, where an epic says so of another team, initiative or objective.
fn members((backlog, analysis): (&Backlog, &Analysis), same: Option<&Site<'_>>) -> Arc<Vec<Vec<usize>>> {
    let whose = |item: &Item| {
        let epic = item.epic()?;
        let target = |found: &Option<Reference>| found.as_ref().and_then(|found| found.target);
        let served: Vec<_> = epic.key_results.iter().map(|reference| reference.objective.target).collect();
        Some((target(&epic.team), target(&epic.initiative), served))
    };
    let alike = |before: &&Site<'_>| {
        let mut items = before.backlog.items.iter().zip(&backlog.items);
        items.all(|(then, now)| Arc::ptr_eq(then, now) || whose(then) == whose(now))
    };
    let kept = same.filter(alike);
    kept.map_or_else(|| Arc::new(relation::members(backlog, analysis)), |before| Arc::clone(&before.members))
}

/// Gives every item its address, which follows from its id and its place.
fn addresses((backlog, front): (&Backlog, Option<usize>), before: Option<&Site<'_>>) -> Arc<Addresses> {
    // What is said of two that clash names a place in the text.
    let kept = before.filter(|before| before.addresses.diagnostics.is_empty());
    kept.map_or_else(|| Arc::new(Addresses::build(backlog, front)), |before| Arc::clone(&before.addresses))
}

/// Orders the wiki, where one of its pages is another one.
fn wiki_order((backlog, front): (&Backlog, Option<usize>), before: Option<&Site<'_>>) -> Arc<Vec<usize>> {
    let same = |before: &&Site<'_>| {
        let mut pages = backlog.of_kind(Kind::Page);
        pages.all(|(at, _)| Arc::ptr_eq(&before.backlog.items[at], &backlog.items[at]))
    };
    let kept = before.filter(same);
    kept.map_or_else(|| Arc::new(relation::wiki_order(backlog, front)), |before| Arc::clone(&before.wiki_order))
}

/// Makes the anchors of the outcomes of every item that is another one.
fn anchors(backlog: &Backlog, before: Option<&Site<'_>>) -> Arc<Vec<Arc<[String]>>> {
    let of = |(at, item): (usize, &Arc<Item>)| {
        let kept = before.filter(|before| Arc::ptr_eq(&before.backlog.items[at], item));
        kept.map_or_else(|| view::outcome_anchors(item).into(), |before| Arc::clone(&before.anchors[at]))
    };
    Arc::new(backlog.items.par_iter().enumerate().map(of).collect())
}
