//! Flow time: how long work took from its start to done.

use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::percentile::Spread;
use super::window::Window;
use crate::config::Percentiles;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "flow-time",
    title: "Flow time",
    question: "How long does it take from the start of work to done?",
    doc: "flow-time.md",
    figures,
};

/// How long work took that was done in a window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlowTime {
    /// Its percentiles in days, as far as there are enough.
    pub spread: Spread,
    /// The days of each, in order.
    pub days: Vec<i64>,
    /// Their mean.
    pub mean: Option<f64>,
    /// The percentiles of the days from written down to done.
    pub lead: Spread,
    /// How many were done without a start, so that they have no flow time.
    pub never_started: usize,
}

/// Measures the work that was done in a window.
pub(super) fn flow_time(items: &[&ItemFlow], window: Window, method: Percentiles) -> FlowTime {
    let done = || items.iter().filter(|item| item.done_day().is_some_and(|day| window.holds(day)));
    let mut days: Vec<i64> = done().filter_map(|item| item.flow_time).collect();
    let mut lead: Vec<i64> = done().filter_map(|item| item.lead_time).collect();
    days.sort_unstable();
    lead.sort_unstable();
    let mean = (!days.is_empty()).then(|| days.iter().sum::<i64>() as f64 / days.len() as f64);
    FlowTime {
        spread: Spread::of(&days, method),
        lead: Spread::of(&lead, method),
        never_started: done().filter(|item| item.flow_time.is_none()).count(),
        mean,
        days,
    }
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let time = &measures.flow_time.now;
    let spread = time.spread;
    vec![
        ("count", Some(spread.count as f64)),
        ("p50", spread.p50),
        ("p70", spread.p70),
        ("p85", spread.p85),
        ("p95", spread.p95),
        ("mean", time.mean),
        ("never_started", Some(time.never_started as f64)),
    ]
}
