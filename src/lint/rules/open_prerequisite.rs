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

/// Finds work in an active state that waits for something unfinished, and work that is done before it.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let Some(work) = context.work(at) else { return Vec::new() };
    let (needs, hint) = match work.class {
        StateClass::Active => {
            ("is in progress and needs", "Finish that first, take the dependency away, or block this one until then.")
        }
        StateClass::Done => {
            ("is done and needed", "Correct one of the two states, or take the dependency away if this went without.")
        }
        _ => return Vec::new(),
    };
    let open = work.epic.depends_on.iter().filter_map(|reference| {
        let needed = context.work(reference.target?).filter(|needed| needed.class.is_open() && needed.at != work.at)?;
        let state = needed
            .epic
            .state
            .as_ref()
            .map_or_else(|| "without a state".to_owned(), |state| format!("`{}`", state.name));
        let message = format!("`{}` {needs} `{}`, which is {state}", work.item.id, reference.id);
        Some(Found::new(reference.span, message, hint))
    });
    open.collect()
}
