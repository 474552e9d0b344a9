//! `epic-without-key-result`: an epic that is under way serves a key result.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::Details;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "epic-without-key-result",
    family: Family::Objective,
    level: Level::Info,
    summary: "an epic that is under way serves a key result",
    check: Check::Beside(check),
    fix: None,
};

/// Finds features under way that serve no key result, neither themselves nor through their initiative.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let Some(work) = context.work(at) else { return Vec::new() };
    let epic = work.epic;
    let feature = epic.work_type.as_deref().is_none_or(|work_type| work_type == "feature");
    let asked = context.practice.key_results && epic.commitment && feature && epic.key_results.is_empty();
    let initiative = epic.initiative.as_ref().and_then(|found| found.target);
    let through = initiative.is_some_and(|at| match &context.backlog.items[at].details {
        Details::Initiative(initiative) => !initiative.key_results.is_empty(),
        _ => false,
    });
    if !asked || through {
        return Vec::new();
    }
    let message = format!("`{}` is under way and serves no key result", work.item.id);
    let hint = "Name the key result that it moves in `key_results:`, or ask whether it should go on.";
    vec![Found::new(work.status_or(context.whole(work.at)), message, hint)]
}
