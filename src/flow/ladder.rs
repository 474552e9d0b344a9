//! The ladder of a value stream, measured: how long work stays in each state, and how much of it comes back.

use super::history::History;
use super::item_flow::{ItemFlow, Standing};
use super::line::Place;
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::percentile::median;
use super::state_time::spans;
use super::window::Window;
use crate::order::Order;
use jiff::Timestamp;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "ladder",
    title: "Time-in-state ladder",
    question: "How long does work stay in each state, and how much of it comes back?",
    doc: "ladder.md",
    figures,
};

/// The states of a value stream, measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ladder {
    /// Each state, by its position in the workflow.
    pub rungs: Vec<Rung>,
    /// The share of work that goes through all states without coming back; none where nothing was handed on.
    pub rolled: Option<f64>,
}

/// A state.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rung {
    /// How many items left it since the start of the window.
    pub left: usize,
    /// The median of the hours that they spent in it altogether.
    pub median_hours: Option<f64>,
    /// How many of them went on to a later stage; none for a state aside.
    pub handed_on: Option<usize>,
    /// How many of these came back to it or to an earlier stage afterwards.
    pub came_back: Option<usize>,
    /// The share that did not come back (complete and accurate); none where nothing was handed on.
    pub complete: Option<f64>,
}

/// Measures each state over the items that left it since the start of a window.
pub(super) fn ladder(items: &[&ItemFlow], window: Window, history: &History<'_>) -> Ladder {
    let states = &history.line.states;
    let from = history.midnight(window.first);
    let mut hours: Vec<Vec<f64>> = vec![Vec::new(); states.len()];
    let mut rungs: Vec<Rung> = vec![Rung::default(); states.len()];
    for item in items.iter().filter(|item| item.standing != Standing::Excluded) {
        let Some(last) = item.steps.last() else { continue };
        let mut stays: Vec<(f64, Timestamp)> = vec![(0.0, Timestamp::MIN); states.len()];
        for (state, entered, left) in spans(item, Timestamp::MIN, last.at) {
            let stay = &mut stays[state];
            *stay = (stay.0 + left.duration_since(entered).as_secs_f64() / 3600.0, left);
        }
        for (state, (spent, left)) in stays.into_iter().enumerate().filter(|(_, (_, left))| *left >= from) {
            hours[state].push(spent);
            rungs[state].left += 1;
            if let Place::Stage(stage) = states[state].place {
                pass_on(&mut rungs[state], item, stage, history);
            }
            let _ = left;
        }
    }
    for (rung, mut hours) in rungs.iter_mut().zip(hours) {
        hours.order_by(f64::total_cmp);
        rung.median_hours = median(&hours);
        let passed = rung.handed_on.filter(|count| *count > 0).zip(rung.came_back);
        rung.complete = passed.map(|(on, back)| 1.0 - back as f64 / on as f64);
    }
    let columns = states.iter().zip(&rungs).filter(|(state, _)| match state.place {
        Place::Stage(stage) => history.line.columns().contains(&stage),
        _ => false,
    });
    let shares: Vec<f64> = columns.filter_map(|(_, rung)| rung.complete).collect();
    Ladder { rolled: (!shares.is_empty()).then(|| shares.iter().product()), rungs }
}

/// Counts whether an item went on from a stage, and whether it came back.
fn pass_on(rung: &mut Rung, item: &ItemFlow, stage: usize, history: &History<'_>) {
    let stages = item.steps.iter().filter_map(|step| match step.place(history) {
        Place::Stage(stage) => Some(stage),
        _ => None,
    });
    let (mut here, mut on, mut back) = (false, false, false);
    for now in stages {
        back |= on && now <= stage;
        on |= here && now > stage;
        here = now == stage;
    }
    *rung.handed_on.get_or_insert(0) += usize::from(on);
    *rung.came_back.get_or_insert(0) += usize::from(back);
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let ladder = &measures.ladder;
    let start = ladder.rungs.get(measures.start_state);
    vec![
        ("left", start.map(|rung| rung.left as f64)),
        ("median_hours", start.and_then(|rung| rung.median_hours)),
        ("handed_on", start.and_then(|rung| rung.handed_on).map(|count| count as f64)),
        ("came_back", start.and_then(|rung| rung.came_back).map(|count| count as f64)),
        ("complete", start.and_then(|rung| rung.complete)),
        ("rolled", ladder.rolled),
    ]
}
