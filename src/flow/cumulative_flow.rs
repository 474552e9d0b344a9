//! Cumulative flow: how many items had reached each stage by the end of each day.

use super::item_flow::{ItemFlow, Standing};
use super::line::Line;
use super::littles_law::present;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use jiff::civil::Date;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "cumulative-flow",
    title: "Cumulative flow",
    question: "Where does work gather?",
    doc: "cumulative-flow.md",
    figures,
};

/// Counts for each day of a window; every list of days has as many entries.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeFlow {
    /// The days.
    pub days: Window,
    /// For each stage, done included, how many had reached it.
    pub reached: Vec<Vec<usize>>,
    /// The same where an item that was given up after its start passes every later stage on that day: what is drawn,
    /// because these lines never cross. What was given up before its start is in none of them, else it would stand in its
    /// band for ever. The last one is departures.
    pub lines: Vec<Vec<usize>>,
    /// Items given up before they had begun.
    pub cancelled_before_start: Vec<usize>,
    /// Items given up after they had begun.
    pub cancelled_after_start: Vec<usize>,
    /// Done, or given up after the start.
    pub departed: Vec<usize>,
    /// Work in progress at the end of each day.
    pub wip_end_of_day: Vec<usize>,
    /// Work that was in progress at any time of the day.
    pub wip_present: Vec<usize>,
}

/// Counts over the days of a window.
pub fn cumulative_flow(items: &[&ItemFlow], line: &Line, days: Window) -> CumulativeFlow {
    let counted: Vec<&ItemFlow> = items.iter().copied().filter(|item| item.standing != Standing::Excluded).collect();
    let tally = |of: &dyn Fn(&ItemFlow) -> Option<Date>| running(counted.iter().filter_map(|item| of(item)), days);
    let stages = 0..line.stages.len();
    let date = |item: &ItemFlow, stage: usize| item.stage_dates.get(stage).copied().flatten();
    let wasted = |item: &ItemFlow| item.cancelled.filter(|_| item.wasted()).map(|cancelled| cancelled.day);
    let spared = |item: &ItemFlow| item.cancelled.filter(|_| !item.wasted() && item.standing == Standing::Cancelled);
    let reached: Vec<Vec<usize>> = stages.clone().map(|stage| tally(&|item| date(item, stage))).collect();
    let drawn = |stage: usize| {
        tally(&|item| match (date(item, stage), wasted(item)) {
            _ if spared(item).is_some() => None,
            (Some(reached), Some(given_up)) => Some(reached.min(given_up)),
            (reached, given_up) => reached.or(given_up),
        })
    };
    let lines: Vec<Vec<usize>> = stages.map(drawn).collect();
    let departed = lines[line.done()].clone();
    let arrived = &lines[line.start];
    CumulativeFlow {
        days,
        wip_end_of_day: arrived
            .iter()
            .zip(&departed)
            .map(|(arrived, departed)| arrived.saturating_sub(*departed))
            .collect(),
        wip_present: present(&counted, days).into_iter().map(|count| usize::try_from(count).unwrap_or(0)).collect(),
        cancelled_before_start: tally(&|item| spared(item).map(|cancelled| cancelled.day)),
        cancelled_after_start: tally(&wasted),
        reached,
        lines,
        departed,
    }
}

/// Counts up day by day; what happened before the first day counts from it on.
fn running(dates: impl Iterator<Item = Date>, days: Window) -> Vec<usize> {
    let mut counts = vec![0; days.len()];
    for date in dates.filter(|date| *date <= days.last) {
        if let Some(count) = counts.get_mut(days.position(date).unwrap_or(0)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    counts
        .into_iter()
        .map(|count| {
            sum += count;
            sum
        })
        .collect()
}

/// Names its figures: the last day of the window.
fn figures(measures: &Measures) -> Figures {
    let flow = &measures.cumulative_flow;
    let last = flow.days.position(measures.window.last);
    let at = |days: &[usize]| last.and_then(|last| days.get(last)).map(|count| *count as f64);
    vec![
        ("arrived", at(&flow.lines[measures.start_stage])),
        ("departed", at(&flow.departed)),
        ("cancelled_after_start", at(&flow.cancelled_after_start)),
        ("wip_end_of_day", at(&flow.wip_end_of_day)),
        ("wip_present", at(&flow.wip_present)),
    ]
}
