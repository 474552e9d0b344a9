//! Ties: which scores count as equal, and who stands first among equals.
//! Inside a tie: expedite, earlier due date, higher CD3, shorter duration, older, id in natural order.

use std::cmp::Ordering;

use super::{Candidate, Urgency, natural_order};

/// Tells whether two scores are equal: they differ by less than 1e-9 of the larger.
pub fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// Orders two candidates of equal score.
pub fn among_equals(a: &Candidate, b: &Candidate) -> Ordering {
    let calm = |candidate: &Candidate| candidate.urgency != Urgency::Expedite;
    calm(a)
        .cmp(&calm(b))
        .then_with(|| known_first(a.deadline, b.deadline, Ord::cmp))
        .then_with(|| known_first(a.cd3(), b.cd3(), |x, y| y.total_cmp(x)))
        .then_with(|| known_first(a.duration(), b.duration(), f64::total_cmp))
        .then_with(|| known_first(a.created, b.created, Ord::cmp))
        .then_with(|| natural_order(&a.id, &b.id))
}

fn known_first<T>(a: Option<T>, b: Option<T>, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => order(&a, &b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
