//! Takes days, gives other days, months, quarters and weeks; never knows a clock or a zone.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serializer;

/// Month names in order.
pub(super) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Adds months, keeping the day where the month has it and taking its last day where not.
pub fn add_months(date: Date, months: i32) -> Date {
    // Ten thousand years hold fewer months than this, so the limit changes no result.
    date.saturating_add(months.clamp(-200_000, 200_000).months())
}

/// Adds days, staying within the calendar.
pub fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(days.clamp(-5_000_000, 5_000_000).days())
}

/// Counts the days from one date to a later one; negative when it is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Gives the year and the quarter, 1 to 4, of a day.
pub fn quarter_of(date: Date) -> (i16, i8) {
    (date.year(), (date.month() - 1) / 3 + 1)
}

/// Gives the ISO 8601 year and week of a day.
pub fn iso_week(date: Date) -> (i16, i8) {
    let week = date.iso_week_date();
    (week.year(), week.week())
}

/// Gives the Monday of a day's ISO week.
pub fn iso_week_start(date: Date) -> Date {
    let back = date.weekday().since(Weekday::Monday);
    add_days(date, -i64::from(back))
}

/// Gives the last day of a month as a number; months out of range count as having 31.
pub(super) fn last_day_number(year: i16, month: i8) -> i8 {
    Date::new(year, month, 1).map_or(31, Date::days_in_month)
}

/// Serialises a day as `2025-06-30`, for `serialize_with`.
pub fn write_day<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Serialises a day or nothing, for `serialize_with`.
pub fn write_day_or_none<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_clamp_to_the_end() {
        for (from, months, to) in [
            (date(2025, 1, 31), 1, date(2025, 2, 28)),
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2025, 8, 31), 6, date(2026, 2, 28)),
            (date(2025, 11, 15), 3, date(2026, 2, 15)),
            (date(2025, 3, 31), -1, date(2025, 2, 28)),
            (date(2025, 3, 31), i32::MAX, Date::MAX),
        ] {
            assert_eq!(add_months(from, months), to);
        }
    }

    #[test]
    fn weeks_and_quarters_follow_iso() {
        assert_eq!(iso_week(date(2024, 12, 30)), (2025, 1));
        assert_eq!(iso_week_start(date(2025, 1, 5)), date(2024, 12, 30));
        assert_eq!(iso_week_start(date(2025, 1, 6)), date(2025, 1, 6));
        assert_eq!(quarter_of(date(2025, 6, 30)), (2025, 2));
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(last_day_number(2025, 2), 28);
    }
}
