//! `agreement-without-repayment`: an epic pays a shortcut back, or somebody accepted it.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use super::agreement_incomplete::place;
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "agreement-without-repayment",
    family: Family::Debt,
    level: Level::Warning,
    summary: "an epic pays a shortcut back, or somebody accepted it",
    check: Check::Epic(check),
    fix: None,
};

/// Finds agreements that nothing pays back.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    if !context.facts.debts.get(&work.at).is_some_and(|debt| debt.orphan && debt.stands) {
        return Vec::new();
    }
    let message = format!("no epic pays the shortcut of `{}` back", work.item.id);
    let hint = "Name the epic in `repay_item:`, or accept the debt with `status: accepted` and `accepted_reason:`.";
    vec![Found::new(place(context, work.at), message, hint)]
}
