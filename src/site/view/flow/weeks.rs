//! How much was finished in each week.

use super::{Scene, add, process_limits};
use crate::chart::stack::ByType;
use crate::chart::velocity::{Course, Velocity, Week};
use crate::document::{add_days, iso_week};
use crate::flow;
use crate::site::view::{Chart, framed, known_note};
use crate::site::words::{count, figure, near_day, rate_places};

/// Draws a bar for each week of the window, and the week that is not over.
pub(in crate::site) fn week_chart(scene: &Scene<'_>) -> Option<Chart> {
    let velocity = &scene.measures.velocity.now;
    let over = velocity.weeks.iter().map(|week| (week, Course::Over));
    let weeks = over.chain(velocity.current.iter().map(|week| (week, Course::Running)));
    let weeks: Vec<Week> = weeks.map(|(found, course)| week(scene, found, course)).collect();
    let mut heading = scene.heading("bl-velocity", finding(scene), velocity.done);
    if let Some(bulk) = bulk(scene) {
        heading.caption = format!("{} {bulk}", heading.caption);
    }
    if let Some(limits) = &scene.measures.velocity_limits {
        heading.caption = format!("{} {}", heading.caption, process_limits(scene, limits));
    }
    Some(framed(scene.site, "bl-velocity-chart", Velocity { heading, weeks }.draw()?))
}

fn week(scene: &Scene<'_>, found: &flow::Week, course: Course) -> Week {
    let (year, number) = iso_week(found.monday);
    let last = add_days(found.monday, 6);
    let mut finished = ByType::default();
    for item in scene.items().filter(|item| item.done_day().is_some_and(|day| found.monday <= day && day <= last)) {
        add(&mut finished, item.labels.work_type.as_deref().unwrap_or_default(), 1);
    }
    let from = near_day(found.monday, scene.site.analysis.as_of);
    let bulk = if found.in_bulk > 0 { format!(", {} closed in bulk", found.in_bulk) } else { String::new() };
    Week { name: format!("W{number}"), said: format!("Week {number} of {year}, from {from}{bulk}"), finished, course }
}

/// Says how many a week, and how that has changed.
fn finding(scene: &Scene<'_>) -> String {
    let velocity = &scene.measures.velocity;
    let Some(now) = velocity.now.per_week.filter(|_| known_note(scene.site).is_none()) else {
        return "Flow velocity".to_owned();
    };
    let places = rate_places(now);
    let now_said = figure(now, places);
    let said = format!("{now_said} {} a week", if now_said == "1" { "epic" } else { "epics" });
    let before = velocity.before.as_ref().and_then(|before| before.per_week);
    let by = before.map_or(0.0, |before| now - before);
    match figure(by.abs(), places) {
        same if same == "0" => said,
        more if by > 0.0 => format!("{said}, {more} more than before"),
        fewer => format!("{said}, {fewer} fewer than before"),
    }
}

fn bulk(scene: &Scene<'_>) -> Option<String> {
    let number: usize = scene.measures.velocity.now.weeks.iter().map(|week| week.in_bulk).sum();
    (number > 0).then(|| format!("{} of them closed in bulk.", count(number, "epic")))
}
