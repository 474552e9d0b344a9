//! Figures and dates as readers see them: the one place that writes them.

use crate::document::{Duration, parted, trimmed};
use crate::order::Order;
use jiff::civil::Date;

/// Writes a day, such as `9 Jun 2025`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// Writes a day without its year when that is the year of `as_of`.
pub(super) fn near_day(date: Date, as_of: Date) -> String {
    if date.year() == as_of.year() { date.strftime("%-d %b").to_string() } else { day(date) }
}

/// Counts things: `1 epic`, `2 epics`, `no epics`.
pub(super) fn count(number: usize, one: &str) -> String {
    match number {
        0 => format!("no {}", plural(one)),
        1 => format!("1 {one}"),
        number => format!("{} {}", grouped(number), plural(one)),
    }
}

/// Names all of some things: `The only epic`, `Both epics`, `All 3 epics`.
pub(super) fn all_of(number: usize, one: &str) -> String {
    match number {
        1 => format!("The only {one}"),
        2 => format!("Both {}", plural(one)),
        number => format!("All {}", count(number, one)),
    }
}

/// Gives a word's plural.
pub(super) fn plural(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) if !one.ends_with("ay") && !one.ends_with("ey") => format!("{stem}ies"),
        _ => format!("{one}s"),
    }
}

/// Writes a whole number with commas.
pub(super) fn grouped(number: usize) -> String {
    parted(number.to_string())
}

/// Writes a number with at most `places` decimals and no trailing zeros; minus zero is zero.
pub(super) fn figure(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = trimmed(value, places);
    match text.strip_prefix('-') {
        Some(size) => ["−", size].concat(),
        None => text,
    }
}

/// Writes parts of a sum so that the figures themselves add up to the total's: each is at most one last digit from its
/// own, and those that lose most by being cut are rounded up.
pub(super) fn adding_up(parts: &[f64], total: f64, places: u8) -> Vec<String> {
    let power = 10_f64.powi(i32::from(places));
    let units = |value: f64| value * power * (1.0 + 4.0 * f64::EPSILON);
    let mut lost: Vec<(usize, f64)> = parts.iter().map(|part| units(*part).fract()).enumerate().collect();
    lost.order_by(|one, two| two.1.total_cmp(&one.1));
    let missing = units(total).round() - parts.iter().map(|part| units(*part).floor()).sum::<f64>();
    let up = usize::try_from(whole(missing, 0, i64::MAX)).unwrap_or(0);
    let up: Vec<usize> = lost.into_iter().take(up).map(|(at, _)| at).collect();
    let rounded = |(at, part): (usize, &f64)| {
        let cut = units(*part).floor();
        figure(if up.contains(&at) { cut + 1.0 } else { cut } / power, usize::from(places))
    };
    parts.iter().enumerate().map(rounded).collect()
}

/// Gives how many decimals a figure such as `0.25 a week` needs: below one, a single one says little.
pub(super) fn rate_places(value: f64) -> usize {
    if value.abs() < 1.0 { 2 } else { 1 }
}

/// Writes a share as whole per cents.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", figure(share * 100.0, 0))
}

/// Rounds to the nearest whole number within a range.
pub(super) fn whole(value: f64, low: i64, high: i64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "the value is clamped to the range first")]
    let whole = value.round().clamp(low as f64, high as f64) as i64;
    whole
}

/// Writes weeks: `6 weeks`, `1 week`, `1.5 weeks`.
pub(super) fn weeks(weeks: f64) -> String {
    let text = figure(weeks, 1);
    let unit = if text == "1" { "week" } else { "weeks" };
    format!("{text} {unit}")
}

/// Writes days: `30 days`, `1 day`, `4.5 days`, `2,177 days`.
pub(super) fn days(days: f64) -> String {
    let text =
        if days < 1000.0 { figure(days, 1) } else { grouped(usize::try_from(whole(days, 0, i64::MAX)).unwrap_or(0)) };
    let unit = if text == "1" { "day" } else { "days" };
    format!("{text} {unit}")
}

