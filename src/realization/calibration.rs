//! Takes stated confidences and what came of them, gives how far they can be trusted; never adjusts them.
//!
//! Brier score (Brier 1950) with the decomposition of Murphy (1973), exact for groups of equal confidence:
//! `Brier = reliability - resolution + uncertainty`.

use super::hit_rate::{Interval, wilson};
use crate::document::Decimal;
use crate::document::Quantity;
use crate::document::{Unit, UnitBase};
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewer judged outcomes than this are not shown.
pub const LEAST_JUDGED: usize = 10;
/// More distinct confidences than this are drawn in as many bins.
const BINS: usize = 5;

/// One judged outcome with the confidence stated when the work began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// The confidence, from 0 to 1.
    pub confidence: Decimal,
    /// Whether the outcome was a hit; partly reached is not.
    pub hit: bool,
}

/// How well confidences matched results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// How many outcomes were judged.
    pub n: usize,
    /// The mean squared difference between confidence and result: 0 is best, always saying one half gives 0.25.
    pub brier: f64,
    /// How far each confidence lies from what was observed: 0 is best.
    pub reliability: f64,
    /// How well the confidences tell hits from misses: more is better.
    pub resolution: f64,
    /// How uncertain the results are by themselves.
    pub uncertainty: f64,
    /// How much better than always stating the base rate; nothing when all results are alike.
    pub skill: Option<f64>,
    /// The mean confidence that was stated.
    pub mean_confidence: f64,
    /// The share of hits.
    pub base_rate: f64,
    /// The points of the curve, from the lowest confidence up.
    pub groups: Vec<Group>,
}

/// Outcomes with like confidence: one point of the curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The mean confidence that was stated.
    pub stated: f64,
    /// The share of hits that was observed.
    pub observed: f64,
    /// How many outcomes it holds.
    pub n: usize,
    /// The Wilson interval of what was observed.
    pub interval: Option<Interval>,
}

/// Which way the confidences err.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaning {
    /// More was promised than was reached.
    Overconfident,
    /// More was reached than was promised.
    Underconfident,
    /// Neither by five points or more.
    Balanced,
}

impl Calibration {
    /// Measures forecasts; nothing for none. Confidences beyond 0 and 1 count as the nearer end.
    pub fn of(forecasts: &[Forecast]) -> Option<Calibration> {
        let n = forecasts.len();
        let equal = tally(forecasts, |confidence| confidence);
        let count = n as f64;
        let base_rate = equal.values().map(|t| t.hits).sum::<usize>() as f64 / count;
        let mean = |term: &dyn Fn(&Tally) -> f64| equal.values().map(|t| t.n as f64 * term(t)).sum::<f64>() / count;
        let uncertainty = base_rate * (1.0 - base_rate);
        let brier = mean(&|t| t.observed() * (1.0 - t.stated()).powi(2) + (1.0 - t.observed()) * t.stated().powi(2));
        let curve = if equal.len() > BINS { tally(forecasts, bin) } else { equal.clone() };
        (n > 0).then(|| Calibration {
            n,
            brier,
            reliability: mean(&|t| (t.stated() - t.observed()).powi(2)),
            resolution: mean(&|t| (t.observed() - base_rate).powi(2)),
            uncertainty,
            skill: (uncertainty > 0.0).then(|| 1.0 - brier / uncertainty),
            mean_confidence: mean(&|t| t.stated()),
            base_rate,
            groups: curve.values().map(Tally::group).collect(),
        })
    }

    /// Tells whether there are enough outcomes to show it.
    pub fn is_shown(&self) -> bool {
        self.n >= LEAST_JUDGED
    }

    /// Tells which way the confidences err.
    pub fn leaning(&self) -> Leaning {
        // Five points are less than one outcome of ten can move.
        match self.mean_confidence - self.base_rate {
            gap if gap >= 0.05 => Leaning::Overconfident,
            gap if gap <= -0.05 => Leaning::Underconfident,
            _ => Leaning::Balanced,
        }
    }
}

/// Reads a confidence written as `70%` or `0.7`; nothing outside of 0 to 1.
pub fn confidence_of(written: &Quantity) -> Option<Decimal> {
    let share = match written.unit {
        Unit { base: UnitBase::Percent, per: None } => written.value.shifted_right(2),
        Unit { base: UnitBase::None, per: None } => written.value,
        _ => return None,
    };
    (Decimal::ZERO..=Decimal::ONE).contains(&share).then_some(share)
}

