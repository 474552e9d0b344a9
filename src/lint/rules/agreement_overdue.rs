//! `agreement-overdue`: a shortcut is paid back by its date.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use super::agreement_incomplete::place;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "agreement-overdue",
    family: Family::Debt,
    level: Level::Warning,
    summary: "a shortcut is paid back by its date",
    check: Check::Epic(check),
    fix: None,
};

/// Finds agreements that still stand after their date.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let debt = context.facts.debts.get(&work.at).filter(|debt| debt.stands);
    let Some(days) = debt.and_then(|debt| debt.days_overdue).filter(|days| *days > 0) else {
        return Vec::new();
    };
    let message = format!("the agreement of `{}` was to be paid back {days} days ago", work.item.id);
    let hint =
        "Pay it back, agree on a new date and say why, or accept it with `status: accepted` and `accepted_reason:`.";
    let matter = context.matter(work.at);
    let date = matter.as_ref().and_then(|matter| matter.get("agreement")?.get("repay_by"));
    vec![Found::new(date.map_or_else(|| place(context, work.at), |node| node.span), message, hint)]
}
