//! Little's law: work in progress is arrivals times stay, always; and throughput times flow time only in balance.

use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use crate::document::days_between;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "littles-law",
    title: "Little's law",
    question: "Is as much finished as is begun?",
    doc: "littles-law.md",
    figures,
};

/// Both sides of the law.
#[derive(Debug, Clone, PartialEq)]
pub struct Little {
    /// The days of the window.
    pub days: i64,
    /// Items present at any time in it.
    pub present: usize,
    /// The days that they were present in it, added up item by item.
    pub item_days: i64,
    /// The same, added up day by day: equal, or a figure is wrong.
    pub day_items: i64,
    /// Work in progress on an average day.
    pub average: f64,
    /// Items present for each day of the window.
    pub arrival_rate: f64,
    /// The mean stay inside the window.
    pub stay: Option<f64>,
    /// How many items left.
    pub departures: usize,
    /// Departures for each day.
    pub throughput: f64,
    /// The mean days of those that left, from arrival to departure.
    pub sojourn: Option<f64>,
    /// Throughput times those days: what work in progress would be if as much were finished as is begun.
    pub balanced: Option<f64>,
    /// Work in progress less that: above zero more is begun than finished.
    pub gap: Option<f64>,
}

/// Counts the items that are present on each day of a window, the days of arrival and departure included.
pub fn present(items: &[&ItemFlow], window: Window) -> Vec<i64> {
    let mut changes = vec![0_i64; window.len() + 1];
    for (from, to) in items.iter().filter_map(|item| stay(item, window)) {
        changes[from] += 1;
        changes[to + 1] -= 1;
    }
    let mut now = 0;
    changes[..window.len()]
        .iter()
        .map(|change| {
            now += change;
            now
        })
        .collect()
}

/// Gives the positions of the first and the last day that an item is present in a window.
fn stay(item: &ItemFlow, window: Window) -> Option<(usize, usize)> {
    let from = item.arrival()?.max(window.first);
    let to = item.departure().unwrap_or(window.last).min(window.last);
    (from <= to).then(|| Some((window.position(from)?, window.position(to)?)))?
}

/// Measures a window; none where nothing was present.
pub fn little(items: &[&ItemFlow], window: Window) -> Option<Little> {
    let stays: Vec<(usize, usize)> = items.iter().filter_map(|item| stay(item, window)).collect();
    let days = window.days();
    if stays.is_empty() || days <= 0 {
        return None;
    }
    let item_days = stays.iter().map(|(from, to)| i64::try_from(to - from).unwrap_or(0) + 1).sum::<i64>();
    let left = || items.iter().filter(|item| item.departure().is_some_and(|day| window.holds(day)));
    let departures = left().count();
    let sojourns: i64 = left().filter_map(|item| Some(days_between(item.arrival()?, item.departure()?) + 1)).sum();
    let sojourn = (departures > 0).then(|| sojourns as f64 / departures as f64);
    let average = item_days as f64 / days as f64;
    let throughput = departures as f64 / days as f64;
    let balanced = sojourn.map(|sojourn| throughput * sojourn);
    Some(Little {
        days,
        present: stays.len(),
        item_days,
        day_items: present(items, window).iter().sum(),
        average,
        arrival_rate: stays.len() as f64 / days as f64,
        stay: Some(item_days as f64 / stays.len() as f64),
        departures,
        throughput,
        sojourn,
        balanced,
        gap: balanced.map(|balanced| average - balanced),
    })
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let little = measures.little.as_ref();
    vec![
        ("days", little.map(|little| little.days as f64)),
        ("present", little.map(|little| little.present as f64)),
        ("item_days", little.map(|little| little.item_days as f64)),
        ("average", little.map(|little| little.average)),
        ("arrival_rate", little.map(|little| little.arrival_rate)),
        ("stay", little.and_then(|little| little.stay)),
        ("departures", little.map(|little| little.departures as f64)),
        ("throughput", little.map(|little| little.throughput)),
        ("sojourn", little.and_then(|little| little.sojourn)),
        ("balanced", little.and_then(|little| little.balanced)),
        ("gap", little.and_then(|little| little.gap)),
    ]
}
