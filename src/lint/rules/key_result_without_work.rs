//! `key-result-without-work`: something is done for each key result.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "key-result-without-work",
    family: Family::Objective,
    level: Level::Warning,
    summary: "something is done for each key result",
    check: Check::Site(check),
    fix: None,
};

/// Finds key results of running periods that no epic serves and no objective breaks down, where epics serve any.
fn check(context: &Context<'_>) -> Vec<(usize, Found)> {
    if !context.practice.key_results {
        return Vec::new();
    }
    let each = context.facts.without_work.iter();
    each.filter_map(|(at, position)| {
        let promises = context.promises(*at);
        let promise = promises.get(*position)?;
        let id = &promise.item.objective()?.key_results[*position].id;
        let message = format!("no epic serves {}", promise.name());
        let hint = format!("Name it in an epic as `key_results: [{}/{id}]`, or drop it.", promise.item.id);
        Some((*at, Found::new(promise.span(), message, hint)))
    })
    .collect()
}
