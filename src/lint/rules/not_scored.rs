//! `not-scored`: an open epic can be ranked.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "not-scored",
    family: Family::Score,
    level: Level::Info,
    summary: "an open epic can be ranked",
    check: Check::Epic(check),
    fix: None,
};

/// Finds open epics that the ranking has to leave out, on sites that score their work.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let missing = &work.fact.missing;
    if !context.practice.scores || missing.is_empty() || !work.class.is_open() {
        return Vec::new();
    }
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let named: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("`{}` isn't ranked: {} {verb} missing", work.item.id, named.join(", "));
    let span = work
        .epic
        .scores
        .iter()
        .next()
        .map(|(_, score)| score)
        .map_or_else(|| work.status_or(context.whole(work.at)), |score| score.span);
    vec![Found::new(span, message, "Add the scores; one left out counts as missing, never as zero.")]
}
