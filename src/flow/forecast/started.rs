//! When work that has begun is likely done, from its age and from how long past work took.
//!
//! In: flow times of past work, an age. Out: the share of past work that took longer than this age and was done by a
//! given one. Never uses weekly counts: they say nothing about a single epic.

use super::{LEVELS, Likely};
use crate::config::Percentiles;
use crate::document::add_days;
use crate::flow::percentile::{MEDIAN_FROM, OTHERS_FROM, SHOWN, percentile};
use jiff::civil::Date;

/// What past work says about an epic that has begun.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Started {
    /// Its age in days.
    pub age: i64,
    /// The flow time that 85 per cent of past work kept to; none below ten epics.
    pub expected: Option<f64>,
    /// How many past epics took longer than this age.
    pub longer: usize,
    /// How many of these kept to the expected flow time.
    pub within: usize,
    /// When it is likely done; none below five such epics.
    pub likely: Option<Likely>,
}

/// Asks past flow times, which are in order, about an epic that began on a day.
pub fn started(days: &[i64], age: i64, start: Date, method: Percentiles) -> Started {
    let expected = (days.len() >= OTHERS_FROM).then(|| percentile(days, 85, method)).flatten();
    let longer: Vec<i64> = days.iter().copied().filter(|days| *days > age).collect();
    let within = expected.map_or(0, |most| longer.iter().filter(|days| **days as f64 <= most).count());
    let date = |percent: u8| {
        let days = percentile(&longer, percent, Percentiles::Nearest)?;
        #[expect(clippy::cast_possible_truncation, reason = "flow times are whole days within the calendar")]
        let days = days as i64;
        Some(add_days(start, days - 1))
    };
    let likely = (longer.len() >= MEDIAN_FROM).then(|| Likely { dates: SHOWN.map(date) });
    debug_assert_eq!(SHOWN.len(), LEVELS.len(), "dates stand for the levels");
    Started { age, expected, longer: longer.len(), within, likely }
}

/// Counts the past epics that took longer than an age, and those of them that took no longer than a limit.
pub fn among_longer(days: &[i64], age: i64, limit: i64) -> (usize, usize) {
    let longer = days.iter().filter(|days| **days > age);
    (longer.clone().filter(|days| **days <= limit).count(), longer.count())
}
