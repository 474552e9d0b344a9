//! Flow load: what is in progress now, how old it is, and how that went day by day.

use super::history::{FlowItem, History, Labels};
use super::item_flow::{ItemFlow, Standing};
use super::measures::Measures;
use super::metric::{Figures, Metric};
use super::window::Window;
use crate::order::{Gather, Order};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The metric.
pub(super) const METRIC: Metric = Metric {
    name: "flow-load",
    title: "Flow load",
    question: "How much is in progress now, and how old is it?",
    doc: "flow-load.md",
    figures,
};

/// What is in progress.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Load {
    /// How much now.
    pub total: usize,
    /// The same at the end of the window before; none where history does not go back so far.
    pub before: Option<usize>,
    /// By work type, in order of name; an epic without a type counts under an empty name.
    pub by_type: Vec<(String, usize)>,
    /// The items, oldest first, by their position among all.
    pub items: Vec<usize>,
    /// Their ages in days, added up.
    pub total_age: i64,
    /// From which age in days an item is pointed out.
    pub age_line: u16,
    /// Those that are older, oldest first.
    pub over_line: Vec<usize>,
    /// The end of each day from the start of the window to the day of the site, by work type as it was that day.
    pub series: Series,
}

/// Work in progress at the end of each day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// The first day.
    pub first: Option<Date>,
    /// The work types, in order of name.
    pub types: Vec<String>,
    /// For each day the number of each type.
    pub days: Vec<Vec<usize>>,
}

/// A stay in progress under the same labels: from the end of one day to before the end of another.
#[derive(Debug, Clone)]
pub(super) struct Stay {
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    pub(super) labels: Labels,
}

/// Gives the stays of an item: a new one whenever its labels change.
pub(super) fn stays(flow: &ItemFlow, item: &FlowItem, history: &History<'_>) -> Vec<Stay> {
    let Some(arrival) = flow.arrival() else { return Vec::new() };
    let departure = flow.departure();
    let mut found = vec![Stay { from: arrival, until: departure, labels: Labels::default() }];
    for (at, (instant, labels)) in item.labels.iter().enumerate() {
        let day = history.day(*instant);
        if at == 0 || day <= arrival {
            found[0].labels = labels.clone();
        } else if departure.is_none_or(|departure| day < departure) && day <= history.as_of {
            let last = found.len() - 1;
            found[last].until = Some(day);
            found.push(Stay { from: day, until: departure, labels: labels.clone() });
        }
    }
    found
}

/// Measures what is in progress on the day of the site; `all` is where the positions lead.
pub(super) fn load(positions: &[usize], all: &[ItemFlow], age_line: u16) -> Load {
    let mut open: Vec<usize> =
        positions.iter().copied().filter(|at| all[*at].standing == Standing::InProgress).collect();
    open.order_by(|a, b| all[*b].age.cmp(&all[*a].age).then_with(|| all[*a].id.cmp(&all[*b].id)));
    let mut by_type: BTreeMap<String, usize> = BTreeMap::new();
    for at in &open {
        *by_type.entry(type_name(&all[*at].labels)).or_default() += 1;
    }
    Load {
        total: open.len(),
        by_type: by_type.into_iter().collect(),
        total_age: open.iter().filter_map(|at| all[*at].age).sum(),
        age_line,
        over_line: open.iter().copied().filter(|at| all[*at].age.is_some_and(|age| age > age_line.into())).collect(),
        items: open,
        ..Load::default()
    }
}

/// Counts work in progress at the end of each day.
pub(super) fn series(stays: &[&Stay], window: Window) -> Series {
    let mut types: Vec<String> = stays.iter().map(|stay| type_name(&stay.labels)).collect();
    types.order();
    types.dedup();
    let places: BTreeMap<&str, usize> = types.iter().enumerate().map(|(at, name)| (name.as_str(), at)).into_map();
    let mut changes = vec![vec![0_i64; types.len()]; window.len() + 1];
    for stay in stays {
        let place = places[stay.labels.work_type.as_deref().unwrap_or_default()];
        let until = stay.until.unwrap_or(Date::MAX);
        if stay.from > window.last || until <= window.first {
            continue;
        }
        changes[window.position(stay.from).unwrap_or(0)][place] += 1;
        changes[window.position(until).unwrap_or(window.len())][place] -= 1;
    }
    let mut now = vec![0_i64; types.len()];
    let mut days = Vec::with_capacity(window.len());
    for change in &changes[..window.len()] {
        now.iter_mut().zip(change).for_each(|(now, change)| *now += change);
        days.push(now.iter().map(|count| usize::try_from(*count).unwrap_or(0)).collect());
    }
    Series { first: Some(window.first), types, days }
}

/// Counts work in progress at the end of a day.
pub(super) fn at_end_of(items: &[&ItemFlow], day: Date) -> usize {
    let there = |item: &&&ItemFlow| {
        item.arrival().is_some_and(|from| from <= day) && item.departure().is_none_or(|until| until > day)
    };
    items.iter().filter(there).count()
}

/// Names a work type; none is an empty name.
fn type_name(labels: &Labels) -> String {
    labels.work_type.as_ref().map(Arc::clone).as_deref().unwrap_or_default().to_owned()
}

/// Names its figures.
fn figures(measures: &Measures) -> Figures {
    let load = &measures.load;
    vec![
        ("in_progress", Some(load.total as f64)),
        ("total_age", Some(load.total_age as f64)),
        ("over_line", Some(load.over_line.len() as f64)),
    ]
}
