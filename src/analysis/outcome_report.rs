//! The whole of what was promised, and what came of it: rates, loops, calibration, lessons, owners.
//!
//! In: judged outcomes of epics, initiatives and sprints; key results are graded elsewhere. Out: a report. Counts
//! stand beside every rate, and a rate stands only on enough of them. Never ranks people.

use super::measurement::{Measurements, outcome_of};
use super::owner::{Owner, owners};
use super::{Before, Judged, Outcomes};
use crate::backlog::{Backlog, Details, Item, Outcome};
use crate::config::Kind;
use crate::document::quarter_of;
use crate::order::Order;
use crate::realization::calibration::{Calibration, Forecast};
use crate::realization::hit_rate::HitRate;
use crate::realization::{Flag, Status};
use jiff::civil::{Date, date};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many quarters the headline looks back on, the current one included.
pub const RECENT_QUARTERS: u8 = 4;

/// What was promised, and what came of it.
#[derive(Debug, Clone, Default)]
pub struct OutcomeReport {
    /// Every outcome that is no key result, by position: what needs a look first, then what is under way, then the rest.
    pub listed: Vec<usize>,
    /// How the outcomes of the last four quarters turned out.
    pub recent: HitRate,
    /// How all of them turned out.
    pub overall: HitRate,
    /// By quarter of the deciding day, the newest first.
    pub quarters: Vec<Part>,
    /// By team, in order of name.
    pub teams: Vec<Part>,
    /// By work type.
    pub work_types: Vec<Part>,
    /// By value category.
    pub values: Vec<Part>,
    /// What is to be measured.
    pub measurements: Measurements,
    /// How confidence matched results; there from ten judged outcomes on.
    pub calibration: Option<Calibration>,
    /// How many judged outcomes said how sure they were.
    pub forecasts: usize,
    /// Outcomes whose guardrail broke.
    pub broken: Vec<usize>,
    /// Outcomes that taught something, the newest first.
    pub learned: Vec<usize>,
    /// Who answers for what, in order of name: those who answer for most, where there are too many to list.
    pub owners: Vec<Owner>,
    /// How many people there are beside these.
    pub owners_beyond: usize,
}

/// A part of the outcomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What the part is called; empty where its outcomes do not say.
    pub name: String,
    /// How many outcomes it holds, judged or not.
    pub outcomes: usize,
    /// How they turned out.
    pub rate: HitRate,
}

/// Reports on judged outcomes; takes over the report of another state where it would say the same.
pub(super) fn report_after(
    backlog: &Backlog,
    outcomes: Outcomes<'_>,
    before: Option<Before<'_>>,
) -> Arc<OutcomeReport> {
    let same = |before: &Before<'_>| {
        let judged = before.analysis.outcomes.iter().zip(outcomes.all);
        let items = before.backlog.items.iter().zip(&backlog.items);
        before.analysis.outcomes.len() == outcomes.all.len()
            && judged.into_iter().all(|(then, now)| Arc::ptr_eq(then, now) || then == now)
            && items.into_iter().all(|(then, now)| Arc::ptr_eq(then, now) || is_told_alike(then, now))
    };
    let kept = before.filter(same);
    kept.map_or_else(|| Arc::new(report(backlog, outcomes)), |before| Arc::clone(&before.analysis.report))
}

/// Tells whether two states of an item, whose outcomes are judged alike, say the same to a report.
fn is_told_alike(then: &Item, now: &Item) -> bool {
    let team = |item: &Item| match &item.details {
        Details::Epic(epic) => epic.team.clone(),
        Details::Initiative(initiative) => initiative.lead_team.clone(),
        Details::Sprint(sprint) => sprint.team.clone(),
        _ => None,
    };
    let team = |item: &Item| team(item).map(|reference| (reference.id, reference.target));
    let of_epic = |item: &Item| item.epic().map(|epic| (epic.work_type.clone(), epic.confidence));
    let title = |item: &Item| item.team().map(|_| item.title.clone());
    let outcomes = |(then, now): (&Outcome, &Outcome)| {
        let words = |one: &Outcome| (one.owner.clone(), one.value.clone(), one.learned.clone());
        let confidence = |one: &Outcome| one.confidence.as_ref().map(|found| found.value);
        let checks = |one: &Outcome| one.checkpoints.iter().map(|found| found.value).collect::<Vec<_>>();
        words(then) == words(now) && confidence(then) == confidence(now) && checks(then) == checks(now)
    };
    let (first, second) = (then.outcomes(), now.outcomes());
    then.owners == now.owners
        && team(then) == team(now)
        && of_epic(then) == of_epic(now)
        && title(then) == title(now)
        && first.len() == second.len()
        && first.into_iter().zip(second).all(outcomes)
}

