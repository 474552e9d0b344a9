//! How long each finished epic took.

use super::{Scene, number_of, type_of};
use crate::chart::flow_time::{Finished, FlowTimes};
use crate::flow::SHOWN;
use crate::site::view::{Chart, framed};
use crate::site::words::{count, days};

/// Draws each epic by the day it finished.
pub(in crate::site) fn time_chart(scene: &Scene<'_>) -> Option<Chart> {
    let drawing = times(scene, "bl-flow-time", by_day(scene)).scatter()?;
    Some(framed(scene.site, "bl-flow-time-chart", drawing))
}

/// Draws how often each length occurs.
pub(in crate::site) fn length_chart(scene: &Scene<'_>) -> Option<Chart> {
    let drawing = times(scene, "bl-flow-lengths", by_length(scene)).histogram()?;
    Some(framed(scene.site, "bl-flow-lengths-chart", drawing))
}

fn times(scene: &Scene<'_>, prefix: &str, title: String) -> FlowTimes {
    let spread = scene.measures.flow_time.now.spread;
    let window = scene.measures.window;
    let finished = scene.done().filter_map(|item| {
        Some(Finished {
            id: item.id.clone(),
            title: if item.item.is_some() { scene.title(item) } else { "(no longer there)".to_owned() },
            href: scene.href(item),
            work_type: type_of(item),
            day: number_of(item.done_day()?),
            days: item.flow_time?,
        })
    });
    FlowTimes {
        heading: scene.heading(prefix, title, spread.count),
        window: (number_of(window.first), number_of(window.last)),
        epics: finished.collect(),
        lines: SHOWN.iter().filter_map(|percent| Some((*percent, spread.at(*percent)?))).collect(),
        list_href: format!("#{prefix}-chart-data"),
    }
}

/// Says within how many days most epics finish.
fn by_day(scene: &Scene<'_>) -> String {
    let spread = scene.measures.flow_time.now.spread;
    match (spread.p85, spread.p50) {
        (Some(most), _) => format!("85 in 100 epics finish within {}", days(most)),
        (None, Some(half)) => format!("Half of the epics finish within {}", days(half)),
        (None, None) => format!("Flow time of {}: too few for percentiles", count(spread.count, "epic")),
    }
}

/// Says how far the long ones are from the usual ones.
fn by_length(scene: &Scene<'_>) -> String {
    let spread = scene.measures.flow_time.now.spread;
    match (spread.p50, spread.p95) {
        (Some(half), Some(tail)) if tail >= 3.0 * half => {
            format!("Half take up to {}, 95 in 100 up to {}", days(half), days(tail))
        }
        (Some(half), _) => format!("Half of the epics take up to {}", days(half)),
        _ => "Flow times by length".to_owned(),
    }
}
