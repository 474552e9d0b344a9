//! How firm a weighted order is. It moves the weights and says which ranks hold: exactly, by comparing
//! pairs, and as shares over a lattice of all weights. Methods without weights have no answer here.

use crate::order::Order;
use serde::Serialize;

use super::acceptability;
use super::lattice::Lattice;
use super::number::{figure, percent};
use super::pairs;
use super::weights;
use super::{Entry, Settings, Shape};

/// The most different sets of answers that pairs are compared for.
pub const MAX_GROUPS: usize = 12_000;

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
///
/// `before` are the entries of another list that was examined under the same settings.
pub(super) fn examine(entries: &mut [Entry], settings: &Settings, before: Option<&[Entry]>) -> Sensitivity {
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
        || {
            let known = before.and_then(|before| pairs::moved(&groups, before, (&weights, settings.variation)));
            known.unwrap_or_else(|| pairs::intervals(&groups, &weights, settings.variation))
        },
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
    // Sums in another order differ in the last digit: between two that tie there is nothing to change.
    let lead = if lead.abs() < 1e-12 { 0.0 } else { lead };
    let mut swaps: Vec<Swap> = each()
        .map(|(criterion, ahead)| Swap {
            criterion: criterion.name.to_string(),
            label: criterion.label.to_string(),
            from: criterion.weight,
            delta: 0.0 - lead / ahead,
        })
        .filter(|swap| swap.delta.is_finite() && swap.from + swap.delta >= 0.0)
        .collect();
    swaps.order_by(|a, b| a.delta.abs().total_cmp(&b.delta.abs()));
    swaps
}

fn first_swap(entries: &[Entry], settings: &Settings) -> Option<Swap> {
    match entries {
        [first, second, ..] => swaps(first, second, settings).into_iter().next(),
        _ => None,
    }
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
