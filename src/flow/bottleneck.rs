//! Bottleneck: which stage takes in more than it lets go, with a queue before it. Evidence, never a verdict.

use super::cumulative_flow::CumulativeFlow;
use super::item_flow::ItemFlow;
use super::ladder::Ladder;
use super::line::{Line, Place};
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::state_time::StateTime;
use super::window::Window;
use crate::config::StateClass;
use jiff::civil::Date;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "bottleneck",
    title: "Bottleneck",
    question: "Which state takes in more than it lets go, with a queue before it?",
    doc: "bottleneck.md",
    figures,
};

/// From how many departures on there is evidence.
pub(super) const FROM: usize = 10;

/// The evidence of a window; none of it is shown below ten departures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bottleneck {
    /// How many items left work in progress.
    pub departures: usize,
    /// The stages of work in progress, in order; empty below ten departures.
    pub rows: Vec<Row>,
    /// The row that all evidence points at; none where it points at several or at none.
    pub candidate: Option<usize>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The stage, by its position on the line.
    pub stage: usize,
    /// Its name on a page.
    pub title: String,
    /// How many items came in.
    pub arrivals: usize,
    /// How many went on or were given up.
    pub departures: usize,
    /// Arrivals less departures.
    pub net: i64,
    /// Items in it on an average day.
    pub average: f64,
    /// Items in the waiting stage right before it on an average day; none where that stage is no queue.
    pub queue: Option<f64>,
    /// Its share of all time in progress; none where there is no time.
    pub share: Option<f64>,
    /// The median hours that items stay in it.
    pub median_hours: Option<f64>,
    /// The share of what it handed on that did not come back.
    pub complete: Option<f64>,
}

/// How much of the time one state takes, by the thresholds that are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeShare {
    /// 40 to 60 per cent: keep an eye on it.
    Observe,
    /// Over 60 per cent.
    Act,
}

impl Row {
    /// Tells whether the state takes a large share of the time.
    pub fn time_share(&self) -> Option<TimeShare> {
        match self.share? {
            share if share > 0.6 => Some(TimeShare::Act),
            share if share >= 0.4 => Some(TimeShare::Observe),
            _ => None,
        }
    }
}

/// What the evidence is taken from.
pub(super) struct Sources<'a> {
    pub(super) line: &'a Line,
    pub(super) cumulative: &'a CumulativeFlow,
    pub(super) times: &'a [StateTime],
    pub(super) ladder: &'a Ladder,
}

/// Gathers the evidence of a window.
pub(super) fn bottleneck(items: &[&ItemFlow], window: Window, from: &Sources<'_>) -> Bottleneck {
    let within = |day: Option<Date>| day.is_some_and(|day| window.holds(day));
    let departures = items.iter().filter(|item| within(item.departure())).count();
    if departures < FROM {
        return Bottleneck { departures, ..Bottleneck::default() };
    }
    let rows: Vec<Row> = from.line.columns().map(|stage| row(items, stage, window, from)).collect();
    let candidate = candidate(&rows);
    Bottleneck { departures, rows, candidate }
}

/// Gathers the evidence for a stage.
fn row(items: &[&ItemFlow], stage: usize, window: Window, from: &Sources<'_>) -> Row {
    let counted = || items.iter().filter(|item| item.arrival().is_some());
    let within = |day: Date| window.holds(day);
    let date = |item: &ItemFlow, stage: usize| item.stage_dates.get(stage).copied().flatten();
    let left = |item: &ItemFlow| {
        date(item, stage + 1).or_else(|| item.cancelled.filter(|_| item.wasted()).map(|cancelled| cancelled.day))
    };
    let arrivals = counted().filter(|item| date(item, stage).is_some_and(within)).count();
    let departures = counted().filter(|item| date(item, stage).is_some() && left(item).is_some_and(within)).count();
    let before = stage.checked_sub(1).filter(|before| from.line.stages[*before].class == StateClass::Waiting);
    let state = from.line.states.iter().position(|state| state.place == Place::Stage(stage));
    let rung = state.and_then(|state| from.ladder.rungs.get(state));
    Row {
        stage,
        title: from.line.stages[stage].title.clone(),
        arrivals,
        departures,
        net: i64::try_from(arrivals).unwrap_or(0) - i64::try_from(departures).unwrap_or(0),
        average: average(from.cumulative, stage, window),
        queue: before.map(|before| average(from.cumulative, before, window)),
        share: state.and_then(|state| from.times.get(state)?.share),
        median_hours: rung.and_then(|rung| rung.median_hours),
        complete: rung.and_then(|rung| rung.complete),
    }
}

/// Gives the items between two lines on an average day of a window.
fn average(cumulative: &CumulativeFlow, stage: usize, window: Window) -> f64 {
    let days = cumulative.lines[stage].iter().zip(&cumulative.lines[stage + 1]).take(window.len());
    let total: usize = days.map(|(upper, lower)| upper.saturating_sub(*lower)).sum();
    total as f64 / window.len().max(1) as f64
}

/// Finds the row with the largest growth and the largest queue before it; the larger time share decides between equals.
fn candidate(rows: &[Row]) -> Option<usize> {
    let growth = rows.iter().map(|row| row.net).max().filter(|net| *net > 0)?;
    let queue = rows.iter().filter_map(|row| row.queue).max_by(f64::total_cmp).filter(|queue| *queue > 0.0)?;
    let largest = |row: &Row| row.net == growth && row.queue.is_some_and(|own| own >= queue);
    let found = rows.iter().enumerate().filter(|(_, row)| largest(row));
    let share = |row: &Row| row.share.unwrap_or(0.0);
    found.max_by(|(a, x), (b, y)| share(x).total_cmp(&share(y)).then(b.cmp(a))).map(|(at, _)| at)
}

impl Bottleneck {
    /// Says in words what the evidence is, or why there is none.
    pub fn words(&self) -> String {
        if self.departures < FROM {
            return format!(
                "Too little to tell: {} of the {FROM} epics that it takes left work in progress.",
                self.departures
            );
        }
        let Some(row) = self.candidate.map(|at| &self.rows[at]) else {
            return "No state has both the largest growth and the largest queue before it.".to_owned();
        };
        let share =
            row.share.map_or_else(String::new, |share| format!(", and it holds {:.0}% of the time", share * 100.0));
        format!(
            "Evidence points at {}: {} came in and {} went on, {:.1} wait before it on an average day{share}.",
            row.title,
            row.arrivals,
            row.departures,
            row.queue.unwrap_or(0.0)
        )
    }
}

/// Names its figures: those of the first stage, and which one the evidence points at, counted from 1.
fn figures(measures: &Measures) -> Figures {
    let found = &measures.bottleneck;
    let first = found.rows.first();
    vec![
        ("departures", Some(found.departures as f64)),
        ("first_arrivals", first.map(|row| row.arrivals as f64)),
        ("first_departures", first.map(|row| row.departures as f64)),
        ("first_net", first.map(|row| row.net as f64)),
        ("first_average", first.map(|row| row.average)),
        ("first_queue", first.and_then(|row| row.queue)),
        ("candidate", found.candidate.map(|at| at as f64 + 1.0)),
    ]
}
