//! `target-equals-baseline`: a target differs from its baseline.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::document::Target;
use std::cmp::Ordering;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "target-equals-baseline",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "a target differs from its baseline",
    check: Check::Outcome(check),
    fix: None,
};

/// Compares the two; a limit is kept, so it may stand where the baseline is.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let (baseline, target) = (promise.outcome.baseline.as_ref()?, promise.outcome.target.as_ref()?);
    let nothing = match &target.value {
        Target::Absolute(quantity) => baseline.value.compare(quantity) == Some(Ordering::Equal),
        Target::Relative(change) => change.value.is_zero(),
        Target::Bounded(..) => false,
    };
    if !nothing || !promise.ahead {
        return None;
    }
    let message = format!("the target of {} is its baseline, so nothing would change", promise.name());
    let hint = "Write what should be different, or `range:` if it is to stay as it is.";
    Some(Found::new(target.span, message, hint).related(
        &promise.item.matter_path,
        baseline.span,
        "the baseline stands here",
    ))
}
