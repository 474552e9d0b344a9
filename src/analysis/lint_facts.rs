//! What the linter needs to know of the analysis.
//!
//! In: a backlog and its analysis, or the part of it that findings rest on. Out: plain facts. Never judges anything anew: each value is one that a page shows.

use super::debt::DebtRegister;
use super::objectives::Objectives;
use super::promises::{self, Promise};
use super::{Analysis, Candidates, Judged, Standing, TeamLoad, checkpoints_of, debt};
use crate::backlog::{Backlog, Outcome};
use crate::document::{Bound, Quantity, Target};
use crate::flow::ItemFlows;
use crate::lint::{DebtFact, Eased, EpicFact, Facts, OutcomeFact, OutcomeState, Side};
use crate::order::Gather;
use crate::ranking::{self, Ranking};
use crate::realization::goalposts::MoveKind;
use crate::realization::{self, CheckpointState, Status};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What findings rest on.
#[derive(Clone, Copy)]
pub(super) struct Grounds<'a> {
    pub(super) backlog: &'a Backlog,
    pub(super) as_of: Date,
    pub(super) settings: &'a ranking::Settings,
    pub(super) candidates: &'a Candidates,
    pub(super) ranking: &'a Ranking,
    pub(super) standings: &'a [Option<Standing>],
    pub(super) outcomes: &'a [Arc<Judged>],
    pub(super) outcome_settings: &'a realization::Settings,
    pub(super) objectives: &'a Objectives,
    pub(super) debt: &'a DebtRegister,
    pub(super) teams: &'a BTreeMap<usize, TeamLoad>,
    pub(super) flows: &'a ItemFlows,
}

/// Collects the facts for the linter.
pub fn lint_facts(backlog: &Backlog, analysis: &Analysis) -> Facts {
    facts(Grounds {
        backlog,
        as_of: analysis.as_of,
        settings: &analysis.settings,
        candidates: &analysis.candidates,
        ranking: &analysis.ranking,
        standings: &analysis.standings,
        outcomes: &analysis.outcomes,
        outcome_settings: &analysis.outcome_settings,
        objectives: &analysis.objectives,
        debt: &analysis.debt,
        teams: &analysis.teams,
        flows: &analysis.flow.items,
    })
}

/// Collects the facts from what they rest on.
pub(super) fn facts(grounds: Grounds<'_>) -> Facts {
    let item_of = |candidate: usize| grounds.candidates.items[candidate];
    let share = grounds.debt.share.judged().map(|(share, band)| {
        let side = match band {
            debt::Band::Below => Side::Below,
            debt::Band::Inside => Side::Inside,
            debt::Band::Above => Side::Above,
        };
        (share, side)
    });
    let objectives = grounds.objectives;
    // The weighted score is a share of one; pages show it out of 100.
    let factor = if grounds.settings.method.name == "weighted" { 100.0 } else { 1.0 };
    Facts {
        as_of: grounds.as_of,
        outcomes: outcomes(grounds),
        epics: (0..grounds.backlog.items.len()).into_par_iter().map(|at| epic(grounds, at)).collect(),
        debts: grounds.debt.entries.iter().map(|entry| (entry.item, debt_fact(entry))).into_map(),
        in_progress: grounds.teams.iter().map(|(team, load)| (*team, load.in_progress.clone())).into_map(),
        debt_share: share,
        debt_band: debt::DEBT_BAND,
        method: grounds.settings.method.name,
        ranked: grounds.ranking.entries.iter().map(|entry| (item_of(entry.candidate), entry.score * factor)).collect(),
        without_work: objectives.without_bet().into_iter().map(|(at, kr)| (objectives.list[at].item, kr)).collect(),
        over: objectives.list.iter().filter(|objective| objective.over).map(|objective| objective.item).collect(),
    }
}

/// Collects what became of each outcome.
fn outcomes(grounds: Grounds<'_>) -> Vec<OutcomeFact> {
    let fact = |judged: &Arc<Judged>| {
        let outcome = super::outcome_of(grounds.backlog, judged)?;
        let checks = checkpoints_of(outcome, judged, grounds.outcome_settings, grounds.as_of);
        let overdue =
            checks.iter().rfind(|check| matches!(check.state, CheckpointState::Done | CheckpointState::Overdue));
        let judgement = &judged.judgement;
        Some(OutcomeFact {
            item: judged.item,
            position: judged.position,
            state: match judgement.status {
                Status::Hit | Status::Partial | Status::Missed => OutcomeState::Judged,
                Status::Abandoned => OutcomeState::Abandoned,
                Status::Overdue => OutcomeState::Overdue,
                Status::NotMeasurable => OutcomeState::NotMeasurable,
                Status::AwaitingMeasurement | Status::InFlight | Status::Anticipated => OutcomeState::Open,
            },
            judge_on: judgement.judge_on,
            readings: judged.facts.readings.iter().filter(|reading| reading.on <= grounds.as_of).count(),
            delivered: judged.facts.delivered,
            overdue_check: overdue.filter(|check| check.state == CheckpointState::Overdue).map(|check| check.due),
            written_after_start: judged.promise.standing == promises::Standing::After,
            eased: eased(&judged.promise),
            holds_at_baseline: holds_at_baseline(outcome),
        })
    };
    grounds.outcomes.par_iter().filter_map(fact).collect()
}

/// Finds the last change that made a promise easier to keep, and of several at once the first: the target stands before
/// its date. Corrections of mistakes are none.
fn eased(promise: &Promise) -> Option<Eased> {
    let mut easier = promise.moves.iter().filter(|moved| !moved.corrected && moved.change.kind.is_easier());
    let last = easier.clone().next_back()?.on;
    let moved = easier.find(|moved| moved.on == last)?;
    let is_date = moved.change.kind == MoveKind::Later;
    Some(Eased { from: moved.change.from.clone(), to: moved.change.to.clone(), is_date, on: moved.on })
}

/// Tells whether the bound of a target holds at the baseline already.
fn holds_at_baseline(outcome: &Outcome) -> bool {
    let compared = |baseline: &Quantity, bound: Bound, limit: &Quantity| {
        let both = baseline.base_value().zip(limit.base_value()).filter(|_| baseline.same_dimension(limit));
        both.is_some_and(|(baseline, limit)| bound.holds(baseline, limit))
    };
    match (&outcome.baseline, &outcome.target) {
        (Some(baseline), Some(target)) => match &target.value {
            Target::Bounded(bound, limit) => compared(&baseline.value, *bound, limit),
            Target::Absolute(_) | Target::Relative(_) => false,
        },
        _ => false,
    }
}

/// Collects where an epic stands.
fn epic(grounds: Grounds<'_>, at: usize) -> EpicFact {
    if grounds.backlog.items[at].epic().is_none() {
        return EpicFact::default();
    }
    let flow = grounds.flows.of(at);
    let ranking = grounds.ranking;
    let standing = grounds.standings[at];
    EpicFact {
        rank: match standing {
            Some(Standing::Ranked(place)) => Some(ranking.entries[place].rank),
            _ => None,
        },
        missing: match standing {
            Some(Standing::Unscored(place)) => ranking.unscored[place].gap.missing.clone(),
            _ => Vec::new(),
        },
        age: flow.and_then(|flow| flow.age),
        days_in_state: flow.and_then(|flow| flow.days_in_state),
    }
}

/// Says where an agreement stands.
fn debt_fact(entry: &debt::DebtEntry) -> DebtFact {
    DebtFact {
        stands: entry.concern.stands(),
        days_overdue: entry.standing.days_overdue,
        stale: entry.standing.stale,
        orphan: entry.standing.orphan,
    }
}
