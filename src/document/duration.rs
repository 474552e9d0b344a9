//! Takes a length of time as it is written, gives months and days; never measures working hours.
//!
//! A week is seven calendar days: an estimate is the calendar time for which a team is occupied.

use super::calendar::{add_days, add_months};
use super::decimal::Decimal;
use super::number::read_number;
use super::ratio::Ratio;
use super::value_error::{ValueError, excerpt};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::fmt;

/// A length of time in calendar months and days, kept apart because months differ in length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Months: a quarter has three, a year twelve.
    pub months: Decimal,
    /// Days: a week has seven.
    pub days: Decimal,
}

/// Unit names with the months and days that one of them has.
const UNITS: [(&[&str], i64, i64); 5] = [
    (&["d", "day", "days"], 0, 1),
    (&["w", "wk", "wks", "week", "weeks"], 0, 7),
    (&["m", "mo", "mos", "month", "months"], 1, 0),
    (&["q", "quarter", "quarters"], 3, 0),
    (&["y", "yr", "yrs", "year", "years"], 12, 0),
];

/// The longest duration, in months and in days: nothing planned lasts longer.
const LONGEST: i64 = 100_000;

impl Duration {
    /// Makes whole months.
    pub fn from_months(months: u32) -> Duration {
        Duration { months: Decimal::from(i64::from(months)), ..Duration::default() }
    }

    /// Makes whole days.
    pub fn from_days(days: u32) -> Duration {
        Duration { days: Decimal::from(i64::from(days)), ..Duration::default() }
    }

    /// Reads `6w`, `2w 3d`, `1.5w`, `1q` or `6 weeks`.
    pub fn parse(text: &str) -> Result<Duration, ValueError> {
        let mut at = skip_space(text, 0);
        if at == text.len() {
            return Err(ValueError::new(0..text.len(), "the duration is empty", FORMS));
        }
        let mut total = Duration::default();
        while at < text.len() {
            at = read_part(text, at, &mut total)?;
        }
        Ok(total)
    }

    /// Gives the length in weeks exactly: a month counts as 52/12 weeks, a quarter as 13.
    pub fn weeks_ratio(self) -> Ratio {
        let days = Ratio::new(self.days, 7.into());
        // Most are written in weeks or days alone.
        if self.months.is_zero() {
            return days.unwrap_or(Ratio::ZERO);
        }
        let months = Ratio::new(self.months, 3.into()).and_then(|m| m.checked_mul(Ratio::from(Decimal::from(13))));
        months.zip(days).and_then(|(m, d)| m.checked_add(d)).unwrap_or(Ratio::ZERO)
    }

    /// Gives the length in weeks.
    pub fn weeks(self) -> f64 {
        self.weeks_ratio().to_f64()
    }

    /// Tells whether nothing is left of it.
    pub fn is_zero(self) -> bool {
        self.months.is_zero() && self.days.is_zero()
    }

