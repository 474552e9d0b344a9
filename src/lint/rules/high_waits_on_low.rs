//! `high-waits-on-low`: what important work waits for is important too.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::Reference;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "high-waits-on-low",
    family: Family::Flow,
    level: Level::Warning,
    summary: "what important work waits for is important too",
    check: Check::Beside(check),
    fix: None,
};

/// How many places lower a prerequisite may stand.
const PLACES: usize = 5;

/// Finds open epics near the top that wait for one of another team that stands far below.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let Some(work) = context.work(at) else { return Vec::new() };
    let top = context.facts.ranked.len().div_ceil(3);
    let Some(own) = work.fact.rank.filter(|rank| *rank <= top) else {
        return Vec::new();
    };
    let low = work.epic.depends_on.iter().filter_map(|reference| {
        let needed = context.work(reference.target?)?;
        let rank = needed.fact.rank.filter(|rank| *rank > own + PLACES)?;
        let team = needed.epic.team.as_ref().filter(|team| !same_team(&work, team))?;
        let message = format!(
            "`{}` has rank {own} and waits for `{}` of `{}`, which has rank {rank}",
            work.item.id, reference.id, team.id
        );
        Some(Found::new(reference.span, message, "Agree with that team on one order, or plan without it."))
    });
    low.collect()
}

/// Tells whether an epic belongs to a team.
fn same_team(work: &Work<'_>, team: &Reference) -> bool {
    work.epic.team.as_ref().is_none_or(|own| match (own.target, team.target) {
        (Some(own), Some(other)) => own == other,
        _ => own.id.eq_ignore_ascii_case(&team.id),
    })
}
