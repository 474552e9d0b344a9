//! How firm a weighted order is. It moves the weights and says which ranks hold: exactly, by comparing
//! pairs, and as shares over a lattice of all weights. Methods without weights have no answer here.

use rayon::prelude::*;
use serde::Serialize;

use super::acceptability;
use super::lattice::Lattice;
use super::number::{figure, percent};
use super::weights::{self, Group};
use super::{Entry, Settings, Shape};

/// The most different sets of answers that pairs are compared for.
pub const MAX_GROUPS: usize = 12_000;

/// How many groups are compared in one go: fewer aren't worth a thread.
const SHARE: usize = 64;

/// How firm the order is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sensitivity {
    /// How far each weight was moved, as a share of itself.
    pub variation: f64,
    /// How many first places stay the same however the weights move within the variation.
    pub stable_head: Option<usize>,
    /// The weights that were tried for the shares.
    pub lattice: Option<Lattice>,
    /// The smallest change of one weight that swaps the first two places.
    pub swap: Option<Swap>,
    /// The finding in words, or why there is none.
    pub summary: String,
}

/// The best and the worst rank while weights move within the variation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// 1 + the number of entries that stand above in every case.
    pub best: usize,
    /// The number of entries that do not stand below in every case.
    pub worst: usize,
}

/// How firm one rank is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stability {
    /// Best and worst rank are the same.
    Stable,
    /// They are at most two apart.
    MostlyStable,
    /// They are further apart.
    Sensitive,
}

/// A change of one weight that makes two entries equal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swap {
    /// The criterion's name.
    pub criterion: String,
    /// The criterion's name for readers.
    pub label: String,
    /// The weight now.
    pub from: f64,
    /// What is added to the weight, before the weights are made to add up to 1 again.
    pub delta: f64,
}

impl Interval {
    /// Says how firm the rank is.
    pub fn stability(self) -> Stability {
        match self.worst.saturating_sub(self.best) {
            0 => Stability::Stable,
            1 | 2 => Stability::MostlyStable,
            _ => Stability::Sensitive,
        }
    }
}

impl Stability {
    /// Gives the words for a page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::MostlyStable => "mostly stable",
            Self::Sensitive => "sensitive",
        }
    }
}

/// Examines ranked entries, fills in their intervals and shares, and sums up.
pub(super) fn examine(entries: &mut [Entry], settings: &Settings) -> Sensitivity {
    let mut found = Sensitivity { variation: settings.variation, ..Sensitivity::default() };
    if settings.method.shape != Shape::Linear {
        let title = settings.method.title;
        found.summary = format!("{title} has no weights to vary");
        return found;
    }
    let weights: Vec<f64> = settings.criteria.iter().map(|criterion| criterion.weight).collect();
    let groups = weights::groups(entries);
    found.swap = first_swap(entries, settings);
    if groups.len() > MAX_GROUPS {
        found.summary = format!(
            "not examined: {} different sets of answers are more than {}",
            figure(groups.len() as f64),
            figure(MAX_GROUPS as f64)
        );
        return found;
    }
    let (intervals, shares) = rayon::join(
        || intervals(&groups, &weights, settings.variation),
        || acceptability::shares(&groups, &weights, settings),
    );
    for (group, interval) in groups.iter().zip(intervals) {
        for entry in &group.entries {
            entries[*entry].interval = Some(interval);
        }
    }
    found.lattice = shares.map(|(lattice, shares)| {
        for (group, shares) in groups.iter().zip(shares) {
            for entry in &group.entries {
                entries[*entry].acceptability = Some(shares);
            }
        }
        lattice
    });
    let head =
        entries.iter().take_while(|entry| entry.interval.is_some_and(|it| it.stability() == Stability::Stable)).count();
    found.stable_head = Some(head);
    found.summary = summary(head, entries.len(), settings.variation);
    found
}

/// Lists, for each weight, the change that makes two entries equal, the smallest change first; a weight
/// that cannot do it, because it would have to fall below 0, is left out.
pub fn swaps(above: &Entry, below: &Entry, settings: &Settings) -> Vec<Swap> {
    let (a, b) = (weights::vector(above), weights::vector(below));
    let ahead: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    let each = || settings.criteria.iter().zip(&ahead);
    let lead: f64 = each().map(|(criterion, ahead)| criterion.weight * ahead).sum();
    let mut swaps: Vec<Swap> = each()
        .map(|(criterion, ahead)| Swap {
            criterion: criterion.name.clone(),
            label: criterion.label.clone(),
            from: criterion.weight,
            delta: -lead / ahead,
        })
        .filter(|swap| swap.delta.is_finite() && swap.from + swap.delta >= 0.0)
        .collect();
    swaps.sort_by(|a, b| a.delta.abs().total_cmp(&b.delta.abs()));
    swaps
}

fn first_swap(entries: &[Entry], settings: &Settings) -> Option<Swap> {
    match entries {
        [first, second, ..] => swaps(first, second, settings).into_iter().next(),
        _ => None,
    }
}

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
fn intervals(groups: &[Group], weights: &[f64], variation: f64) -> Vec<Interval> {
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

fn distance(a: &[f64], b: &[f64], weights: &[f64]) -> f64 {
    a.iter().zip(b).zip(weights).map(|((a, b), weight)| weight * (a - b).abs()).sum()
}

fn summary(head: usize, count: usize, variation: f64) -> String {
    let change = percent(variation);
    match head {
        _ if count == 0 => "nothing is ranked".to_owned(),
        0 => format!("the first place can change when the weights move by {change}"),
        all if all == count => format!("no place changes when the weights move by {change}"),
        1 => format!("the first place stays when the weights move by {change}"),
        more => format!("the first {more} places stay when the weights move by {change}"),
    }
}
