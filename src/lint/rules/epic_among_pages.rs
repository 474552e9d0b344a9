//! `epic-among-pages`: a file that says what an epic says is read as one.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use super::super::walk::same;
use crate::config::{Kind, Level};
use crate::document::Entry;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "epic-among-pages",
    family: Family::Form,
    level: Level::Warning,
    summary: "a file that says what an epic says is read as one",
    check: Check::Document(check),
    fix: None,
};

/// The fields that nobody gives a page of prose by chance.
const TELLING: [&str; 6] = ["scores", "outcomes", "cost_of_delay", "moscow", "key_results", "agreement"];

/// Finds the first such field of a page, under any name that the site has for it.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let item = &context.backlog.items[at];
    if item.kind != Kind::Page {
        return Vec::new();
    }
    let names = |field: &str| context.config.fields.get(field).into_iter().flatten().map(String::as_str);
    let tells = |entry: &&Entry| {
        TELLING.iter().any(|field| same(field, &entry.key) || names(field).any(|name| same(name, &entry.key)))
    };
    let found = item.extra.iter().find(tells).map(|entry| {
        let message = format!("`{}` is for epics, but the file is read as a page of the wiki", entry.key);
        let hint = "Write `kind: epic`, or move it into a folder named `epics`, or name its folder under \
                    `[[collections]]` in backlit.toml.";
        Found::new(entry.key_span, message, hint)
    });
    found.into_iter().collect()
}
