//! Ticks of a time axis. In: day numbers, counted from 1 January 1970. Out: ticks at the first of
//! a month, a quarter or a year. Never reads a clock or a zone.

use super::scale::Tick;

/// Puts ticks at firsts of months, as many as `most` allows; a range without such a day gets its ends.
pub fn day_ticks(first: i64, last: i64, most: usize) -> Vec<Tick> {
    let (first, last) = (first.min(last).clamp(-FAR, FAR), first.max(last).clamp(-FAR, FAR));
    let most = most.clamp(2, 50);
    let (from, to) = (month_of(first), month_of(last));
    let step = STEPS
        .into_iter()
        .find(|step| usize::try_from((to - from) / step).is_ok_and(|count| count < most))
        .unwrap_or(120_000);
    let ticks: Vec<Tick> = (from.div_euclid(step)..=to.div_euclid(step))
        .map(|part| part * step)
        .filter(|month| (first..=last).contains(&first_of(*month)))
        .enumerate()
        .map(|(place, month)| tick(first_of(month), &month_name(month, step, place == 0)))
        .collect();
    if ticks.len() > 1 { ticks } else { ends(first, last) }
}

/// Writes a day number as a date: `9 Jun 2025`.
pub fn date(day: i64) -> String {
    let (year, month, day) = civil(day.clamp(-FAR, FAR));
    format!("{day} {} {year}", NAMES[month])
}

/// About two thousand seven hundred years to either side.
const FAR: i64 = 1_000_000;
/// Lengths between ticks, in months.
const STEPS: [i64; 10] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 1_200];
const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn ends(first: i64, last: i64) -> Vec<Tick> {
    let mut days = vec![first, last];
    days.dedup();
    days.into_iter().map(|day| tick(day, &date(day))).collect()
}

fn tick(day: i64, text: &str) -> Tick {
    Tick { at: day as f64, text: text.to_owned() }
}

/// Names a month; the first tick and every January say the year.
fn month_name(month: i64, step: i64, first: bool) -> String {
    let year = 1970 + month.div_euclid(12);
    let name = usize::try_from(month.rem_euclid(12)).map_or("", |at| NAMES[at]);
    match (step >= 12, first || name == "Jan") {
        (true, _) => year.to_string(),
        (false, true) => format!("{name} {year}"),
        (false, false) => name.to_owned(),
    }
}

/// Counts months from January 1970 to the month of a day.
fn month_of(day: i64) -> i64 {
    let (year, month, _) = civil(day);
    (year - 1970) * 12 + i64::try_from(month).unwrap_or(0)
}

/// Gives the number of the first day of a month.
fn first_of(month: i64) -> i64 {
    // The year starts in March, so that a leap day ends it: Howard Hinnant, "chrono-compatible
    // low-level date algorithms", days_from_civil.
    let since_march = month + 1970 * 12 - 2;
    let (year, month) = (since_march.div_euclid(12), since_march.rem_euclid(12));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 - 719_468
}

/// Gives year, month from 0 and day of a day number: the same source, civil_from_days.
fn civil(day: i64) -> (i64, usize, i64) {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let month = (march + 2) % 12;
    let year = year + era * 400 + i64::from(month < 2);
    let day = of_year - (153 * march + 2) / 5 + 1;
    (year, usize::try_from(month).unwrap_or(0), day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(first: i64, last: i64, most: usize) -> Vec<String> {
        day_ticks(first, last, most).into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn day_numbers_are_dates() {
        assert_eq!(
            [0, 59, -1, 11_016, 20_248].map(date),
            ["1 Jan 1970", "1 Mar 1970", "31 Dec 1969", "29 Feb 2000", "9 Jun 2025"]
        );
    }

    #[test]
    fn ticks_stand_at_the_first_of_a_month() {
        assert_eq!(texts(20_089, 20_248, 8), ["Jan 2025", "Feb", "Mar", "Apr", "May", "Jun"]);
        assert_eq!(texts(20_089, 20_248, 4), ["Jan 2025", "Mar", "May"]);
        assert_eq!(texts(17_000, 20_248, 6), ["2018", "2020", "2022", "2024"]);
    }

    #[test]
    fn a_range_within_a_month_shows_its_ends() {
        assert_eq!(texts(20_240, 20_248, 6), ["1 Jun 2025", "9 Jun 2025"]);
        assert_eq!(texts(5, 5, 6), ["6 Jan 1970"]);
    }

    proptest! {
        #[test]
        fn the_first_of_any_month_is_a_first(month in -30_000..30_000i64) {
            let (year, at, day) = civil(first_of(month));
            prop_assert_eq!((year, i64::try_from(at).unwrap(), day), (1970 + month.div_euclid(12), month.rem_euclid(12), 1));
        }

        #[test]
        fn any_range_has_few_ticks_inside(first in any::<i64>(), last in any::<i64>(), most in 0..60usize) {
            prop_assert!(day_ticks(first, last, most).len() <= most.clamp(2, 50) + 1);
        }
    }
}
