//! How much was in progress, day by day.

use super::{Scene, add, number_of, process_limits};
use crate::chart::flow_load::FlowLoad;
use crate::chart::stack::ByType;
use crate::site::view::{Chart, framed};
use crate::site::words::{capital, count};

/// Draws the days of the window; `limit` is how much may be in progress.
pub(in crate::site) fn load_chart(scene: &Scene<'_>, limit: Option<usize>) -> Option<Chart> {
    let load = &scene.measures.load;
    let series = &load.series;
    let day = |counts: &Vec<usize>| {
        let mut sums = ByType::default();
        series.types.iter().zip(counts).for_each(|(name, number)| add(&mut sums, name, *number));
        sums
    };
    let mut heading = scene.heading("bl-load", finding(scene, limit), load.total);
    let ages = if load.total_age > 0 { format!(", {} days old together", load.total_age) } else { String::new() };
    heading.caption = format!("{} now{ages}; {}.", load.total, scene.span(scene.measures.window));
    if let Some(limits) = &scene.measures.load_limits {
        heading.caption = format!("{} {}", heading.caption, process_limits(scene, limits));
    }
    let drawing =
        FlowLoad { heading, first: number_of(series.first?), days: series.days.iter().map(day).collect(), limit };
    Some(framed(scene.site, "bl-load-chart", drawing.draw()?))
}

/// Says how much is in progress, against the limit, else against the window before.
fn finding(scene: &Scene<'_>, limit: Option<usize>) -> String {
    let load = &scene.measures.load;
    let said = capital(&format!("{} begun and not finished", count(load.total, "epic")));
    let over = limit.and_then(|limit| load.total.checked_sub(limit)).filter(|over| *over > 0);
    match (over, load.before) {
        (Some(over), _) => format!("{said}, {over} over the limit"),
        (None, Some(before)) if before != load.total => format!("{said}; {before} when the window began"),
        _ => said,
    }
}
