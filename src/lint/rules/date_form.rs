//! `date-form`: a date is written in ISO 8601 form.

use super::super::context::Context;
use super::super::fields::Shape;
use super::super::rule::Edit;
use super::super::rule::{Check, Family, Found, Rule};
use super::super::walk::{groups, meant};
use crate::config::Level;
use crate::document::{Entry, Node, parse_date};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "date-form",
    family: Family::Form,
    level: Level::Info,
    summary: "a date is written in ISO 8601 form",
    check: Check::Matter(check),
    fix: Some(fix),
};

/// Finds dates that are understood and written in another form, such as `Q2 2025`. A time of day is no fault.
fn check(context: &Context<'_>, at: usize, matter: &Node) -> Vec<Found> {
    let other = dates(context, at, matter).into_iter().filter_map(|node| Some((node, canonical(node)?)));
    other
        .map(|(node, date)| {
            let message = format!("this date is understood as `{date}`");
            Found::new(node.span, message, format!("Write it as `{date}`, which sorts and reads the same everywhere."))
        })
        .collect()
}

/// Writes them in that form.
fn fix(context: &Context<'_>, at: usize, matter: &Node) -> Vec<Edit> {
    let other = dates(context, at, matter).into_iter().filter_map(|node| Some((node, canonical(node)?)));
    other.filter_map(|(node, date)| replace(context.matter_text(at), node, &date)).collect()
}

/// Lists the values of a front matter that are dates by their field.
pub(super) fn dates<'a>(context: &'a Context<'_>, at: usize, matter: &'a Node) -> Vec<&'a Node> {
    let kind = context.backlog.items[at].kind;
    let mut found = Vec::new();
    for group in groups(matter, kind, context.config) {
        let of_field = |entry: &&Entry| meant(&group.known, &entry.key).is_some_and(|field| field.shape == Shape::Date);
        found.extend(group.entries.iter().filter(of_field).map(|entry| &entry.node));
    }
    found
}

/// Replaces a value in its file, and keeps the quotes around it.
pub(super) fn replace(text: &str, node: &Node, new: &str) -> Option<Edit> {
    let (range, written) = (node.span.range(text), node.as_text()?);
    let raw = &text[range.clone()];
    let inner = raw.find(written)?;
    let quoted = matches!((&raw[..inner], &raw[inner + written.len()..]), ("", "") | ("\"", "\"") | ("'", "'"));
    let range = range.start + inner..range.start + inner + written.len();
    quoted.then(|| Edit { of: node.span, range, text: new.to_owned() })
}

/// Gives the ISO form of a date that is read and written otherwise.
fn canonical(node: &Node) -> Option<String> {
    let text = node.as_text()?.trim();
    let reading = parse_date(text).ok()?;
    let iso = reading.value.to_string();
    let other = reading.lenient && reading.local.is_none() && text.trim_matches(['"', '\'']) != iso;
    other.then_some(iso)
}
