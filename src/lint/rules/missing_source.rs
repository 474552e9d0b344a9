//! `missing-source`: an outcome says where its number comes from.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Kind, Level};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "missing-source",
    family: Family::Outcome,
    level: Level::Info,
    summary: "an outcome says where its number comes from",
    check: Check::Outcome(check),
    fix: None,
};

/// Asks the outcomes of epics and initiatives that are still ahead and have a goal.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let asked = matches!(promise.item.kind, Kind::Epic | Kind::Initiative) && promise.ahead && promise.has_goal();
    if !asked || promise.outcome.source.is_some() {
        return None;
    }
    let message = format!("{} doesn't say where its number comes from", promise.name());
    Some(Found::new(promise.span(), message, "Add `source:` with the report, query or survey that somebody will read."))
}
