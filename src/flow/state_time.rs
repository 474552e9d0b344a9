//! Time in each state: where work in progress spends its time.

use super::history::History;
use super::item_flow::ItemFlow;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use crate::document::add_days;
use jiff::{SignedDuration, Timestamp};

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "state-time",
    title: "Time in each state",
    question: "In which states does work in progress spend its time?",
    doc: "state-time.md",
    figures,
};

/// The time that work in progress spent in a state during a window.
#[derive(Debug, Clone, PartialEq)]
pub struct StateTime {
    /// The state, by its position in the workflow.
    pub state: usize,
    /// The hours, added up over all items.
    pub hours: f64,
    /// Of the hours in all states, 0 to 1; none where there are none.
    pub share: Option<f64>,
    /// How many items were in it.
    pub count: usize,
}

/// Adds up the time between start and end of each item inside a window, by state in the order of the workflow.
pub(super) fn state_times(items: &[&ItemFlow], window: Window, history: &History<'_>) -> Vec<StateTime> {
    let (first, end) = (history.midnight(window.first), history.midnight(add_days(window.last, 1)));
    let mut times = vec![(SignedDuration::ZERO, 0); history.line.states.len()];
    for item in items {
        let Some(start) = item.start.filter(|_| item.arrival().is_some()) else { continue };
        let until = item.done.or(item.cancelled).map_or(end, |instant| instant.at);
        let mut seen = vec![false; times.len()];
        for (state, from, to) in spans(item, start.at.max(first), until.min(end)) {
            times[state].0 += to.duration_since(from);
            times[state].1 += usize::from(!std::mem::replace(&mut seen[state], true));
        }
    }
    let total: SignedDuration = times.iter().map(|(time, _)| *time).sum();
    let share = |time: SignedDuration| (!total.is_zero()).then(|| time.as_secs_f64() / total.as_secs_f64());
    let found = times.into_iter().enumerate().map(|(state, (time, count))| StateTime {
        state,
        hours: time.as_secs_f64() / 3600.0,
        share: share(time),
        count,
    });
    found.collect()
}

/// Walks the stays of an item in its states between two instants.
pub(super) fn spans(
    item: &ItemFlow,
    start: Timestamp,
    end: Timestamp,
) -> impl Iterator<Item = (usize, Timestamp, Timestamp)> {
    item.steps.iter().enumerate().filter_map(move |(at, step)| {
        let from = step.at.max(start);
        let to = item.steps.get(at + 1).map_or(end, |next| next.at).min(end);
        Some((step.state?, from, to)).filter(|_| from < to)
    })
}

/// Names its figures: all hours, and the largest share.
fn figures(measures: &Measures) -> Figures {
    let times = &measures.state_times;
    let largest = times.iter().filter_map(|time| time.share).max_by(f64::total_cmp);
    vec![("hours", Some(times.iter().map(|time| time.hours).sum())), ("largest_share", largest)]
}
