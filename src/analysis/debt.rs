//! The technical debt of the whole backlog: every agreement, where it stands, what it costs, what asks for a look.
//!
//! In: a backlog and a date. Out: a [`DebtRegister`]. Never decides to repay, and never adds up what has no common unit.

mod agreement;
#[cfg(test)]
mod tests;

pub use agreement::{Concern, DebtEntry, judge_agreement};

use super::candidates::class_of;
use crate::backlog::{Backlog, Epic};
use crate::config::{Config, StateClass};
use crate::document::{Decimal, Quantity, TimeUnit};
use crate::order::Order;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The part of capacity that paying debt back should take, in per cent.
pub const DEBT_BAND: (usize, usize) = (10, 20);
/// Fewer open epics than this give counts only.
pub const LEAST_FOR_SHARE: usize = 10;
/// The work type that pays debt back.
pub const DEBT_TYPE: &str = "tech-debt";

/// Every agreement, and what they come to.
#[derive(Debug, Clone, Default)]
pub struct DebtRegister {
    /// The agreements: the most pressing concern first, in it the longest overdue, then the oldest.
    pub entries: Vec<DebtEntry>,
    /// What the agreements that still stand cost a week, one sum for each unit.
    pub interest: Vec<Quantity>,
    /// How many agreements that still stand say their interest.
    pub interest_from: usize,
    /// How many agreements have each cause; the empty cause is last.
    pub causes: Vec<(String, usize)>,
    /// How much of the open work pays debt back.
    pub share: DebtShare,
    /// Epics of debt that are done together with others.
    pub bundled: Vec<(usize, Vec<usize>)>,
}

/// How much of the open work pays debt back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DebtShare {
    /// Open epics of the type for debt.
    pub debt: usize,
    /// Open epics.
    pub open: usize,
}

/// How a share lies to the band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Debt is starved.
    Below,
    /// As it should be.
    Inside,
    /// Features may be blocked.
    Above,
}

impl DebtShare {
    /// Gives the share in per cent, and how it lies to the band; nothing for fewer than ten epics.
    pub fn judged(self) -> Option<(f64, Band)> {
        if self.open < LEAST_FOR_SHARE {
            return None;
        }
        let band = match self.debt * 100 {
            part if part < DEBT_BAND.0 * self.open => Band::Below,
            part if part > DEBT_BAND.1 * self.open => Band::Above,
            _ => Band::Inside,
        };
        Some((self.debt as f64 * 100.0 / self.open as f64, band))
    }
}

impl DebtRegister {
    /// Walks the agreements of one concern.
    pub fn of(&self, concern: Concern) -> impl Iterator<Item = &DebtEntry> {
        self.entries.iter().filter(move |entry| entry.concern == concern)
    }

    /// Counts the agreements that still stand: neither accepted nor settled.
    pub fn standing(&self) -> usize {
        self.entries.iter().filter(|entry| entry.concern.stands()).count()
    }

    /// Lists the agreements with the day on which each asks for its next review, the earliest first.
    pub fn reviews(&self) -> Vec<(Date, &DebtEntry)> {
        let mut due: Vec<_> = self.entries.iter().filter_map(|entry| Some((entry.review_due?, entry))).collect();
        due.order_by_key(|(day, entry)| (*day, entry.item));
        due
    }
}

/// Collects the register of a backlog.
pub(super) fn register(backlog: &Backlog, config: &Config, as_of: Date) -> DebtRegister {
    let agreements = backlog.epics().filter(|(_, epic)| epic.agreement.is_some());
    let mut entries: Vec<DebtEntry> =
        agreements.filter_map(|(at, _)| judge_agreement(backlog, config, at, as_of)).collect();
    entries.order_by_key(|entry| {
        let standing = entry.standing;
        (entry.concern, std::cmp::Reverse(standing.days_overdue), std::cmp::Reverse(standing.age_days), entry.item)
    });
    DebtRegister {
        interest: interest(backlog, &entries),
        interest_from: standing_interest(backlog, &entries).count(),
        causes: causes(backlog, &entries),
        share: share(backlog),
        bundled: bundled(backlog),
        entries,
    }
}

/// Walks the interest of the agreements that still stand.
fn standing_interest<'a>(backlog: &'a Backlog, entries: &'a [DebtEntry]) -> impl Iterator<Item = &'a Quantity> {
    let standing = entries.iter().filter(|entry| entry.concern.stands());
    standing.filter_map(|entry| backlog.items[entry.item].epic()?.agreement.as_ref()?.interest.as_ref())
}

/// Adds up the interest of what still stands; quantities of different units, or by another time than the week, stay apart.
fn interest(backlog: &Backlog, entries: &[DebtEntry]) -> Vec<Quantity> {
    let mut sums: Vec<(Quantity, Decimal)> = Vec::new();
    for quantity in standing_interest(backlog, entries) {
        let a_week = quantity.unit.per.as_deref().and_then(TimeUnit::named) == Some(TimeUnit::Week);
        let weekly = if a_week { quantity.without_period() } else { quantity.clone() };
        let Some(value) = weekly.base_value() else { continue };
        match sums.iter_mut().find(|(first, _)| first.same_dimension(&weekly)) {
            Some((_, sum)) => *sum = sum.checked_add(value).unwrap_or(*sum),
            None => sums.push((weekly, value)),
        }
    }
    sums.into_iter().map(|(first, sum)| first.with_value(first.from_base(sum))).collect()
}

/// Counts the causes, the most frequent first; agreements without one come last.
fn causes(backlog: &Backlog, entries: &[DebtEntry]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let agreement = backlog.items[entry.item].epic().and_then(|epic| epic.agreement.as_ref());
        let cause = agreement.and_then(|agreement| agreement.cause.as_deref()).unwrap_or("");
        *counts.entry(cause.trim().to_lowercase()).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.order_by(|a, b| a.0.is_empty().cmp(&b.0.is_empty()).then(b.1.cmp(&a.1)).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// Tells whether an epic is open work of the backlog.
fn is_open(epic: &Epic) -> bool {
    class_of(epic).is_open() && class_of(epic) != StateClass::Ignore
}

/// Counts the open epics, and those that pay debt back.
fn share(backlog: &Backlog) -> DebtShare {
    let mut share = DebtShare::default();
    for (_, epic) in backlog.epics().filter(|(_, epic)| is_open(epic)) {
        share.open += 1;
        share.debt += usize::from(epic.work_type.as_deref() == Some(DEBT_TYPE));
    }
    share
}

/// Lists the open epics of debt that are done together with another epic, whichever of the two says so.
fn bundled(backlog: &Backlog) -> Vec<(usize, Vec<usize>)> {
    let is_debt = |at: usize| {
        backlog.items[at].epic().is_some_and(|epic| epic.work_type.as_deref() == Some(DEBT_TYPE) && is_open(epic))
    };
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, epic) in backlog.epics() {
        for other in epic.bundled_with.iter().filter_map(|reference| reference.target) {
            for (debt, with) in [(at, other), (other, at)] {
                if is_debt(debt) && debt != with {
                    found.entry(debt).or_default().push(with);
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(debt, mut with)| {
            with.sort_unstable();
            with.dedup();
            (debt, with)
        })
        .collect()
}
