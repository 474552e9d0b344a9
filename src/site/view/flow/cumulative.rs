//! Where work piles up, day by day.

use super::{Scene, number_of};
use crate::chart::cumulative_flow::{Band, CumulativeFlow};
use crate::site::view::{Chart, framed};

/// Draws the states of work in progress, done at the bottom; ideas and other work that has not begun are left out
/// where they would dwarf the rest.
pub(in crate::site) fn cumulative_chart(scene: &Scene<'_>) -> Option<Chart> {
    let flow = &scene.measures.cumulative_flow;
    let stages = &scene.site.analysis.flow.line.stages;
    let from = scene.site.analysis.flow.line.start;
    let last = |stage: usize| flow.lines[stage].last().copied().unwrap_or(0);
    let begun = last(from).saturating_sub(flow.lines[from].first().copied().unwrap_or(0)).max(1);
    let before = last(0).saturating_sub(last(from));
    let first = if before > 3 * begun { from } else { 0 };
    let band = |stage: usize| Band {
        name: stages[stage].title.clone(),
        href: String::new(),
        reached: flow.lines[stage].clone(),
    };
    let bands: Vec<Band> = (first..stages.len()).rev().map(band).collect();
    let number = scene.measures.items.len();
    let drawing = CumulativeFlow {
        heading: scene.heading("bl-cumulative-flow", finding(scene), number),
        first: number_of(flow.days.first),
        bands,
    };
    Some(framed(scene.site, "bl-cumulative-flow-chart", drawing.draw()?))
}

/// Says where work waits, where the figures say so.
fn finding(scene: &Scene<'_>) -> String {
    let found = &scene.measures.bottleneck;
    let named = found.candidate.map(|row| &found.rows[row].title);
    named.map_or_else(|| "Cumulative flow".to_owned(), |title| format!("Work piles up at {title}"))
}
