//! `missing-baseline`: an outcome says where its metric stands today.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use super::unmeasured_goal::is_vague;
use crate::config::Level;
use crate::document::Target;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "missing-baseline",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "an outcome says where its metric stands today",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks promises that are still ahead. A band or a limit is kept rather than reached, so it needs none.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let outcome = promise.outcome;
    let kept = outcome.range.is_some()
        || outcome.target.as_ref().is_some_and(|target| matches!(target.value, Target::Bounded(..)));
    if !promise.ahead || kept || outcome.baseline.is_some() || is_vague(promise) {
        return None;
    }
    let message = format!("{} has no baseline", promise.name());
    Some(Found::new(
        promise.span(),
        message,
        "Add `baseline:` with the value today; measure it first if nobody knows it.",
    ))
}
