//! Percentiles, and how many figures it takes before they say anything.
//!
//! In: figures in order. Out: the figure at a percentile, in whole-number arithmetic. Never a percentile of nothing.

use crate::config::Percentiles;
use serde::Serialize;

/// The percentiles that pages show.
pub const SHOWN: [u8; 4] = [50, 70, 85, 95];

/// From how many figures on the median is shown.
pub const MEDIAN_FROM: usize = 5;

/// From how many figures on the other percentiles are shown.
pub const OTHERS_FROM: usize = 10;

/// From how many figures on the 95th percentile is more than the largest figure.
pub const TAIL_FROM: usize = 20;

/// Reads a percentile off figures that are in order; none where there is none. `percent` is 1 to 100.
pub fn percentile(sorted: &[i64], percent: u8, method: Percentiles) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let percent = usize::from(percent.clamp(1, 100));
    match method {
        Percentiles::Nearest => {
            let rank = (percent * sorted.len()).div_ceil(100);
            Some(whole(sorted[rank.max(1) - 1]))
        }
        Percentiles::Interpolated => {
            let (below, part) = (percent * last / 100, percent * last % 100);
            let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
            Some(whole(low) + whole(high - low) * whole(part.try_into().unwrap_or(0)) / 100.0)
        }
    }
}

/// Gives the middle figure, or the mean of the two in the middle.
pub fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        len if len % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// Turns a count of days into a figure.
fn whole(days: i64) -> f64 {
    days as f64
}

/// The percentiles of some figures, as far as there are enough of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Spread {
    /// How many figures there are.
    pub count: usize,
    /// The 50th percentile; none below 5 figures.
    pub p50: Option<f64>,
    /// The 70th percentile; none below 10 figures.
    pub p70: Option<f64>,
    /// The 85th percentile; none below 10 figures.
    pub p85: Option<f64>,
    /// The 95th percentile; none below 10 figures, and no more than the largest figure below 20.
    pub p95: Option<f64>,
}

impl Spread {
    /// Reads the shown percentiles off figures that are in order.
    pub fn of(sorted: &[i64], method: Percentiles) -> Self {
        let count = sorted.len();
        let from =
            |enough: usize, percent: u8| (count >= enough).then(|| percentile(sorted, percent, method)).flatten();
        Self {
            count,
            p50: from(MEDIAN_FROM, 50),
            p70: from(OTHERS_FROM, 70),
            p85: from(OTHERS_FROM, 85),
            p95: from(OTHERS_FROM, 95),
        }
    }

    /// Gives one of the shown percentiles.
    pub fn at(&self, percent: u8) -> Option<f64> {
        match percent {
            50 => self.p50,
            70 => self.p70,
            85 => self.p85,
            95 => self.p95,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Spread, median, percentile};
    use crate::config::Percentiles::{Interpolated, Nearest};

    #[test]
    fn nearest_rank_gives_a_figure_that_was_observed() {
        let figures = [1, 2, 2, 4, 5, 8, 11, 12, 15, 15, 17, 22, 24];
        let read = |method| [50, 70, 85, 95].map(|p| format!("{:.1}", percentile(&figures, p, method).unwrap()));
        assert_eq!(read(Nearest), ["11.0", "15.0", "22.0", "24.0"]);
        assert_eq!(read(Interpolated), ["11.0", "15.0", "18.0", "22.8"]);
        assert_eq!([50, 85].map(|p| percentile(&[5, 5, 5, 5, 40], p, Nearest)), [Some(5.0), Some(40.0)]);
        let hundred: Vec<i64> = (1..=100).collect();
        assert_eq!(percentile(&hundred, 55, Nearest), Some(55.0), "no rounding up by a floating point hair");
        assert_eq!(percentile(&[], 50, Nearest), None);
    }

    #[test]
    fn few_figures_have_no_percentiles() {
        let spread = |n: i64| Spread::of(&(1..=n).collect::<Vec<_>>(), Nearest);
        assert_eq!((spread(4).p50, spread(5).p50, spread(9).p85), (None, Some(3.0), None));
        assert_eq!(spread(10).p95, Some(10.0));
        assert_eq!((median(&[]), median(&[1.0, 2.0])), (None, Some(1.5)));
    }
}
