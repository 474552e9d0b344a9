//! Where work waits: the evidence in words, its rows, and the time in each state.

use super::Told;
use crate::flow::{Row, StateTime};
use crate::site::view::flow::Scene;
use crate::site::view::{Cell, Table};
use crate::site::words::{days, figure, grouped, percent};

/// Shows the evidence for a bottleneck, or why there is none.
pub(super) fn bottleneck(scene: &Scene<'_>) -> Option<Told> {
    let found = &scene.measures.bottleneck;
    if found.departures == 0 {
        return None;
    }
    let mut table = Table::new("Evidence by state, over the window", &["State"]);
    let heads = [
        "Came in",
        "Went on",
        "More in than out",
        "In it on an average day",
        "Waiting before it",
        "Share of the time",
        "Median stay",
        "Did not come back",
    ];
    table.head.extend(heads.map(Cell::figure));
    table.fill(scene.site, found.rows.iter().map(row));
    Some(Told {
        id: "bl-bottleneck".to_owned(),
        title: "Where work waits".to_owned(),
        texts: vec![
            found.words(),
            "This is evidence, not a verdict: a state that takes long but lets go as much as it takes in is long work, no bottleneck.".to_owned(),
        ],
        table: table.if_any(),
        ..Told::default()
    })
}

fn row(row: &Row) -> Vec<Cell> {
    let none = || "–".to_owned();
    vec![
        Cell::text(row.title.clone()),
        Cell::figure(grouped(row.arrivals)),
        Cell::figure(grouped(row.departures)),
        Cell::figure(figure(row.net as f64, 0)),
        Cell::figure(figure(row.average, 1)),
        Cell::figure(row.queue.map_or_else(none, |queue| figure(queue, 1))),
        Cell::figure(row.share.map_or_else(none, percent)),
        Cell::figure(row.median_hours.map_or_else(none, stay)),
        Cell::figure(row.complete.map_or_else(none, percent)),
    ]
}

/// Writes hours as days, or as hours where they are few.
fn stay(hours: f64) -> String {
    if hours < 24.0 { format!("{} h", figure(hours, 0)) } else { days(hours / 24.0) }
}

/// Shows how the time in progress divides over the states.
pub(super) fn states(scene: &Scene<'_>) -> Option<Told> {
    let times: Vec<&StateTime> = scene.measures.state_times.iter().filter(|time| time.hours > 0.0).collect();
    if times.is_empty() {
        return None;
    }
    let states = &scene.site.analysis.flow.line.states;
    let mut table = Table::new("Time in progress by state, all epics together", &["State", "Counts as"]);
    table.head.extend(["Days", "Share", "Epics"].map(Cell::figure));
    let rows = times.iter().map(|time| {
        let state = &states[time.state];
        vec![
            Cell::text(state.title.clone()),
            Cell::text(state.class.name()),
            Cell::figure(figure(time.hours / 24.0, 1)),
            Cell::figure(time.share.map_or_else(|| "–".to_owned(), percent)),
            Cell::figure(grouped(time.count)),
        ]
    });
    table.fill(scene.site, rows);
    Some(Told {
        id: "bl-state-times".to_owned(),
        title: "Time in each state".to_owned(),
        texts: vec!["From the start of each epic to its end, as far as it lies in the window.".to_owned()],
        table: Some(table),
        ..Told::default()
    })
}
