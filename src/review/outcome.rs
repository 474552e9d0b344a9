//! What happened to each promise.

use super::begun::begun;
use super::comparison::{Comparison, State, change, here, there};
use super::promise::{self, Sides};
use super::{Change, OutcomePair, OutcomeSide};
use crate::analysis::{Judged, latest, promises::version_of};
use crate::backlog::{Actual, Item, Outcome};
use crate::diff::pair_outcomes;
use crate::document::PartialDate;
use crate::realization::Progress;

/// Compares the outcomes and key results of every document.
pub(super) fn compare(comparison: &Comparison<'_>) -> (Vec<Change>, Vec<OutcomePair>) {
    let (mut changes, mut pairs) = (Vec::new(), Vec::new());
    let unread = |pair: &&(Option<usize>, Option<usize>)| match **pair {
        (Some(old), Some(new)) => {
            comparison.before.backlog.items[old].broken || comparison.after.backlog.items[new].broken
        }
        _ => false,
    };
    // What a front matter promises that can't be read nobody knows.
    for pair in comparison.pairs.iter().filter(|pair| !unread(pair)) {
        for (before, after) in joined(comparison, *pair) {
            let found = one(comparison, *pair, (before, after));
            if let Some((mut found, outcome)) = found.filter(|(found, _)| !found.is_empty()) {
                changes.append(&mut found);
                pairs.push(outcome);
            }
        }
    }
    (changes, pairs)
}

/// One outcome on one side.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) state: State<'a>,
    pub(super) item: &'a Item,
    pub(super) position: usize,
    pub(super) outcome: &'a Outcome,
    pub(super) judged: &'a Judged,
}

/// Gives the outcomes of one side of a document.
fn sides(state: State<'_>, at: Option<usize>) -> Vec<Side<'_>> {
    let Some(at) = at else { return Vec::new() };
    let item = &state.backlog.items[at];
    let judged = state.analysis.outcomes_of(at);
    let outcomes = item.outcomes().into_iter().enumerate();
    outcomes
        .filter_map(|(position, outcome)| Some(Side { state, item, position, outcome, judged: judged.get(position)? }))
        .collect()
}

/// Joins the outcomes of a document: key results by their ids, outcomes by their metrics and places.
fn joined<'a>(
    comparison: &Comparison<'a>,
    pair: (Option<usize>, Option<usize>),
) -> Vec<(Option<Side<'a>>, Option<Side<'a>>)> {
    let (old, new) = (sides(comparison.before, pair.0), sides(comparison.after, pair.1));
    let key_results = old.iter().chain(&new).any(|side| side.item.objective().is_some());
    let links: Vec<Option<usize>> = if key_results {
        new.iter().map(|side| old.iter().position(|other| other.key_result_id() == side.key_result_id())).collect()
    } else {
        let outcomes = |sides: &[Side<'a>]| sides.iter().map(|side| side.outcome).collect::<Vec<_>>();
        pair_outcomes(&outcomes(&old), &outcomes(&new))
    };
    let gone = (0..old.len()).filter(|at| !links.contains(&Some(*at)));
    let gone: Vec<_> = gone.map(|at| (Some(old[at]), None)).collect();
    let here = new.into_iter().zip(&links).map(|(side, link)| (link.map(|at| old[at]), Some(side)));
    here.chain(gone).collect()
}

impl Side<'_> {
    /// Names it for readers: the metric, of a key result its title.
    pub(super) fn name(&self) -> String {
        let metric = self.outcome.metric.as_ref().map(|metric| metric.value.clone());
        let key_result = self.item.objective().and_then(|objective| objective.key_results.get(self.position));
        let name = key_result.and_then(|key_result| key_result.title.clone()).or(metric);
        let name = name.or_else(|| key_result.map(|key_result| key_result.id.clone()));
        let name = name.unwrap_or_else(|| format!("outcome {}", self.position + 1));
        let same = |other: &&Outcome| other.metric.as_ref().is_some_and(|metric| metric.value == name);
        let number = self.item.outcomes().iter().take(self.position).filter(|other| same(other)).count();
        if number == 0 { name } else { format!("{name} ({})", number + 1) }
    }

    fn key_result_id(&self) -> Option<&str> {
        let objective = self.item.objective()?;
        objective.key_results.get(self.position).map(|key_result| key_result.id.as_str())
    }

    /// Says the whole promise: `70% → 90% by 30 June 2025`.
    pub(super) fn promise(&self) -> String {
        let version = version_of(self.outcome);
        let baseline = version.baseline.as_ref().map_or_else(String::new, |baseline| format!("{baseline} → "));
        let target = version.goal_text();
        let (goal, when) = if target.is_empty() { ("no target".to_owned(), ", due") } else { (target, " by") };
        let by = version.by.map_or_else(String::new, |by| format!("{when} {}", by.label()));
        format!("{baseline}{goal}{by}")
    }

    /// Gives the latest measurement, of those that are not in the future.
    fn latest_actual(&self) -> Option<&Actual> {
        latest(&self.outcome.actuals, self.state.analysis.as_of)
    }

    /// Says the latest measurement: `77% on 26 May 2025`; empty without one.
    pub(super) fn latest(&self) -> String {
        self.latest_actual()
            .map_or_else(String::new, |actual| format!("{} on {}", actual.value.value, actual.on.value.label()))
    }

    /// Gives it as a report shows it.
    fn shown(&self) -> OutcomeSide {
        let version = version_of(self.outcome);
        let latest = self.latest_actual();
        let reached = latest.and_then(|actual| {
            let goal = self.judged.facts.goal().ok().flatten()?;
            match goal.progress(&actual.value.value)? {
                Progress::Measured(ratio) => Some(ratio.to_f64()).filter(|share| share.is_finite()),
                Progress::Reached(yes) | Progress::InRange(yes) => Some(if yes { 1.0 } else { 0.0 }),
            }
        });
        OutcomeSide {
            baseline: version.baseline.as_ref().map(ToString::to_string).unwrap_or_default(),
            target: version.goal_text(),
            by: version.by.map(PartialDate::label).unwrap_or_default(),
            owner: self.outcome.owner.clone().unwrap_or_default(),
            latest: latest.map(|actual| actual.value.value.to_string()).unwrap_or_default(),
            latest_on: latest.map(|actual| actual.on.value.label()).unwrap_or_default(),
            verdict: self.judged.judgement.words(),
            reached,
        }
    }
}

