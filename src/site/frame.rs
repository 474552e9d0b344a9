//! What of a site follows from the items and their analysis alone: addresses, orders, who belongs to whom.
//!
//! In: a backlog and its analysis. Out: the parts, shared, so that a preview takes them over while nothing but prose
//! changes. Looks at prose only for the order of a wiki by itself.

use super::address::Addresses;
use super::page::backlog::View;
use super::{page, relation, view};
use crate::analysis::Analysis;
use crate::backlog::Backlog;
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
    pub(super) flow_places: Arc<Vec<Option<usize>>>,
    pub(super) wiki_order: Arc<Vec<usize>>,
    pub(super) wiki_place: Arc<Vec<usize>>,
    pub(super) members: Arc<Vec<Vec<usize>>>,
    pub(super) dependents: Arc<Vec<Vec<usize>>>,
    pub(super) described: Arc<BTreeMap<String, usize>>,
    pub(super) anchors: Arc<Vec<Vec<String>>>,
    /// All outcomes in the order of their table, then those in each state of which there are some.
    pub(super) outcome_parts: Arc<Vec<(Option<Status>, Vec<usize>)>>,
}

impl Frame {
    /// Works them out.
    pub(super) fn of(backlog: &Backlog, analysis: &Analysis) -> Self {
        let front = super::front::front_page(backlog);
        let wiki_order = relation::wiki_order(backlog, front);
        let anchors = backlog.items.par_iter().map(|item| view::outcome_anchors(item)).collect();
        Self {
            front,
            addresses: Arc::new(Addresses::build(backlog, front)),
            views: Arc::new(page::backlog::views(backlog, analysis)),
            owner_paths: Arc::new(page::owner::paths(&analysis.report.owners)),
            flow_paths: Arc::new(page::flow::paths(&analysis.flow.groups)),
            flow_places: Arc::new(relation::flow_places(backlog, analysis)),
            wiki_place: Arc::new(relation::places(&wiki_order, backlog.items.len())),
            wiki_order: Arc::new(wiki_order),
            members: Arc::new(relation::members(backlog, analysis)),
            dependents: Arc::new(relation::dependents(backlog)),
            described: Arc::new(relation::described(backlog)),
            anchors: Arc::new(anchors),
            outcome_parts: Arc::new(page::outcomes::parts(analysis)),
        }
    }
}
