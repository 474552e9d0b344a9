//! What is still to be measured, and by whom.
//!
//! In: judged outcomes. Out: the loops to close, the longest overdue first, and the measurements to come, the next
//! first. Never judges and never measures.

use super::{Judged, Outcomes};
use crate::backlog::{Backlog, Item, Outcome};
use crate::config::Kind;
use crate::document::{Duration, days_between};
use crate::order::Order;
use crate::realization::{Checkpoint, CheckpointState, LoopFacts, Settings, Status, checkpoints, open_loops};
use jiff::civil::Date;
use rayon::iter::Either;
use rayon::prelude::*;
use std::sync::Arc;

/// A measurement that someone owes, or will owe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// The outcome, by its position in the analysis.
    pub outcome: usize,
    /// The check after delivery that it belongs to; none where the outcome itself is to be judged.
    pub checkpoint: Option<Duration>,
    /// The day it is due.
    pub due: Date,
    /// Days since then; fewer than zero for a day to come.
    pub days_late: i64,
}

/// Everything that is to be measured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measurements {
    /// What is due, the longest overdue first.
    pub open: Vec<Measurement>,
    /// What comes next for each other outcome, the nearest first; what is due and not late yet is there, too.
    pub planned: Vec<Measurement>,
}

impl Measurements {
    /// Collects the measurements of all outcomes but key results, which are graded elsewhere.
    pub(super) fn collect(backlog: &Backlog, outcomes: Outcomes<'_>) -> Self {
        let of = |(at, judged): (usize, &Arc<Judged>)| {
            let outcome = outcome_of(backlog, judged).filter(|_| backlog.items[judged.item].kind != Kind::Objective)?;
            let points = checkpoints_of(outcome, judged, outcomes.settings, outcomes.as_of);
            match owed(at, judged, &points, outcomes.as_of) {
                Some(owed) => Some(Either::Left(owed)),
                None => next(at, judged, &points, outcomes.as_of).map(Either::Right),
            }
        };
        let (open, planned) = outcomes.all.par_iter().enumerate().filter_map(of).partition_map(|found| found);
        let mut all = Self { open, planned };
        all.open.order_by_key(|owed| (owed.due, owed.outcome));
        all.planned.order_by_key(|planned| (planned.due, planned.outcome));
        all
    }
}

/// Gives the text of a judged outcome.
pub fn outcome_of<'a>(backlog: &'a Backlog, judged: &Judged) -> Option<&'a Outcome> {
    backlog.items[judged.item].outcome(judged.position)
}

/// Names who answers for an outcome: its own owner, else the owners of its document.
pub fn accountable(item: &Item, outcome: &Outcome) -> Vec<String> {
    answering(item, outcome).map(str::to_owned).collect()
}

/// Names them without a copy.
pub(super) fn answering<'b>(item: &'b Item, outcome: &'b Outcome) -> impl Iterator<Item = &'b str> {
    let named = outcome.owner.iter().flat_map(|names| names.split(',')).map(str::trim);
    let named = named.filter(|name| !name.is_empty());
    let nobody = named.clone().next().is_none();
    named.chain(item.owners.iter().map(String::as_str).filter(move |_| nobody))
}

/// Gives the checks after delivery, those of the outcome itself or those of the site.
pub fn checkpoints_of(outcome: &Outcome, judged: &Judged, settings: &Settings, as_of: Date) -> Vec<Checkpoint> {
    let Some(delivered) = judged.facts.delivered else {
        return Vec::new();
    };
    let readings: Vec<Date> = judged.facts.readings.iter().map(|reading| reading.on).collect();
    if outcome.checkpoints.is_empty() {
        return checkpoints(delivered, &readings, settings, as_of);
    }
    let own = outcome.checkpoints.iter().map(|found| found.value).collect();
    checkpoints(delivered, &readings, &Settings { checkpoints: own, ..settings.clone() }, as_of)
}

/// Finds what an outcome owes today.
fn owed(at: usize, judged: &Judged, points: &[Checkpoint], as_of: Date) -> Option<Measurement> {
    let facts = LoopFacts { id: "", owner: None, judgement: &judged.judgement, checkpoints: points };
    let open = open_loops(&[facts], as_of).pop()?;
    Some(Measurement { outcome: at, checkpoint: open.checkpoint, due: open.due, days_late: open.days_late })
}

/// Finds what comes next for an outcome: its next check, or the day it is judged, whichever comes first.
fn next(at: usize, judged: &Judged, points: &[Checkpoint], as_of: Date) -> Option<Measurement> {
    let open = matches!(
        judged.judgement.status,
        Status::AwaitingMeasurement
            | Status::InFlight
            | Status::Anticipated
            | Status::Hit
            | Status::Partial
            | Status::Missed
    );
    let check = points.iter().find(|point| point.state == CheckpointState::Planned);
    let check = check.map(|point| (point.due, Some(point.after)));
    // A day that has passed is not overdue before its days of grace have, and is to be measured all the same.
    let judge = judged.judgement.judge_on.filter(|_| !judged.judgement.is_judged());
    let (due, checkpoint) = [check, judge.map(|day| (day, None))].into_iter().flatten().min_by_key(|(day, _)| *day)?;
    open.then(|| Measurement { outcome: at, checkpoint, due, days_late: days_between(due, as_of) })
}
