//! `missing-target`: an outcome says by how much.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use super::unmeasured_goal::is_vague;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "missing-target",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "an outcome says by how much",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks promises that are still ahead; a key result has a rule of its own.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if !promise.ahead || promise.has_goal() || promise.is_key_result() || is_vague(promise) {
        return None;
    }
    let message = format!("{} has no target", promise.name());
    Some(Found::new(
        promise.span(),
        message,
        "Add `target:` with the value that you promise, or `range:` with a band to keep.",
    ))
}
