//! `outcome-defined-after-start`: an outcome is written down before work begins.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "outcome-defined-after-start",
    family: Family::Outcome,
    level: Level::Info,
    summary: "an outcome is written down before work begins",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds promises that git has only after the work began.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if !promise.ahead || !promise.fact.written_after_start {
        return None;
    }
    let message = format!("{} was written down after work began", promise.name());
    Some(Found::new(promise.span(), message, "Ask whether it says what was wanted, or what will come of it anyway."))
}
