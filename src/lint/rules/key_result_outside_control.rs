//! `key-result-outside-control`: a team's key result is in the team's own hands.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "key-result-outside-control",
    family: Family::Objective,
    level: Level::Info,
    summary: "a team's key result is in the team's own hands",
    check: Check::Outcome(check),
    fix: None,
};

/// Results of a whole company, which one team moves only together with all others.
const COMPANY_WIDE: [&str; 9] =
    ["revenue", "profit", "margin", "market share", "share price", "turnover", "valuation", "ebitda", "company growth"];

/// Finds such metrics among the key results of objectives at team level.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let objective = promise.item.objective()?;
    if objective.level.as_deref().is_none_or(|level| !level.eq_ignore_ascii_case("team")) || !promise.ahead {
        return None;
    }
    let statement = promise.statement()?;
    let text = statement.value.to_lowercase();
    let word = COMPANY_WIDE.iter().find(|word| has_words(&text, word))?;
    let message = format!("{} measures `{word}`, which a team hardly moves by itself", promise.name());
    Some(Found::new(statement.span, message, "Which behaviour leads to it, and can the team change that?"))
}

/// Tells whether a text holds whole words.
fn has_words(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + words.len()..].chars().next()))
}