/// Writes a duration in full: `6 months`, `2 weeks 3 days`.
pub(super) fn spelled(duration: Duration) -> String {
    let short = duration.to_string();
    let part = |part: &str| {
        let units = [('y', "year"), ('m', "month"), ('w', "week"), ('d', "day")];
        let (letter, unit) = units.into_iter().find(|(letter, _)| part.ends_with(*letter))?;
        let number = part.trim_end_matches(letter);
        Some(if number == "1" { format!("1 {unit}") } else { format!("{number} {unit}s") })
    };
    short.split(' ').map(|text| part(text).unwrap_or_else(|| text.to_owned())).collect::<Vec<_>>().join(" ")
}

/// Names a key result by its id: `kr-1` is `KR 1`, any other stays as it is.
pub(super) fn key_result_name(id: &str) -> String {
    id.strip_prefix("kr-").map_or_else(|| id.to_owned(), |number| format!("KR {number}"))
}

/// Says with the right verb: `1 agreement is`, `3 agreements are`.
pub(super) fn count_is(number: usize, one: &str) -> String {
    format!("{} {}", count(number, one), if number == 1 { "is" } else { "are" })
}

/// Writes a rank: `2`, or `2=` for a tie.
pub(super) fn rank(rank: usize, tie: Tie) -> String {
    match tie {
        Tie::Alone => grouped(rank),
        Tie::Shared => format!("{}=", grouped(rank)),
    }
}

/// Whether a rank is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// One epic has it.
    Alone,
    /// Several have it.
    Shared,
}

impl Tie {
    /// Says whether a rank is shared.
    pub(super) const fn of(entry: &crate::ranking::Entry) -> Self {
        if entry.tied { Self::Shared } else { Self::Alone }
    }
}

/// Writes a place in an order: `1st`, `22nd`, `13th`.
pub(super) fn ordinal(place: usize) -> String {
    let suffix = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{suffix}", grouped(place))
}

/// Takes the marks around names out of a message.
pub(super) fn without_marks(text: &str) -> String {
    text.replace('`', "")
}

/// Makes the first letter a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    // Its first letter may become longer.
    let mut capital = String::with_capacity(text.len() + 2);
    capital.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    capital.push_str(chars.as_str());
    capital
}

/// Joins words: `a`, `a and b`, `a, b and c`.
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{adding_up, all_of, count, figure, grouped, list, ordinal, spelled};
    use crate::document::Duration;

    #[test]
    fn durations_are_spelled_out() {
        let said = |text: &str| spelled(Duration::parse(text).expect("a duration"));
        assert_eq!(
            ["6m", "1m", "1w", "2w 3d", "12m"].map(said),
            ["6 months", "1 month", "1 week", "2 weeks 3 days", "1 year"]
        );
    }

    #[test]
    fn the_figures_of_a_sum_add_up() {
        let parts = [35.556, 16.667, 17.778, 11.667];
        assert_eq!(adding_up(&parts, 81.668, 1), ["35.5", "16.7", "17.8", "11.7"]);
        assert_eq!(adding_up(&parts, 81.668, 0), ["35", "17", "18", "12"]);
        assert_eq!(adding_up(&[12.5, 0.0, 37.5], 50.0, 1), ["12.5", "0", "37.5"]);
        assert_eq!(adding_up(&[], 0.0, 1), Vec::<String>::new());
    }

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(
            [figure(-0.0, 1), figure(2.5, 1), figure(3.0, 2), figure(f64::NAN, 1), figure(-1.25, 2)],
            ["0", "2.5", "3", "–", "−1.25"]
        );
        assert_eq!([grouped(999), grouped(1000), grouped(1_234_567)], ["999", "1,000", "1,234,567"]);
        assert_eq!([1, 2, 3].map(|n| all_of(n, "epic")), ["The only epic", "Both epics", "All 3 epics"]);
        assert_eq!([count(0, "epic"), count(1, "epic"), count(2, "query")], ["no epics", "1 epic", "2 queries"]);
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
        );
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
