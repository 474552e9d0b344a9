//! `debt-share-outside-band`: paying debt back takes its share of the work.

use super::super::context::Context;
use super::super::facts::Side;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "debt-share-outside-band",
    family: Family::Debt,
    level: Level::Info,
    summary: "paying debt back takes its share of the work",
    check: Check::Site(check),
    fix: None,
};

/// Finds sites of ten open epics or more whose share of debt lies outside the band.
fn check(context: &Context<'_>) -> Vec<(usize, Found)> {
    let Some((share, side)) = context.facts.debt_share.filter(|(_, side)| *side != Side::Inside) else {
        return Vec::new();
    };
    let mut epics = (0..context.backlog.items.len()).filter_map(|at| context.work(at));
    let typed = context.backlog.epics().any(|(_, epic)| epic.work_type.as_deref() == Some("tech-debt"));
    let Some(first) = epics.find(|work| work.class.is_open()).filter(|_| typed) else {
        return Vec::new();
    };
    let (low, high) = context.facts.debt_band;
    let hint = match side {
        Side::Below => "Debt that is starved slows every feature; take one piece of it into the next period.",
        _ => "Ask whether features are blocked by it, and say so where they are planned.",
    };
    let message = format!("{share:.0}% of the open epics pay debt back; {low} to {high}% is usual");
    vec![(first.at, Found::new(Span::FILE, message, hint))]
}
