//! Takes a date as it is written, gives a day, month, quarter or year; never takes a date from a clock.

use super::calendar::MONTH_NAMES;
use super::date_hint::{impossible_day, impossible_time, unreadable};
use super::value_error::ValueError;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Serialize, Serializer};
use std::fmt;

/// A date as exact as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// One day.
    Day(Date),
    /// A month: year, and 1 to 12.
    Month(i16, i8),
    /// A quarter: year, and 1 to 4.
    Quarter(i16, i8),
    /// A whole year.
    Year(i16),
}

/// A date with the time that stood beside it, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The date as written.
    pub value: PartialDate,
    /// The day and time as written, without a zone.
    pub local: Option<DateTime>,
    /// The moment, where an offset was written too.
    pub instant: Option<Timestamp>,
    /// Whether the text is other than the recommended form: quoted twice, with a time, or `Q2 2025`.
    pub lenient: bool,
}

/// Reads a date, with or without a time, such as `2025-06-30`, `2025-Q2` or `2025-09-06 21:22`.
pub fn parse_date(text: &str) -> Result<DateReading, ValueError> {
    let core = text.trim().trim_matches(['"', '\'']).trim();
    let start = text.find(core).unwrap_or(0);
    let place = start..start + core.len();
    let (head, rest) = split_time(core);
    let fail = || unreadable(core, place.clone());
    let value = match read_day(head) {
        Some((year, month, day)) => PartialDate::Day(
            Date::new(year, month, day).map_err(|_| impossible_day((year, month, day), start..start + head.len()))?,
        ),
        None if rest.is_empty() => read_period(core).ok_or_else(fail)?,
        None => return Err(fail()),
    };
    let mut reading = DateReading { value, local: None, instant: None, lenient: value.to_string() != text };
    if let (PartialDate::Day(day), false) = (value, rest.is_empty()) {
        let clock = read_clock(rest).ok_or_else(|| impossible_time(rest, place.end - rest.len()..place.end))?;
        let local = clock.carried(day);
        reading.local = Some(local);
        reading.instant = clock.offset.and_then(|offset| offset.to_timestamp(local).ok());
    }
    Ok(reading)
}

impl PartialDate {
    /// Reads a date and keeps only its day, month, quarter or year.
    pub fn parse(text: &str) -> Result<PartialDate, ValueError> {
        parse_date(text).map(|reading| reading.value)
    }

    /// The first day that it covers.
    pub fn first_day(self) -> Date {
        match self {
            PartialDate::Day(date) => date,
            PartialDate::Month(year, month) => start_of(year, month),
            PartialDate::Quarter(year, quarter) => start_of(year, quarter.saturating_mul(3) - 2),
            PartialDate::Year(year) => start_of(year, 1),
        }
    }

    /// The last day that it covers: the one a target is due on.
    pub fn last_day(self) -> Date {
        match self {
            PartialDate::Day(date) => date,
            PartialDate::Month(year, month) => start_of(year, month).last_of_month(),
            PartialDate::Quarter(year, quarter) => start_of(year, quarter.saturating_mul(3)).last_of_month(),
            PartialDate::Year(year) => start_of(year, 12).last_of_month(),
        }
    }

    /// Writes the date for people: `30 June 2025`, `June 2025`, `Q2 2025`.
    pub fn label(self) -> String {
        match self {
            PartialDate::Day(d) => {
                [&d.day().to_string(), " ", month_name(d.month()), " ", &d.year().to_string()].concat()
            }
            PartialDate::Month(year, month) => format!("{} {year}", month_name(month)),
            PartialDate::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            PartialDate::Year(year) => year.to_string(),
        }
    }
}

impl DateReading {
    /// The moment: by the written offset, else by the zone; a date without a time has none.
    pub fn instant_in(&self, zone: &TimeZone) -> Option<Timestamp> {
        let local = self.local?;
        self.instant.or_else(|| zone.to_ambiguous_timestamp(local).compatible().ok())
    }

