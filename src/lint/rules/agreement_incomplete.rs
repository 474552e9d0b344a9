//! `agreement-incomplete`: an agreement says why, at what cost, and until when.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "agreement-incomplete",
    family: Family::Debt,
    level: Level::Warning,
    summary: "an agreement says why, at what cost, and until when",
    check: Check::Epic(check),
    fix: None,
};

/// Asks agreements that still stand.
fn check(context: &Context<'_>, work: &Work<'_>) -> Vec<Found> {
    let stands = context.facts.debts.get(&work.at).is_some_and(|debt| debt.stands);
    let Some(agreement) = work.epic.agreement.as_ref().filter(|_| stands) else {
        return Vec::new();
    };
    let parts = [
        ("reason", agreement.reason.is_some()),
        ("impact", agreement.impact.is_some()),
        ("repay_by` or `trigger", agreement.repay_by.is_some() || agreement.trigger.is_some()),
    ];
    let missing: Vec<String> = parts.iter().filter(|(_, there)| !there).map(|(name, _)| format!("`{name}`")).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("the agreement of `{}` says no {}", work.item.id, missing.join(" and no "));
    let hint =
        "A shortcut is taken knowingly when it says why, what it costs meanwhile, and when or on which event it ends.";
    vec![Found::new(place(context, work.at), message, hint)]
}

/// Finds where an agreement starts.
pub(super) fn place(context: &Context<'_>, at: usize) -> Span {
    let span = context.field(at, "agreement").unwrap_or(Span::FILE);
    Span { len: span.len.min(1), ..span }
}
