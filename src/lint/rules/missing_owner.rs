//! `missing-owner`: somebody answers for an outcome.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::Details;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "missing-owner",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "somebody answers for an outcome",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks promises that are still ahead; the owner of the document answers for all of its outcomes.
fn check(context: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let team = match &promise.item.details {
        Details::Sprint(sprint) => sprint.team.is_some(),
        _ => false,
    };
    let kept_out = context.config.privacy.fields.iter().any(|field| field == "owner");
    if !promise.ahead || team || kept_out || promise.outcome.owner.is_some() || !promise.item.owners.is_empty() {
        return None;
    }
    let message = format!("nobody answers for {}", promise.name());
    Some(Found::new(promise.span(), message, "Add `owner:` with one person, here or for the whole document."))
}
