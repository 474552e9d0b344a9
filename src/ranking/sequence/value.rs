//! What a candidate counts for in the order: its cost of delay, or its score in its place.
//! A score stands in as score × K per week of work, K being the median of CD3 ÷ score over the
//! candidates that have both, or 1.

use crate::order::Order;
use jiff::civil::Date;
use serde::Serialize;

use super::super::Candidate;
use super::super::natural::natural_order;
use super::super::reach::Reach;
use super::super::tier::{Tier, tier};

/// The steps for adding up what waits for each candidate.
const REACH_BUDGET: u64 = 10_000_000;

/// Costs above this count as this much, and weeks stay between a minute and millions of years, so that
/// no sum is endless.
const MOST_COST: f64 = 1e15;
const WEEKS: (f64, f64) = (1e-4, 1e9);

/// How many names of waiting candidates are kept.
const NAMES: usize = 5;

/// What a candidate counts for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Value {
    /// What a week of waiting costs.
    pub per_week: f64,
    /// How many weeks it takes.
    pub weeks: f64,
    /// Where the cost comes from.
    pub basis: Basis,
    /// Whether the weeks are a guess: the median of the known ones, or 1.
    pub weeks_guessed: bool,
    /// Whether it has a place by itself, not only because something waits for it.
    pub has_place: bool,
}

/// Where the cost of waiting comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Its cost of delay.
    CostOfDelay,
    /// Its score stands in.
    Score,
    /// Neither is known: it counts nothing by itself.
    #[default]
    Nothing,
}

/// What waits for a candidate, directly or not, each once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Carried {
    /// The cost of delay of all that wait, as far as it is known.
    pub cost_of_delay: f64,
    /// How many wait.
    pub count: usize,
    /// The first few, the most costly first.
    pub first: Vec<usize>,
}

/// Finds what each candidate counts for.
pub(super) fn values(candidates: &[Candidate], scores: &[Option<f64>], left_out: &[usize], as_of: Date) -> Vec<Value> {
    let usual = median(candidates.iter().filter_map(Candidate::duration)).unwrap_or(1.0);
    let factor = median(candidates.iter().zip(scores).filter_map(both)).unwrap_or(1.0);
    let mut out = vec![true; candidates.len()];
    for at in left_out {
        out[*at] = false;
    }
    let scored = candidates.iter().zip(scores).zip(out);
    scored
        .map(|((candidate, score), in_order)| {
            let weeks = candidate.duration().unwrap_or(usual).clamp(WEEKS.0, WEEKS.1);
            let (per_week, basis) = match (candidate.cost_of_delay(), score) {
                (Some(cost), _) => (cost.min(MOST_COST), Basis::CostOfDelay),
                (None, Some(score)) => (stand_in(*score * factor * weeks), Basis::Score),
                (None, None) => (0.0, Basis::Nothing),
            };
            let urgent = !matches!(tier(candidate, weeks, as_of).0, Tier::Standard | Tier::Intangible);
            Value {
                per_week,
                weeks,
                basis,
                weeks_guessed: candidate.duration().is_none(),
                has_place: in_order && (basis != Basis::Nothing || urgent),
            }
        })
        .collect()
}

/// Adds up what waits for each candidate; `waiting` lists who waits for whom.
pub(super) fn carried(candidates: &[Candidate], waiting: &[Vec<usize>]) -> Vec<Option<Carried>> {
    let mut budget = REACH_BUDGET;
    let mut reach = Reach::new(waiting, &mut budget);
    let cost = |at: &usize| candidates[*at].cost_of_delay().unwrap_or(0.0).min(MOST_COST);
    let place = places(candidates, cost);
    (0..candidates.len())
        .map(|at| {
            let mut behind = reach.of(at).filter(|behind| !behind.is_empty())?;
            let cost_of_delay = behind.iter().map(cost).sum();
            let count = behind.len();
            if count > NAMES {
                behind.select_nth_unstable_by_key(NAMES, |at| place[*at]);
                behind.truncate(NAMES);
            }
            behind.order_by_key(|at| place[*at]);
            Some(Carried { cost_of_delay, count, first: behind })
        })
        .collect()
}

/// Gives each candidate its place among all, the most costly first: compared once, however many wait for whom.
fn places(candidates: &[Candidate], cost: impl Fn(&usize) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let ids = |a: &usize, b: &usize| natural_order(&candidates[*a].id, &candidates[*b].id);
    order.order_by(|a, b| cost(b).total_cmp(&cost(a)).then_with(|| ids(a, b)));
    let mut places = vec![0; order.len()];
    for (place, at) in order.into_iter().enumerate() {
        places[at] = place;
    }
    places
}

fn both((candidate, score): (&Candidate, &Option<f64>)) -> Option<f64> {
    let score = score.filter(|score| *score > 0.0)?;
    Some(candidate.cd3()? / score).filter(|ratio| ratio.is_finite() && *ratio > 0.0)
}

fn stand_in(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, MOST_COST) }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.order_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(values[middle - 1], upper))
}
