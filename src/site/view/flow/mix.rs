//! Which kinds of work were finished, against those that are wanted.

use super::{Scene, add};
use crate::chart::distribution::{Distribution, Period};
use crate::chart::mark::WorkType;
use crate::chart::stack::ByType;
use crate::flow::{ItemFlow, TypeShare};
use crate::order::Order;
use crate::site::view::{self, Chart, framed};
use crate::site::words::{capital, count, percent};
use jiff::civil::Date;

/// How many planning periods are drawn.
const PERIODS: usize = 6;
/// The smallest difference of shares that is worth a headline.
const WORTH: f64 = 0.1;

/// Draws the last planning periods.
pub(in crate::site) fn mix_chart(scene: &Scene<'_>) -> Option<Chart> {
    let mut done: Vec<(Date, &ItemFlow)> = scene.items().filter_map(|item| Some((item.done_day()?, item))).collect();
    done.order_by_key(|(day, _)| *day);
    let mut periods: Vec<Period> = Vec::new();
    for (day, item) in done {
        let name = scene.site.config.period.containing(day);
        if periods.last().is_none_or(|last| last.name != name) {
            periods.push(Period { name, finished: ByType::default() });
        }
        if let Some(period) = periods.last_mut() {
            add(&mut period.finished, item.labels.work_type.as_deref().unwrap_or_default(), 1);
        }
    }
    let periods = periods.split_off(periods.len().saturating_sub(PERIODS));
    let number = periods.iter().map(|period| crate::chart::stack::total(&period.finished)).sum();
    let mut heading = scene.heading("bl-mix", finding(scene), number);
    heading.caption = format!("{} finished since the first period shown.", capital(&count(number, "epic")));
    let drawing = Distribution { heading, periods, wanted: wanted(&scene.measures.distribution.now.types) };
    Some(framed(scene.site, "bl-mix-chart", drawing.draw()?))
}

/// Adds up the wanted shares by mark; none where nobody wants any.
fn wanted(types: &[TypeShare]) -> Option<[f64; 5]> {
    let mut shares = [0.0; 5];
    for found in types {
        let mark = WorkType::of(&found.work_type);
        let place = WorkType::ALL.iter().position(|one| *one == mark).unwrap_or(4);
        shares[place] += found.wanted?;
    }
    (!types.is_empty()).then_some(shares)
}

/// Says where what was done is furthest from what is wanted, else what has changed most.
fn finding(scene: &Scene<'_>) -> String {
    let distribution = &scene.measures.distribution;
    // The bars show planning periods, which are other days than those of the window.
    let weeks = count(scene.site.config.flow.window_weeks.into(), "week");
    let name =
        |found: &TypeShare| view::WorkType::of(Some(found.work_type.as_str()).filter(|name| !name.is_empty())).label;
    let now = &distribution.now.types;
    let gap = |found: &TypeShare| Some((found.share? - found.wanted?).abs());
    let most = now.iter().filter_map(|found| Some((gap(found)?, found))).max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, found)) = most.filter(|(gap, _)| *gap >= WORTH)
        && let (Some(share), Some(wanted)) = (found.share, found.wanted)
    {
        let (share, wanted) = (percent(share), percent(wanted));
        return format!("{} is {share} of what was finished in {weeks}; {wanted} is wanted", name(found));
    }
    let before = distribution.before.as_ref().map_or(&[][..], |before| &before.types);
    let moved = now.iter().filter_map(|found| {
        let old = before.iter().find(|old| old.work_type == found.work_type)?.share?;
        Some((found.share? - old, old, found))
    });
    match moved.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs())).filter(|(by, ..)| by.abs() >= WORTH) {
        Some((by, old, found)) => {
            let way = if by > 0.0 { "grown" } else { "fallen" };
            let now = percent(found.share.unwrap_or(0.0));
            format!("{} has {way} from {} to {now} of what was finished in {weeks}", name(found), percent(old))
        }
        None => "Flow distribution".to_owned(),
    }
}
