//! The steps of a value stream, drawn.

use super::Chart;
use crate::analysis::days_of;
use crate::backlog::ValueStream;
use crate::chart::ladder::{Days, Ladder, Step};

/// Draws the steps of a stream under a title; none without times.
pub(in crate::site) fn ladder_chart(stream: &ValueStream, title: String) -> Option<Chart> {
    let steps = stream.steps.iter().map(|step| Step {
        name: step.name.clone(),
        wait: days_of(step.wait),
        process: days_of(step.process),
    });
    let drawing =
        Ladder { prefix: "bl-ladder".to_owned(), title, steps: steps.collect(), days: Days::Stated }.draw()?;
    Some(Chart {
        id: "bl-ladder-chart",
        title: drawing.title,
        subtitle: Some(drawing.subtitle),
        svg_svg: drawing.svg,
        table: None,
        note: None,
    })
}
