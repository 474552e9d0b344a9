//! Which values of two front matters differ, and the way to each of them.
//!
//! Groups of a list are the same when they have the same name: an outcome its metric, a key result its id, a
//! measurement its day. The order of keys and of such groups says nothing; that of plain lists does.

use crate::diagnostic::Span;
use crate::document::{Node, Value};
use crate::order::{Gather, Order};
use std::collections::BTreeMap;

/// A value as it is written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text: of a list and of a group, all of it on one line.
    pub text: String,
    /// The place in the file that holds the front matter.
    pub span: Span,
}

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// The field under the name that Backlit uses, and the way into it: `outcomes[Search success rate].target`.
    pub path: String,
    /// What it was; none where it was not there.
    pub before: Option<Written>,
    /// What it is; none where it is not there.
    pub after: Option<Written>,
}

impl FieldDifference {
    /// Gives the name of the field at the top.
    pub fn field(&self) -> &str {
        self.path.split(['.', '[']).next().unwrap_or_default()
    }
}

/// The keys by which a group in a list is known, the first one that it has.
const NAMES: [&str; 7] = ["metric", "id", "name", "title", "team", "on", "date"];

/// Compares two front matters, each as its fields in order of name.
pub(super) fn compare(before: &[(String, Node)], after: &[(String, Node)]) -> Vec<FieldDifference> {
    let (old, new): (BTreeMap<&String, &Node>, BTreeMap<&String, &Node>) = (
        before.iter().map(|(name, node)| (name, node)).into_map(),
        after.iter().map(|(name, node)| (name, node)).into_map(),
    );
    let mut found = Vec::new();
    let mut names: Vec<&&String> = old.keys().chain(new.keys()).collect();
    names.order();
    names.dedup();
    for name in names {
        node(name, (old.get(*name).copied(), new.get(*name).copied()), &mut found);
    }
    found
}

/// Compares two values and goes into them as far as both have the same form.
fn node(path: &str, (before, after): (Option<&Node>, Option<&Node>), found: &mut Vec<FieldDifference>) {
    let there = |node: Option<&Node>| node.is_some_and(|node| !node.is_blank());
    let (old, new) = (before.filter(|_| there(before)), after.filter(|_| there(after)));
    match (old.map(|node| &node.value), new.map(|node| &node.value)) {
        (None, None) => {}
        (Some(Value::Map(_)), Some(Value::Map(_))) => maps(path, (old, new), found),
        (Some(Value::List(a)), Some(Value::List(b))) if a.iter().chain(b).any(|item| item.as_map().is_some()) => {
            lists(path, (a, b), found);
        }
        _ if text(old) == text(new) => {}
        _ => found.push(FieldDifference { path: path.to_owned(), before: written(old), after: written(new) }),
    }
}

/// Compares two groups, key by key.
fn maps(path: &str, (before, after): (Option<&Node>, Option<&Node>), found: &mut Vec<FieldDifference>) {
    let keys = |node: Option<&Node>| -> Vec<String> {
        let entries = node.and_then(Node::as_map).unwrap_or_default();
        entries.iter().map(|entry| entry.key.clone()).collect()
    };
    let mut all = keys(before);
    all.extend(keys(after));
    all.order();
    all.dedup();
    for key in all {
        let get = |node: Option<&'_ Node>| node.and_then(|node| node.get(&key)).cloned();
        let (old, new) = (get(before), get(after));
        node(&format!("{path}.{key}"), (old.as_ref(), new.as_ref()), found);
    }
}

/// Compares two lists of groups by the groups' names; of several with one name the first is the first.
fn lists(path: &str, (before, after): (&[Node], &[Node]), found: &mut Vec<FieldDifference>) {
    let (old, new) = (named(before), named(after));
    let mut names: Vec<&(String, usize)> = old.keys().chain(new.keys()).collect();
    names.order();
    names.dedup();
    for key in names {
        let (name, number) = key;
        let repeat = if *number == 0 { String::new() } else { format!(" #{}", number + 1) };
        node(&format!("{path}[{name}{repeat}]"), (old.get(key).copied(), new.get(key).copied()), found);
    }
}

/// Gives the members of a list by their names, and a number where several have one.
fn named(list: &[Node]) -> BTreeMap<(String, usize), &Node> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut members = BTreeMap::new();
    for member in list {
        let name = NAMES.iter().find_map(|key| member.get(key)?.as_text().map(str::trim).map(str::to_owned));
        let name = name.or_else(|| member.as_text().map(str::to_owned)).unwrap_or_default();
        let number = seen.entry(name.clone()).or_default();
        members.insert((name, *number), member);
        *number += 1;
    }
    members
}

/// Writes a value with its place.
fn written(node: Option<&Node>) -> Option<Written> {
    node.map(|found| Written { text: text(node), span: found.span })
}

/// Writes a value on one line.
fn text(node: Option<&Node>) -> String {
    let Some(node) = node else { return String::new() };
    match &node.value {
        Value::Null => String::new(),
        Value::Scalar(text) => text.trim().to_owned(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| text(Some(item))).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entry = |entry: &crate::document::Entry| format!("{}: {}", entry.key, text(Some(&entry.node)));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