/// Compares one outcome.
fn one(
    comparison: &Comparison<'_>,
    pair: (Option<usize>, Option<usize>),
    sides: (Option<Side<'_>>, Option<Side<'_>>),
) -> Option<(Vec<Change>, OutcomePair)> {
    let document = comparison.subject(pair);
    let name = sides.1.or(sides.0)?.name();
    let begun = pair.0.map(|at| begun(comparison.before, at)).unwrap_or_default();
    let found = match sides {
        (Some(before), Some(after)) => promise::compare(&Sides { before, after, begun: &begun }),
        (None, Some(after)) => vec![added(&after, pair.0.is_none(), &begun)],
        (Some(before), None) => vec![dropped(&before, &begun)],
        (None, None) => Vec::new(),
    };
    let found: Vec<Change> =
        found.into_iter().map(|change| Change { outcome: name.clone(), ..change }.on(&document)).collect();
    let (before, after) = (sides.0.map(|side| side.shown()), sides.1.map(|side| side.shown()));
    Some((found, OutcomePair { document, metric: name, before, after, begun }))
}

/// Tells of a new outcome.
fn added(side: &Side<'_>, with_document: bool, begun: &str) -> Change {
    let kind = if side.item.objective().is_some() { "key-result-added" } else { "outcome-added" };
    let late =
        if begun.is_empty() || with_document { String::new() } else { format!("defined after {}", after(begun)) };
    let span = side.outcome.metric.as_ref().map_or(side.outcome.span, |metric| metric.span);
    change(kind).was_is("", side.promise()).note(late).note(missing(side.outcome)).at(here(side.item, span))
}

/// Turns `work began 12 May 2025` into what can stand after "after".
fn after(begun: &str) -> String {
    match begun {
        "it is delivered" => "delivery".to_owned(),
        "work has begun" => "work began".to_owned(),
        other => other.to_owned(),
    }
}

/// Says what a promise does not say.
fn missing(outcome: &Outcome) -> String {
    let parts = [
        (outcome.baseline.is_none() && outcome.range.is_none(), "baseline"),
        (outcome.target.is_none() && outcome.range.is_none(), "target"),
        (outcome.by.is_none(), "date"),
    ];
    let missing: Vec<&str> = parts.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
    if missing.is_empty() { String::new() } else { format!("says no {}", missing.join(" and no ")) }
}

/// Tells of an outcome that is gone.
fn dropped(side: &Side<'_>, begun: &str) -> Change {
    let kind = match (side.item.objective().is_some(), begun.is_empty()) {
        (true, _) => "key-result-removed",
        (false, false) => "outcome-dropped-after-start",
        (false, true) => "outcome-dropped",
    };
    let latest = side.latest();
    let measured = if latest.is_empty() { "never measured".to_owned() } else { format!("last measured: {latest}") };
    change(kind).was_is(side.promise(), "").note(begun).note(measured).at(there(side.item, side.outcome.span))
}
