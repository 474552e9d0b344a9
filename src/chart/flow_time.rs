//! How long each epic took. In: finished epics with their days, percentiles. Out: a drawing of each by the day it
//! finished, and one of how often each length occurs. Never draws a mean: half of all take longer than a middle one.

use super::mark::WorkType;
use super::scale::number;
use super::text::clip;
use super::{Cell, Heading, days};
use crate::order::Order;

mod histogram;
mod scatter;

pub(super) use scatter::{draw_key, short_count};

/// What both drawings show.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowTimes {
    /// Stands around the drawing.
    pub heading: Heading,
    /// Is the first and the last day of the window, counted from 1 January 1970.
    pub window: (i64, i64),
    /// Lists the finished epics, in any order.
    pub epics: Vec<Finished>,
    /// Lists what is known of the whole: so many per cent finished within so many days.
    pub lines: Vec<(u8, f64)>,
    /// Is where a mark that stands for several leads; empty where it leads nowhere.
    pub list_href: String,
}

/// A finished epic.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// Is its id.
    pub id: String,
    /// Is its title.
    pub title: String,
    /// Is the address of its page; empty for no link.
    pub href: String,
    /// Is its kind of work.
    pub work_type: WorkType,
    /// Is the day it finished.
    pub day: i64,
    /// Is how many days it took, both ends counted.
    pub days: i64,
}

/// Is what counts as a length: an epic takes a day at least, and nobody measures two thousand years.
const DAYS: std::ops::RangeInclusive<i64> = 1..=1_000_000;
/// Says that a share finished within so many days, as the lines do.
const NOTE: &str = "A dashed line: so many per cent of these epics finished within that many days.";

impl FlowTimes {
    /// Lists the epics by day, then by length and id.
    fn sorted(&self) -> Vec<&Finished> {
        let mut epics: Vec<&Finished> = self.epics.iter().filter(|epic| DAYS.contains(&epic.days)).collect();
        epics.order_by(|a, b| (a.day, a.days, &a.id).cmp(&(b.day, b.days, &b.id)));
        epics
    }

    /// Gives the longest of all that is drawn.
    fn most(&self) -> f64 {
        let epics = self.sorted().into_iter().map(|epic| epic.days as f64);
        epics.chain(self.lines().map(|(_, days)| days)).fold(1.0, f64::max)
    }

    /// Lists the percentiles that can be drawn.
    fn lines(&self) -> impl Iterator<Item = (u8, f64)> {
        let most = *DAYS.end() as f64;
        self.lines.iter().copied().filter(move |(_, days)| (1.0..=most).contains(days))
    }

    /// Says the percentiles in words.
    fn said(&self) -> String {
        let said: Vec<String> =
            self.lines().map(|(share, days)| format!("{share}% within {}", about_days(days))).collect();
        if said.is_empty() { "Too few for percentiles.".to_owned() } else { format!("{}.", said.join(", ")) }
    }

    fn rows(&self) -> (Vec<Cell>, Vec<Vec<Cell>>) {
        let words = ["Epic", "Title", "Type", "Finished"].map(Cell::words);
        let head = words.into_iter().chain([Cell::number("Days")]).collect();
        let mut epics = self.sorted();
        epics.reverse();
        let row = |epic: &Finished| {
            vec![
                Cell::link(epic.id.clone(), &epic.href),
                Cell::words(epic.title.clone()),
                Cell::words(epic.work_type.label()),
                Cell::words(days::date(epic.day)),
                Cell::number(epic.days.to_string()),
            ]
        };
        (head, epics.into_iter().map(row).collect())
    }
}

impl Finished {
    fn name(&self) -> String {
        format!("{} {}", clip(&self.id, 40), clip(&self.title, 100)).trim().to_owned()
    }
}

/// Writes days in full: `1 day`, `12 days`.
pub(super) fn long_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Writes a number of days that need not be whole: `1 day`, `12.5 days`.
pub(super) fn about_days(days: f64) -> String {
    let text = number((days * 10.0).round() / 10.0);
    if text == "1" { "1 day".to_owned() } else { format!("{text} days") }
}

#[cfg(test)]
mod tests;