    /// Gives the day that lies so much later: whole months first, held to the month's end, then days, rounded up.
    pub fn after(self, date: Date) -> Date {
        let whole = floor(self.months);
        let part = self.months.checked_sub(Decimal::from(whole)).unwrap_or_default();
        let rest = Duration { months: part, days: self.days }.weeks_ratio();
        let days = Ratio::from(Decimal::from(7)).checked_mul(rest).unwrap_or(Ratio::ZERO);
        let rounded = days.round(6);
        let up = floor(rounded) + i64::from(rounded > Decimal::from(floor(rounded)));
        add_days(add_months(date, i32::try_from(whole).unwrap_or(i32::MAX)), up)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let months = match floor(self.months) {
            n if n > 0 && n % 12 == 0 && self.months == Decimal::from(n) => format!("{}y", n / 12),
            _ if self.months.is_zero() => String::new(),
            _ => format!("{}m", self.months),
        };
        let weeks = floor(self.days) / 7;
        let days = self.days.checked_sub(Decimal::from(weeks * 7)).unwrap_or_default();
        let weeks = if weeks == 0 { String::new() } else { format!("{weeks}w") };
        let days = if days.is_zero() && !self.is_zero() { String::new() } else { format!("{days}d") };
        let parts: Vec<String> = [months, weeks, days].into_iter().filter(|part| !part.is_empty()).collect();
        f.write_str(&parts.join(" "))
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads one number with its unit, adds it and gives the place after it.
fn read_part(text: &str, at: usize, total: &mut Duration) -> Result<usize, ValueError> {
    let number = read_number(text, at).map_err(|error| ValueError { hint: FORMS.into(), ..error })?;
    let unit_at = skip_space(text, number.end);
    let rest = &text[unit_at..];
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let end = unit_at + length;
    let name = rest[..length].to_lowercase();
    let unit = UNITS.iter().find(|(names, ..)| names.contains(&name.as_str()));
    let Some((_, months, days)) = unit else {
        return Err(unknown_unit(text, at..end.max(number.end), &name));
    };
    let months = number.value.checked_mul((*months).into()).and_then(|m| m.checked_add(total.months));
    let days = number.value.checked_mul((*days).into()).and_then(|d| d.checked_add(total.days));
    let fits = |part: Option<Decimal>| part.filter(|p| *p <= Decimal::from(LONGEST));
    let (Some(months), Some(days)) = (fits(months), fits(days)) else {
        let message = format!("`{}` is longer than any plan", excerpt(&text[at..end]));
        return Err(ValueError::new(at..end, message, FORMS));
    };
    *total = Duration { months, days };
    let next = skip_space(text, end);
    Ok(if text[next..].starts_with(',') { skip_space(text, next + 1) } else { next })
}

fn unknown_unit(text: &str, range: std::ops::Range<usize>, name: &str) -> ValueError {
    let shown = excerpt(&text[range.clone()]);
    let number = shown.trim_end_matches(char::is_alphabetic).trim_end();
    let (message, hint) = match name {
        "" => (format!("`{shown}` has no unit"), format!("Write `{number}d` for days or `{number}w` for weeks.")),
        "h" | "hr" | "hrs" | "hour" | "hours" | "min" | "mins" | "minute" | "minutes" => (
            format!("`{shown}` is shorter than a duration can be written"),
            "Write days, such as `0.5d`: estimates are the calendar time that a team is occupied.".into(),
        ),
        _ => (format!("`{shown}` has a unit that is not known"), FORMS.into()),
    };
    ValueError::new(range, message, hint)
}

const FORMS: &str = "Write days, weeks, months, quarters or years, such as `3d`, `6w`, `2m`, `1q`, `1y` or `2w 3d`.";

fn skip_space(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start().len()
}

fn floor(number: Decimal) -> i64 {
    let unit = 10_i128.checked_pow(number.scale()).unwrap_or(i128::MAX);
    i64::try_from(number.mantissa().div_euclid(unit)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn parse(text: &str) -> Duration {
        Duration::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn forms_are_read() {
        for (text, shown, weeks) in [
            ("3d", "3d", 3.0 / 7.0),
            ("6w", "6w", 6.0),
            ("6 weeks", "6w", 6.0),
            ("2m", "2m", 26.0 / 3.0),
            ("1q", "3m", 13.0),
            ("1y", "1y", 52.0),
            ("2w 3d", "2w 3d", 17.0 / 7.0),
            ("1.5w", "1w 3.5d", 1.5),
            ("1y, 2 months", "14m", 14.0 * 13.0 / 3.0),
            ("0d", "0d", 0.0),
        ] {
            let read = parse(text);
            assert_eq!(read.to_string(), shown);
            assert!((read.weeks() - weeks).abs() < 1e-12, "{text}");
        }
    }

    #[test]
    fn mistakes_get_a_hint() {
        for (text, hint) in [
            ("6", "`6w`"),
            ("4h", "`0.5d`"),
            ("", "`6w`"),
            ("-3d", "`6w`"),
            ("3 fortnights", "`6w`"),
            ("w", "`6w`"),
            ("1e9w", "`6w`"),
            ("999999999d", "`6w`"),
        ] {
            let error = Duration::parse(text).expect_err(text);
            assert!(error.hint.contains(hint), "{text}: {error}");
        }
    }

    #[test]
    fn later_days_hold_to_the_month_end() {
        assert_eq!(parse("1m").after(date(2025, 1, 31)), date(2025, 2, 28));
        assert_eq!(parse("1.5w").after(date(2025, 1, 1)), date(2025, 1, 12));
        assert_eq!(parse("0.5m").after(date(2025, 1, 1)), date(2025, 1, 17));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,30}") {
            if let Err(error) = Duration::parse(&text) {
                prop_assert!(text.get(error.range).is_some());
            }
        }

        #[test]
        fn display_parses_back(text in "([0-9]{1,3}(\\.[0-9]{1,3})? ?(d|w|m|q|y|weeks) ?){1,4}") {
            if let Ok(read) = Duration::parse(&text) {
                prop_assert_eq!(parse(&read.to_string()), read);
            }
        }
    }
}
