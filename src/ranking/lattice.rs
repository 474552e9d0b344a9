//! The sets of weights that are tried: the points (k + 1/c) ÷ (m + 1) of a centred lattice, k whole and
//! adding up to m, c criteria. Centred, because the plain lattice k ÷ m counts the corners too much.

use serde::Serialize;

/// The most points of a lattice for up to four criteria: 20 steps for four, more for fewer.
const FEW_POINTS: usize = 1771;

/// The most points of a lattice for more criteria.
const MAX_POINTS: usize = 20_000;

/// The most scores that are computed in all; more criteria get a coarser lattice for a long list.
const MAX_WORK: usize = 40_000_000;

/// The weights that were tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lattice {
    /// The steps from one end of a weight to the other.
    pub steps: usize,
    /// How many sets of weights that gives.
    pub points: usize,
    /// How many places count as the first few.
    pub head: usize,
}

/// Chooses the lattice for a number of criteria and of different sets of answers.
pub(super) fn choose(criteria: usize, groups: usize, head: usize) -> Lattice {
    let (steps, points) = resolution(criteria, groups);
    Lattice { steps, points, head }
}

/// Chooses the steps of the lattice and counts its points.
fn resolution(criteria: usize, groups: usize) -> (usize, usize) {
    let room = match criteria {
        0..=4 => FEW_POINTS,
        _ => MAX_POINTS.min((MAX_WORK / groups).max(1)),
    };
    let mut best = (0, 1);
    // C(m + c - 1, c - 1) grows by the factor (m + c - 1) / m at each step.
    for steps in 1..=room {
        let points = best.1 * (steps + criteria - 1) / steps;
        if points > room || (criteria < 2 && steps > 1) {
            break;
        }
        best = (steps, points);
    }
    best
}

/// Calls `visit` with each point of the centred lattice, in a fixed order.
pub(super) fn for_each_point(criteria: usize, steps: usize, mut visit: impl FnMut(&[f64])) {
    let mut counts = vec![0; criteria];
    counts[criteria - 1] = steps;
    let mut point = vec![0.0; criteria];
    loop {
        for (weight, count) in point.iter_mut().zip(&counts) {
            *weight = (*count as f64 + 1.0 / criteria as f64) / (steps as f64 + 1.0);
        }
        visit(&point);
        if !advance(&mut counts) {
            return;
        }
    }
}

/// Steps to the next way of dividing the same whole over the slots.
fn advance(counts: &mut [usize]) -> bool {
    let Some(from) = counts.iter().rposition(|count| *count > 0).filter(|from| *from > 0) else {
        return false;
    };
    let rest = std::mem::take(&mut counts[from]);
    counts[from - 1] += 1;
    if let Some(last) = counts.last_mut() {
        *last = rest - 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lattice_has_the_size_that_is_reported() {
        for (criteria, steps, points) in [(1, 1, 1), (2, 1770, 1771), (3, 58, 1770), (4, 20, 1771), (5, 23, 17_550)] {
            assert_eq!(resolution(criteria, 10), (steps, points));
            let mut seen = 0;
            for_each_point(criteria, steps, |point| {
                seen += 1;
                assert!((point.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            });
            assert_eq!(seen, points);
        }
    }

    #[test]
    fn a_long_list_with_many_criteria_gets_a_coarser_lattice() {
        let (_, points) = resolution(6, 10_000);
        assert!(points * 10_000 <= MAX_WORK);
        assert!(resolution(32, 10).1 <= MAX_POINTS);
    }
}
