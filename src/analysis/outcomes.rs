//! Every outcome of the backlog with its judgement on a date.

use super::Before;
use super::candidates::class_of;
use super::promises::{self, Dropped, Facts, Promise};
use crate::backlog::{Actual, Backlog, Epic, Guard, Item, Outcome};
use crate::config::{Config, Kind, StateClass};
use crate::document::{Bound, PartialDate, Quantity};
use crate::flow::Line;
use crate::realization::{
    Ambition, Direction, Flag, Guardrail, Judgement, OutcomeFacts, Range, Reading, Settings, WorkClass, judge, limit_of,
};
use jiff::civil::Date;
use rayon::prelude::*;
use std::sync::Arc;

/// An outcome and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The item that promises it.
    pub item: usize,
    /// Its position among that item's outcomes.
    pub position: usize,
    /// What was handed to the judgement.
    pub facts: OutcomeFacts,
    /// Its status, score and flags, against what was committed to.
    pub judgement: Judgement,
    /// What was promised first, and how it changed.
    pub promise: Promise,
}

/// Judges every outcome by what was promised first, in order of item and position; gives those that were dropped, too.
/// What was judged `before` is taken over where neither the item nor its history is another one.
pub(super) fn judge_all(facts: &Facts<'_>, before: Option<Before<'_>>) -> (Vec<Arc<Judged>>, Vec<Dropped>) {
    let line = Line::new(&facts.config.workflow, facts.config.flow.start_state);
    let kept = |at: usize| {
        let before = before.filter(|before| before.has_same_past(facts.backlog, at))?;
        let start = before.analysis.dropped.partition_point(|dropped| dropped.item < at);
        let dropped = before.analysis.dropped[start..].iter().take_while(|dropped| dropped.item == at);
        Some((before.analysis.outcomes_of(at).to_vec(), dropped.cloned().collect()))
    };
    let judge = |at: usize| kept(at).unwrap_or_else(|| judge_one(facts, &line, at));
    let each: Vec<(Vec<Arc<Judged>>, Vec<Dropped>)> =
        (0..facts.backlog.items.len()).into_par_iter().map(judge).collect();
    let mut all = (Vec::with_capacity(each.iter().map(|(judged, _)| judged.len()).sum()), Vec::new());
    for (judged, dropped) in each {
        all.0.extend(judged);
        all.1.extend(dropped);
    }
    all
}

/// Judges the outcomes of one item.
fn judge_one(known: &Facts<'_>, line: &Line, at: usize) -> (Vec<Arc<Judged>>, Vec<Dropped>) {
    let item = &known.backlog.items[at];
    let delivered = delivered(known.backlog, at, known.config);
    let judge = |(position, outcome): (usize, &Outcome)| {
        let facts = facts(item, outcome, delivered);
        let judgement = judge_for(item.kind, &facts, known.settings, known.as_of);
        Judged { item: at, position, facts, judgement, promise: Promise::default() }
    };
    let mut judged: Vec<Judged> = item.outcomes().into_iter().enumerate().map(judge).collect();
    let dropped = promises::keep(known, line, at, &mut judged);
    (judged.into_iter().map(Arc::new).collect(), dropped)
}

/// Judges an outcome of a kind of document: only an epic is delivered; a key result or a sprint's goal is not.
pub(super) fn judge_for(kind: Kind, facts: &OutcomeFacts, settings: &Settings, as_of: Date) -> Judgement {
    let mut judgement = judge(facts, settings, as_of);
    if kind != Kind::Epic {
        judgement.flags.retain(|flag| !matches!(flag, Flag::HitBeforeDelivery | Flag::NotDelivered));
    }
    judgement
}

/// Finds the outcomes of one item among all.
pub(super) fn of_item(outcomes: &[Arc<Judged>], item: usize) -> &[Arc<Judged>] {
    let start = outcomes.partition_point(|judged| judged.item < item);
    let end = outcomes.partition_point(|judged| judged.item <= item);
    &outcomes[start..end]
}

