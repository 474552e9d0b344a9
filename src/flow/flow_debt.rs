//! Flow debt: whether recent work went fast because other work was left to age.

use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use crate::document::days_between;
use jiff::civil::Date;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "flow-debt",
    title: "Flow debt",
    question: "Was recent work quick because other work was left to age?",
    doc: "flow-debt.md",
    figures,
};

/// What was borrowed or paid back in an interval.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowDebt {
    /// The interval: the later half of the window.
    pub interval: Window,
    /// How many items had left work in progress by its end.
    pub departed: usize,
    /// The day on which as many had arrived.
    pub reached: Date,
    /// The flow time that the drawing of cumulative flow suggests.
    pub approximate: i64,
    /// The mean days of what left in the interval.
    pub exact: f64,
    /// How many items left in it.
    pub count: usize,
    /// Approximate less exact: above zero work is left to age, below zero that is made good.
    pub debt: f64,
}

/// Measures an interval; none where nothing left in it.
pub fn flow_debt(items: &[&ItemFlow], interval: Window) -> Option<FlowDebt> {
    let departed = items.iter().filter(|item| item.departure().is_some_and(|day| day <= interval.last)).count();
    let mut arrivals: Vec<Date> = items.iter().filter_map(|item| item.arrival()).collect();
    arrivals.sort_unstable();
    let left = items.iter().filter(|item| item.departure().is_some_and(|day| interval.holds(day)));
    let days: Vec<i64> = left.filter_map(|item| item.residence()).collect();
    if days.is_empty() {
        return None;
    }
    let reached = *arrivals.get(departed.checked_sub(1)?)?;
    let approximate = days_between(reached, interval.last) + 1;
    let exact = days.iter().sum::<i64>() as f64 / days.len() as f64;
    let debt = approximate as f64 - exact;
    Some(FlowDebt { interval, departed, reached, approximate, exact, count: days.len(), debt })
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let debt = measures.flow_debt.as_ref();
    vec![
        ("count", debt.map(|debt| debt.count as f64)),
        ("approximate", debt.map(|debt| debt.approximate as f64)),
        ("exact", debt.map(|debt| debt.exact)),
        ("debt", debt.map(|debt| debt.debt)),
    ]
}
