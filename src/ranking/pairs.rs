//! How far each rank can move while the weights do, by comparing all pairs of answers.
//!
//! In: groups of entries that gave the same answers. Out: for each the best and the worst rank. What was found for a list
//! of which a few entries were others is carried over: a pair says the same whatever else is in the list.

use rayon::prelude::*;

use super::Entry;
use super::sensitivity::Interval;
use super::weights::{self, Group};
use std::cmp::Ordering;

/// How many groups are compared in one go: fewer aren't worth a thread.
const SHARE: usize = 64;

/// With more groups than this that came, went or changed, comparing all is as quick.
const MOST: usize = 64;

/// How many entries stand above and below each group in every case.
struct Pairs {
    above: Vec<usize>,
    below: Vec<usize>,
    /// What stands above this group and all that follow.
    from_here: Vec<usize>,
}

impl Pairs {
    fn new(groups: usize) -> Self {
        Self { above: vec![0; groups], below: vec![0; groups], from_here: vec![0; groups] }
    }

    /// Compares a group with those behind it; `after` counts the entries from each group on.
    fn compare(mut self, i: usize, (groups, after): (&[Group], &[usize]), weights: &[f64], variation: f64) -> Self {
        let a = &groups[i];
        for (j, b) in groups.iter().enumerate().skip(i + 1) {
            let lead = a.score - b.score;
            if lead > variation + 1e-9 {
                // No two vectors are further apart than 1, so all that follow stand below too.
                self.below[i] += after[j];
                self.from_here[j] += a.entries.len();
                break;
            }
            if lead > variation * distance(&a.vector, &b.vector, weights) + 1e-12 {
                self.below[i] += b.entries.len();
                self.above[j] += a.entries.len();
            }
        }
        self
    }

    fn add(mut self, other: &Self) -> Self {
        let lists = [&mut self.above, &mut self.below, &mut self.from_here];
        for (own, more) in lists.into_iter().zip([&other.above, &other.below, &other.from_here]) {
            own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        }
        self
    }
}

/// Compares all pairs of groups, best first: one stands above another in every case if its lead is
/// more than the variation times the weighted distance between the two.
pub(super) fn intervals(groups: &[Group], weights: &[f64], variation: f64) -> Vec<Interval> {
    let total: usize = groups.iter().map(|group| group.entries.len()).sum();
    let mut after: Vec<usize> = groups.iter().map(|group| group.entries.len()).collect();
    for at in (0..after.len().saturating_sub(1)).rev() {
        after[at] += after[at + 1];
    }
    // Whole numbers add up to the same in any order.
    let pairs = (0..groups.len())
        .into_par_iter()
        .with_min_len(SHARE)
        .fold(|| Pairs::new(groups.len()), |pairs, i| pairs.compare(i, (groups, &after), weights, variation))
        .reduce(|| Pairs::new(groups.len()), |one, other| one.add(&other));
    let Pairs { mut above, below, from_here } = pairs;
    let mut far_above = 0;
    for (above, more) in above.iter_mut().zip(from_here) {
        far_above += more;
        *above += far_above;
    }
    groups
        .iter()
        .zip(above.iter().zip(below))
        .map(|(group, (above, below))| Interval {
            best: 1 + above,
            // Equal answers share a rank, so they never push each other down.
            worst: total - below - (group.entries.len() - 1),
        })
        .collect()
}

/// Carries over the intervals of a list that was examined before; none where too much is another thing.
pub(super) fn moved(groups: &[Group], before: &[Entry], (weights, variation): (&[f64], f64)) -> Option<Vec<Interval>> {
    let old = weights::groups(before);
    let total = |groups: &[Group]| groups.iter().map(|group| group.entries.len()).sum::<usize>();
    let (old_total, new_total) = (total(&old), total(groups));
    let (matched, differ) = differences(&old, groups)?;
    let stands_above = |a: &Group, b: &Group| is_above(a, b, weights, variation);
    let interval = |(group, was): (&Group, &Option<usize>)| {
        let own = group.entries.len() - 1;
        let (above, below) = match *was {
            Some(was) => {
                let then = &old[was];
                let known = before[then.entries[0]].interval?;
                let mut above = known.best - 1;
                let mut below = old_total - known.worst - (then.entries.len() - 1);
                for (other, came, went) in &differ {
                    above = if stands_above(other, group) { above + came - went } else { above };
                    below = if stands_above(group, other) { below + came - went } else { below };
                }
                (above, below)
            }
            None => groups.iter().fold((0, 0), |(above, below), other| {
                let count = other.entries.len();
                let above = if stands_above(other, group) { above + count } else { above };
                (above, if stands_above(group, other) { below + count } else { below })
            }),
        };
        Some(Interval { best: 1 + above, worst: new_total - below - own })
    };
    groups.iter().zip(&matched).map(interval).collect()
}

