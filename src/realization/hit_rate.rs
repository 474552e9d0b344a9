//! Takes judgements, gives how many outcomes were reached and how sure that is; never ranks people.
//!
//! `rate = hits / (hits + partial + missed)` with the Wilson score interval (Wilson 1927) at 95 %.

use super::status::{Judgement, Status};
use serde::Serialize;

/// Fewer judged outcomes than this give counts only.
pub const LEAST_JUDGED: usize = 5;

/// The two ends of a 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How a set of outcomes turned out.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct HitRate {
    /// Reached in time.
    pub hits: usize,
    /// Reached in part.
    pub partial: usize,
    /// Not reached.
    pub missed: usize,
    /// Past their date without a reading.
    pub overdue: usize,
    /// Given up.
    pub abandoned: usize,
    /// The share of hits among the judged; nothing below five of them.
    pub rate: Option<f64>,
    /// The Wilson interval of the rate; nothing below five judged.
    pub interval: Option<Interval>,
    /// The mean score of the judged; nothing below five of them.
    pub mean_score: Option<f64>,
    /// The share of the judged among judged and overdue, which shows what the rate leaves out.
    pub closed_loop_rate: Option<f64>,
}

/// What a hit rate says about the goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Below one half: bets or forecasts deserve a look.
    Low,
    /// Between the two.
    Healthy,
    /// Above nine tenths: the goals may be too easy.
    High,
}

impl HitRate {
    /// Counts judgements and works out the rates.
    pub fn of<'a>(judgements: impl IntoIterator<Item = &'a Judgement>) -> HitRate {
        Self::of_scores(judgements.into_iter().map(|judgement| (judgement.status, judgement.score)))
    }

    /// Counts how outcomes stand, each with its score if a reading decided it.
    pub fn of_scores(judged: impl IntoIterator<Item = (Status, Option<f64>)>) -> HitRate {
        let mut counted = HitRate::default();
        let mut scores = 0.0;
        for (status, score) in judged {
            scores += score.unwrap_or(0.0);
            match status {
                Status::Hit => counted.hits += 1,
                Status::Partial => counted.partial += 1,
                Status::Missed => counted.missed += 1,
                Status::Overdue => counted.overdue += 1,
                Status::Abandoned => counted.abandoned += 1,
                _ => {}
            }
        }
        let judged = counted.judged();
        counted.closed_loop_rate = share(judged, judged + counted.overdue);
        if judged >= LEAST_JUDGED {
            counted.rate = share(counted.hits, judged);
            counted.interval = wilson(counted.hits, judged);
            counted.mean_score = Some(scores / judged as f64);
        }
        counted
    }

    /// How many outcomes a reading decided.
    pub fn judged(&self) -> usize {
        self.hits + self.partial + self.missed
    }

    /// What the rate says; nothing below five judged.
    pub fn band(&self) -> Option<Band> {
        let judged = self.judged();
        self.rate?;
        Some(match () {
            () if self.hits * 2 < judged => Band::Low,
            () if self.hits * 10 > judged * 9 => Band::High,
            () => Band::Healthy,
        })
    }
}

/// Gives the Wilson score interval at 95 % for so many hits of `n`; nothing for none.
pub fn wilson(hits: usize, n: usize) -> Option<Interval> {
    // The 97.5th percentile of the standard normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    let rate = share(hits.min(n), n)?;
    let n = n as f64;
    let spread = Z * Z / n;
    let middle = rate + spread / 2.0;
    let half = Z * (rate * (1.0 - rate) / n + spread / (4.0 * n)).sqrt();
    let end = |sum: f64| (sum / (1.0 + spread)).clamp(0.0, 1.0);
    // At the edges the formula's end is the rate itself; rounding must not move it inside.
    Some(Interval { low: end(middle - half).min(rate), high: end(middle + half).max(rate) })
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn judgement(status: Status) -> Judgement {
        let score = match status {
            Status::Hit => Some(1.0),
            Status::Partial => Some(0.5),
            Status::Missed => Some(0.0),
            _ => None,
        };
        Judgement { status, score, raw: score, decided_on: None, judge_on: None, flags: Vec::new() }
    }

    fn rate(counts: &[(Status, usize)]) -> HitRate {
        let all: Vec<Judgement> =
            counts.iter().flat_map(|(status, n)| std::iter::repeat_n(judgement(*status), *n)).collect();
        HitRate::of(&all)
    }

    fn percent(share: f64) -> String {
        format!("{:.0}", share * 100.0)
    }

    #[test]
    fn intervals_match_the_known_values() {
        for (hits, n, low, high) in [(6, 12, "25", "75"), (0, 5, "0", "43"), (5, 5, "57", "100"), (1, 3, "6", "79")] {
            let interval = wilson(hits, n).unwrap();
            assert_eq!((percent(interval.low), percent(interval.high)), (low.into(), high.into()), "{hits} of {n}");
        }
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn rates_leave_out_what_is_not_judged() {
        let seen = rate(&[
            (Status::Hit, 6),
            (Status::Partial, 2),
            (Status::Missed, 4),
            (Status::Overdue, 4),
            (Status::Abandoned, 3),
            (Status::InFlight, 9),
        ]);
        assert_eq!((seen.judged(), seen.overdue, seen.abandoned), (12, 4, 3));
        assert_eq!((seen.rate, seen.closed_loop_rate), (Some(0.5), Some(0.75)));
        assert_eq!(seen.mean_score, Some(7.0 / 12.0));
        assert_eq!(seen.band(), Some(Band::Healthy));
    }

    #[test]
    fn few_judged_give_counts_only() {
        let seen = rate(&[(Status::Hit, 4)]);
        assert_eq!((seen.hits, seen.rate, seen.interval, seen.mean_score, seen.band()), (4, None, None, None, None));
        assert_eq!(seen.closed_loop_rate, Some(1.0));
        assert_eq!(rate(&[]).closed_loop_rate, None);
    }

    #[test]
    fn bands_start_beside_their_edges() {
        let band = |hits, missed| rate(&[(Status::Hit, hits), (Status::Missed, missed)]).band().unwrap();
        assert_eq!(
            (band(4, 5), band(5, 5), band(9, 1), band(10, 1)),
            (Band::Low, Band::Healthy, Band::Healthy, Band::High)
        );
    }

    proptest! {
        #[test]
        fn an_interval_contains_its_rate(n in 1_usize..2000, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small count")]
            let hits = (part * n as f64) as usize;
            let interval = wilson(hits, n).unwrap();
            let rate = hits as f64 / n as f64;
            prop_assert!(interval.low <= rate && rate <= interval.high);
            prop_assert!(interval.low >= 0.0 && interval.high <= 1.0);
        }
    }
}
