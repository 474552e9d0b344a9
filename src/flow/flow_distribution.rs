//! Flow distribution: what kinds of work were done, against what the teams want.

use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "flow-distribution",
    title: "Flow distribution",
    question: "Which kinds of work were done, and which did the teams want?",
    doc: "flow-distribution.md",
    figures,
};

/// From how many epics on shares are shown.
pub const SHARES_FROM: usize = 10;

/// What each team wants of each work type, 0 to 1.
pub type Allocations = BTreeMap<Arc<str>, Vec<(String, f64)>>;

/// What kinds of work were done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Distribution {
    /// How many epics were done.
    pub done: usize,
    /// How many of them belong to teams that say what they want.
    pub planned: usize,
    /// Each work type, in order of name; epics without one stand under an empty name.
    pub types: Vec<TypeShare>,
}

/// A work type among what was done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TypeShare {
    /// The type.
    pub work_type: String,
    /// How many epics of it were done.
    pub count: usize,
    /// Its share, 0 to 1; none below ten epics.
    pub share: Option<f64>,
    /// The share that the teams want, each team counted by what it has done; none where no team says.
    pub wanted: Option<f64>,
}

/// Counts the work that was done in a window by its type at closing.
pub(super) fn distribution(items: &[&ItemFlow], window: Window, allocations: &Allocations) -> Distribution {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut teams: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    let mut done = 0;
    for item in items.iter().filter(|item| item.done_day().is_some_and(|day| window.holds(day))) {
        done += 1;
        *counts.entry(item.labels.work_type.as_deref().unwrap_or_default().to_owned()).or_default() += 1;
        if let Some(team) = item.labels.team.as_ref().filter(|team| allocations.contains_key(*team)) {
            *teams.entry(team).or_default() += 1;
        }
    }
    let planned: usize = teams.values().sum();
    let mut wanted: BTreeMap<String, f64> = BTreeMap::new();
    for (team, weight) in teams {
        for (work_type, share) in &allocations[team] {
            *wanted.entry(work_type.clone()).or_default() += share * weight as f64 / planned as f64;
        }
    }
    for work_type in wanted.keys() {
        counts.entry(work_type.clone()).or_default();
    }
    let share = |count: usize| (done >= SHARES_FROM).then(|| count as f64 / done as f64);
    let want = |work_type: &str| (planned > 0).then(|| wanted.get(work_type).copied().unwrap_or(0.0));
    let types = counts.into_iter().map(|(work_type, count)| TypeShare {
        share: share(count),
        wanted: want(&work_type),
        work_type,
        count,
    });
    Distribution { done, planned, types: types.collect() }
}

/// Names its figures: the four types of the Flow Framework.
fn figures(measures: &Measures) -> Figures {
    let distribution = &measures.distribution.now;
    let of_type = |name: &str| distribution.types.iter().find(|share| share.work_type == name);
    let none = |count: usize, from: usize| move || (count >= from).then_some(0.0);
    let mut figures = vec![("done", Some(distribution.done as f64))];
    for (count, share, wanted, name) in [
        ("feature", "feature_share", "feature_wanted", "feature"),
        ("tech_debt", "tech_debt_share", "tech_debt_wanted", "tech-debt"),
        ("defect", "defect_share", "defect_wanted", "defect"),
        ("risk", "risk_share", "risk_wanted", "risk"),
    ] {
        figures.push((count, Some(of_type(name).map_or(0, |share| share.count) as f64)));
        // A type that nobody finished and nobody wants is in no row, and has a share of nothing.
        figures.push((share, of_type(name).map_or_else(none(distribution.done, SHARES_FROM), |found| found.share)));
        figures.push((wanted, of_type(name).map_or_else(none(distribution.planned, 1), |found| found.wanted)));
    }
    figures
}
