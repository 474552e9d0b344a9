//! One agreement: who took it, who pays it back, and where it stands.

use super::super::candidates::class_of;
use super::super::outcomes::delivered;
use crate::backlog::{Agreement, Backlog};
use crate::config::{Config, StateClass};
use crate::document::{Decimal, PartialDate, add_days};
use crate::realization::debt_agreement::{
    AgreementFacts, AgreementStanding, AgreementState, Repayment, STALE_AFTER_DAYS, Settlement, Trigger, assess,
    break_even_weeks, cost_of_waiting,
};
use jiff::civil::Date;

/// An agreement of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct DebtEntry {
    /// The epic that it is written in.
    pub item: usize,
    /// The epic that took the shortcut.
    pub taker: Option<usize>,
    /// The epic that pays it back.
    pub repayer: Option<usize>,
    /// Its state, age and flags.
    pub standing: AgreementStanding,
    /// Under which heading it is listed.
    pub concern: Concern,
    /// The weeks after which leaving it has cost as much as paying it back.
    pub break_even_weeks: Option<f64>,
    /// What the days since its date have cost, in the unit of the interest.
    pub cost_since_due: Option<Decimal>,
    /// The day on which the next review is due; none once it is settled.
    pub review_due: Option<Date>,
}

/// What asks for attention most, in the order of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Its date has passed.
    Overdue,
    /// Its event has happened.
    TriggerFired,
    /// Its date is near.
    Due,
    /// Nothing pays it back.
    Orphan,
    /// Nobody looked at it for long.
    Stale,
    /// It stands, and nothing is asked yet.
    Open,
    /// The team lives with it.
    Accepted,
    /// The shortcut was made good.
    Repaid,
    /// Other work made it pointless.
    Superseded,
}

impl Concern {
    /// Every concern, in the order of the register.
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::TriggerFired,
        Self::Due,
        Self::Orphan,
        Self::Stale,
        Self::Open,
        Self::Accepted,
        Self::Repaid,
        Self::Superseded,
    ];

    /// Tells whether the agreement still stands.
    pub const fn stands(self) -> bool {
        !matches!(self, Self::Accepted | Self::Repaid | Self::Superseded)
    }

    /// Chooses the heading of a standing.
    fn of(standing: &AgreementStanding) -> Self {
        match standing.state {
            AgreementState::Overdue => Self::Overdue,
            AgreementState::TriggerFired => Self::TriggerFired,
            AgreementState::Due => Self::Due,
            AgreementState::Open if standing.orphan => Self::Orphan,
            AgreementState::Open if standing.stale => Self::Stale,
            AgreementState::Open => Self::Open,
            AgreementState::Accepted => Self::Accepted,
            AgreementState::Repaid => Self::Repaid,
            AgreementState::Superseded => Self::Superseded,
        }
    }
}

/// Judges the agreement of an epic; none where it has none.
pub fn judge_agreement(backlog: &Backlog, config: &Config, item: usize, as_of: Date) -> Option<DebtEntry> {
    let agreement = backlog.items[item].epic()?.agreement.as_ref()?;
    let taker = match &agreement.taken_by {
        Some(reference) => reference.target,
        None => Some(item),
    };
    let repayer = match &agreement.repay_item {
        Some(reference) => reference.target,
        None => agreement.taken_by.as_ref().map(|_| item),
    };
    let taken = taker.and_then(|at| taken_on(backlog, at, config)).filter(|day| *day <= as_of);
    let facts = AgreementFacts {
        settlement: settlement(agreement),
        repay_by: agreement.repay_by,
        trigger: if agreement.trigger.is_some() { Trigger::Waiting } else { Trigger::None },
        repayment: if repayer.is_some() { Repayment::Planned } else { Repayment::Unplanned },
        taken,
        reviewed: agreement.reviewed.map(PartialDate::last_day),
    };
    let standing = assess(&facts, as_of);
    let concern = Concern::of(&standing);
    let seen = facts.reviewed.max(taken).filter(|_| concern.stands() || concern == Concern::Accepted);
    let interest = agreement.interest.as_ref();
    Some(DebtEntry {
        item,
        taker,
        repayer,
        standing,
        concern,
        break_even_weeks: agreement
            .principal
            .as_ref()
            .zip(interest)
            .and_then(|(principal, interest)| break_even_weeks(principal, interest))
            .map(crate::document::Ratio::to_f64),
        cost_since_due: standing
            .days_overdue
            .filter(|days| *days > 0)
            .and_then(|days| cost_of_waiting(interest?, days)),
        review_due: seen.map(|day| add_days(day, STALE_AFTER_DAYS)),
    })
}

/// Gives the day from which a shortcut counts: the delivery of the epic that took it, else the start of its work.
fn taken_on(backlog: &Backlog, at: usize, config: &Config) -> Option<Date> {
    let epic = backlog.items[at].epic()?;
    let active = |name: &str| config.workflow.find(name).is_some_and(|state| state.class == StateClass::Active);
    let started = || epic.transitions.iter().find(|(_, to)| active(to)).map(|(on, _)| *on);
    if class_of(epic) == StateClass::Done
        && let Some(day) = delivered(backlog, at, config)
    {
        return Some(day);
    }
    epic.started.or_else(started).map(PartialDate::first_day)
}

/// Reads whether it is over.
fn settlement(agreement: &Agreement) -> Settlement {
    match agreement.status.as_deref().map(str::to_lowercase).as_deref() {
        Some("repaid") => Settlement::Repaid,
        Some("accepted") => Settlement::Accepted,
        Some("superseded") => Settlement::Superseded,
        _ => Settlement::Open,
    }
}
