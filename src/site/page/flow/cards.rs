//! The figures at the top: each with its change on the window before, or why there is none.

use crate::analysis::TeamLoad;
use crate::flow::{Dimension, Group, MEDIAN_FROM, Measures};
use crate::site::Site;
use crate::site::view::Card;
use crate::site::view::flow::Scene;
use crate::site::view::{known_note, limit_note};
use crate::site::words::{count, days, figure, percent, rate_places};

/// Makes the figures of a part.
pub(in super::super) fn cards(scene: &Scene<'_>, group: Option<&Group>) -> Vec<Card> {
    let measures = scene.measures;
    let mut cards = vec![
        time(scene.site, measures),
        velocity(scene.site, measures),
        load(scene, group),
        efficiency(scene.site, measures),
    ];
    if measures.loop_lag.now.delivered > 0 {
        cards.push(lag(measures));
    }
    cards
}

/// A change on the window before, with so many decimals: its words and whether it is good.
fn change(by: f64, (places, unit): (usize, &str), better: Better) -> (String, Option<&'static str>) {
    let text = figure(by.abs(), places);
    if text == "0" {
        return ("as in the window before".to_owned(), None);
    }
    let good = (by > 0.0) == (better == Better::More);
    let mark = if by > 0.0 { "▲" } else { "▼" };
    let unit = if text == "1" { unit.trim_end_matches('s') } else { unit };
    (format!("{mark} {text} {unit} on the window before").replace("  ", " "), Some(if good { "good" } else { "late" }))
}

