//! `deadline-without-consequence`: a fixed date says what happens on it.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "deadline-without-consequence",
    family: Family::Score,
    level: Level::Warning,
    summary: "a fixed date says what happens on it",
    check: Check::Epic(check),
    fix: None,
};

/// Finds fixed dates of open epics that don't say what is lost when they are missed.
fn check(_: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let cost = &work.epic.cost_of_delay;
    let Some(deadline) = cost.deadline.as_ref().filter(|_| work.class.is_open() && cost.consequence.is_none()) else {
        return Vec::new();
    };
    let message = format!("`{}` has a fixed date and doesn't say what happens on it", work.item.id);
    let hint = "Add `consequence:` to `cost_of_delay`. If nothing happens on that day, it is a wish: make it `urgency: standard`.";
    vec![Found::new(deadline.span, message, hint)]
}
