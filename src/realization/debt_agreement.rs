//! Takes a technical-debt agreement and a date, gives where it stands and what it costs; never decides to repay.

use crate::document::Decimal;
use crate::document::PartialDate;
use crate::document::Quantity;
use crate::document::Ratio;
use crate::document::Unit;
use crate::document::{add_days, days_between};
use jiff::civil::Date;
use serde::Serialize;

/// Days before its date from which an agreement is due.
pub const DUE_WITHIN_DAYS: i64 = 30;
/// Days without a review after which an agreement is stale.
pub const STALE_AFTER_DAYS: i64 = 90;

/// How an agreement ended, if it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settlement {
    /// It still stands.
    #[default]
    Open,
    /// The shortcut was made good.
    Repaid,
    /// The team lives with it, for a stated reason.
    Accepted,
    /// Other work made it pointless.
    Superseded,
}

/// An event that asks for repayment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// None is agreed.
    #[default]
    None,
    /// It has not happened, or nobody can tell.
    Waiting,
    /// It has happened.
    Fired,
}

/// Whether an epic is there to repay the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repayment {
    /// No epic repays it.
    #[default]
    Unplanned,
    /// An epic repays it.
    Planned,
}

/// What is known of one agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AgreementFacts {
    /// How it ended.
    pub settlement: Settlement,
    /// When to repay.
    pub repay_by: Option<PartialDate>,
    /// Which event asks for repayment.
    pub trigger: Trigger,
    /// Whether an epic repays it.
    pub repayment: Repayment,
    /// When the shortcut was taken.
    pub taken: Option<Date>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
}

/// Where an agreement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementState {
    /// Its date has passed.
    Overdue,
    /// Its event has happened.
    TriggerFired,
    /// Its date is within thirty days.
    Due,
    /// It stands and nothing is asked yet.
    Open,
    /// The team lives with it.
    Accepted,
    /// The shortcut was made good.
    Repaid,
    /// Other work made it pointless.
    Superseded,
}

/// The state of an agreement with what else asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgreementStanding {
    /// Its one state.
    pub state: AgreementState,
    /// Whether nobody reviewed it for ninety days.
    pub stale: bool,
    /// Whether nothing repays it and nobody accepted it.
    pub orphan: bool,
    /// Days since its date; negative before it.
    pub days_overdue: Option<i64>,
    /// Days since the shortcut was taken.
    pub age_days: Option<i64>,
}

/// Says where an agreement stands as of a date.
pub fn assess(facts: &AgreementFacts, as_of: Date) -> AgreementStanding {
    let state = state_of(facts, as_of);
    let settled = matches!(state, AgreementState::Repaid | AgreementState::Superseded);
    let seen = facts.reviewed.max(facts.taken);
    let unreviewed = seen.is_none_or(|day| days_between(day, as_of) > STALE_AFTER_DAYS);
    let due = facts.repay_by.map(PartialDate::last_day).filter(|_| facts.settlement == Settlement::Open);
    AgreementStanding {
        state,
        stale: !settled && unreviewed,
        orphan: facts.settlement == Settlement::Open && facts.repayment == Repayment::Unplanned,
        days_overdue: due.map(|day| days_between(day, as_of)),
        age_days: facts.taken.map(|day| days_between(day, as_of)),
    }
}

/// Gives the weeks after which leaving the debt has cost as much as repaying it: `principal / interest`.
pub fn break_even_weeks(principal: &Quantity, interest_per_week: &Quantity) -> Option<Ratio> {
    let interest = Unit { per: None, ..interest_per_week.unit.clone() };
    if !interest.same_dimension(&principal.unit) || interest_per_week.value <= Decimal::ZERO {
        return None;
    }
    Ratio::new(principal.base_value()?, interest_per_week.base_value()?)
}

/// Gives what the debt has cost over so many days, in the unit of the interest.
pub fn cost_of_waiting(interest_per_week: &Quantity, days: i64) -> Option<Decimal> {
    let weeks = Ratio::new(days.max(0).into(), 7.into())?;
    Some(Ratio::from(interest_per_week.value).checked_mul(weeks)?.round(2))
}

