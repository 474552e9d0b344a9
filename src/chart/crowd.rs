//! Marks that lie on each other become one with a number. In: places. Out: which marks stand for which places.
//! Never moves a mark: where it stands is what was measured; a mark for many stands where most of them do.

use crate::order::Order;
use std::collections::BTreeMap;

/// A mark in its place, and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crowd {
    /// Is the place.
    pub(super) at: (i32, i32),
    /// Names the places that it stands for, by their number.
    pub(super) members: Vec<usize>,
}

impl Crowd {
    /// Gives how far the mark reaches.
    pub(super) fn reach(&self) -> i32 {
        match self.members.len() {
            0..=1 => SINGLE,
            n => 70 + 25 * i32::try_from(n.ilog10()).unwrap_or(0).min(3),
        }
    }
}

/// Is the most marks that a drawing holds.
const MOST: usize = 250;
/// Is how far a single mark reaches: two that share less than half of themselves can be told apart.
const SINGLE: i32 = 30;
/// Is the most that marks are kept apart for want of room.
const FAR: i32 = 2_000;
/// Is the side of the squares by which neighbours are found; no two marks that touch are further apart.
const SQUARE: i32 = 340;

/// Joins places that can't be told apart, and more of them where there are very many.
pub(super) fn gather(places: &[(i32, i32)]) -> Vec<Crowd> {
    let mut same: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (number, at) in places.iter().enumerate() {
        same.entry(*at).or_default().push(number);
    }
    let mut crowds: Vec<Crowd> = same.into_iter().map(|(at, members)| Crowd { at, members }).collect();
    let mut apart = 0;
    loop {
        let before = crowds.len();
        crowds = join(crowds, apart);
        if crowds.len() < before {
            continue;
        }
        if crowds.len() <= MOST || apart >= FAR {
            break;
        }
        apart += 20;
    }
    for crowd in &mut crowds {
        crowd.members.sort_unstable();
    }
    crowds.order_by_key(|crowd| crowd.members[0]);
    crowds
}

/// Joins each mark with the first larger one that it touches.
fn join(mut crowds: Vec<Crowd>, apart: i32) -> Vec<Crowd> {
    crowds.order_by_key(|crowd| (std::cmp::Reverse(crowd.members.len()), crowd.at));
    let side = SQUARE + apart;
    let square = |(x, y): (i32, i32)| (x.div_euclid(side), y.div_euclid(side));
    let mut squares: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Crowd> = Vec::new();
    for crowd in crowds {
        let (column, row) = square(crowd.at);
        let near = (column - 1..=column + 1).flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)));
        let mut near = near.filter_map(|key| squares.get(&key)).flatten().copied();
        if let Some(other) = near.find(|other| touch(&kept[*other], &crowd, apart)) {
            kept[other].members.extend(crowd.members);
        } else {
            squares.entry((column, row)).or_default().push(kept.len());
            kept.push(crowd);
        }
    }
    kept
}

fn touch(one: &Crowd, other: &Crowd, apart: i32) -> bool {
    let (x, y) = (i64::from(one.at.0 - other.at.0), i64::from(one.at.1 - other.at.1));
    x * x + y * y < i64::from(one.reach() + other.reach() + apart).pow(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_apart_stay_alone_and_marks_on_each_other_become_one() {
        let crowds = gather(&[(100, 100), (100, 100), (400, 400), (410, 400), (900, 100)]);
        let members: Vec<_> = crowds.iter().map(|crowd| crowd.members.clone()).collect();
        assert_eq!(members, [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(crowds[0].at, (100, 100));
    }

    proptest! {
        #[test]
        fn numbers_never_touch_and_nobody_is_lost(places in prop::collection::vec((0..5_400i32, 0..2_400i32), 0..2_000)) {
            let crowds = gather(&places);
            let mut seen: Vec<usize> = crowds.iter().flat_map(|crowd| crowd.members.clone()).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..places.len()).collect::<Vec<_>>());
            prop_assert!(crowds.len() <= MOST);
            for (at, one) in crowds.iter().enumerate() {
                prop_assert!(crowds[..at].iter().all(|other| !touch(one, other, 0)));
            }
        }
    }
}
