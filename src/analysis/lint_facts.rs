//! What the linter needs to know of the analysis.
//!
//! In: a backlog and its analysis. Out: plain facts. Never judges anything anew: each value is one that a page shows.

use super::{Analysis, Standing, debt};
use crate::backlog::{Backlog, Epic, Outcome};
use crate::config::{Config, StateClass};
use crate::document::{Bound, PartialDate, Quantity, Target};
use crate::lint::{DebtFact, EpicFact, Facts, OutcomeFact, OutcomeState, Side};
use crate::realization::{CheckpointState, Status};
use jiff::civil::Date;

/// Collects the facts for the linter.
pub fn lint_facts(backlog: &Backlog, config: &Config, analysis: &Analysis) -> Facts {
    let item_of = |candidate: usize| analysis.candidates.items[candidate];
    let share = analysis.debt.share.judged().map(|(share, band)| {
        let side = match band {
            debt::Band::Below => Side::Below,
            debt::Band::Inside => Side::Inside,
            debt::Band::Above => Side::Above,
        };
        (share, side)
    });
    let objectives = &analysis.objectives;
    // The weighted score is a share of one; pages show it out of 100.
    let factor = if analysis.settings.method.name == "weighted" { 100.0 } else { 1.0 };
    Facts {
        as_of: analysis.as_of,
        outcomes: outcomes(backlog, analysis),
        epics: (0..backlog.items.len()).map(|at| epic(backlog, config, analysis, at)).collect(),
        debts: analysis.debt.entries.iter().map(|entry| (entry.item, debt_fact(entry))).collect(),
        in_progress: analysis.teams.iter().map(|(team, load)| (*team, load.in_progress.clone())).collect(),
        debt_share: share,
        debt_band: debt::DEBT_BAND,
        method: analysis.settings.method.name,
        ranked: analysis.ranking.entries.iter().map(|entry| (item_of(entry.candidate), entry.score * factor)).collect(),
        without_work: objectives.without_bet().into_iter().map(|(at, kr)| (objectives.list[at].item, kr)).collect(),
        over: objectives.list.iter().filter(|objective| objective.over).map(|objective| objective.item).collect(),
    }
}

/// Collects what became of each outcome.
fn outcomes(backlog: &Backlog, analysis: &Analysis) -> Vec<OutcomeFact> {
    let mut facts = Vec::with_capacity(analysis.outcomes.len());
    for judged in &analysis.outcomes {
        let Some(outcome) = super::outcome_of(backlog, judged) else { continue };
        let checks = analysis.checkpoints(outcome, judged);
        let overdue =
            checks.iter().rfind(|check| matches!(check.state, CheckpointState::Done | CheckpointState::Overdue));
        let judgement = &judged.judgement;
        facts.push(OutcomeFact {
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
            readings: judged.facts.readings.iter().filter(|reading| reading.on <= analysis.as_of).count(),
            delivered: judged.facts.delivered,
            overdue_check: overdue.filter(|check| check.state == CheckpointState::Overdue).map(|check| check.due),
            holds_at_baseline: holds_at_baseline(outcome),
        });
    }
    facts
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
fn epic(backlog: &Backlog, config: &Config, analysis: &Analysis, at: usize) -> EpicFact {
    let Some(epic) = backlog.items[at].epic() else { return EpicFact::default() };
    let ranking = &analysis.ranking;
    let standing = analysis.standings[at];
    EpicFact {
        rank: match standing {
            Some(Standing::Ranked(place)) => Some(ranking.entries[place].rank),
            _ => None,
        },
        missing: match standing {
            Some(Standing::Unscored(place)) => ranking.unscored[place].gap.missing.clone(),
            _ => Vec::new(),
        },
        started: started(epic, config),
        changed: epic.transitions.last().map(|(on, _)| on.last_day()),
    }
}

/// Gives the day on which work began: the field, else the first state that is a commitment.
fn started(epic: &Epic, config: &Config) -> Option<Date> {
    let begun = |name: &str| {
        let state = config.workflow.find(name);
        state.is_some_and(|state| state.class == StateClass::Active || config.workflow.is_commitment(state))
    };
    let first = || epic.transitions.iter().find(|(_, to)| begun(to)).map(|(on, _)| *on);
    epic.started.or_else(first).map(PartialDate::first_day)
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