impl AgreementState {
    /// The state in words.
    pub fn words(self) -> &'static str {
        match self {
            AgreementState::Overdue => "overdue",
            AgreementState::TriggerFired => "trigger fired",
            AgreementState::Due => "due",
            AgreementState::Open => "open",
            AgreementState::Accepted => "accepted",
            AgreementState::Repaid => "repaid",
            AgreementState::Superseded => "superseded",
        }
    }
}

fn state_of(facts: &AgreementFacts, as_of: Date) -> AgreementState {
    let due = facts.repay_by.map(PartialDate::last_day);
    match (facts.settlement, due) {
        (Settlement::Repaid, _) => AgreementState::Repaid,
        (Settlement::Accepted, _) => AgreementState::Accepted,
        (Settlement::Superseded, _) => AgreementState::Superseded,
        (Settlement::Open, Some(day)) if day < as_of => AgreementState::Overdue,
        (Settlement::Open, _) if facts.trigger == Trigger::Fired => AgreementState::TriggerFired,
        (Settlement::Open, Some(day)) if day <= add_days(as_of, DUE_WITHIN_DAYS) => AgreementState::Due,
        (Settlement::Open, _) => AgreementState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn facts(repay_by: &str) -> AgreementFacts {
        AgreementFacts {
            repay_by: PartialDate::parse(repay_by).ok(),
            repayment: Repayment::Planned,
            taken: Some(date(2025, 1, 15)),
            reviewed: Some(date(2025, 6, 1)),
            ..AgreementFacts::default()
        }
    }

    #[test]
    fn an_agreement_falls_due_and_is_overdue() {
        let agreement = facts("2025-Q3");
        let at = |day| assess(&agreement, day).state;
        assert_eq!(at(date(2025, 8, 30)), AgreementState::Open);
        assert_eq!(at(date(2025, 8, 31)), AgreementState::Due);
        assert_eq!(at(date(2025, 9, 30)), AgreementState::Due);
        assert_eq!(at(date(2025, 10, 1)), AgreementState::Overdue);
        assert_eq!(assess(&agreement, date(2025, 10, 10)).days_overdue, Some(10));
        let fired = AgreementFacts { trigger: Trigger::Fired, ..agreement };
        assert_eq!(assess(&fired, date(2025, 7, 1)).state, AgreementState::TriggerFired);
    }

    #[test]
    fn ninety_days_without_a_review_are_stale() {
        let agreement = facts("2026-12");
        assert!(!assess(&agreement, date(2025, 8, 30)).stale);
        assert!(assess(&agreement, date(2025, 8, 31)).stale);
        let repaid = AgreementFacts { settlement: Settlement::Repaid, ..agreement };
        assert!(!assess(&repaid, date(2026, 8, 31)).stale);
        assert!(assess(&AgreementFacts::default(), date(2025, 1, 1)).stale);
    }

    #[test]
    fn a_debt_that_nothing_repays_is_an_orphan() {
        let open = AgreementFacts { repayment: Repayment::Unplanned, ..facts("") };
        let accepted = AgreementFacts { settlement: Settlement::Accepted, ..open };
        let as_of = date(2025, 6, 2);
        assert!(assess(&open, as_of).orphan && !assess(&facts(""), as_of).orphan);
        assert_eq!(
            (assess(&accepted, as_of).orphan, assess(&accepted, as_of).state),
            (false, AgreementState::Accepted)
        );
    }

    #[test]
    fn interest_breaks_even_with_principal() {
        let q = |text: &str| Quantity::parse(text).unwrap();
        let weeks = |principal: &str, interest: &str| break_even_weeks(&q(principal), &q(interest)).map(Ratio::to_f64);
        assert_eq!(weeks("30 h", "6 h / week"), Some(5.0));
        assert_eq!(weeks("30 h", "360 min"), Some(5.0));
        assert_eq!((weeks("30 h", "0 h"), weeks("30 h", "$6")), (None, None));
        assert_eq!(cost_of_waiting(&q("6 h / week"), 70), Some(Decimal::from(60)));
    }
}
