//! What was given up, how long it takes until somebody looks, and whether as much is finished as is begun.

use super::Told;
use crate::flow::{FlowDebt, Little};
use crate::site::view::Link;
use crate::site::view::flow::Scene;
use crate::site::words::{count, days, figure, near_day, percent, rate_places};

/// How many epics a section links to.
const LISTED: usize = 20;

/// Links to items by position.
fn links(scene: &Scene<'_>, positions: &[usize]) -> (Vec<Link>, Option<Link>) {
    let links = positions.iter().take(LISTED).map(|at| {
        let item = scene.item(*at);
        let title = scene.title(item);
        let name = if title.is_empty() { item.id.clone() } else { format!("{} {title}", item.id) };
        let href = scene.href(item);
        if href.is_empty() { Link::plain(name) } else { Link::to(name, href) }
    });
    let more = positions.len().saturating_sub(LISTED);
    (links.collect(), (more > 0).then(|| Link::plain(format!("and {more} more"))))
}

/// Shows what was begun and given up.
pub(super) fn waste(scene: &Scene<'_>) -> Option<Told> {
    let now = &scene.measures.waste.now;
    if now.after_start.is_empty() && now.before_start.is_empty() {
        return None;
    }
    let after = match now.after_start.len() {
        0 => "Nothing was given up after it had begun.".to_owned(),
        number => format!(
            "{} given up after work had begun, {} in progress altogether.",
            count(number, "epic"),
            days(now.days as f64)
        ),
    };
    let share = now.share.map(|share| format!("That is {} of all that left work in progress.", percent(share)));
    let before = (!now.before_start.is_empty()).then(|| {
        format!("{} given up before work had begun, which costs little.", count(now.before_start.len(), "epic"))
    });
    let (links, more) = links(scene, &now.after_start);
    Some(Told {
        id: "bl-waste".to_owned(),
        title: "Begun and given up".to_owned(),
        texts: [Some(after), share, before].into_iter().flatten().collect(),
        links,
        more,
        ..Told::default()
    })
}

/// Shows how long it takes until somebody looks at what was delivered.
pub(super) fn lag(scene: &Scene<'_>) -> Option<Told> {
    let now = &scene.measures.loop_lag.now;
    if now.delivered == 0 {
        return None;
    }
    let first = format!(
        "Of {} delivered with outcomes in the window, {} had a reading since.",
        count(now.delivered, "epic"),
        now.days.len()
    );
    let half = now.spread.p50.map(|half| format!("Half of these readings came within {}.", days(half)));
    let longest = now.longest_wait.map(|wait| format!("The longest has waited {}.", days(wait as f64)));
    let (links, more) = links(scene, &now.waiting);
    Some(Told {
        id: "bl-loop-lag".to_owned(),
        title: "From delivery to the first look".to_owned(),
        texts: [Some(first), half, longest].into_iter().flatten().collect(),
        links,
        more,
        ..Told::default()
    })
}

/// Shows whether as much is finished as is begun, and whether quick work was bought with old work.
pub(super) fn balance(scene: &Scene<'_>) -> Option<Told> {
    let debt = scene.measures.flow_debt.as_ref().map(|debt| debt_words(scene, debt));
    let little = scene.measures.little.as_ref().and_then(little_words);
    if debt.is_none() && little.is_none() {
        return None;
    }
    Some(Told {
        id: "bl-balance".to_owned(),
        title: "Begun against finished".to_owned(),
        texts: [little, debt].into_iter().flatten().collect(),
        ..Told::default()
    })
}

fn little_words(little: &Little) -> Option<String> {
    let (balanced, gap) = (little.balanced?, little.gap?);
    let places = rate_places(little.average.min(balanced));
    let (average, balanced) = (figure(little.average, places), figure(balanced, places));
    let said = match gap {
        gap if gap >= 0.5 => "more is begun than finished",
        gap if gap <= -0.5 => "more is finished than begun",
        _ => "as much is finished as is begun",
    };
    Some(format!(
        "Epics in progress on an average day: {average}; velocity times flow time makes {balanced}. So {said}."
    ))
}

fn debt_words(scene: &Scene<'_>, debt: &FlowDebt) -> String {
    let as_of = scene.site.analysis.as_of;
    let (from, to) = (near_day(debt.interval.first, as_of), near_day(debt.interval.last, as_of));
    let (exact, approximate) = (days(debt.exact), days(debt.approximate as f64));
    let by = days(debt.debt.abs());
    let said = match debt.debt {
        debt if debt >= 0.5 => {
            format!("flow debt grew by {by}: some work went fast because other work was left to age")
        }
        debt if debt <= -0.5 => format!("flow debt fell by {by}: old work was finished"),
        _ => "there is no flow debt to speak of".to_owned(),
    };
    format!(
        "From {from} to {to}, what finished took {exact} on average; the cumulative flow suggests {approximate}. So {said}."
    )
}
