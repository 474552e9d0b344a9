//! How work flowed and when more of it is likely done, for one day.
//!
//! In: a backlog with its timelines and the ranking. Out: the figures of flow, and for each unfinished epic the dates
//! of its place. Never reads git.

use super::{Analysis, Before};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::flow::forecast::{Placed, places};
use crate::flow::{Flow, history, measure, reads_alike};
use crate::order::Gather;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Measures how work flowed; takes over what was measured before where every item has the history that it had.
pub(super) fn collect(backlog: &Backlog, config: &Config, as_of: Date, before: Option<Before<'_>>) -> Arc<Flow> {
    let same = |before: &Before<'_>| {
        let (then, now) = (&before.backlog.timelines, &backlog.timelines);
        let gone =
            then.documents.iter().zip(&now.documents).all(|(then, now)| now.item.is_some() || Arc::ptr_eq(then, now));
        let alike = |at: usize| before.has_same_past(backlog, at) || reads_alike((before.backlog, backlog), config, at);
        let same = then.documents.len() == now.documents.len() && then.coverage.since == now.coverage.since;
        same && gone && (0..backlog.items.len()).into_par_iter().all(alike)
    };
    let kept = before.filter(same);
    kept.map_or_else(|| Arc::new(measure(&history(backlog, config, as_of))), |before| Arc::clone(&before.analysis.flow))
}

/// Gives each unfinished epic in order of the list its place and dates, by its position in the backlog: first what is
/// in progress, then what is ranked. What has no place in the list has no dates.
pub(super) fn forecasts(analysis: &Analysis, before: Option<Before<'_>>) -> Arc<BTreeMap<usize, Placed>> {
    let same = before.filter(|before| {
        Arc::ptr_eq(&before.analysis.candidates, &analysis.candidates)
            && Arc::ptr_eq(&before.analysis.ranking, &analysis.ranking)
            && Arc::ptr_eq(&before.analysis.flow, &analysis.flow)
    });
    if let Some(before) = same {
        return Arc::clone(&before.analysis.forecasts);
    }
    let ranking = &analysis.ranking;
    let order = ranking.commitments.iter().chain(&ranking.entries).map(|entry| {
        let candidate = entry.candidate;
        (analysis.candidates.items[candidate], analysis.candidates.list[candidate].team.clone())
    });
    let order: Vec<(usize, Option<String>)> = order.collect();
    Arc::new(places(&order, &analysis.flow).into_iter().map(|placed| (placed.item, placed)).into_map())
}
