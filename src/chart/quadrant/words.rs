//! The words around the quadrant. In: counts. Out: the finding, the subtitle, the description. Never
//! claims more than the counts say.

use super::super::scale::{Span, number};
use super::{Corner, Counts};

/// Is the fewest epics on which a finding may rest.
const ENOUGH: usize = 4;

/// Says what the counts say, the most useful first.
pub(super) fn finding(counts: &Counts) -> String {
    let (all, quick) = (counts.all(), counts.get(Corner::QuickWins));
    let whole = Corner::ALL.into_iter().find(|corner| counts.get(*corner) == all);
    let most = Corner::ALL.into_iter().find(|corner| counts.get(*corner) * 2 > all);
    match (all, quick, whole, most) {
        (1, ..) => "Only one epic is scored so far, too few to compare".to_owned(),
        (2..ENOUGH, ..) => format!("Only {} epics are scored so far, too few to compare", count(all).to_lowercase()),
        (_, _, Some(corner), _) => format!("All {} epics are {}", amount(all), corner.title().to_lowercase()),
        (_, 1, ..) => "One quick win waits in the list".to_owned(),
        (_, 2.., ..) => format!("{} quick wins wait in the list", count(quick)),
        (_, 0, _, Some(corner)) => format!(
            "No quick wins: {} of {} epics are {}",
            amount(counts.get(corner)),
            amount(all),
            corner.title().to_lowercase()
        ),
        (_, 0, _, None) => format!("No quick wins among {} epics", amount(all)),
    }
}

/// Says what is drawn.
pub(super) fn subtitle(counts: &Counts, span: Span) -> String {
    let (lo, hi) = (number(span.lo()), number(span.hi()));
    format!("Value against effort, each scored from {lo} to {hi}; {}", epics(counts.all()))
}

/// Says in words what the drawing shows.
pub(super) fn description(counts: &Counts, span: Span, off: usize) -> String {
    let parts = Corner::ALL.map(|corner| match counts.get(corner) {
        1 => format!("1 {}", corner.member()),
        n => format!("{} {}", amount(n), corner.title().to_lowercase()),
    });
    let left_out = match off {
        0 => String::new(),
        n => format!(" {} off the scale and not drawn.", are(n)),
    };
    format!(
        "Effort runs from left to right, value from bottom to top, each from {} to {} and cut in the middle, at {}. \
         Of {}: {}.{left_out}",
        number(span.lo()),
        number(span.hi()),
        number(span.middle()),
        epics(counts.all()),
        parts.join(", ")
    )
}

/// Explains what needs it.
pub(super) fn note(merged: bool, off: usize) -> Option<String> {
    let circle = "A circle with a number stands for that many epics; the table has each of them.";
    let left_out = format!("{} off the scale and listed in the table only.", are(off));
    match (merged, off) {
        (false, 0) => None,
        (true, 0) => Some(circle.to_owned()),
        (false, _) => Some(left_out),
        (true, _) => Some(format!("{circle} {left_out}")),
    }
}

/// Writes an amount with its thousands set apart.
pub(super) fn amount(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn are(n: usize) -> String {
    match n {
        1 => "One epic is".to_owned(),
        n => format!("{} epics are", count(n)),
    }
}

fn epics(n: usize) -> String {
    match n {
        1 => "1 epic".to_owned(),
        n => format!("{} epics", amount(n)),
    }
}

/// Writes an amount at the start of a sentence: small ones as words.
fn count(n: usize) -> String {
    const WORDS: [&str; 11] =
        ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    n.checked_sub(2).and_then(|place| WORDS.get(place)).map_or_else(|| amount(n), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(counts: [usize; 4]) -> String {
        finding(&Counts(Corner::ALL.into_iter().zip(counts).collect()))
    }

    #[test]
    fn quick_wins_come_first() {
        assert_eq!(said([5, 9, 0, 1]), "Five quick wins wait in the list");
        assert_eq!(said([1, 9, 0, 1]), "One quick win waits in the list");
        assert_eq!(said([1_234, 9, 0, 1]), "1,234 quick wins wait in the list");
    }

    #[test]
    fn too_little_data_is_said() {
        assert_eq!(said([1, 0, 0, 0]), "Only one epic is scored so far, too few to compare");
        assert_eq!(said([1, 1, 0, 1]), "Only three epics are scored so far, too few to compare");
    }

    #[test]
    fn without_quick_wins_the_largest_part_is_named() {
        assert_eq!(said([0, 6, 2, 1]), "No quick wins: 6 of 9 epics are big bets");
        assert_eq!(said([0, 3, 3, 3]), "No quick wins among 9 epics");
        assert_eq!(said([0, 0, 0, 4]), "All 4 epics are time sinks");
    }

    #[test]
    fn the_description_counts_every_part() {
        let counts = Counts(Corner::ALL.into_iter().zip([1, 2, 0, 1_000]).collect());
        let said = description(&counts, Span::new(1.0, 10.0), 1);
        assert!(
            said.contains("at 5.5. Of 1,003 epics: 1 quick win, 2 big bets, 0 fill-ins, 1,000 time sinks."),
            "{said}"
        );
        assert!(said.ends_with("One epic is off the scale and not drawn."), "{said}");
    }
}
