//! `over-wip-limit`: a team keeps its limit of work in progress.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "over-wip-limit",
    family: Family::Flow,
    level: Level::Warning,
    summary: "a team keeps its limit of work in progress",
    check: Check::Beside(check),
    fix: None,
};

/// Compares what a team has in progress with its own limit.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let item = &context.backlog.items[at];
    let limit = item.team().and_then(|team| usize::try_from(team.wip_limit?).ok());
    let (Some(limit), Some(members)) = (limit, context.facts.in_progress.get(&at)) else {
        return Vec::new();
    };
    if members.len() <= limit {
        return Vec::new();
    }
    let ids: Vec<&str> = members.iter().map(|member| context.backlog.items[*member].id.as_str()).collect();
    let message =
        format!("`{}` has {} epics in progress and a limit of {limit}: {}", item.title, ids.len(), ids.join(", "));
    let span = context.field(at, "wip_limit").unwrap_or(Span::FILE);
    vec![Found::new(span, message, "Finish one before another begins, or pause one and say why.")]
}
