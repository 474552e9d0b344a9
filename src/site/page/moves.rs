//! What changed place in the ranked list, and why: one cause after the other, then every move.

use super::super::plan::{Route, Site};
use super::super::view::{Link, change_of, entered, since};
use super::super::words::{capital, count, day, grouped, ordinal};
use super::{Body, Common, Given, Page, once, view};
use crate::analysis::movement::{Event, Exit, Kind, Movement, Subject};
use serde::Serialize;

/// Where the page stands.
pub(super) const PATH: &str = "moves.html";
/// How many moves the page lists; the download has all.
const ROWS: usize = 200;
/// How many causes it lists, and how many epics of each.
const CAUSES: usize = 50;
const NAMED: usize = 5;

/// The page of moves.
pub(super) const PAGE: Page = Page {
    name: "moves",
    about: "what changed place in the ranked list, and why",
    anywhere: false,
    navigation: None,
    routes: |_, page| once(page, PATH),
    body: Body::Html { template: "moves", view: make },
};

#[derive(Debug, Default, Serialize)]
struct Moves {
    unknown: Option<String>,
    nothing: Option<String>,
    causes: Vec<Cause>,
    more_causes: Option<String>,
    moved: Vec<Row>,
    more_moved: Option<String>,
    entered: Vec<Row>,
    left: Vec<Row>,
    order: Vec<Row>,
}

/// A cause, with those that it moved.
#[derive(Debug, Serialize)]
struct Cause {
    anchor: String,
    who: Option<Link>,
    what: String,
    up: Vec<Link>,
    down: Vec<Link>,
    again: Option<String>,
}

/// An epic, its change and why.
#[derive(Debug, Serialize)]
struct Row {
    epic: Link,
    change: Option<super::super::view::Change>,
    places: String,
    why: String,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let page = route.path.as_str();
    let (subtitle, own) = match &site.analysis.movement {
        Err(why) => (String::new(), Moves { unknown: Some(format!("{}.", capital(why))), ..Moves::default() }),
        Ok(movement) => (subtitle(site, movement), moves(site, movement, page)),
    };
    let common = Common::new(site, route, "Moves").subtitle(subtitle);
    view(if own.unknown.is_some() { common } else { common.downloads(route, "moves") }, own)
}

/// Says how many moved, and between which days.
fn subtitle(site: &Site<'_>, movement: &Movement) -> String {
    let found = &movement.since;
    let then = day(found.day);
    let committed = if found.committed == found.day { String::new() } else { format!(" of {}", day(found.committed)) };
    format!(
        "{} changed place{} between {then} and {}. Compared with commit `{}`{committed}.",
        capital(&count(movement.moved(), "epic")),
        entered(movement),
        site.as_of(),
        found.commit
    )
    .replace('`', "")
}

fn moves(site: &Site<'_>, movement: &Movement, page: &str) -> Moves {
    let all: Vec<&Event> = movement.events.iter().filter(|event| event.reach() > 0).collect();
    let rows = |events: &mut dyn Iterator<Item = &Event>| events.map(|event| event_row(site, event, page)).collect();
    Moves {
        unknown: None,
        nothing: movement.is_empty().then(|| format!("Nothing changed place since {}.", since(site, movement))),
        causes: causes(site, &all[..all.len().min(CAUSES)], page),
        more_causes: more(all.len(), CAUSES, "cause"),
        moved: movement
            .moves
            .iter()
            .take(ROWS)
            .map(|found| Row {
                epic: site.item_link(page, found.item),
                change: change_of(site, found.item),
                places: format!("{} → {}", grouped(found.from), grouped(found.to)),
                why: capital(&movement.why(found)),
            })
            .collect(),
        more_moved: more(movement.moves.len(), ROWS, "move"),
        entered: rows(&mut movement.events.iter().filter(|event| matches!(event.kind, Kind::Entered(..)))),
        left: rows(&mut movement.events.iter().filter(|event| matches!(event.kind, Kind::Left(..)))),
        order: movement
            .reordered
            .iter()
            .take(ROWS)
            .map(|found| Row {
                epic: site.item_link(page, found.item),
                change: None,
                places: format!("{} → {}", ordinal(found.from), ordinal(found.to)),
                why: capital(&found.words()),
            })
            .collect(),
    }
}

/// Says how many more there are.
fn more(all: usize, shown: usize, one: &str) -> Option<String> {
    (all > shown).then(|| format!("and {}; the download has every move", count(all - shown, &format!("more {one}"))))
}

/// Links to the epic of an event; one that is gone is plain text.
fn who(site: &Site<'_>, event: &Event, page: &str) -> Option<Link> {
    Some(match event.subject {
        Subject::Settings => return None,
        Subject::Item(item) => site.item_link(page, item),
        Subject::Gone => Link::plain(format!("{} ({})", event.title, event.id)),
        Subject::Withheld => Link::plain("An epic that isn't published"),
    })
}

/// Lists causes; one that moved the same epics as the one before doesn't name them again.
fn causes(site: &Site<'_>, events: &[&Event], page: &str) -> Vec<Cause> {
    let before = std::iter::once(None).chain(events.iter().map(Some));
    let again = |event: &Event, before: Option<&&Event>| {
        before.filter(|before| event.reach() > 1 && before.up == event.up && before.down == event.down).map(|_| {
            let way = match (event.up.is_empty(), event.down.is_empty()) {
                (false, false) => "Up and down",
                (false, true) => "Up",
                (true, _) => "Down",
            };
            format!("{way}: the same {}.", count(event.reach(), "epic"))
        })
    };
    let told = |(event, before): (&&Event, Option<&&Event>)| match again(event, before) {
        None => cause(site, event, page),
        again => Cause { up: Vec::new(), down: Vec::new(), again, ..cause(site, event, page) },
    };
    events.iter().zip(before).map(told).collect()
}

fn cause(site: &Site<'_>, event: &Event, page: &str) -> Cause {
    Cause {
        anchor: anchor(event),
        who: who(site, event, page),
        what: match &event.kind {
            Kind::Configured(_) => capital(&event.own_words()),
            Kind::Rescored(_) => format!("was scored anew: {}", event.details().unwrap_or_default()),
            Kind::Entered(..) | Kind::Left(..) => event.own_words(),
        },
        up: named(site, &event.up, page),
        down: named(site, &event.down, page),
        again: None,
    }
}

/// Names the anchor of a cause.
pub(super) fn anchor(event: &Event) -> String {
    if event.id.is_empty() {
        "settings".to_owned()
    } else {
        format!("cause-{}", super::super::address::slug(&event.id))
    }
}

/// Links to the first epics that an event moved, and counts the rest.
fn named(site: &Site<'_>, items: &[usize], page: &str) -> Vec<Link> {
    let mut links: Vec<Link> = items.iter().take(NAMED).map(|item| site.item_link(page, *item)).collect();
    if items.len() > NAMED {
        links.push(Link::plain(format!("{} more", grouped(items.len() - NAMED))));
    }
    links
}

fn event_row(site: &Site<'_>, event: &Event, page: &str) -> Row {
    let places = match &event.kind {
        Kind::Entered(_, rank) => format!("now {}", grouped(*rank)),
        Kind::Left(_, Some(rank)) => format!("was {}", grouped(*rank)),
        Kind::Left(Exit::Finished | Exit::Cancelled | Exit::Removed, None) => "was in progress".to_owned(),
        _ => String::new(),
    };
    let epic = who(site, event, page).unwrap_or_else(|| Link::plain(event.title.clone()));
    Row { epic, change: None, places, why: capital(&event.own_words()) }
}
