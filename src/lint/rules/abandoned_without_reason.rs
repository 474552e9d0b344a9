//! `abandoned-without-reason`: what is given up says why.

use super::super::context::{Context, Promise};
use super::super::facts::OutcomeState;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Level, StateClass};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "abandoned-without-reason",
    family: Family::Loop,
    level: Level::Warning,
    summary: "what is given up says why",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds `abandoned:` without words, and outcomes that a cancelled epic leaves open.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let hint = "Write why in `abandoned:`, in one sentence that helps the next person who has the idea.";
    let said = promise.outcome.abandoned.as_deref();
    if said.is_some_and(|said| ["true", "yes", "on", "x"].contains(&said.to_lowercase().as_str())) {
        return Some(Found::new(
            promise.span(),
            format!("{} was given up, and nothing says why", promise.name()),
            hint,
        ));
    }
    let cancelled = promise.item.epic()?.state.as_ref()?.class == StateClass::Cancelled;
    if !cancelled || said.is_some() || promise.fact.state == OutcomeState::Judged {
        return None;
    }
    let message = format!("`{}` was cancelled, and nothing says why {} was given up", promise.item.id, promise.name());
    Some(Found::new(promise.span(), message, hint))
}
