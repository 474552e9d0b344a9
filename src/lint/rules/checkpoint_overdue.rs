//! `checkpoint-overdue`: results are measured again after delivery.

use super::super::context::{Context, Promise};
use super::super::facts::OutcomeState;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::document::days_between;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "checkpoint-overdue",
    family: Family::Loop,
    level: Level::Warning,
    summary: "results are measured again after delivery",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds delivered outcomes that were measured once, and whose last check has gone by since.
fn check(context: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let fact = promise.fact;
    let due = fact.overdue_check.filter(|_| fact.readings > 0 && fact.state == OutcomeState::Open)?;
    let days = days_between(due, context.facts.as_of);
    let message = format!("{} was to be measured again on {due}, {days} days ago", promise.name());
    Some(Found::new(promise.span(), message, "Measure it and add it to `actuals:`; `checkpoints:` sets other days."))
}
