//! `key-result-is-output`: a key result says what changes, not what is made.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use super::output_not_outcome::{say, say_of_metric};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "key-result-is-output",
    family: Family::Objective,
    level: Level::Info,
    summary: "a key result says what changes, not what is made",
    check: Check::Outcome(check),
    fix: None,
};

/// Reads the title of each key result whose period isn't over, else its metric.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if !promise.is_key_result() || !promise.ahead {
        return None;
    }
    let statement = promise.statement()?;
    if promise.title.is_some() { say(&statement) } else { say_of_metric(&statement) }
}
