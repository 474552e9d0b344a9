//! `no-guardrail`: an outcome says what must not get worse.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Kind, Level};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "no-guardrail",
    family: Family::Outcome,
    level: Level::Off,
    summary: "an outcome says what must not get worse",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks the outcomes of open epics; a site asks for it by giving the rule a level.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    if !promise.ahead || promise.item.kind != Kind::Epic || !promise.outcome.guardrails.is_empty() {
        return None;
    }
    let message = format!("{} doesn't say what must not get worse", promise.name());
    Some(Found::new(
        promise.span(),
        message,
        "Add `guardrails:` with a metric that somebody might sacrifice for this one.",
    ))
}