/// Reports on judged outcomes.
fn report(backlog: &Backlog, outcomes: Outcomes<'_>) -> OutcomeReport {
    let all = outcomes.all;
    // In order of item, whose parts lie beside each other in memory; what follows looks at the rows alone.
    let rows: Vec<Row<'_>> = all.par_iter().map(|judged| Row::of(backlog, judged)).collect();
    let mut listed: Vec<usize> = (0..all.len()).filter(|at| rows[*at].is_listed).collect();
    listed.order_by_key(|at| rows[*at].urgency);
    let in_order = || listed.iter().map(|at| &rows[*at]);
    let start = recent_start(outcomes.as_of);
    let forecasts: Vec<Forecast> = in_order().filter_map(|row| row.forecast).collect();
    let (measured, by) = rayon::join(
        || {
            let measurements = Measurements::collect(backlog, outcomes);
            let owners = owners(backlog, all, (&listed, &measurements));
            (measurements, owners)
        },
        || {
            let by = (quarters(in_order()), parts(in_order().map(|row| (row.team, row.score))));
            (
                by,
                parts(in_order().map(|row| (row.work_type, row.score))),
                parts(in_order().map(|row| (row.value, row.score))),
            )
        },
    );
    let ((measurements, (owners, owners_beyond)), ((quarters, teams), work_types, values)) = (measured, by);
    let mut learned: Vec<usize> = listed.iter().copied().filter(|at| rows[*at].learned.0).collect();
    learned.order_by_key(|at| (std::cmp::Reverse(rows[*at].learned.1), *at));
    OutcomeReport {
        recent: HitRate::of_scores(
            in_order().filter(|row| row.closed.is_some_and(|day| day >= start)).map(|row| row.score),
        ),
        overall: HitRate::of_scores(in_order().map(|row| row.score)),
        quarters,
        teams,
        work_types,
        values,
        calibration: Calibration::of(&forecasts).filter(Calibration::is_shown),
        forecasts: forecasts.len(),
        broken: listed.iter().copied().filter(|at| rows[*at].is_broken).collect(),
        learned,
        owners,
        owners_beyond,
        measurements,
        listed,
    }
}

/// How an outcome stands, with its score if a reading decided it.
type Scored = (Status, Option<f64>);

/// An outcome as far as the report counts it.
struct Row<'b> {
    /// Whether it is no key result.
    is_listed: bool,
    urgency: (usize, i64, usize, usize),
    score: Scored,
    /// The day that decided it, or that should have.
    closed: Option<Date>,
    team: &'b str,
    work_type: &'b str,
    value: &'b str,
    forecast: Option<Forecast>,
    is_broken: bool,
    /// Whether it taught something, and the day that the lesson belongs to.
    learned: (bool, Option<Date>),
}

impl<'b> Row<'b> {
    fn of(backlog: &'b Backlog, judged: &Judged) -> Self {
        let outcome = outcome_of(backlog, judged);
        let taught = outcome.and_then(|outcome| outcome.learned.as_ref()).filter(|text| !text.trim().is_empty());
        Self {
            is_listed: backlog.items[judged.item].kind != Kind::Objective,
            urgency: urgency(judged),
            score: (judged.judgement.status, judged.judgement.score),
            closed: closed_on(judged),
            team: team(backlog, judged).unwrap_or_default(),
            work_type: work_type(backlog, judged),
            value: outcome.and_then(|outcome| outcome.value.as_deref()).unwrap_or_default(),
            forecast: forecast(backlog, judged),
            is_broken: judged.judgement.flags.contains(&Flag::GuardrailBroken),
            learned: (taught.is_some(), learned_on(judged)),
        }
    }
}

/// Counts the outcomes of each quarter of the deciding day, the newest first.
fn quarters<'r>(rows: impl Iterator<Item = &'r Row<'r>>) -> Vec<Part> {
    let mut quarters: BTreeMap<(i16, i8), Vec<Scored>> = BTreeMap::new();
    for row in rows {
        if let Some(day) = row.closed {
            quarters.entry(quarter_of(day)).or_default().push(row.score);
        }
    }
    let part = |((year, quarter), scores): ((i16, i8), Vec<_>)| part(format!("Q{quarter} {year}"), scores);
    quarters.into_iter().rev().map(part).collect()
}

