//! Takes a date that cannot be read, gives an error with the ISO form where only one can be meant; never accepts it.

use super::calendar::{MONTH_NAMES, add_days, last_day_number};
use super::value_error::{ValueError, excerpt};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::ops::Range;

/// Says that a day does not exist, and which is the last one of its month.
pub(super) fn impossible_day((year, month, day): (i16, i8, i8), range: Range<usize>) -> ValueError {
    let index = usize::from(month.unsigned_abs());
    if year == 0 || index == 0 || index > 12 {
        let message = format!("`{year:04}-{month:02}-{day:02}` is not a date: months go from 01 to 12");
        return ValueError::new(range, message, FORMS);
    }
    let (last, name) = (last_day_number(year, month), MONTH_NAMES[index - 1]);
    let nearest = if day < 1 { 1 } else { last };
    ValueError::new(
        range,
        format!("`{year:04}-{month:02}-{day:02}` is not a date: {name} {year} has {last} days"),
        format!("Write `{year:04}-{month:02}-{nearest:02}`, or the day that is meant."),
    )
}

/// Says that the text after a day is not a time.
pub(super) fn impossible_time(text: &str, range: Range<usize>) -> ValueError {
    ValueError::new(
        range,
        format!("`{}` is not a time of day", excerpt(text)),
        "Write hours and minutes after the day, such as `2025-09-06 21:22` or `2025-09-06T21:22:00Z`, or leave the time out.",
    )
}

/// Says that a text is not a date, and how to write the one that it seems to mean.
pub(super) fn unreadable(text: &str, range: Range<usize>) -> ValueError {
    if text.is_empty() {
        return ValueError::new(range, "the date is empty", FORMS);
    }
    let message = format!("`{}` is not a date in ISO 8601 form", excerpt(text));
    let hint = meant(text).map_or_else(|| FORMS.to_owned(), |iso| format!("Write {iso}."));
    ValueError::new(range, message, hint)
}

const FORMS: &str = "Write a day such as `2025-06-30`, a month such as `2025-06` or a quarter such as `2025-Q2`.";

/// Guesses the ISO form, already in backticks, of a text that is short enough to be a date.
fn meant(text: &str) -> Option<String> {
    if text.len() > 40 {
        return None;
    }
    let upper = text.to_ascii_uppercase();
    let splits = |c: char| c.is_whitespace() || "-/.,_".contains(c);
    let parts: Vec<&str> = upper.split(splits).filter(|part| !part.is_empty()).collect();
    if let Some(iso) = from_names(&parts) {
        return Some(iso);
    }
    match parts[..] {
        [all] if all.len() == 8 => tick(number(all.get(..4)?)?, number(all.get(4..6)?)?, number(all.get(6..)?)?),
        [year, month] if year.len() == 4 => {
            half_or_week(number(year)?, month).or_else(|| tick_month(number(year)?, number(month)?))
        }
        [month, year] if year.len() == 4 => tick_month(number(year)?, number(month)?),
        [year, month, day] if year.len() == 4 => tick(number(year)?, number(month)?, number(day)?),
        [first, second, year] if year.len() == 4 => {
            let (first, second, year) = (number(first)?, number(second)?, number(year)?);
            either_order(first, second, year, text.chars().find(|c| splits(*c)))
        }
        _ => None,
    }
}

/// Points separate day, month and year in that order; strokes may stand for either order.
fn either_order(first: i16, second: i16, year: i16, mark: Option<char>) -> Option<String> {
    let day_first = tick(year, second, first);
    let month_first = tick(year, first, second);
    match (day_first, month_first) {
        (Some(a), Some(b)) if a != b && mark != Some('.') => {
            let (early, late) = if a < b { (a, b) } else { (b, a) };
            Some(format!("{early} or {late}, whichever is meant"))
        }
        (day_first, month_first) => day_first.or(month_first),
    }
}

/// Reads `June 2025`, `30 June 2025` and `Jun 30 2025`.
fn from_names(parts: &[&str]) -> Option<String> {
    let at = parts.iter().position(|part| month_named(part).is_some())?;
    let month = month_named(parts[at])?;
    let others: Vec<i16> = parts.iter().enumerate().filter(|(i, _)| *i != at).map_while(|(_, p)| number(p)).collect();
    match others[..] {
        [year] if parts.len() == 2 && year > 31 => tick_month(year, month),
        [day, year] | [year, day] if parts.len() == 3 && day <= 31 && year > 31 => tick(year, month, day),
        _ => None,
    }
}

fn half_or_week(year: i16, part: &str) -> Option<String> {
    match part {
        "H1" => return tick_month(year, 6),
        "H2" => return tick_month(year, 12),
        _ => {}
    }
    let week = i8::try_from(number(part.strip_prefix('W')?)?).ok()?;
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
    let last = add_days(monday.date(), 6);
    Some(format!("`{last}`"))
}

fn tick(year: i16, month: i16, day: i16) -> Option<String> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(format!("`{date}`"))
}

fn tick_month(year: i16, month: i16) -> Option<String> {
    (1..=12).contains(&month).then(|| format!("`{year:04}-{month:02}`"))
}

fn month_named(part: &str) -> Option<i16> {
    let fits = |name: &str| part.len() >= 3 && name.to_ascii_uppercase().starts_with(part);
    let index = MONTH_NAMES.iter().position(|name| fits(name))?;
    i16::try_from(index + 1).ok()
}

fn number(part: &str) -> Option<i16> {
    let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &part[digits.len()..];
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && ["", "ST", "ND", "RD", "TH"].contains(&suffix)).then(|| digits.parse().ok())?
}
