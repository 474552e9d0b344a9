//! `unknown-key`: a key is spelled as the model knows it.

use super::super::context::Context;
use super::super::rule::Edit;
use super::super::rule::{Check, Family, Found, Rule};
use super::super::walk::{Group, groups, same};
use crate::config::Level;
use crate::diagnostic::{is_one_slip, nearest};
use crate::document::{Entry, Node};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "unknown-key",
    family: Family::Form,
    level: Level::Warning,
    summary: "a key is spelled as the model knows it",
    check: Check::Matter(check),
    fix: Some(fix),
};

/// Finds keys that nothing reads and whose name is close to one that is known and not there yet.
fn check(context: &Context<'_>, at: usize, matter: &Node) -> Vec<Found> {
    misspelt(context, at, matter)
        .into_iter()
        .flatten()
        .map(|(entry, name)| {
            let message = format!("nothing reads the key `{}`", entry.key);
            Found::new(entry.key_span, message, format!("Did you mean `{name}`?"))
        })
        .collect()
}

/// Corrects those that one slip makes of the name; of two that could be the same key neither, for only their author
/// knows which is.
fn fix(context: &Context<'_>, at: usize, matter: &Node) -> Vec<Edit> {
    let text = context.matter_text(at);
    let plain = |(entry, name): &(&Entry, &str)| {
        let written = text.get(entry.key_span.range(text));
        let one_slip = is_one_slip(&entry.key.replace('-', "_"), &name.replace('-', "_"));
        written == Some(entry.key.as_str()) && name.chars().count() >= SHORTEST && one_slip
    };
    let groups = misspelt(context, at, matter).into_iter();
    let certain = groups.flat_map(|mut group| {
        let names: Vec<&str> = group.iter().map(|(_, name)| *name).collect();
        group.retain(|(_, name)| names.iter().filter(|other| *other == name).count() == 1);
        group
    });
    certain
        .filter(plain)
        .map(|(entry, name)| Edit { of: entry.key_span, range: entry.key_span.range(text), text: name.to_owned() })
        .collect()
}

/// The most unknown keys of one group that are looked at: more are data of another tool, and no slips.
const STRANGE: usize = 200;
/// Names shorter than this are too easily another word.
const SHORTEST: usize = 4;

/// Pairs each misspelt key with the name that was meant, group by group.
fn misspelt<'a>(context: &'a Context<'_>, at: usize, matter: &'a Node) -> Vec<Vec<(&'a Entry, &'a str)>> {
    let item = &context.backlog.items[at];
    let of_group = |group: Group<'a>| {
        let known = |key: &str| group.known.iter().any(|(name, _)| same(name, key));
        let absent = group.known.iter().map(|(name, _)| *name);
        let absent: Vec<&str> =
            absent.filter(|name| !group.entries.iter().any(|other| same(&other.key, name))).collect();
        let strange = group.entries.iter().filter(|entry| !known(&entry.key)).take(STRANGE);
        strange.filter_map(|entry| nearest(&entry.key, absent.iter().copied()).map(|name| (entry, name))).collect()
    };
    groups(matter, item.kind, context.config).into_iter().map(of_group).collect()
}
