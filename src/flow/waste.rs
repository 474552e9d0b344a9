//! Waste: work that was begun and given up.

use super::item_flow::{ItemFlow, Standing};
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use crate::order::Order;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "waste",
    title: "Waste",
    question: "How much work was begun and then given up?",
    doc: "waste.md",
    figures,
};

/// What was given up in a window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waste {
    /// Items given up after they had begun, by position, in order of day.
    pub after_start: Vec<usize>,
    /// Items given up before they had begun, by position, in order of day.
    pub before_start: Vec<usize>,
    /// The days that those given up after their start were in progress, added up.
    pub days: i64,
    /// How many items left work in progress: done, or given up after their start.
    pub departures: usize,
    /// The share of departures that were given up; none below ten.
    pub share: Option<f64>,
}

/// From how many departures on the share is shown.
pub(super) const SHARE_FROM: usize = 10;

/// Counts what was given up in a window; `all` is where the positions lead.
pub(super) fn waste(positions: &[usize], all: &[ItemFlow], window: Window) -> Waste {
    let given_up = |at: &usize| {
        let item = &all[*at];
        item.standing == Standing::Cancelled && item.cancelled.is_some_and(|cancelled| window.holds(cancelled.day))
    };
    let mut found: Vec<usize> = positions.iter().copied().filter(given_up).collect();
    found.order_by_key(|at| (all[*at].cancelled.map(|cancelled| cancelled.day), *at));
    let (after_start, before_start): (Vec<usize>, Vec<usize>) = found.into_iter().partition(|at| all[*at].wasted());
    let leaves = |at: &&usize| all[**at].departure().is_some_and(|day| window.holds(day));
    let departures = positions.iter().filter(leaves).count();
    let share = (departures >= SHARE_FROM).then(|| after_start.len() as f64 / departures as f64);
    let days = after_start.iter().filter_map(|at| all[*at].residence()).sum();
    Waste { after_start, before_start, days, departures, share }
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let waste = &measures.waste.now;
    vec![
        ("after_start", Some(waste.after_start.len() as f64)),
        ("before_start", Some(waste.before_start.len() as f64)),
        ("days", Some(waste.days as f64)),
        ("departures", Some(waste.departures as f64)),
        ("share", waste.share),
    ]
}
