//! Sorting with one copy of the algorithm in the program.
//!
//! In: a slice and an order, or things to gather. Out: the slice in that order, equal things as they stood; an ordered
//! map or set. The standard library makes a copy of its own of some seven kilobytes for each type and order, over a
//! hundred times: more than a megabyte. It does so for each place, too, that collects a map or a set, which it sorts
//! first. Never decides an order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts as the methods of the standard library of similar names do.
pub(crate) trait Order<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by what is read from each; the key is read at each comparison.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by what is made from each; the key is made once.
    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts in the order of the things themselves.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let places = ordered(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        arrange(self, places);
    }

    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let places = ordered(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        arrange(self, places);
    }
}

/// Gathers as `collect` does, one after the other instead of sorted first: that needs no copy of the algorithm.
pub(crate) trait Gather: Iterator + Sized {
    /// Gathers a map; the last of equal keys has its value.
    fn into_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        map.extend(self);
        map
    }

    /// Gathers a set.
    fn into_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        set.extend(self);
        set
    }
}

impl<I: Iterator> Gather for I {}

/// Gives the places of so many things in their order.
fn ordered(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Brings to each place what belongs there, one circle of exchanges after the other.
fn arrange<T>(items: &mut [T], mut places: Vec<usize>) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gather, Order};
    use proptest::prelude::*;
    use std::cmp::Reverse;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(items in prop::collection::vec((0_u8..6, 0_u8..4), 0..40)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            ours.order_by_key(|(first, _)| *first);
            theirs.sort_by_key(|(first, _)| *first);
            prop_assert_eq!(&ours, &theirs, "equal ones stay as they stood");
            ours.order_by(|a, b| b.1.cmp(&a.1));
            theirs.sort_by_key(|(_, second)| Reverse(*second));
            prop_assert_eq!(&ours, &theirs);
            ours.order_by_cached_key(|(first, _)| *first);
            theirs.sort_by_cached_key(|(first, _)| *first);
            prop_assert_eq!(&ours, &theirs);
            ours.order();
            theirs.sort_unstable();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn what_is_gathered_is_what_is_collected(items in prop::collection::vec((0_u8..6, 0_u8..4), 0..40)) {
            let map: BTreeMap<u8, u8> = items.iter().copied().collect();
            prop_assert_eq!(items.iter().copied().into_map(), map, "the last of equal keys");
            let set: BTreeSet<(u8, u8)> = items.iter().copied().collect();
            prop_assert_eq!(items.into_iter().into_set(), set);
        }
    }
}
