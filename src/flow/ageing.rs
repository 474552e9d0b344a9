//! Ageing work: how old open work is, against the ages at which past work left each state.

use super::item_flow::{ItemFlow, Standing};
use super::line::{Line, Place};
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::percentile::{OTHERS_FROM, SHOWN, percentile};
use super::window::Window;
use crate::config::Percentiles;
use crate::document::days_between;
use crate::order::Order;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "ageing",
    title: "Ageing work in progress",
    question: "Which open work is older than past work was at the same state?",
    doc: "ageing.md",
    figures,
};

/// Open work against past work.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ageing {
    /// How many epics the zones are made of.
    pub count: usize,
    /// The states of work in progress, in order.
    pub columns: Vec<Column>,
    /// Open items, oldest first.
    pub dots: Vec<Dot>,
}

/// A state of the main line.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The stage, by its position on the line.
    pub stage: usize,
    /// Its name on a page.
    pub title: String,
    /// How many open items stand in it.
    pub open: usize,
    /// The ages at which 50, 70, 85 and 95 per cent of past work had left it; none below ten epics.
    pub zones: Option<[f64; 4]>,
}

/// An open item.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// The item, by its position among all.
    pub item: usize,
    /// Its column; none where it went back before the start.
    pub column: Option<usize>,
    /// Whether it is set aside: on hold, blocked, paused.
    pub aside: bool,
    /// Its age in days since the start.
    pub age: i64,
    /// The highest zone that it has passed: 50, 70, 85 or 95; none below the first.
    pub passed: Option<u8>,
}

/// Gives, for each column, the ages at which past work left it, in order.
fn leave_ages(items: &[&ItemFlow], line: &Line, window: Window) -> Vec<Vec<i64>> {
    let mut ages: Vec<Vec<i64>> = vec![Vec::new(); line.columns().len()];
    for item in items {
        let (Some(start), Some(_)) = (item.start, item.done_day().filter(|day| window.holds(*day))) else { continue };
        for (column, stage) in line.columns().enumerate() {
            if let Some(left) = item.stage_dates.get(stage + 1).copied().flatten() {
                ages[column].push(days_between(start.day, left) + 1);
            }
        }
    }
    for ages in &mut ages {
        ages.sort_unstable();
    }
    ages
}

/// Sets open work against the work that was done in a window; `all` is where the positions lead.
pub(super) fn ageing(positions: &[usize], all: &[ItemFlow], line: &Line, of: (Window, Percentiles)) -> Ageing {
    let (window, method) = of;
    let items: Vec<&ItemFlow> = positions.iter().map(|at| &all[*at]).collect();
    let ages = leave_ages(&items, line, window);
    let columns = line.columns().zip(&ages).map(|(stage, ages)| Column {
        stage,
        title: line.stages[stage].title.clone(),
        open: 0,
        zones: (ages.len() >= OTHERS_FROM).then(|| SHOWN.map(|p| percentile(ages, p, method).unwrap_or(0.0))),
    });
    let mut ageing = Ageing { count: ages.first().map_or(0, Vec::len), columns: columns.collect(), dots: Vec::new() };
    let open = positions.iter().copied().filter(|at| all[*at].standing == Standing::InProgress);
    for at in open {
        let item = &all[at];
        let Some(age) = item.age else { continue };
        let aside = item.state.is_some_and(|state| line.states[state].place == Place::Aside);
        let stage = item.stage.unwrap_or(line.start);
        let column = stage.checked_sub(line.start).filter(|column| *column < ageing.columns.len());
        let zones = column.and_then(|column| ageing.columns[column].zones);
        let passed = zones.and_then(|zones| SHOWN.iter().zip(zones).rev().find(|(_, zone)| age as f64 > *zone));
        if let Some(column) = column {
            ageing.columns[column].open += 1;
        }
        ageing.dots.push(Dot { item: at, column, aside, age, passed: passed.map(|(percent, _)| *percent) });
    }
    ageing.dots.order_by_key(|dot| (std::cmp::Reverse(dot.age), dot.item));
    ageing
}

/// Names its figures: the zones of the first and the last column, and how much open work is past its 85 per cent.
fn figures(measures: &Measures) -> Figures {
    let ageing = &measures.ageing;
    let zones = |column: Option<&Column>, at: usize| column.and_then(|column| column.zones).map(|zones| zones[at]);
    let (first, last) = (ageing.columns.first(), ageing.columns.last());
    let past = ageing.dots.iter().filter(|dot| dot.passed.is_some_and(|passed| passed >= 85)).count();
    vec![
        ("count", Some(ageing.count as f64)),
        ("open", Some(ageing.dots.len() as f64)),
        ("first_p50", zones(first, 0)),
        ("first_p85", zones(first, 2)),
        ("last_p50", zones(last, 0)),
        ("last_p85", zones(last, 2)),
        ("past_p85", (ageing.count >= OTHERS_FROM).then_some(past as f64)),
    ]
}
