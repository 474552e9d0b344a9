//! Loop lag: how long it takes from done to the first reading of what it brought.

use super::history::FlowItem;
use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::percentile::Spread;
use super::window::Window;
use crate::config::Percentiles;
use crate::document::days_between;
use crate::order::Order;
use jiff::civil::Date;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "loop-lag",
    title: "Loop lag",
    question: "How long after delivery does somebody look at what it brought?",
    doc: "loop-lag.md",
    figures,
};

/// How long it took until somebody looked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoopLag {
    /// How many epics with outcomes were done.
    pub delivered: usize,
    /// The days from done to the first reading on or after that day, in order.
    pub days: Vec<i64>,
    /// Their percentiles, as far as there are enough.
    pub spread: Spread,
    /// Epics without a reading since they were done, longest first, by position.
    pub waiting: Vec<usize>,
    /// The days that the longest of them has waited.
    pub longest_wait: Option<i64>,
}

/// An item and what it was made of.
pub(super) struct Read<'a> {
    pub(super) at: usize,
    pub(super) flow: &'a ItemFlow,
    pub(super) item: &'a FlowItem,
}

/// Measures the work that was done in a window.
pub(super) fn loop_lag(items: &[Read<'_>], window: Window, as_of: Date, method: Percentiles) -> LoopLag {
    let mut lag = LoopLag::default();
    let mut waiting: Vec<(i64, usize)> = Vec::new();
    for read in items.iter().filter(|read| read.item.outcomes > 0) {
        let Some(done) = read.flow.done_day().filter(|day| window.holds(*day)) else { continue };
        lag.delivered += 1;
        match read.item.readings.iter().find(|reading| **reading >= done && **reading <= as_of) {
            Some(reading) => lag.days.push(days_between(done, *reading)),
            None => waiting.push((days_between(done, as_of), read.at)),
        }
    }
    lag.days.sort_unstable();
    waiting.order_by_key(|(days, at)| (std::cmp::Reverse(*days), *at));
    lag.spread = Spread::of(&lag.days, method);
    lag.longest_wait = waiting.first().map(|(days, _)| *days);
    lag.waiting = waiting.into_iter().map(|(_, at)| at).collect();
    lag
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let lag = &measures.loop_lag.now;
    vec![
        ("delivered", Some(lag.delivered as f64)),
        ("read", Some(lag.days.len() as f64)),
        ("waiting", Some(lag.waiting.len() as f64)),
        ("p50", lag.spread.p50),
        ("p85", lag.spread.p85),
        ("longest_wait", lag.longest_wait.map(|days| days as f64)),
    ]
}
