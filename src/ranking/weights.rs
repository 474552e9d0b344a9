//! Entries as vectors of normalised answers, equal ones put together: thousands of epics on a scale of
//! whole numbers have few different answers.

use super::Entry;
use super::ties::equal;
use crate::order::Order;

/// Entries that gave the same answers.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The normalised answers.
    pub(super) vector: Vec<f64>,
    /// The score at the configured weights.
    pub(super) score: f64,
    /// The positions of the entries in the ranking.
    pub(super) entries: Vec<usize>,
}

/// Gives an entry's normalised answers; a missing one counts as the entry's own score, which leaves
/// the score at the configured weights as it is.
pub(super) fn vector(entry: &Entry) -> Vec<f64> {
    entry.parts.iter().map(|part| part.normalised.unwrap_or(entry.score)).collect()
}

/// Puts entries with equal answers together, best first.
pub(super) fn groups(entries: &[Entry]) -> Vec<Group> {
    let mut all: Vec<Group> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| Group { vector: vector(entry), score: entry.score, entries: vec![at] })
        .collect();
    all.order_by(order);
    let mut groups: Vec<Group> = Vec::new();
    for next in all {
        match groups.last_mut() {
            Some(last) if same(&last.vector, &next.vector) => last.entries.extend(next.entries),
            _ => groups.push(next),
        }
    }
    groups
}

/// Orders groups, the best first.
pub(super) fn order(a: &Group, b: &Group) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then_with(|| compare(&a.vector, &b.vector))
}

fn compare(a: &[f64], b: &[f64]) -> std::cmp::Ordering {
    let orders = a.iter().zip(b).map(|(a, b)| a.total_cmp(b));
    orders.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
}

fn same(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| equal(*a, *b))
}
