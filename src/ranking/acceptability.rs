//! Rank acceptability (SMAA, Lahdelma et al.): of all possible weights, the share that puts an entry
//! first, and the share that puts it among the first few. No random numbers: the weights are the points
//! (k + 1/c) ÷ (m + 1) of a centred lattice, k whole and adding up to m, c criteria.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::Serialize;

use super::lattice::{self, Lattice};
use super::weights::Group;
use super::{Settings, Spread};

/// The shares of weights under which an entry stands in front.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Acceptability {
    /// The share that puts it first; entries that tie for it divide it.
    pub first: f64,
    /// The share that puts it among the first few ([`Lattice::head`]).
    pub head: f64,
}

/// Gives every group its shares, with the weights that were tried.
pub(super) fn shares(groups: &[Group], weights: &[f64], settings: &Settings) -> Option<(Lattice, Vec<Acceptability>)> {
    if groups.is_empty() || weights.is_empty() {
        return None;
    }
    let lattice = lattice::choose(weights.len(), groups.len(), settings.head);
    let density = Density::new(weights, settings.spread);
    let mut tally = Tally::new(groups, settings.head);
    lattice::for_each_point(weights.len(), lattice.steps, |point| {
        tally.add(point, density.at(point));
    });
    Some((lattice, tally.shares().collect()))
}

/// How much a point counts: Dirichlet(kappa × weights), scaled so that the densest place has about 1.
struct Density {
    powers: Option<Vec<f64>>,
    top: f64,
}

impl Density {
    fn new(weights: &[f64], spread: Spread) -> Self {
        let Spread::Near { kappa } = spread else {
            return Self { powers: None, top: 0.0 };
        };
        let powers: Vec<f64> = weights.iter().map(|weight| kappa * weight - 1.0).collect();
        let top = logarithm(&powers, weights);
        Self { powers: Some(powers), top }
    }

    fn at(&self, point: &[f64]) -> f64 {
        match &self.powers {
            None => 1.0,
            Some(powers) => (logarithm(powers, point) - self.top).clamp(-700.0, 700.0).exp(),
        }
    }
}

fn logarithm(powers: &[f64], point: &[f64]) -> f64 {
    powers.iter().zip(point).map(|(power, weight)| power * weight.ln()).sum()
}

/// Counts places over the points.
struct Tally<'a> {
    groups: &'a [Group],
    head: usize,
    /// The answers of all groups, criterion by criterion.
    columns: Vec<Vec<f64>>,
    scores: Vec<f64>,
    shares: Vec<Acceptability>,
    total: f64,
}

impl<'a> Tally<'a> {
    fn new(groups: &'a [Group], head: usize) -> Self {
        let scores = vec![0.0; groups.len()];
        let shares = vec![Acceptability::default(); groups.len()];
        let criteria = groups.first().map_or(0, |group| group.vector.len());
        let column = |at: usize| groups.iter().map(|group| group.vector[at]).collect();
        let columns = (0..criteria).map(column).collect();
        Self { groups, head, columns, scores, shares, total: 0.0 }
    }

    fn add(&mut self, point: &[f64], density: f64) {
        self.scores.fill(0.0);
        for (column, weight) in self.columns.iter().zip(point) {
            for (score, answer) in self.scores.iter_mut().zip(column) {
                *score += weight * answer;
            }
        }
        self.total += density;
        let (top, edge) = self.top_and_edge();
        let least = edge - margin(edge);
        let front: Vec<usize> = (0..self.scores.len()).filter(|group| self.scores[*group] >= least).collect();
        self.share(&front, top, 1, |shares, part| {
            shares.first += part * density;
        });
        self.share(&front, edge, self.head, |shares, part| {
            shares.head += part * density;
        });
    }

    /// Gives a place to all that score above the edge, and divides the places left among those on it.
    fn share(&mut self, front: &[usize], edge: f64, places: usize, give: impl Fn(&mut Acceptability, f64)) {
        let (low, high) = (edge - margin(edge), edge + margin(edge));
        let (mut above, mut on) = (0, 0);
        for group in front {
            match self.scores[*group] {
                score if score > high => above += self.groups[*group].entries.len(),
                score if score >= low => on += self.groups[*group].entries.len(),
                _ => {}
            }
        }
        let part = (places.saturating_sub(above) as f64 / on.max(1) as f64).min(1.0);
        for group in front {
            match self.scores[*group] {
                score if score > high => give(&mut self.shares[*group], 1.0),
                score if score >= low => give(&mut self.shares[*group], part),
                _ => {}
            }
        }
    }

    /// Finds the best score, and the score of the last of the first places, without sorting the list.
    fn top_and_edge(&self) -> (f64, f64) {
        let mut best: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
        let mut held = 0;
        let mut least = 0;
        for (score, group) in self.scores.iter().zip(self.groups) {
            // Scores are from 0 up, so that their bits sort as they do.
            let bits = score.max(0.0).to_bits();
            if held >= self.head && bits <= least {
                continue;
            }
            best.push(Reverse((bits, group.entries.len())));
            held += group.entries.len();
            while let Some(Reverse((bits, count))) = best.peek() {
                least = *bits;
                if held - count < self.head {
                    break;
                }
                held -= count;
                best.pop();
            }
        }
        let top = best.iter().map(|Reverse((bits, _))| *bits).max().unwrap_or(0);
        (f64::from_bits(top), f64::from_bits(least))
    }

    fn shares(self) -> impl Iterator<Item = Acceptability> {
        let total = self.total.max(f64::MIN_POSITIVE);
        self.shares
            .into_iter()
            .map(move |shares| Acceptability { first: shares.first / total, head: shares.head / total })
    }
}

fn margin(score: f64) -> f64 {
    1e-9 * score.abs()
}