    /// The last day meant, seen from a zone where an offset was written.
    pub fn day_in(&self, zone: &TimeZone) -> Date {
        let seen = self.instant.map(|moment| zone.to_datetime(moment).date());
        seen.unwrap_or_else(|| self.value.last_day())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Day(date) => write!(f, "{date}"),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            PartialDate::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A time of day with the offset written after it.
struct Clock {
    time: Time,
    past_midnight: bool,
    offset: Option<Offset>,
}

impl Clock {
    fn carried(&self, day: Date) -> DateTime {
        let day = if self.past_midnight { day.saturating_add(1.day()) } else { day };
        day.to_datetime(self.time)
    }
}

/// Cuts the text after its day: the time keeps no leading mark.
fn split_time(core: &str) -> (&str, &str) {
    let marks: &[char] = &['T', 't', ' ', '\u{a0}'];
    let cut = core.char_indices().find(|(at, c)| *at >= 10 && marks.contains(c));
    match cut {
        Some((10, c)) => (&core[..10], core[10 + c.len_utf8()..].trim_start()),
        _ => (core, ""),
    }
}

fn read_day(text: &str) -> Option<(i16, i8, i8)> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    Some((digits(text.get(..4)?)?, small(text.get(5..7)?)?, small(text.get(8..)?)?))
}

fn read_period(text: &str) -> Option<PartialDate> {
    let upper = text.to_ascii_uppercase();
    let parts: Vec<&str> = upper.split(['-', ' ']).filter(|part| !part.is_empty()).collect();
    let quarter = |year: &str, part: &str| {
        let number = small(part.strip_prefix('Q')?)?;
        (year.len() == 4 && (1..=4).contains(&number)).then_some(PartialDate::Quarter(digits(year)?, number))
    };
    match parts[..] {
        [year] if year.len() == 4 => digits(year).filter(|y| *y > 0).map(PartialDate::Year),
        [both] if both.len() == 6 => quarter(both.get(..4)?, both.get(4..)?),
        [year, month] if month.len() == 2 && year.len() == 4 && !month.starts_with('Q') && text.contains('-') => {
            let (year, month) = (digits(year)?, small(month)?);
            (1..=12).contains(&month).then_some(PartialDate::Month(year, month))
        }
        [first, second] => quarter(first, second).or_else(|| quarter(second, first)),
        _ => None,
    }
}

/// Reads `21:22`, `21:22:05.25` and what may follow: `Z`, `UTC`, `+02:00`, `+0200`, `[Europe/Berlin]`.
fn read_clock(text: &str) -> Option<Clock> {
    let text = text.split('[').next()?.trim();
    let zone_at = text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(text.len());
    let (clock, zone) = (&text[..zone_at], text[zone_at..].trim());
    let mut parts = clock.split(':');
    let (hour, minute) = (small(parts.next()?)?, small(parts.next()?)?);
    let seconds = parts.next().unwrap_or("0");
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let nanos: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    // A leap second has no place of its own in civil time: it is shown as the second before.
    let second = small(second)?.min(if second == "60" { 59 } else { i8::MAX });
    let past_midnight = (hour, minute, second) == (24, 0, 0);
    let hour = if past_midnight { 0 } else { hour };
    let time = Time::new(hour, minute, second, nanos.parse().ok()?).ok()?;
    let offset = if zone.is_empty() { None } else { Some(read_offset(zone)?) };
    parts.next().is_none().then_some(Clock { time, past_midnight, offset })
}

fn read_offset(zone: &str) -> Option<Offset> {
    if ["z", "utc", "gmt"].contains(&zone.to_ascii_lowercase().as_str()) {
        return Some(Offset::UTC);
    }
    let (size, mark) = super::number::sign(zone)?;
    let figures: String = zone[size..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match figures.len() {
        2 => (figures.as_str(), "0"),
        4 => figures.split_at_checked(2)?,
        _ => return None,
    };
    let (hours, minutes) = (i32::from(small(hours)?), i32::from(small(minutes)?));
    let seconds = (hours * 60 + minutes) * 60;
    (minutes < 60).then_some(())?;
    Offset::from_seconds(if mark == '-' { -seconds } else { seconds }).ok()
}

fn digits(text: &str) -> Option<i16> {
    let all = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

fn small(text: &str) -> Option<i8> {
    (text.len() <= 2).then(|| digits(text)).flatten().and_then(|n| n.try_into().ok())
}

fn start_of(year: i16, month: i8) -> Date {
    let month = month.clamp(1, 12);
    Date::new(year.clamp(-9999, 9999), month, 1).unwrap_or(Date::ZERO)
}

fn month_name(month: i8) -> &'static str {
    let index = usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0);
    MONTH_NAMES[index]
}

#[cfg(test)]
mod tests;
