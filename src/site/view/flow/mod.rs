//! The figures of flow as drawings: a part of the work, seen from a page.
//!
//! In: measures and items. Out: charts whose titles say what was found. Never measures anything itself.

mod ageing;
mod cumulative;
mod load;
mod mix;
mod times;
mod weeks;

pub(in crate::site) use ageing::age_chart;
pub(in crate::site) use cumulative::cumulative_chart;
pub(in crate::site) use load::load_chart;
pub(in crate::site) use mix::mix_chart;
pub(in crate::site) use times::{length_chart, time_chart};
pub(in crate::site) use weeks::week_chart;

use crate::chart::Heading;
use crate::chart::mark::WorkType;
use crate::chart::stack::ByType;
use crate::document::days_between;
use crate::flow::{ItemFlow, Measures, WeeklyLimits, Window};
use crate::site::Site;
use crate::site::view::known_note;
use crate::site::words::{count, day, figure, list, near_day};
use jiff::civil::{Date, date};

/// A part of the work, seen from a page.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) struct Scene<'a> {
    /// The site.
    pub(in crate::site) site: &'a Site<'a>,
    /// The path of the page.
    pub(in crate::site) page: &'a str,
    /// The measures of the part.
    pub(in crate::site) measures: &'a Measures,
}

impl<'a> Scene<'a> {
    /// Gives an item by its position among all.
    pub(in crate::site) fn item(&self, at: usize) -> &'a ItemFlow {
        &self.site.analysis.flow.items[at]
    }

    /// Lists the items of the part.
    pub(in crate::site) fn items(&self) -> impl Iterator<Item = &'a ItemFlow> + use<'a> {
        let all = &self.site.analysis.flow.items;
        self.measures.items.iter().map(move |at| &all[*at])
    }

    /// Lists the items of the part that were done in the window.
    pub(in crate::site) fn done(&self) -> impl Iterator<Item = &'a ItemFlow> + use<'a> {
        let window = self.measures.window;
        self.items().filter(move |item| item.done_day().is_some_and(|day| window.holds(day)))
    }

    /// Gives the address of an item's page from this one; empty where it has none any more.
    pub(in crate::site) fn href(&self, item: &ItemFlow) -> String {
        item.item.map_or_else(String::new, |at| self.site.href(self.page, at))
    }

    /// Gives an item's title; one that is gone has its id only.
    pub(in crate::site) fn title(&self, item: &ItemFlow) -> String {
        item.item.map_or_else(String::new, |at| self.site.backlog.items[at].title.clone())
    }

    /// Names a drawing with its finding; the caption says how many epics it rests on, and over which days.
    fn heading(&self, prefix: &str, title: String, number: usize) -> Heading {
        let what = count(number, "epic");
        Heading { prefix: prefix.to_owned(), title, caption: format!("{what}; {}.", self.span(self.measures.window)) }
    }

    /// Says over which days, in which zone and for which day.
    pub(in crate::site) fn span(&self, window: Window) -> String {
        let as_of = self.site.analysis.as_of;
        let zone = self.site.config.site.timezone.iana_name().unwrap_or("UTC");
        let from = if window.first.year() == window.last.year() {
            near_day(window.first, window.last)
        } else {
            day(window.first)
        };
        let known = known_note(self.site).map_or_else(String::new, |known| format!("; {known}"));
        format!("{from} to {}, days in {zone}, as of {}{known}", day(window.last), day(as_of))
    }
}

/// Numbers a day from 1 January 1970.
fn number_of(day: Date) -> i64 {
    days_between(date(1970, 1, 1), day)
}

/// Gives the mark of an item's work type.
fn type_of(item: &ItemFlow) -> WorkType {
    WorkType::of(item.labels.work_type.as_deref().unwrap_or_default())
}

/// Adds one to the count of a work type.
fn add(counts: &mut ByType, work_type: &str, number: usize) {
    let wanted = WorkType::of(work_type);
    for (one, count) in WorkType::ALL.iter().zip(counts) {
        *count += if *one == wanted { number } else { 0 };
    }
}

/// Says within which natural limits the figures of the weeks are, and which are not.
fn process_limits(scene: &Scene<'_>, weekly: &WeeklyLimits) -> String {
    let one = |value: f64| figure(value, 1);
    let limits = &weekly.limits;
    let usual = limits.lower.map_or_else(|| "up to".to_owned(), |lower| format!("{} to", one(lower)));
    let outside: Vec<String> =
        weekly.days_outside.iter().map(|day| near_day(*day, scene.site.analysis.as_of)).collect();
    let said =
        if outside.is_empty() { "no week is outside".to_owned() } else { format!("outside: {}", list(&outside)) };
    format!("Natural process limits: {} on average, usually {usual} {}; {said}.", one(limits.mean), one(limits.upper))
}
