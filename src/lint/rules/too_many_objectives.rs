//! `too-many-objectives`: a team has at most five objectives in a period.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::{Kind, Level};
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "too-many-objectives",
    family: Family::Objective,
    level: Level::Warning,
    summary: "a team has at most five objectives in a period",
    check: Check::Site(check),
    fix: None,
};

/// The most objectives of one team in one period.
const MOST: usize = 5;

/// Counts the objectives of each team and period that isn't over.
fn check(context: &Context<'_>) -> Vec<(usize, Found)> {
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, item) in context.backlog.of_kind(Kind::Objective) {
        let Some(objective) = item.objective().filter(|_| context.facts.over.binary_search(&at).is_err()) else {
            continue;
        };
        if let (Some(team), Some(period)) = (&objective.team, &objective.period) {
            groups.entry((&team.id, period)).or_default().push(at);
        }
    }
    let full = groups.into_iter().filter(|(_, members)| members.len() > MOST);
    full.map(|((team, period), members)| {
        let sixth = members[MOST];
        let message =
            format!("`{team}` has {} objectives in {period}; more than {MOST} can't all be important", members.len());
        (
            sixth,
            Found::new(context.whole(sixth), message, "Put off what can wait, and say so to those who asked for it."),
        )
    })
    .collect()
}
