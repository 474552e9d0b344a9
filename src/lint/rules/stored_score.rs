//! `stored-score`: only inputs are stored, never a computed score.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::document::Node;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "stored-score",
    family: Family::Score,
    level: Level::Warning,
    summary: "only inputs are stored, never a computed score",
    check: Check::Document(check),
    fix: None,
};

/// Keys that hold what a method computes.
const COMPUTED: [&str; 11] = [
    "score",
    "total_score",
    "weighted_score",
    "priority_score",
    "wsjf",
    "wsjf_score",
    "rice",
    "rice_score",
    "ice_score",
    "cd3",
    "cd3_score",
];

/// Finds such keys with a number, among the fields that nothing reads and among the scores.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let Some(work) = context.work(at) else { return Vec::new() };
    let extra = work.item.extra.iter().filter(|entry| is_number(&entry.node));
    let scores = work.epic.scores.iter().map(|(name, score)| (name.to_string(), score.span));
    let stored = extra.map(|entry| (entry.key.to_lowercase().replace('-', "_"), entry.key_span)).chain(scores);
    let stored = stored.filter(|(name, _)| COMPUTED.contains(&name.as_str()) && !is_input(context, name));
    stored
        .map(|(name, span)| {
            let message = format!("`{name}` stores what is computed, and will go stale");
            Found::new(span, message, "Delete it and write the inputs under `scores:`; the pages show the sum.")
        })
        .collect()
}

/// Tells whether the site ranks by a criterion of this name.
fn is_input(context: &Context<'_>, name: &str) -> bool {
    let ranking = &context.config.ranking;
    ranking.weights.iter().any(|(weight, _)| weight == name)
        || ranking.formula.as_ref().is_some_and(|formula| formula.contains(name))
}

/// Tells whether a value is a number.
fn is_number(node: &Node) -> bool {
    node.as_text().is_some_and(|text| text.trim().parse::<f64>().is_ok())
}