/// Gives the latest of measurements up to a date: later ones are announced, not measured. Of one day, the last written.
pub fn latest(actuals: &[Actual], as_of: Date) -> Option<&Actual> {
    actuals.iter().filter(|actual| actual.on.value.last_day() <= as_of).max_by_key(|actual| actual.on.value.last_day())
}

/// Gives the day an epic was delivered: the field, else its last change into a done state, declared or in git.
pub fn delivered(backlog: &Backlog, at: usize, config: &Config) -> Option<Date> {
    let epic = backlog.items[at].epic().filter(|epic| class_of(epic) == StateClass::Done)?;
    let last = epic
        .transitions
        .last()
        .filter(|(_, to)| config.workflow.find(to).is_some_and(|state| state.class == StateClass::Done));
    let declared = epic.finished.or(last.map(|(on, _)| *on)).map(PartialDate::last_day);
    declared.or_else(|| done_in_git(backlog, at, config))
}

/// Gives the day on which git saw an epic done for the last time. One that was done when it appeared was delivered
/// before, nobody knows when.
fn done_in_git(backlog: &Backlog, at: usize, config: &Config) -> Option<Date> {
    let timeline = backlog.timelines.of_item.get(at).copied().flatten()?;
    let known = &backlog.timelines.documents[timeline].transitions;
    let states = config.workflow.states();
    let done = known.iter().rev().take_while(|change| {
        let state = change.state.and_then(|state| states.get(state));
        state.is_some_and(|state| state.class == StateClass::Done)
    });
    let first = known.len() - done.count();
    let entry = known.get(first).filter(|_| first > 0)?;
    Some(entry.moment.at.to_zoned(config.site.timezone.clone()).date())
}

/// Turns an outcome into what the judgement looks at.
fn facts(item: &Item, outcome: &Outcome, delivered: Option<Date>) -> OutcomeFacts {
    let epic = item.epic();
    OutcomeFacts {
        baseline: outcome.baseline.as_ref().map(|found| found.value.clone()),
        target: outcome.target.as_ref().map(|found| found.value.clone()),
        range: outcome.range.as_ref().map(|(low, high)| Range {
            low: low.as_ref().map(|found| found.value.clone()),
            high: high.as_ref().map(|found| found.value.clone()),
        }),
        by: outcome.by.as_ref().map(|found| found.value),
        delivered,
        class: epic.map_or(WorkClass::Active, work_class),
        readings: outcome.actuals.iter().map(reading).collect(),
        abandoned: outcome.abandoned.is_some(),
        ambition: if outcome.aspirational { Ambition::Aspirational } else { Ambition::Committed },
        guardrails: outcome.guardrails.iter().map(guardrail).collect(),
        ..OutcomeFacts::default()
    }
}

/// Gives the class of work that the judgement asks for.
fn work_class(epic: &Epic) -> WorkClass {
    match class_of(epic) {
        StateClass::New | StateClass::Ignore => WorkClass::New,
        StateClass::Waiting => WorkClass::Waiting,
        StateClass::Active => WorkClass::Active,
        StateClass::Done => WorkClass::Done,
        StateClass::Cancelled => WorkClass::Cancelled,
    }
}

/// Turns a guard into the limits that it must keep; one without a comparison is a ceiling.
fn guardrail(guard: &Guard) -> Guardrail {
    let end = |found: &Option<crate::backlog::Located<Quantity>>, bound: Bound| {
        found.as_ref().map(|found| (bound, found.value.clone()))
    };
    let limit = guard.limit.as_ref().and_then(|limit| limit_of(&limit.value, None, Direction::Down).ok());
    Guardrail {
        metric: guard.metric.clone().unwrap_or_default(),
        limits: [limit, end(&guard.low, Bound::AtLeast), end(&guard.high, Bound::AtMost)]
            .into_iter()
            .flatten()
            .collect(),
        readings: guard.actuals.iter().map(reading).collect(),
    }
}

/// Turns a measurement into what the judgement looks at.
fn reading(actual: &Actual) -> Reading {
    Reading { on: actual.on.value.last_day(), value: actual.value.value.clone() }
}
