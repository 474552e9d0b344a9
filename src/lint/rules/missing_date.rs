//! `missing-date`: an outcome says by when.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::Details;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "missing-date",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "an outcome says by when",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks promises that are still ahead. A key result is due with its objective, a sprint's goal with its sprint.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let elsewhere = match &promise.item.details {
        Details::Objective(objective) => objective.period.is_some(),
        Details::Sprint(sprint) => sprint.ends.is_some(),
        _ => false,
    };
    if !promise.ahead || elsewhere || promise.outcome.by.is_some() {
        return None;
    }
    let message = format!("{} has no date", promise.name());
    Some(Found::new(promise.span(), message, "Add `by:` with a day, a month or a quarter, such as `2025-Q3`."))
}