#[derive(Debug, Clone, Default)]
struct Tally {
    n: usize,
    hits: usize,
    confidences: f64,
}

impl Tally {
    fn stated(&self) -> f64 {
        self.confidences / self.n as f64
    }

    fn observed(&self) -> f64 {
        self.hits as f64 / self.n as f64
    }

    fn group(&self) -> Group {
        Group { stated: self.stated(), observed: self.observed(), n: self.n, interval: wilson(self.hits, self.n) }
    }
}

fn tally(forecasts: &[Forecast], key: impl Fn(Decimal) -> Decimal) -> BTreeMap<Decimal, Tally> {
    let mut groups: BTreeMap<Decimal, Tally> = BTreeMap::new();
    for forecast in forecasts {
        let confidence = forecast.confidence.clamp(Decimal::ZERO, Decimal::ONE);
        let group = groups.entry(key(confidence)).or_default();
        group.n += 1;
        group.hits += usize::from(forecast.hit);
        group.confidences += confidence.to_f64();
    }
    groups
}

/// Gives the upper end of the fifth that a confidence lies in; a border belongs to the fifth above it.
fn bin(confidence: Decimal) -> Decimal {
    let ends = [2, 4, 6, 8].map(|tenths| Decimal::new(tenths, 1));
    ends.into_iter().find(|end| confidence < *end).unwrap_or(Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forecasts(tenths: &[i128], hits: &[u8]) -> Vec<Forecast> {
        let pair = |(c, hit): (&i128, &u8)| Forecast { confidence: Decimal::new(*c, 1), hit: *hit == 1 };
        tenths.iter().zip(hits).map(pair).collect()
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn the_known_set_is_overconfident() {
        let seen = Calibration::of(&forecasts(&[9, 8, 7, 6, 5, 9, 3, 8], &[1, 1, 0, 1, 0, 0, 0, 1])).unwrap();
        for (name, value, expected) in [
            ("brier", seen.brier, 0.23625),
            ("base rate", seen.base_rate, 0.5),
            ("reliability", seen.reliability, 0.17375),
            ("resolution", seen.resolution, 0.1875),
            ("uncertainty", seen.uncertainty, 0.25),
            ("skill", seen.skill.unwrap(), 0.055),
            ("mean confidence", seen.mean_confidence, 0.6875),
        ] {
            assert!(near(value, expected), "{name} {value}");
        }
        assert_eq!((seen.leaning(), seen.is_shown()), (Leaning::Overconfident, false));
        let sizes: Vec<usize> = seen.groups.iter().map(|group| group.n).collect();
        assert_eq!(sizes, [1, 1, 2, 4]);
    }

    #[test]
    fn edges_are_quiet() {
        assert_eq!(Calibration::of(&[]), None);
        let sure = Calibration::of(&forecasts(&[5; 10], &[1; 10])).unwrap();
        assert!(near(sure.brier, 0.25) && sure.skill.is_none() && sure.is_shown());
        assert_eq!(sure.leaning(), Leaning::Underconfident);
    }

    #[test]
    fn confidences_are_read_as_shares() {
        let read = |text: &str| confidence_of(&Quantity::parse(text).unwrap());
        assert_eq!((read("70%"), read("0.7")), (Some(Decimal::new(7, 1)), Some(Decimal::new(7, 1))));
        assert_eq!((read("7"), read("120%"), read("3 d")), (None, None, None));
    }

    proptest! {
        #[test]
        fn the_decomposition_adds_up(pairs in proptest::collection::vec((0_i128..=20, any::<bool>()), 1..60)) {
            let all: Vec<Forecast> = pairs.iter().map(|(c, hit)| Forecast { confidence: Decimal::new(c * 5, 2), hit: *hit }).collect();
            let seen = Calibration::of(&all).unwrap();
            prop_assert!((seen.brier - (seen.reliability - seen.resolution + seen.uncertainty)).abs() < 1e-9);
            prop_assert_eq!(seen.groups.iter().map(|group| group.n).sum::<usize>(), all.len());
        }
    }
}
