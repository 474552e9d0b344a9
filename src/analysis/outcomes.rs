//! Every outcome of the backlog with its judgement on a date.

use super::candidates::class_of;
use super::promises::Promise;
use crate::backlog::{Actual, Backlog, Epic, Guard, Item, Outcome};
use crate::config::{Config, Kind, StateClass};
use crate::document::{Bound, PartialDate, Quantity};
use crate::realization::{
    Ambition, Direction, Flag, Guardrail, Judgement, OutcomeFacts, Range, Reading, Settings, WorkClass, judge, limit_of,
};
use jiff::civil::Date;

/// An outcome and what became of it.
#[derive(Debug, Clone)]
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

/// Judges every outcome, in order of item and position.
pub(super) fn judge_all(backlog: &Backlog, settings: &Settings, as_of: Date) -> Vec<Judged> {
    let number = backlog.items.iter().map(|item| item.outcomes().len()).sum();
    let mut judged = Vec::with_capacity(number);
    for (at, item) in backlog.items.iter().enumerate() {
        for (position, outcome) in item.outcomes().into_iter().enumerate() {
            let facts = facts(item, outcome);
            let judgement = judge_for(item.kind, &facts, settings, as_of);
            judged.push(Judged { item: at, position, facts, judgement, promise: Promise::default() });
        }
    }
    judged
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
pub(super) fn of_item(outcomes: &[Judged], item: usize) -> &[Judged] {
    let start = outcomes.partition_point(|judged| judged.item < item);
    let end = outcomes.partition_point(|judged| judged.item <= item);
    &outcomes[start..end]
}

/// Gives the day an epic was delivered: the field, else its last change into a done state.
pub fn delivered(epic: &Epic, config: &Config) -> Option<Date> {
    if class_of(epic) != StateClass::Done {
        return None;
    }
    let last = epic
        .transitions
        .last()
        .filter(|(_, to)| config.workflow.find(to).is_some_and(|state| state.class == StateClass::Done));
    epic.finished.or(last.map(|(on, _)| *on)).map(PartialDate::last_day)
}

/// Turns an outcome into what the judgement looks at.
fn facts(item: &Item, outcome: &Outcome) -> OutcomeFacts {
    let epic = item.epic();
    OutcomeFacts {
        baseline: outcome.baseline.as_ref().map(|found| found.value.clone()),
        target: outcome.target.as_ref().map(|found| found.value.clone()),
        range: outcome.range.as_ref().map(|(low, high)| Range {
            low: low.as_ref().map(|found| found.value.clone()),
            high: high.as_ref().map(|found| found.value.clone()),
        }),
        by: outcome.by.as_ref().map(|found| found.value),
        delivered: epic.and_then(|epic| epic.finished).map(PartialDate::last_day),
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
