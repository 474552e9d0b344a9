//! `missing-metric`: an outcome says what is measured.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "missing-metric",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "an outcome says what is measured",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks promises that are still ahead; the title of a key result says it too.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let silent = promise.ahead && promise.outcome.metric.is_none() && promise.title.is_none();
    silent.then(|| {
        let hint = "Add `metric:` with what somebody could count, such as `Refund rate`.";
        Found::new(promise.span(), format!("{} doesn't say what is measured", promise.name()), hint)
    })
}
