//! `key-result-not-measurable`: a key result can be measured.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "key-result-not-measurable",
    family: Family::Objective,
    level: Level::Warning,
    summary: "a key result can be measured",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds key results without a target or a band, in periods that aren't over.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if !promise.is_key_result() || !promise.ahead || promise.has_goal() {
        return None;
    }
    let message = format!("{} has no target, so nobody can tell whether it was reached", promise.name());
    Some(Found::new(promise.span(), message, "Add `metric:`, `baseline:` and `target:`."))
}
