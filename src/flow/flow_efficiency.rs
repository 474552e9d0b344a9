//! Flow efficiency: the share of flow time during which somebody worked.

use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::percentile::median;
use super::window::Window;
use crate::order::Order;
use jiff::SignedDuration;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "flow-efficiency",
    title: "Flow efficiency",
    question: "How much of the flow time is work, and how much is waiting?",
    doc: "flow-efficiency.md",
    figures,
};

/// From which share on the states probably hide the waiting.
pub const DOUBTFUL_FROM: f64 = 0.5;

/// How much of the flow time was work.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Efficiency {
    /// Over how many epics.
    pub count: usize,
    /// The hours in active states.
    pub active_hours: f64,
    /// All other hours between start and done.
    pub waiting_hours: f64,
    /// Active hours of all hours; none where no time went by.
    pub ratio: Option<f64>,
    /// The mean of the epics' own ratios.
    pub mean_of_ratios: Option<f64>,
    /// The median of the epics' own ratios.
    pub median_of_ratios: Option<f64>,
}

impl Efficiency {
    /// Tells whether the figure is so high that the states probably hide the waiting.
    pub fn doubtful(&self) -> bool {
        self.ratio.is_some_and(|ratio| ratio > DOUBTFUL_FROM)
    }
}

/// Measures the work that was done in a window.
pub(super) fn efficiency(items: &[&ItemFlow], window: Window) -> Efficiency {
    let done =
        || items.iter().filter(|item| item.flow_time.is_some() && item.done_day().is_some_and(|day| window.holds(day)));
    let hours = |of: fn(&ItemFlow) -> Option<SignedDuration>| {
        let total: i64 = done().filter_map(|item| of(item)).map(|time| time.as_secs()).sum();
        total as f64 / 3600.0
    };
    let (active_hours, waiting_hours) = (hours(|item| item.active), hours(|item| item.waiting));
    let mut ratios: Vec<f64> = done().filter_map(|item| item.efficiency()).collect();
    ratios.order_by(f64::total_cmp);
    let total = active_hours + waiting_hours;
    Efficiency {
        count: done().count(),
        active_hours,
        waiting_hours,
        ratio: (total > 0.0).then(|| active_hours / total),
        mean_of_ratios: (!ratios.is_empty()).then(|| ratios.iter().sum::<f64>() / ratios.len() as f64),
        median_of_ratios: median(&ratios),
    }
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let efficiency = &measures.efficiency.now;
    vec![
        ("count", Some(efficiency.count as f64)),
        ("active_hours", Some(efficiency.active_hours)),
        ("waiting_hours", Some(efficiency.waiting_hours)),
        ("ratio", efficiency.ratio),
        ("mean_of_ratios", efficiency.mean_of_ratios),
    ]
}
