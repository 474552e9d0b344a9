//! The steps of a value stream, drawn.

use super::{Chart, framed};
use crate::analysis::days_of;
use crate::backlog::ValueStream;
use crate::chart::ladder::{Days, Ladder, Step};
use crate::config::StateClass;
use crate::flow::{Dimension, LineState, Place, Rung};
use crate::site::Site;
use crate::site::words::{count, day, days};

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

/// Draws how long finished epics stayed in each state of the main line; of the stream's product where it has one.
pub(in crate::site) fn measured_ladder(site: &Site<'_>, stream: &ValueStream) -> Option<Chart> {
    let flow = &site.analysis.flow;
    let measures = match &stream.product {
        Some(product) => &flow.group(Dimension::Product, product)?.measures,
        None => &flow.overall,
    };
    let on_line = |state: &LineState| {
        matches!(state.place, Place::Stage(stage) if stage < flow.line.done()) && state.class != StateClass::New
    };
    let rungs = flow.line.states.iter().zip(&measures.ladder.rungs).filter(|(state, _)| on_line(state));
    let steps: Vec<(&LineState, &Rung, Step)> =
        rungs.filter_map(|(state, rung)| Some((state, rung, step(state, rung)?))).collect();
    let longest = steps.iter().max_by(|a, b| (a.2.wait + a.2.process).total_cmp(&(b.2.wait + b.2.process)))?;
    let title = format!(
        "Epics stay longest in “{}”: half of them {} or more",
        longest.0.title,
        days(longest.2.wait + longest.2.process)
    );
    let most = steps.iter().map(|(_, rung, _)| rung.left).max().unwrap_or(0);
    let first = day(measures.window.first);
    let note = format!(
        "Up to {} left a state since {first}. A waiting state goes up, an active one down; medians do not add up.",
        count(most, "epic")
    );
    let steps = steps.into_iter().map(|(.., step)| step).collect();
    let ladder = Ladder { prefix: "bl-measured".to_owned(), title, steps, days: Days::Measured(note) };
    Some(framed(site, "bl-measured-chart", ladder.draw()?))
}

/// Makes the step of a state that enough epics left to say something.
fn step(state: &LineState, rung: &Rung) -> Option<Step> {
    let days = rung.median_hours.filter(|_| rung.left >= LEAST)? / 24.0;
    let days = (days * 10.0).round() / 10.0;
    let waits = state.class == StateClass::Waiting;
    let (wait, process) = if waits { (days, 0.0) } else { (0.0, days) };
    Some(Step { name: state.title.clone(), wait, process })
}

/// From how many epics on a median says something.
const LEAST: usize = 5;
