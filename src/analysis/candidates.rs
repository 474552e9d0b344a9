//! Epics to what the ranking compares: numbers, urgency and open prerequisites.

use super::Before;
use crate::backlog::{Backlog, Epic, Item, Urgency};
use crate::config::StateClass;
use crate::document::{ByName, Duration, PartialDate};
use crate::ranking::{Candidate, Commitment, DurationBasis};
use rayon::prelude::*;
use std::sync::Arc;

/// The epics that take part in the ranking: neither delivered nor given up, in order of path.
#[derive(Debug, Default)]
pub struct Candidates {
    /// What the ranking sees.
    pub list: Vec<Candidate>,
    /// For each of them its position in the backlog.
    pub items: Vec<usize>,
    /// For each item of the backlog its position in the list.
    pub of_item: Vec<Option<usize>>,
}

/// Tells whether an epic takes part; one without a state does, since nothing says that it is over.
pub(super) fn is_open(epic: &Epic) -> bool {
    epic.state.as_ref().is_none_or(|state| state.class.is_open())
}

/// Gives the class of an epic's state; one without a state has not begun.
pub fn class_of(epic: &Epic) -> StateClass {
    epic.state.as_ref().map_or(StateClass::New, |state| state.class)
}

/// Collects the candidates of a backlog.
pub(super) fn collect(backlog: &Backlog) -> Candidates {
    let mut candidates = Candidates { of_item: vec![None; backlog.items.len()], ..Candidates::default() };
    for (at, _) in backlog.epics().filter(|(_, epic)| is_open(epic)) {
        candidates.of_item[at] = Some(candidates.items.len());
        candidates.items.push(at);
    }
    let list = candidates.items.par_iter().filter_map(|at| {
        let item = &backlog.items[*at];
        Some(candidate(backlog, item, item.epic()?, &candidates.of_item))
    });
    candidates.list = list.collect();
    candidates
}

/// Gives the candidates of before, where every item that changed means the same to the ranking.
pub(super) fn kept(backlog: &Backlog, before: Before<'_>) -> Option<Arc<Candidates>> {
    let known = &before.analysis.candidates;
    let same = |at: usize| {
        let (then, now) = (&before.backlog.items[at], &backlog.items[at]);
        if Arc::ptr_eq(then, now) {
            return true;
        }
        // The candidates of a team carry its title.
        let titled = now.team().is_some() && then.title != now.title;
        let of = known.of_item[at].map(|place| &known.list[place]);
        let new = now.epic().filter(|epic| is_open(epic));
        let new = new.map(|epic| candidate(backlog, now, epic, &known.of_item));
        !titled && then.kind == now.kind && of == new.as_ref()
    };
    (0..backlog.items.len()).all(same).then(|| Arc::clone(known))
}

/// Reduces an epic to what ranks it.
fn candidate(backlog: &Backlog, item: &Item, epic: &Epic, of_item: &[Option<usize>]) -> Candidate {
    let left = epic.remaining.filter(|_| epic.commitment).or(epic.estimate);
    let weeks = left.map(Duration::weeks);
    Candidate {
        id: item.id.clone(),
        unread: item.broken,
        commitment: if epic.commitment { Commitment::InProgress } else { Commitment::Open },
        work_type: epic.work_type.clone().unwrap_or_default(),
        team: team_name(backlog, epic).map(str::to_owned),
        inputs: inputs(epic, weeks),
        moscow: epic.moscow.clone(),
        cost_of_delay_per_week: epic.cost_of_delay.per_week.as_ref().map(|found| found.value),
        duration_weeks: weeks,
        duration_basis: DurationBasis::Estimated,
        urgency: urgency(epic),
        deadline: epic.cost_of_delay.deadline.as_ref().map(|found| found.value.last_day()),
        lead_days: weeks.map(|weeks| days(weeks * 7.0)),
        depends_on: prerequisites(epic, of_item),
        created: epic.created.map(PartialDate::first_day),
    }
}

/// Gives the team's name: its document's title, else the word in the front matter.
pub fn team_name<'a>(backlog: &'a Backlog, epic: &'a Epic) -> Option<&'a str> {
    let team = epic.team.as_ref()?;
    Some(team.target.map_or(&*team.id, |at| &*backlog.items[at].title))
}

/// Rounds up to whole days.
pub(super) fn days(days: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "durations are bounded far below the limit of the type")]
    let whole = days.ceil().clamp(0.0, 1e6) as i64;
    whole
}

/// Collects the numbers that a method or a formula may name.
fn inputs(epic: &Epic, weeks: Option<f64>) -> ByName<f64> {
    let others = [
        ("confidence", epic.confidence.map(crate::document::Decimal::to_f64)),
        ("cost_of_delay", epic.cost_of_delay.per_week.as_ref().map(|found| found.value)),
        ("duration", weeks),
    ];
    let others = others.into_iter().filter_map(|(name, value)| Some((name, value?)));
    // A score of the same name comes later, so that it counts.
    others.chain(epic.scores.iter().map(|(name, score)| (&**name, score.value))).collect()
}

/// Gives the class of service; a fixed date without a date is a standard one.
fn urgency(epic: &Epic) -> crate::ranking::Urgency {
    let cost = &epic.cost_of_delay;
    match cost.urgency {
        Some(Urgency::Expedite) => crate::ranking::Urgency::Expedite,
        Some(Urgency::FixedDate) | None if cost.deadline.is_some() => crate::ranking::Urgency::FixedDate,
        Some(Urgency::Intangible) => crate::ranking::Urgency::Intangible,
        _ => crate::ranking::Urgency::Standard,
    }
}

/// Lists the open prerequisites once each; what is delivered or given up no longer holds anything up.
fn prerequisites(epic: &Epic, of_item: &[Option<usize>]) -> Vec<usize> {
    let mut found: Vec<usize> = epic.depends_on.iter().filter_map(|reference| of_item[reference.target?]).collect();
    found.sort_unstable();
    found.dedup();
    found
}
