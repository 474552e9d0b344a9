//! Natural process limits: which weeks are more than the usual up and down.
//!
//! In: figures in order of time. Out: their limits by the XmR method. Off unless a site asks for it.

use crate::document::add_days;
use jiff::civil::Date;

/// From how many figures on there are limits.
pub(super) const FROM: usize = 6;

/// The limits of a series, and what lies outside.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcessLimits {
    /// The mean.
    pub mean: f64,
    /// The mean difference of neighbours.
    pub moving_range: f64,
    /// The upper limit.
    pub upper: f64,
    /// The lower limit; none where it would lie below zero, and then it is no rule.
    pub lower: Option<f64>,
    /// The positions of figures outside.
    pub outside: Vec<usize>,
}

/// Computes the limits of a fixed baseline; none below six figures.
pub fn process_limits(figures: &[f64]) -> Option<ProcessLimits> {
    if figures.len() < FROM {
        return None;
    }
    let mean = figures.iter().sum::<f64>() / figures.len() as f64;
    let ranges: f64 = figures.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let moving_range = ranges / (figures.len() - 1) as f64;
    let (upper, lower) = (mean + 2.66 * moving_range, mean - 2.66 * moving_range);
    let lower = (lower > 0.0).then_some(lower);
    let is_outside = |figure: f64| figure > upper || lower.is_some_and(|lower| figure < lower);
    let outside = figures.iter().enumerate().filter(|(_, figure)| is_outside(**figure)).map(|(at, _)| at).collect();
    Some(ProcessLimits { mean, moving_range, upper, lower, outside })
}

/// The limits of a figure that is taken once a week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeeklyLimits {
    /// The limits.
    pub limits: ProcessLimits,
    /// The days of the figures outside.
    pub days_outside: Vec<Date>,
}

/// Computes the limits of figures a week apart, the first of which is that of a day; none below six.
pub(super) fn weekly_limits(figures: &[f64], first: Date) -> Option<WeeklyLimits> {
    let limits = process_limits(figures)?;
    let days = (0..).map(|week| add_days(first, week * 7)).enumerate().take(figures.len());
    let days_outside = days.filter(|(at, _)| limits.outside.contains(at)).map(|(_, day)| day).collect();
    Some(WeeklyLimits { limits, days_outside })
}

#[cfg(test)]
mod tests {
    use super::process_limits;

    #[test]
    fn a_week_far_from_the_others_lies_outside() {
        let figures = [3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 12, 4, 3, 4].map(f64::from);
        let limits = process_limits(&figures).unwrap();
        assert!((limits.mean - 4.0625).abs() < 1e-9);
        assert!((limits.moving_range - 1.933_333).abs() < 1e-6);
        assert!((limits.upper - 9.205_167).abs() < 1e-6);
        assert_eq!((limits.lower, limits.outside), (None, vec![12]));
        assert_eq!(process_limits(&figures[..5]), None);
    }
}
