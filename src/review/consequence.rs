//! What follows elsewhere: key results, WIP limits, prerequisites, the hit rate.

use super::comparison::{Comparison, State, change, named, subject};
use super::work::ids;
use super::{Change, Effect};
use crate::analysis::class_of;
use crate::backlog::Item;
use crate::config::StateClass;
use crate::order::Gather;
use crate::ranking::capacity::Fit;
use crate::realization::hit_rate::HitRate;
use std::collections::{BTreeMap, BTreeSet};

/// Tells everything that follows.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Change> {
    let mut found = key_results(comparison);
    found.extend(limits(comparison));
    found.extend(prerequisites(comparison));
    found.extend(cycles(comparison));
    found.extend(hit_rate(comparison));
    found
}

/// A key result with the work that serves it.
struct Served {
    item: usize,
    title: String,
    work: BTreeSet<String>,
    bet: bool,
}

/// Gives the name by which both sides know an id: that of now.
type Name<'a> = &'a dyn Fn(&str) -> String;

/// Names what stood before as it is named now.
fn names_of_now<'a>(comparison: &'a Comparison<'_>) -> impl Fn(&str) -> String + 'a {
    |id| comparison.renamed.now(id).to_owned()
}

/// Collects the key results with the epics that serve them; what was given up serves nothing.
fn served(state: State<'_>, name: Name<'_>) -> BTreeMap<(String, String), Served> {
    let mut found = BTreeMap::new();
    for objective in &state.analysis.objectives.list {
        let item = &state.backlog.items[objective.item];
        let Some(written) = item.objective() else { continue };
        for (key_result, standing) in written.key_results.iter().zip(&objective.key_results) {
            let counts = |at: &&usize| {
                let epic = state.backlog.items[**at].epic();
                epic.is_some_and(|epic| !matches!(class_of(epic), StateClass::Cancelled | StateClass::Ignore))
            };
            let work: BTreeSet<String> =
                standing.epics.iter().filter(counts).map(|at| name(&state.backlog.items[*at].id)).into_set();
            let metric = key_result.outcome.metric.as_ref().map(|metric| metric.value.clone());
            let title = key_result.title.clone().or(metric).unwrap_or_else(|| key_result.id.clone());
            let bet = !work.is_empty() || !standing.children.is_empty();
            found.insert((name(&item.id), key_result.id.clone()), Served { item: objective.item, title, work, bet });
        }
    }
    found
}

/// Tells which key results lost or gained work.
fn key_results(comparison: &Comparison<'_>) -> Vec<Change> {
    let before = served(comparison.before, &names_of_now(comparison));
    let after = served(comparison.after, &str::to_owned);
    let mut found = Vec::new();
    for (key, now) in &after {
        let Some(then) = before.get(key) else { continue };
        let document = subject(&comparison.after.backlog.items[now.item]);
        let counts = |served: &Served| match served.work.len() {
            1 => "1 epic".to_owned(),
            number => format!("{number} epics"),
        };
        let mut tell = |kind: &'static str, note: String| {
            let told = change(kind).was_is(counts(then), counts(now)).note(note).on(&document);
            found.push(Change { outcome: now.title.clone(), ..told });
        };
        let lost: Vec<&str> = then.work.difference(&now.work).map(String::as_str).collect();
        let gained: Vec<&str> = now.work.difference(&then.work).map(String::as_str).collect();
        if !lost.is_empty() {
            let kind = if then.bet && !now.bet { "key-result-without-work" } else { "key-result-lost-work" };
            tell(kind, format!("lost {}", named(&lost)));
        }
        if !gained.is_empty() {
            tell("key-result-gained-work", format!("gained {}", named(&gained)));
        }
    }
    found
}

/// Tells which teams pass their WIP limit, and which are within it again.
fn limits(comparison: &Comparison<'_>) -> Vec<Change> {
    let load = |state: State<'_>, at: usize| {
        let limit = state.backlog.items[at].team().and_then(|team| team.wip_limit);
        let load = state.analysis.teams.get(&at);
        let over = load.and_then(|load| load.over(limit)).unwrap_or(0);
        (load.map(|load| load.in_progress.clone()).unwrap_or_default(), limit, over)
    };
    let mut found = Vec::new();
    for pair in &comparison.pairs {
        let Some(at) = pair.1.filter(|at| comparison.after.analysis.teams.contains_key(at)) else { continue };
        let then = pair.0.map(|at| load(comparison.before, at));
        let now = load(comparison.after, at);
        let before = then.as_ref().map_or(0, |then| then.2);
        let kind = match (before, now.2) {
            (before, after) if after > before => "wip-limit-broken",
            (before, 0) if before > 0 => "wip-limit-kept",
            _ => continue,
        };
        let text = |number: usize, limit: Option<u32>| match limit {
            Some(limit) => format!("{number} in progress, limit {limit}"),
            None => format!("{number} in progress"),
        };
        let was = then.map_or_else(String::new, |then| text(then.0.len(), then.1));
        let told = change(kind).was_is(was, text(now.0.len(), now.1));
        let told = told.note(ids(comparison.after.backlog, &now.0));
        found.push(told.on(&subject(&comparison.after.backlog.items[at])));
    }
    found
}

