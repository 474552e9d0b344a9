//! `outcome-overdue`: an outcome whose date has passed was measured.

use super::super::context::{Context, Promise};
use super::super::facts::OutcomeState;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::document::days_between;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "outcome-overdue",
    family: Family::Loop,
    level: Level::Warning,
    summary: "an outcome whose date has passed was measured",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds outcomes whose date and grace days have passed without a reading that decides.
fn check(context: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if promise.fact.state != OutcomeState::Overdue || promise.is_key_result() && !promise.ahead {
        return None;
    }
    let judge_on = promise.fact.judge_on?;
    let days = days_between(judge_on, context.facts.as_of);
    let message = format!("{} was due on {judge_on}, {days} days ago, and no measurement decides it", promise.name());
    let span = promise.outcome.by.as_ref().map_or_else(|| promise.span(), |by| by.span);
    Some(Found::new(span, message, "Measure it and add it to `actuals:`, or say in `abandoned:` why it was given up."))
}
