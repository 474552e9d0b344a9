//! `request-unanswered`: another team's request gets an answer.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "request-unanswered",
    family: Family::Flow,
    level: Level::Warning,
    summary: "another team's request gets an answer",
    check: Check::Epic(check),
    fix: None,
};

/// Finds requests on open work that say neither yes nor no. Work that is under way is answer enough.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    if !work.class.is_open() || work.epic.commitment {
        return Vec::new();
    }
    let open = work.epic.requested_by.iter().filter(|request| request.accepted.is_none());
    open.map(|request| {
        let asking = request.team.as_ref();
        let who = asking.map_or_else(|| "another team".to_owned(), |team| format!("`{}`", team.id));
        let when = request.need_by.map(|by| format!(", needed by {by},")).unwrap_or_default();
        let span = asking.map_or_else(|| context.whole(work.at), |team| team.span);
        let message = format!("the request of {who}{when} has no answer");
        Found::new(span, message, "Add `accepted: true` or `accepted: false`; a clear no helps them too.")
    })
    .collect()
}
