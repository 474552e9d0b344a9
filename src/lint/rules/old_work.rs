//! `old-work`: work is finished within its time.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "old-work",
    family: Family::Flow,
    level: Level::Warning,
    summary: "work is finished within its time",
    check: Check::Epic(check),
    fix: None,
};

/// Finds unfinished work that was begun too many days ago.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let limit = i64::from(context.config.flow.age_line_days);
    let Some(age) = work.fact.age.filter(|age| *age > limit && work.epic.commitment) else {
        return Vec::new();
    };
    let message = format!("`{}` has been under way for {age} days and isn't finished", work.item.id);
    let hint = "Ask what keeps it: cut it down to what can be finished now, or stop it and say why.";
    vec![Found::new(work.status_or(context.whole(work.at)), message, hint)]
}
