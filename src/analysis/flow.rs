//! How work flowed and when more of it is likely done, for one day.
//!
//! In: a backlog with its timelines and the ranking. Out: the figures of flow, and for each unfinished epic the dates
//! of its place. Never reads git.

use super::Analysis;
use crate::backlog::Backlog;
use crate::config::Config;
use crate::flow::forecast::{Placed, places};
use crate::flow::{Flow, history, measure};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Measures how work flowed.
pub(super) fn collect(backlog: &Backlog, config: &Config, as_of: Date) -> Flow {
    measure(&history(backlog, config, as_of))
}

/// Gives each unfinished epic in order of the list its place and dates, by its position in the backlog: first what is
/// in progress, then what is ranked. What has no place in the list has no dates.
pub(super) fn forecasts(analysis: &Analysis) -> BTreeMap<usize, Placed> {
    let ranking = &analysis.ranking;
    let order = ranking.commitments.iter().chain(&ranking.entries).map(|entry| {
        let candidate = entry.candidate;
        (analysis.candidates.items[candidate], analysis.candidates.list[candidate].team.clone())
    });
    let order: Vec<(usize, Option<String>)> = order.collect();
    places(&order, &analysis.flow).into_iter().map(|placed| (placed.item, placed)).collect()
}
