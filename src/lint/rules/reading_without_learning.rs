//! `reading-without-learning`: a result says what it taught.

use super::super::context::{Context, Promise};
use super::super::facts::OutcomeState;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Kind, Level};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "reading-without-learning",
    family: Family::Loop,
    level: Level::Info,
    summary: "a result says what it taught",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds outcomes of epics that were judged and say nothing about it.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let judged = promise.fact.state == OutcomeState::Judged && promise.item.kind == Kind::Epic;
    if !judged || promise.outcome.learned.is_some() {
        return None;
    }
    let span = promise.outcome.actuals.last().map_or_else(|| promise.span(), |actual| actual.value.span);
    let message = format!("{} has its result and doesn't say what it taught", promise.name());
    Some(Found::new(span, message, "Add `learned:` with what you would do differently, or would do again."))
}
