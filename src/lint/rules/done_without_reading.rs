//! `done-without-reading`: what was delivered was measured.

use super::super::context::{Context, Promise};
use super::super::facts::OutcomeState;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Level, StateClass};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "done-without-reading",
    family: Family::Loop,
    level: Level::Warning,
    summary: "what was delivered was measured",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds outcomes of delivered epics that nobody ever measured, once the first check has gone by or no day is known.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let fact = promise.fact;
    let done = promise.item.epic()?.state.as_ref()?.class == StateClass::Done;
    let waited = fact.delivered.is_none() || fact.overdue_check.is_some();
    let open = matches!(fact.state, OutcomeState::Open | OutcomeState::NotMeasurable);
    if !done || !waited || !open || fact.readings > 0 {
        return None;
    }
    let message = format!("`{}` is done, and nobody has measured {}", promise.item.id, promise.name());
    Some(Found::new(
        promise.span(),
        message,
        "Add `actuals:` with a date and a value, such as `- { on: 2025-05-26, value: 77% }`.",
    ))
}