/// Collects the pairs of an epic that can be taken in and one that it waits for and that can't, by id and reason.
fn conflicts(state: State<'_>, name: Name<'_>) -> BTreeMap<(String, String), &'static str> {
    let place = |at: usize| -> Option<Fit> {
        let position = state.analysis.standings[at].and_then(|standing| match standing {
            crate::analysis::Standing::Ranked(position) => Some(position),
            _ => None,
        })?;
        state.analysis.capacity.fits.get(position).copied()
    };
    let mut found = BTreeMap::new();
    for (at, epic) in state.backlog.epics().filter(|(_, epic)| class_of(epic).is_open()) {
        let planned = epic.commitment || place(at) == Some(Fit::Fits);
        for target in epic.depends_on.iter().filter_map(|reference| reference.target) {
            let other: &Item = &state.backlog.items[target];
            let Some(needed) = other.epic() else { continue };
            let reason = match class_of(needed) {
                StateClass::Cancelled | StateClass::Ignore => "was given up",
                class if planned && class.is_open() && place(target) == Some(Fit::Waits) => {
                    "stands below its team's line"
                }
                _ => continue,
            };
            found.insert((name(&state.backlog.items[at].id), name(&other.id)), reason);
        }
    }
    found
}

/// Tells which prerequisites come too late now, and which no longer.
fn prerequisites(comparison: &Comparison<'_>) -> Vec<Change> {
    let before = conflicts(comparison.before, &names_of_now(comparison));
    let after = conflicts(comparison.after, &str::to_owned);
    let on = |told: Change, id: &str| {
        let at = comparison.after.backlog.index.by_id(id);
        at.map_or(told.clone(), |at| told.on(&subject(&comparison.after.backlog.items[at])))
    };
    let mut found = Vec::new();
    for ((id, needed), reason) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        let told = change("prerequisite-conflict").was_is("", needed).note(format!("`{needed}` {reason}"));
        found.push(on(told, id));
    }
    for ((id, needed), _) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        if comparison.after.backlog.index.by_id(id).is_some() {
            found.push(on(change("prerequisite-conflict-solved").was_is(needed, ""), id));
        }
    }
    found
}

/// Tells of epics that wait for each other now.
fn cycles(comparison: &Comparison<'_>) -> Vec<Change> {
    let sets = |state: State<'_>, name: Name<'_>| -> BTreeSet<Vec<String>> {
        let cycles = state.backlog.cycles.iter();
        cycles.map(|members| members.iter().map(|at| name(&state.backlog.items[*at].id)).collect()).into_set()
    };
    let before = sets(comparison.before, &names_of_now(comparison));
    let after = sets(comparison.after, &str::to_owned);
    let fresh = after.difference(&before);
    let told = fresh.filter_map(|members| {
        let first = comparison.after.backlog.index.by_id(members.first()?)?;
        let names: Vec<&str> = members.iter().map(String::as_str).collect();
        let told = change("dependency-cycle").was_is("", named(&names));
        Some(told.on(&subject(&comparison.after.backlog.items[first])))
    });
    told.collect()
}

/// Tells how the hit rate of the whole site changes.
fn hit_rate(comparison: &Comparison<'_>) -> Option<Change> {
    let rate = |state: State<'_>| state.analysis.report.overall.clone();
    let (before, after) = (rate(comparison.before), rate(comparison.after));
    let counts = |rate: &HitRate| (rate.hits, rate.judged());
    if counts(&before) == counts(&after) {
        return None;
    }
    let text = |rate: &HitRate| match rate.judged() {
        0 => "none judged".to_owned(),
        judged => format!("{} of {judged}", rate.hits),
    };
    let share = |rate: &HitRate| rate.rate.unwrap_or(0.0);
    let effect = match (before.rate, after.rate) {
        (Some(_), Some(_)) if share(&after) > share(&before) => Effect::Stronger,
        (Some(_), Some(_)) if share(&after) < share(&before) => Effect::Weaker,
        _ => Effect::Neutral,
    };
    let few = if after.rate.is_none() { "too few are judged to give a rate" } else { "" };
    Some(Change { effect, ..change("hit-rate-changed") }.was_is(text(&before), text(&after)).note(few))
}
