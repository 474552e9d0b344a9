//! What rules need to know beyond the files: what was computed for the date, typed.
//!
//! In: nothing; the analysis fills it. Out: plain values. The linter computes no figure itself, so what it says can't
//! differ from what a page shows.

use jiff::civil::Date;
use std::collections::BTreeMap;

/// What was computed for one date.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The date.
    pub as_of: Date,
    /// Every outcome, in order of item and position.
    pub outcomes: Vec<OutcomeFact>,
    /// Where each item stands; the default for what is no epic.
    pub epics: Vec<EpicFact>,
    /// The agreements, by the item that they are written in.
    pub debts: BTreeMap<usize, DebtFact>,
    /// How many epics of each team are in progress, by the team's item.
    pub in_progress: BTreeMap<usize, Vec<usize>>,
    /// The share of open work that pays debt back in per cent, and on which side of the band it lies.
    pub debt_share: Option<(f64, Side)>,
    /// The band, in per cent.
    pub debt_band: (usize, usize),
    /// The method that ranks.
    pub method: &'static str,
    /// Open ranked epics with their scores, the best first.
    pub ranked: Vec<(usize, f64)>,
    /// Key results of running periods that nothing is done for: objective and position.
    pub without_work: Vec<(usize, usize)>,
    /// Objectives whose period is over.
    pub over: Vec<usize>,
}

impl Facts {
    /// Tells whether others say the same of an item by itself; its rank is something between items.
    pub fn same_of(&self, other: &Self, at: usize) -> bool {
        let alone = |fact: &EpicFact| (fact.age, fact.days_in_state);
        let epic = match (self.epics.get(at), other.epics.get(at)) {
            (Some(one), Some(two)) => alone(one) == alone(two) && one.missing == two.missing,
            (one, two) => one.is_none() && two.is_none(),
        };
        let over = |facts: &Self| facts.over.binary_search(&at).is_ok();
        epic && self.outcomes_of(at) == other.outcomes_of(at)
            && self.debts.get(&at) == other.debts.get(&at)
            && over(self) == over(other)
    }

    /// Gives the outcomes of an item.
    pub fn outcomes_of(&self, at: usize) -> &[OutcomeFact] {
        let start = self.outcomes.partition_point(|fact| fact.item < at);
        let rest = &self.outcomes[start..];
        &rest[..rest.iter().take_while(|fact| fact.item == at).count()]
    }
}

/// On which side of a band something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Below it.
    Below,
    /// Inside.
    Inside,
    /// Above it.
    Above,
}

/// What became of an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeFact {
    /// The item that promises it.
    pub item: usize,
    /// Its position among that item's outcomes.
    pub position: usize,
    /// Where it stands.
    pub state: OutcomeState,
    /// The day on which it is judged.
    pub judge_on: Option<Date>,
    /// How often it was measured.
    pub readings: usize,
    /// When the work was delivered, where that is known.
    pub delivered: Option<Date>,
    /// The last check after delivery that is overdue.
    pub overdue_check: Option<Date>,
    /// Whether it was written down after work began.
    pub written_after_start: bool,
    /// How its promise was made easier since work began, the last time.
    pub eased: Option<Eased>,
    /// Whether the bound of its target, or its band, holds at the baseline already.
    pub holds_at_baseline: bool,
}

/// How a promise was made easier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eased {
    /// What stood there when work began.
    pub from: String,
    /// What stands there now.
    pub to: String,
    /// Whether it is the date that was moved.
    pub is_date: bool,
    /// The day of the change; none while it is not committed.
    pub on: Option<Date>,
}

/// Where an outcome stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeState {
    /// A reading decided: hit, partly hit or missed.
    Judged,
    /// Given up.
    Abandoned,
    /// Its date has passed and nothing was measured.
    Overdue,
    /// Not yet to be judged.
    Open,
    /// There is nothing to hold readings against.
    NotMeasurable,
}

/// Where an epic stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EpicFact {
    /// Its rank among open work.
    pub rank: Option<usize>,
    /// What the method lacks to rank it.
    pub missing: Vec<String>,
    /// Days since work began, while it is in progress.
    pub age: Option<i64>,
    /// Days since its state last changed, while it is in progress.
    pub days_in_state: Option<i64>,
}

/// Where an agreement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebtFact {
    /// Whether it is neither accepted nor settled.
    pub stands: bool,
    /// Days since its date, where that has passed.
    pub days_overdue: Option<i64>,
    /// Whether nobody looked at it for long.
    pub stale: bool,
    /// Whether nothing pays it back and nobody accepted it.
    pub orphan: bool,
}
