//! `parent-not-one-level-up`: the parent of an objective is one level up.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::Objective;
use crate::config::Level;
use crate::order::Gather;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "parent-not-one-level-up",
    family: Family::Objective,
    level: Level::Warning,
    summary: "the parent of an objective is one level up",
    check: Check::Beside(check),
    fix: None,
};

/// Levels that are known, the highest first.
const LEVELS: [&str; 7] = ["company", "organisation", "organization", "division", "department", "team", "person"];

/// Compares the level of an objective with that of its parent, counting only the levels that the site uses.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let item = &context.backlog.items[at];
    let Some((objective, parent)) =
        item.objective().and_then(|objective| Some((objective, objective.parent.as_ref()?)))
    else {
        return Vec::new();
    };
    let above = parent.objective.target.and_then(|target| context.backlog.items[target].objective());
    let (Some(own), Some(upper)) = (place(context, objective), above.and_then(|above| place(context, above))) else {
        return Vec::new();
    };
    if upper + 1 == own {
        return Vec::new();
    }
    let words = match upper.cmp(&own) {
        Ordering::Equal => "on the same level",
        Ordering::Greater => "on a lower level",
        Ordering::Less => "more than one level up",
    };
    let message = format!("`{}` is {words}, and a parent is one level up", parent.objective.id);
    let hint = "Name a key result of the level just above, so that nobody's contribution is lost on the way.";
    vec![Found::new(parent.objective.span, message, hint)]
}

/// Gives the place of an objective's level among the levels that are in use.
fn place(context: &Context<'_>, objective: &Objective) -> Option<usize> {
    let rank = |objective: &Objective| {
        let level = objective.level.as_ref()?.to_lowercase();
        LEVELS.iter().position(|known| *known == level)
    };
    let own = rank(objective)?;
    let all = context.backlog.items.iter().filter_map(|item| rank(item.objective()?));
    let used: BTreeSet<usize> = all.into_set();
    used.iter().position(|level| *level == own)
}
