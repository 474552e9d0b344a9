//! Spans of days: the window of the figures, the one before it, and full weeks.
//!
//! In: days. Out: spans that hold both their ends. Never knows a clock or a zone.

use crate::document::{add_days, days_between, iso_week_start, write_day};
use jiff::civil::Date;
use serde::Serialize;

/// Days in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first day.
    #[serde(serialize_with = "write_day")]
    pub first: Date,
    /// The last day.
    #[serde(serialize_with = "write_day")]
    pub last: Date,
}

impl Window {
    /// Gives the last so many full ISO weeks up to a day; a week is full when its Sunday is over or is that day.
    pub fn full_weeks(weeks: u16, as_of: Date) -> Self {
        let monday = iso_week_start(add_days(as_of, 1));
        Self { first: add_days(monday, -7 * i64::from(weeks)), last: add_days(monday, -1) }
    }

    /// Gives the window of the same length right before.
    #[must_use]
    pub fn before(self) -> Self {
        Self { first: add_days(self.first, -self.days()), last: add_days(self.first, -1) }
    }

    /// Gives the later half, rounded up.
    #[must_use]
    pub fn later_half(self) -> Self {
        Self { first: add_days(self.last, 1 - (self.days() + 1) / 2), last: self.last }
    }

    /// Counts the days.
    pub fn days(self) -> i64 {
        days_between(self.first, self.last) + 1
    }

    /// Tells whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Gives the position of a day, where it lies in the window.
    pub fn position(self, day: Date) -> Option<usize> {
        self.holds(day).then(|| usize::try_from(days_between(self.first, day)).unwrap_or(0))
    }

    /// Gives the day at a position.
    pub fn day(self, position: usize) -> Date {
        add_days(self.first, i64::try_from(position).unwrap_or(i64::MAX))
    }

    /// Counts the days as a size.
    pub fn len(self) -> usize {
        usize::try_from(self.days()).unwrap_or(0)
    }

    /// Tells whether it holds no day.
    pub fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// Lists the Mondays of the weeks that it begins.
    pub fn mondays(self) -> Vec<Date> {
        (0..self.len() / 7).map(|week| self.day(week * 7)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Window;
    use jiff::civil::date;

    #[test]
    fn only_full_weeks_count() {
        let window = |day| Window::full_weeks(4, date(2025, 2, day));
        assert_eq!((window(3).first, window(3).last), (date(2025, 1, 6), date(2025, 2, 2)));
        assert_eq!(window(2), window(8), "a Sunday ends its week");
        assert_eq!(window(9).first, date(2025, 1, 13));
        assert_eq!(window(3).before().first, date(2024, 12, 9));
        assert_eq!(window(3).later_half().first, date(2025, 1, 20));
        assert_eq!((window(3).len(), window(3).mondays().len()), (28, 4));
    }
}
