//! `only-lagging`: an epic has a result that shows early.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::Outcome;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "only-lagging",
    family: Family::Outcome,
    level: Level::Info,
    summary: "an epic has a result that shows early",
    check: Check::Epic(check),
    fix: None,
};

/// Finds open epics all of whose outcomes say that they confirm late.
fn check(_: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let outcomes = &work.epic.outcomes;
    let lagging =
        |outcome: &Outcome| outcome.timing.as_deref().is_some_and(|timing| timing.eq_ignore_ascii_case("lag"));
    let Some(first) = outcomes.first().filter(|_| work.class.is_open() && outcomes.iter().all(lagging)) else {
        return Vec::new();
    };
    let span = first.metric.as_ref().map_or(first.span, |metric| metric.span);
    let message = format!("every outcome of `{}` shows only late whether it worked", work.item.id);
    vec![Found::new(
        span,
        message,
        "Add an outcome with `timing: lead`: what would move within weeks if you are right?",
    )]
}
