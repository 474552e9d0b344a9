//! Capacity: how far down the ranked list the people at hand can go in one period.
//! Work under way comes off first. It never guesses an estimate: work without one is counted apart.

use crate::order::Gather;
use std::collections::BTreeMap;

use serde::Serialize;

use super::number::{counted, figure};

/// The weeks of work that a period offers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Capacity {
    /// Weeks per team.
    pub teams: BTreeMap<String, f64>,
}

/// Work that asks for capacity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Demand {
    /// The index of the candidate.
    pub candidate: usize,
    /// The team that does it.
    pub team: Option<String>,
    /// The weeks it takes, or still takes.
    pub weeks: Option<f64>,
}

/// What fits into a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CapacityPlan {
    /// The line through the whole list; none where no team says its capacity.
    pub line: Option<Line>,
    /// The line for each team that says its capacity.
    pub teams: BTreeMap<String, Line>,
    /// For each ranked entry, in the same order, whether its own team can take it.
    pub fits: Vec<Fit>,
}

/// A line through a ranked list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The position in the whole ranked list of the first entry below the line; none if all fit.
    pub before: Option<usize>,
    /// The weeks on offer.
    pub capacity: f64,
    /// The weeks that work under way still takes.
    pub committed: f64,
    /// The weeks of the entries above the line.
    pub planned: f64,
    /// The weeks of the entries below the line.
    pub waiting: f64,
    /// How many entries and pieces of work under way have no estimate.
    pub without_estimate: usize,
    /// The finding in words.
    pub summary: String,
}

/// Whether an entry's own team can take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// It stands above its team's line.
    Fits,
    /// It stands below its team's line.
    Waits,
    /// It has no estimate, or its team says no capacity.
    Unknown,
}

/// Draws the lines; `ranked` is in rank order.
pub fn plan(commitments: &[Demand], ranked: &[Demand], capacity: &Capacity) -> CapacityPlan {
    let offers: BTreeMap<&String, f64> = capacity
        .teams
        .iter()
        .filter(|(_, weeks)| weeks.is_finite() && **weeks >= 0.0)
        .map(|(team, weeks)| (team, *weeks))
        .into_map();
    let total: f64 = offers.values().sum();
    let all = |_: &Demand| true;
    let line = (!offers.is_empty()).then(|| draw(commitments, ranked, total, all));
    let mut lines = BTreeMap::new();
    for (team, weeks) in offers {
        let own = |demand: &Demand| demand.team.as_ref() == Some(team);
        lines.insert(team.clone(), draw(commitments, ranked, weeks, own));
    }
    let fits = ranked.iter().enumerate().map(|(at, demand)| fit(at, demand, &lines)).collect();
    CapacityPlan { line, teams: lines, fits }
}

fn fit(at: usize, demand: &Demand, lines: &BTreeMap<String, Line>) -> Fit {
    let line = demand.team.as_ref().and_then(|team| lines.get(team));
    match (line, estimate(demand)) {
        (Some(line), Some(_)) if line.before.is_some_and(|before| at >= before) => Fit::Waits,
        (Some(_), Some(_)) => Fit::Fits,
        _ => Fit::Unknown,
    }
}

fn draw(commitments: &[Demand], ranked: &[Demand], capacity: f64, counts: impl Fn(&Demand) -> bool) -> Line {
    let mut line = Line {
        before: None,
        capacity,
        committed: 0.0,
        planned: 0.0,
        waiting: 0.0,
        without_estimate: 0,
        summary: String::new(),
    };
    for demand in commitments.iter().filter(|demand| counts(demand)) {
        match estimate(demand) {
            Some(weeks) => line.committed += weeks,
            None => line.without_estimate += 1,
        }
    }
    for (at, demand) in ranked.iter().enumerate().filter(|(_, demand)| counts(demand)) {
        let Some(weeks) = estimate(demand) else {
            line.without_estimate += 1;
            continue;
        };
        if line.before.is_none() && !room(&line, weeks) {
            line.before = Some(at);
        }
        match line.before {
            None => line.planned += weeks,
            Some(_) => line.waiting += weeks,
        }
    }
    line.summary = summary(&line);
    line
}

fn room(line: &Line, weeks: f64) -> bool {
    line.committed + line.planned + weeks <= line.capacity * (1.0 + 1e-9)
}

fn estimate(demand: &Demand) -> Option<f64> {
    demand.weeks.filter(|weeks| weeks.is_finite() && *weeks >= 0.0)
}

fn summary(line: &Line) -> String {
    let tenths = |weeks: f64| (weeks * 10.0).round() / 10.0;
    let offer = counted(tenths(line.capacity), "week");
    let committed = figure(tenths(line.committed));
    let begun = if line.committed > line.capacity * (1.0 + 1e-9) {
        format!("work under way takes {committed} of {offer}: nothing new fits")
    } else if line.capacity <= 0.0 {
        "no time is written down for this period, so nothing can be promised for it".to_owned()
    } else {
        let planned = figure(tenths(line.planned));
        format!("{committed} of {offer} are committed, {planned} are planned")
    };
    let mut said = vec![begun];
    if line.waiting > 0.0 {
        let waiting = tenths(line.waiting);
        let verb = if figure(waiting) == "1" { "waits" } else { "wait" };
        said.push(format!("{} {verb} below the line", counted(waiting, "week")));
    }
    if line.without_estimate > 0 {
        said.push(format!("{} without an estimate", line.without_estimate));
    }
    said.join("; ")
}
