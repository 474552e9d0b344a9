//! `target-eased-after-start`: a promise stays as it was when work began.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "target-eased-after-start",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "a promise stays as it was when work began",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds promises that are easier to keep now than when work began, and are not judged yet.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let eased = promise.fact.eased.as_ref().filter(|_| promise.ahead)?;
    let when = eased.on.map(|day| format!(" on {day}")).unwrap_or_default();
    let to = if eased.to.is_empty() { "taken out".to_owned() } else { format!("`{}`", eased.to) };
    let message = format!("{} was eased after work began: `{}` became {to}{when}", promise.name(), eased.from);
    let outcome = promise.outcome;
    let date = outcome.by.as_ref().filter(|_| eased.is_date).map(|by| by.span);
    let target = || outcome.target.as_ref().map(|target| target.span);
    let span = date.or_else(target).unwrap_or_else(|| promise.span());
    Some(Found::new(span, message, "Say why in `amended:`; it is judged by what stood there when work began."))
}