/// Counts the outcomes of each part, in order of name; what does not say where it belongs comes last.
fn parts<'r>(rows: impl Iterator<Item = (&'r str, Scored)>) -> Vec<Part> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<(&str, Vec<Scored>)> = Vec::new();
    for (name, score) in rows {
        let place = *places.entry(name).or_insert(groups.len());
        if place == groups.len() {
            groups.push((name, Vec::new()));
        }
        groups[place].1.push(score);
    }
    groups.order_by_key(|(name, _)| (name.is_empty(), *name));
    groups.into_iter().map(|(name, scores)| part(name.to_owned(), scores)).collect()
}

/// Counts a part.
fn part(name: String, scores: Vec<Scored>) -> Part {
    Part { name, outcomes: scores.len(), rate: HitRate::of_scores(scores) }
}

/// Gives the first day of the window that the headline looks back on.
pub fn recent_start(as_of: Date) -> Date {
    let (year, quarter) = quarter_of(as_of);
    let quarters = i32::from(year) * 4 + i32::from(quarter) - i32::from(RECENT_QUARTERS);
    let month = i8::try_from(quarters.rem_euclid(4) * 3 + 1).unwrap_or(1);
    let year = i16::try_from(quarters.div_euclid(4)).unwrap_or(year);
    Date::new(year, month, 1).unwrap_or(date(1, 1, 1))
}

/// Gives the day that decided an outcome, or the day that should have.
fn closed_on(judged: &Judged) -> Option<Date> {
    let due = judged.judgement.judge_on.filter(|_| judged.judgement.status == Status::Overdue);
    judged.judgement.decided_on.or(due)
}

/// Orders outcomes for reading: overdue first, the longest overdue first of them; of the decided the newest first.
fn urgency(judged: &Judged) -> (usize, i64, usize, usize) {
    const ORDER: [Status; 9] = [
        Status::Overdue,
        Status::AwaitingMeasurement,
        Status::InFlight,
        Status::Hit,
        Status::Partial,
        Status::Missed,
        Status::Anticipated,
        Status::NotMeasurable,
        Status::Abandoned,
    ];
    let judgement = &judged.judgement;
    let place = ORDER.iter().position(|status| *status == judgement.status).unwrap_or(ORDER.len());
    let days = |day: Date| crate::document::days_between(Date::ZERO, day);
    let time = judgement.decided_on.map(|day| -days(day)).or(judgement.judge_on.map(days)).unwrap_or(i64::MAX);
    (place, time, judged.item, judged.position)
}

/// Names the team of an outcome: the epic's, the sprint's, or the one that leads the initiative.
fn team<'b>(backlog: &'b Backlog, judged: &Judged) -> Option<&'b str> {
    let reference = match &backlog.items[judged.item].details {
        Details::Epic(epic) => epic.team.as_ref(),
        Details::Initiative(initiative) => initiative.lead_team.as_ref(),
        Details::Sprint(sprint) => sprint.team.as_ref(),
        _ => None,
    }?;
    Some(reference.target.map_or(&reference.id, |at| &backlog.items[at].title))
}

/// Names the work type of an epic; initiatives and sprints stand by themselves.
fn work_type<'b>(backlog: &'b Backlog, judged: &Judged) -> &'b str {
    let item = &backlog.items[judged.item];
    match item.epic() {
        Some(epic) => epic.work_type.as_deref().unwrap_or_default(),
        None => item.kind.name(),
    }
}

/// Gives the confidence that was stated and what came of it, for a judged outcome that has both.
fn forecast(backlog: &Backlog, judged: &Judged) -> Option<Forecast> {
    let own = outcome_of(backlog, judged)?.confidence.as_ref().map(|found| found.value);
    let epic = backlog.items[judged.item].epic().and_then(|epic| epic.confidence);
    // What was said when work began counts; what is said now only where nobody knows that.
    let confidence = judged.promise.confidence.or(own).or(epic).filter(|_| judged.judgement.is_judged())?;
    Some(Forecast { confidence, hit: judged.judgement.status == Status::Hit })
}

/// Gives the day that a lesson belongs to: that of the decision, else of the last reading.
pub fn learned_on(judged: &Judged) -> Option<Date> {
    judged.judgement.decided_on.or_else(|| judged.facts.readings.iter().map(|reading| reading.on).max())
}

#[cfg(test)]
mod tests;
