//! `cancelled-prerequisite`: nothing waits for what was given up.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Level, StateClass};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "cancelled-prerequisite",
    family: Family::Flow,
    level: Level::Warning,
    summary: "nothing waits for what was given up",
    check: Check::Beside(check),
    fix: None,
};

/// Finds open work that waits for something cancelled; the ranking has long let go of it, so nothing else tells.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let Some(work) = context.work(at).filter(|work| work.class.is_open()) else { return Vec::new() };
    let given_up = work.epic.depends_on.iter().filter_map(|reference| {
        let needed = context.work(reference.target?).filter(|needed| needed.class == StateClass::Cancelled)?;
        let state = &needed.epic.state.as_ref()?.name;
        let message = format!("`{}` waits for `{}`, which is `{state}`", work.item.id, needed.item.id);
        let hint = format!("Take the dependency away, name what replaces it, or open `{}` again.", needed.item.id);
        let found = Found::new(reference.span, message, hint);
        let place = needed.status_or(context.whole(needed.at));
        Some(found.related(context.backlog.documents[needed.at].matter_file().0, place, "its state"))
    });
    given_up.collect()
}
