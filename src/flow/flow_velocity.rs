//! Flow velocity: how much is done in a week.

use super::flag::Flag;
use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use crate::document::{add_days, days_between, iso_week, iso_week_start};
use jiff::civil::Date;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "flow-velocity",
    title: "Flow velocity",
    question: "How many epics are done in a week?",
    doc: "flow-velocity.md",
    figures,
};

/// How much was done in a window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Velocity {
    /// How many epics.
    pub done: usize,
    /// Each full week, in order, those without any included.
    pub weeks: Vec<Week>,
    /// The mean of a week; none without a full week.
    pub per_week: Option<f64>,
    /// The week that is not over: never a part of a mean or a forecast.
    pub current: Option<Week>,
}

/// A week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// How many epics were done.
    pub done: usize,
    /// How many of them in bulk.
    pub in_bulk: usize,
}

impl Week {
    /// Names it, such as `2025-W03`.
    pub fn label(self) -> String {
        let (year, week) = iso_week(self.monday);
        format!("{year:04}-W{week:02}")
    }
}

/// Counts the work that was done in each week of a window, and in the week that is not over.
pub(super) fn velocity(items: &[&ItemFlow], window: Window, as_of: Date) -> Velocity {
    let next = add_days(window.last, 1);
    let mut weeks: Vec<Week> =
        window.mondays().into_iter().chain([next]).map(|monday| Week { monday, done: 0, in_bulk: 0 }).collect();
    for item in items {
        let Some(day) = item.done_day().filter(|day| *day >= window.first && *day <= as_of) else { continue };
        let at = usize::try_from(days_between(window.first, day) / 7).unwrap_or(usize::MAX);
        if let Some(week) = weeks.get_mut(at) {
            week.done += 1;
            week.in_bulk += usize::from(item.has(Flag::BulkClosed));
        }
    }
    let current = weeks.pop().filter(|week| week.monday == iso_week_start(as_of));
    let done = weeks.iter().map(|week| week.done).sum();
    let per_week = (!weeks.is_empty()).then(|| done as f64 / weeks.len() as f64);
    Velocity { done, weeks, per_week, current }
}

/// Counts the work that was done on each day of a window.
pub fn daily(items: &[&ItemFlow], window: Window) -> Vec<usize> {
    let mut days = vec![0; window.len()];
    for at in items.iter().filter_map(|item| window.position(item.done_day()?)) {
        days[at] += 1;
    }
    days
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let velocity = &measures.velocity.now;
    let empty = velocity.weeks.iter().filter(|week| week.done == 0).count();
    vec![
        ("done", Some(velocity.done as f64)),
        ("weeks", Some(velocity.weeks.len() as f64)),
        ("weeks_without", Some(empty as f64)),
        ("per_week", velocity.per_week),
    ]
}
