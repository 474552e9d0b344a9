//! `debt-in-technical-words`: technical debt is said in business words.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use super::super::statement::proxy;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "debt-in-technical-words",
    family: Family::Outcome,
    level: Level::Info,
    summary: "technical debt is said in business words",
    check: Check::Epic(check),
    fix: None,
};

/// Finds open epics of debt all of whose outcomes measure the code and not what it does to anybody.
fn check(_: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    if work.epic.work_type.as_deref() != Some("tech-debt") || !work.class.is_open() {
        return Vec::new();
    }
    let metrics: Vec<_> = work.epic.outcomes.iter().filter_map(|outcome| outcome.metric.as_ref()).collect();
    let technical: Vec<_> = metrics.iter().filter_map(|metric| Some((metric.span, proxy(&metric.value)?))).collect();
    let Some((span, word)) = technical.first().filter(|_| technical.len() == work.epic.outcomes.len()) else {
        return Vec::new();
    };
    let message = format!("`{}` says its worth in technical words alone: `{word}`", work.item.id);
    let hint = "Add what people get of it: less downtime, faster delivery, fewer incidents, hours saved.";
    vec![Found::new(*span, message, hint)]
}