/// Which way is better.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// Puts a note under a figure.
fn noted(label: &str, value: String, (note, class): (String, Option<&'static str>)) -> Card {
    Card { label: label.to_owned(), value, note: Some(note), note_class: class, ..Card::default() }
}

/// Gives the flow time: what 85 in 100 do not exceed, or half where there are few.
pub(in super::super) fn time(site: &Site<'_>, measures: &Measures) -> Card {
    let now = measures.flow_time.now.spread;
    let before = measures.flow_time.before.as_ref().map(|before| before.spread);
    let of = format!("over {}", count(now.count, "epic"));
    let (label, value, old) = match (now.p85, now.p50) {
        (Some(most), _) => ("Flow time, 85th percentile", most, before.and_then(|before| before.p85)),
        (None, Some(half)) => ("Flow time, median", half, before.and_then(|before| before.p50)),
        (None, None) => {
            let note = format!("too few to tell: {} of the {MEDIAN_FROM} finished epics that it takes", now.count);
            return noted("Flow time", "–".to_owned(), (note, None));
        }
    };
    let (note, class) = old.map_or((of.clone(), None), |old| change(value - old, (1, "days"), Better::Less));
    let note = if old.is_some() { format!("{note}, {of}") } else { note };
    let cut = limit_note(site).map_or_else(String::new, |cut| format!("; {cut}"));
    noted(label, days(value), (format!("{note}{cut}"), class))
}

/// Gives the velocity; no mean of weeks of which nothing is known.
pub(in super::super) fn velocity(site: &Site<'_>, measures: &Measures) -> Card {
    let now = &measures.velocity.now;
    if let Some(known) = known_note(site) {
        let done = if now.done == 0 { "0 epics".to_owned() } else { count(now.done, "epic") };
        return noted("Finished", done, (format!("too short a time for a weekly figure: {known}"), None));
    }
    let places = now.per_week.map_or(1, rate_places);
    let value = now.per_week.map_or_else(|| "–".to_owned(), |each| format!("{} / week", figure(each, places)));
    let old = measures.velocity.before.as_ref().and_then(|before| before.per_week);
    let of = format!("{} in {}", count(now.done, "epic"), count(now.weeks.len(), "week"));
    let note = now.per_week.zip(old).map(|(now, old)| change(now - old, (places, ""), Better::More));
    let note = note.map_or((of.clone(), None), |(text, class)| (format!("{text}, {of}"), class));
    noted("Flow velocity", value, note)
}

/// Gives how much is in progress, and what is wrong with it.
fn load(scene: &Scene<'_>, group: Option<&Group>) -> Card {
    let load = &scene.measures.load;
    let held = held(scene.site, group).filter(|(number, limit)| number > limit);
    let note = match (held, load.over_line.len()) {
        (Some((number, limit)), _) if number == load.total => {
            (format!("{} over the limit", number - limit), Some("late"))
        }
        (Some((number, limit)), _) => {
            (format!("{number} of them are worked on, over the limit of {limit}"), Some("late"))
        }
        (None, old) if old > 0 => (format!("{old} older than {} days", load.age_line), Some("late")),
        _ if load.total == 0 => ("nothing is begun and not finished".to_owned(), None),
        _ => (format!("{} days old together", load.total_age), None),
    };
    let value = if load.total == 0 { "0 epics".to_owned() } else { count(load.total, "epic") };
    noted("Flow load", value, note)
}

/// Gives how much may be in progress, where the limit is for as many epics as the load counts: a load also counts what
/// waits to begin or was set aside, and no limit is for that.
pub(in super::super) fn limit(site: &Site<'_>, group: Option<&Group>, load: usize) -> Option<usize> {
    held(site, group).filter(|(number, _)| *number == load).map(|(_, limit)| limit)
}

/// Gives how many epics are held against a limit, and the limit: a team's own, or those of all teams together where
/// each has one.
fn held(site: &Site<'_>, group: Option<&Group>) -> Option<(usize, usize)> {
    let of = |(at, load): (&usize, &TeamLoad)| {
        let limit = usize::try_from(site.backlog.items[*at].team()?.wip_limit?).unwrap_or(usize::MAX);
        Some((load.in_progress.len(), limit))
    };
    let mut all = site.analysis.teams.iter();
    match group {
        Some(group) if group.dimension != Dimension::Team => None,
        Some(group) => of(all.find(|(at, _)| site.backlog.items[**at].title == group.name)?),
        None => {
            let each: Option<Vec<(usize, usize)>> = all.map(of).collect();
            let each = each.filter(|each| !each.is_empty())?;
            Some((each.iter().map(|(number, _)| number).sum(), each.iter().map(|(_, limit)| limit).sum()))
        }
    }
}

/// Gives the share of the time in which somebody worked.
fn efficiency(site: &Site<'_>, measures: &Measures) -> Card {
    let now = &measures.efficiency.now;
    let Some(ratio) = now.ratio else {
        return noted("Flow efficiency", "–".to_owned(), ("no time to divide yet".to_owned(), None));
    };
    let of = count(now.count, "epic");
    let note = if now.doubtful() {
        format!("over {of}; above 50%, the states probably hide the waiting")
    } else {
        format!("of the time is work, over {of}")
    };
    let cut = limit_note(site).map_or_else(String::new, |cut| format!("; {cut}"));
    noted("Flow efficiency", percent(ratio), (format!("{note}{cut}"), None))
}

/// Gives how long it takes until somebody looks at what was delivered.
fn lag(measures: &Measures) -> Card {
    let now = &measures.loop_lag.now;
    let value = now.spread.p50.map_or_else(|| format!("{} of {}", now.days.len(), now.delivered), days);
    let waiting = match now.waiting.len() {
        0 => "all delivered epics were looked at".to_owned(),
        number => format!("{} not looked at since delivery", count(number, "epic")),
    };
    let label = if now.spread.p50.is_some() { "Loop lag, median" } else { "Loops closed" };
    noted(label, value, (waiting, (!now.waiting.is_empty()).then_some("late")))
}

#[cfg(test)]
mod tests {
    use super::{Better, change};

    #[test]
    fn a_change_says_its_way_and_whether_it_is_good() {
        assert_eq!(change(-9.0, (1, "days"), Better::Less), ("▼ 9 days on the window before".to_owned(), Some("good")));
        assert_eq!(change(1.0, (1, "days"), Better::Less), ("▲ 1 day on the window before".to_owned(), Some("late")));
        assert_eq!(change(0.7, (1, ""), Better::More), ("▲ 0.7 on the window before".to_owned(), Some("good")));
        assert_eq!(change(0.01, (1, ""), Better::More), ("as in the window before".to_owned(), None));
    }
}