/// For each group the place that it had, if it was there, and the groups of which there are more or fewer entries now:
/// how many there are and how many there were.
type Differences<'g> = (Vec<Option<usize>>, Vec<(&'g Group, usize, usize)>);

/// Finds what is another thing in two lists of groups, both the best first.
fn differences<'g>(old: &'g [Group], new: &'g [Group]) -> Option<Differences<'g>> {
    let (mut matched, mut differ) = (Vec::with_capacity(new.len()), Vec::new());
    let mut at = 0;
    for group in new {
        while let Some(gone) = old.get(at).filter(|then| weights::order(then, group) == Ordering::Less) {
            differ.push((gone, 0, gone.entries.len()));
            at += 1;
        }
        let then = old.get(at).filter(|then| weights::order(then, group) == Ordering::Equal);
        let (now, was) = (group.entries.len(), then.map_or(0, |then| then.entries.len()));
        if now != was {
            differ.push((group, now, was));
        }
        matched.push(then.map(|_| at));
        at += usize::from(then.is_some());
        if differ.len() > MOST {
            return None;
        }
    }
    differ.extend(old[at..].iter().map(|gone| (gone, 0, gone.entries.len())));
    (differ.len() <= MOST).then_some((matched, differ))
}

/// Tells whether one group stands above another however the weights move: its lead is more than the variation times the
/// weighted distance between the two. No two vectors are further apart than 1.
fn is_above(a: &Group, b: &Group, weights: &[f64], variation: f64) -> bool {
    let lead = a.score - b.score;
    lead > variation + 1e-9 || lead > variation * distance(&a.vector, &b.vector, weights) + 1e-12
}

fn distance(a: &[f64], b: &[f64], weights: &[f64]) -> f64 {
    a.iter().zip(b).zip(weights).map(|((a, b), weight)| weight * (a - b).abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::super::weights::{Group, groups};
    use super::super::{Entry, Interval};
    use super::{intervals, moved};
    use proptest::prelude::*;
    use std::sync::Arc;

    const WEIGHTS: [f64; 3] = [0.5, 0.3, 0.2];

    fn examined(list: &[Vec<u8>]) -> (Vec<Entry>, Vec<Group>) {
        let mut entries: Vec<Entry> = list.iter().map(|answers| entry(answers)).collect();
        entries.sort_by(|a, b| b.score.total_cmp(&a.score));
        let groups = groups(&entries);
        for (group, interval) in groups.iter().zip(intervals(&groups, &WEIGHTS, 0.2)) {
            group.entries.iter().for_each(|at| entries[*at].interval = Some(interval));
        }
        (entries, groups)
    }

    fn entry(answers: &[u8]) -> Entry {
        let parts = answers.iter().zip(WEIGHTS).map(|(answer, weight)| {
            let normalised = f64::from(*answer) / 4.0;
            super::super::Part {
                name: "".into(),
                label: "".into(),
                input: Some(normalised),
                weight: Some(weight),
                normalised: Some(normalised),
                contribution: weight * normalised,
                role: super::super::Role::Addend,
            }
        });
        let parts: Arc<[super::super::Part]> = parts.collect();
        let score = parts.iter().map(|part| part.contribution).sum();
        Entry { parts, ..super::super::rank::bare(0, score, 1.0) }
    }

    proptest! {
        #[test]
        fn carrying_over_says_what_comparing_all_says(
            list in proptest::collection::vec(proptest::collection::vec(0_u8..5, 3), 1..24),
            other in proptest::collection::vec(0_u8..5, 3),
            at in 0_usize..24,
            kind in 0_u8..3,
        ) {
            let (before, _) = examined(&list);
            let (mut after, at) = (list.clone(), at % list.len());
            match kind {
                0 => after[at] = other,
                1 => after.push(other),
                _ => drop(after.remove(at)),
            }
            let (entries, groups) = examined(&after);
            let carried: Option<Vec<Interval>> = moved(&groups, &before, (&WEIGHTS, 0.2));
            let carried = carried.expect("little is another thing");
            for (group, interval) in groups.iter().zip(carried) {
                prop_assert_eq!(entries[group.entries[0]].interval, Some(interval));
            }
        }
    }
}
