//! `key-result-count`: an objective has three to five key results.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "key-result-count",
    family: Family::Objective,
    level: Level::Warning,
    summary: "an objective has three to five key results",
    check: Check::Document(check),
    fix: None,
};

/// Counts the key results of objectives whose period isn't over.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let item = &context.backlog.items[at];
    let Some(objective) = item.objective().filter(|_| context.facts.over.binary_search(&at).is_err()) else {
        return Vec::new();
    };
    let count = objective.key_results.len();
    let hint = match count {
        3..=5 => return Vec::new(),
        0..3 => "Ask what else would have to be true for the objective to be reached.",
        _ => "Keep the three to five that matter; the others are work that serves them.",
    };
    let number = match count {
        0 => "no key result".to_owned(),
        1 => "one key result".to_owned(),
        count => format!("{count} key results"),
    };
    let message = format!("`{}` has {number}; three to five show that it is reached", item.id);
    vec![Found::new(context.field(at, "key_results").map_or_else(|| context.whole(at), start), message, hint)]
}

/// Narrows the place of a list to where it starts.
fn start(span: Span) -> Span {
    Span { len: span.len.min(1), ..span }
}
