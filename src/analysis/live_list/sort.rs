//! The orders that a list can have.
//!
//! In: documents and the name of an order. Out: the documents in that order; those without a value come last, and equal
//! ones stand in order of path.

use super::Facts;
use crate::analysis::{Standing, team_name};
use crate::order::Order;
use std::cmp::Ordering;

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) name: &'static str,
    pub(super) descending: bool,
}

impl Sort {
    /// Gives an order from its smallest value on.
    pub(super) const fn by(name: &'static str) -> Self {
        Self { name, descending: false }
    }
}

/// A value to sort by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Number(u64),
    Text(String),
    Missing,
}

/// Finds the value of a document.
type Read = fn(Facts<'_>, usize) -> Value;

/// Every order by its name in a block.
pub(super) const SORTS: &[(&str, Read)] = &[
    ("rank", rank),
    ("score", score),
    ("title", |facts, at| Value::Text(facts.backlog.items[at].title.to_lowercase())),
    ("id", |facts, at| Value::Text(facts.backlog.items[at].id.to_lowercase())),
    ("status", status),
    ("type", |facts, at| text(facts.backlog.items[at].epic().and_then(|epic| epic.work_type.clone()))),
    ("team", |facts, at| {
        text(facts.backlog.items[at].epic().and_then(|epic| team_name(facts.backlog, epic)).map(str::to_owned))
    }),
    ("owner", |facts, at| text(facts.backlog.items[at].owners.first().cloned())),
    ("due", |facts, at| text(facts.analysis.due(at).map(|date| date.to_string()))),
    ("path", |facts, at| Value::Text(facts.backlog.items[at].path.to_string())),
];

/// Brings documents into an order.
pub(super) fn sort(facts: Facts<'_>, order: Sort, items: &mut Vec<usize>) {
    let read = SORTS.iter().find(|(name, _)| *name == order.name).map_or(rank as Read, |(_, read)| *read);
    let mut valued: Vec<(Value, usize)> = items.iter().map(|at| (read(facts, *at), *at)).collect();
    valued.order_by(|(a, first), (b, second)| compare(a, b, order).then(first.cmp(second)));
    *items = valued.into_iter().map(|(_, at)| at).collect();
}

/// Compares two values; what is missing stays last, whichever way.
fn compare(a: &Value, b: &Value, order: Sort) -> Ordering {
    match (a, b) {
        (Value::Missing, _) | (_, Value::Missing) => a.cmp(b),
        _ if order.descending => b.cmp(a),
        _ => a.cmp(b),
    }
}

fn text(value: Option<String>) -> Value {
    value.map_or(Value::Missing, |text| Value::Text(text.to_lowercase()))
}

fn number(value: usize) -> Value {
    Value::Number(u64::try_from(value).unwrap_or(u64::MAX))
}

/// Puts what is under way first, then the ranked list, then what has no rank; what is over has no place.
fn rank(facts: Facts<'_>, at: usize) -> Value {
    let (ranking, begun) = (&facts.analysis.ranking, facts.analysis.ranking.commitments.len());
    match facts.analysis.standings[at] {
        Some(Standing::Committed(place)) => number(place),
        Some(Standing::Ranked(place)) => number(begun + place),
        Some(Standing::Unscored(place)) => number(begun + ranking.entries.len() + place),
        Some(Standing::Listed(place)) => number(begun + ranking.entries.len() + ranking.unscored.len() + place),
        Some(Standing::Over) | None => Value::Missing,
    }
}

/// Gives the score in a form whose order is the order of numbers.
fn score(facts: Facts<'_>, at: usize) -> Value {
    facts.analysis.entry(at).map_or(Value::Missing, |entry| {
        let bits = entry.score.to_bits();
        Value::Number(if bits >> 63 == 0 { bits | 1 << 63 } else { !bits })
    })
}

/// Puts states in the order of the workflow.
fn status(facts: Facts<'_>, at: usize) -> Value {
    let state = facts.backlog.items[at].epic().and_then(|epic| epic.state.as_ref());
    let place =
        state.and_then(|state| facts.config.workflow.states().iter().position(|other| other.name == state.name));
    place.map_or(Value::Missing, number)
}
