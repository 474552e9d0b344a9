//! `no-movement`: active work moves.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Level, StateClass};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "no-movement",
    family: Family::Flow,
    level: Level::Info,
    summary: "active work moves",
    check: Check::Epic(check),
    fix: None,
};

/// Finds active work whose state has not changed for long.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let limit = i64::from(context.config.checks.still_after_days);
    let Some(days) =
        work.fact.days_in_state.map(|days| days - 1).filter(|days| *days > limit && work.class == StateClass::Active)
    else {
        return Vec::new();
    };
    let message = format!("the state of `{}` hasn't changed for {days} days", work.item.id);
    let hint = "Move it on, pause it, or say below what happens.";
    vec![Found::new(work.status_or(context.whole(work.at)), message, hint)]
}
