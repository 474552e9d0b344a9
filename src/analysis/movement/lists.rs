//! Where epics stood in the ranked list then, and stand now.
//!
//! In: two backlogs in their order. Out: three lists, in which an epic has one place: that of its item now, or one behind
//! all items. So nothing is looked up by id again.

use super::Then;
use crate::analysis::Analysis;
use crate::backlog::Backlog;
use crate::ranking::{Candidate, Entry, Ranking};
use std::collections::BTreeMap;

/// Where an epic stands in a ranked list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) rank: usize,
    pub(super) entry: &'a Entry,
    pub(super) candidate: &'a Candidate,
}

/// A ranked list: for each place the epic's spot, if it is ranked there.
type List<'a> = Vec<Option<Spot<'a>>>;

/// The ranked list then, then by the settings of now, and now.
pub(super) struct Lists<'a> {
    pub(super) then: List<'a>,
    /// None where the settings are the same.
    between: Option<List<'a>>,
    pub(super) now: List<'a>,
    /// The place of each candidate of now: its own item, but where an item with the same id stands before it.
    pub(super) first: Vec<usize>,
}

impl<'a> Spot<'a> {
    pub(super) fn id(&self) -> &'a str {
        &self.candidate.id
    }
}

impl<'a> Lists<'a> {
    /// Finds the places; `retold` is the list of then by the settings of now, where these differ.
    pub(super) fn of(
        past: Then<'a>,
        retold: Option<&'a Ranking>,
        (backlog, analysis): (&'a Backlog, &'a Analysis),
    ) -> Self {
        let mut gone = BTreeMap::new();
        let mut places = |ids: &mut dyn Iterator<Item = &'a str>| -> Vec<usize> {
            ids.map(|id| place(id, backlog, &mut gone)).collect()
        };
        let before = places(&mut past.candidates.list.iter().map(|candidate| past.id_now(&candidate.id)));
        let first = places(&mut analysis.candidates.list.iter().map(|candidate| candidate.id.as_str()));
        let count = backlog.items.len() + gone.len();
        let old = |ranking: &'a Ranking| list(ranking, &past.candidates.list, &before, count);
        Self {
            then: old(past.ranking),
            between: retold.map(old),
            now: list(&analysis.ranking, &analysis.candidates.list, &first, count),
            first,
        }
    }

    /// Gives the list of then by the settings of now.
    pub(super) fn between(&self) -> &List<'a> {
        self.between.as_ref().unwrap_or(&self.then)
    }

    /// Lists the epics of one list that aren't in another, in order of id: the id, the rank there, and the rank by the
    /// settings of now, the last of all where it has none.
    pub(super) fn only(&self, list: &List<'a>, other: &List<'a>) -> Vec<(&'a str, usize, usize)> {
        let mut found: Vec<(&str, usize, usize)> = list
            .iter()
            .zip(other)
            .zip(self.between())
            .filter(|((_, other), _)| other.is_none())
            .filter_map(|((spot, _), between)| {
                let spot = (*spot)?;
                Some((spot.id(), spot.rank, between.map_or(usize::MAX, |at| at.rank)))
            })
            .collect();
        found.sort_unstable();
        found
    }
}

/// Finds the place of an id: its item, or one behind all items, the same for the same id.
fn place<'a>(id: &'a str, backlog: &Backlog, gone: &mut BTreeMap<&'a str, usize>) -> usize {
    let item = backlog.index.by_id(id).filter(|at| backlog.items[*at].id == id);
    item.unwrap_or_else(|| {
        let next = backlog.items.len() + gone.len();
        *gone.entry(id).or_insert(next)
    })
}

/// The first of several epics with one id counts, as everywhere.
fn list<'a>(ranking: &'a Ranking, candidates: &'a [Candidate], places: &[usize], count: usize) -> List<'a> {
    let mut list = vec![None; count];
    for entry in &ranking.entries {
        let candidate = &candidates[entry.candidate];
        list[places[entry.candidate]].get_or_insert(Spot { rank: entry.rank, entry, candidate });
    }
    list
}
