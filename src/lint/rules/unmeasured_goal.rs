//! `unmeasured-goal`: a goal in words has a measure.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "unmeasured-goal",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "a goal in words has a measure",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds promises such as “Happier teachers” that have no number at all.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if !promise.ahead || !is_vague(promise) {
        return None;
    }
    let message = format!("{} can't be measured as it stands", promise.name());
    Some(Found::new(
        promise.span(),
        message,
        "Ask how you would notice it, and write that as the metric, with a baseline and a target.",
    ))
}

/// Tells whether a promise is a quality in words, without any number beside it.
pub(super) fn is_vague(promise: &Promise<'_>) -> bool {
    const QUALITIES: [&str; 16] = [
        "better",
        "happier",
        "easier",
        "simpler",
        "nicer",
        "improved",
        "modern",
        "modernised",
        "intuitive",
        "delightful",
        "seamless",
        "great",
        "best",
        "world-class",
        "smoother",
        "friendlier",
    ];
    let numbered = promise.has_goal() || promise.outcome.baseline.is_some() || !promise.outcome.actuals.is_empty();
    let Some(metric) = promise.outcome.metric.as_ref().filter(|_| !numbered && promise.title.is_none()) else {
        return false;
    };
    let text = metric.value.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    !text.contains(|c: char| c.is_ascii_digit()) && words.next().is_some_and(|word| QUALITIES.contains(&word))
}
