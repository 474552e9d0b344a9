//! `agreement-not-reviewed`: somebody looks at a shortcut every 90 days.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use super::agreement_incomplete::place;
use crate::config::Level;
use crate::document::days_between;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "agreement-not-reviewed",
    family: Family::Debt,
    level: Level::Info,
    summary: "somebody looks at a shortcut every 90 days",
    check: Check::Epic(check),
    fix: None,
};

/// Finds agreements that nobody looked at for long.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let asked = context.facts.debts.get(&work.at).filter(|debt| debt.stale && debt.stands);
    if asked.is_none() {
        return Vec::new();
    }
    let reviewed = work.epic.agreement.as_ref().and_then(|agreement| agreement.reviewed);
    let since = reviewed.map_or_else(
        || "was never reviewed".to_owned(),
        |day| format!("was last reviewed on {day}, {} days ago", days_between(day.last_day(), context.facts.as_of)),
    );
    let message = format!("the agreement of `{}` {since}", work.item.id);
    let hint = "Ask whether it still holds, and write the day in `reviewed:`.";
    vec![Found::new(place(context, work.at), message, hint)]
}
