//! `open-prerequisite`: work begins when what it needs is done.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Level, StateClass};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "open-prerequisite",
    family: Family::Flow,
    level: Level::Warning,
    summary: "work begins when what it needs is done",
    check: Check::Beside(check),
    fix: None,
};

/// Finds work in an active state that waits for something unfinished.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let Some(work) = context.work(at) else { return Vec::new() };
    if work.class != StateClass::Active {
        return Vec::new();
    }
    let open = work.epic.depends_on.iter().filter_map(|reference| {
        let needed = context.work(reference.target?).filter(|needed| needed.class.is_open() && needed.at != work.at)?;
        let state = needed
            .epic
            .state
            .as_ref()
            .map_or_else(|| "without a state".to_owned(), |state| format!("`{}`", state.name));
        let message = format!("`{}` is in progress and needs `{}`, which is {state}", work.item.id, reference.id);
        let hint = "Finish that first, take the dependency away, or block this one until then.";
        Some(Found::new(reference.span, message, hint))
    });
    open.collect()
}
