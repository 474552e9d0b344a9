//! The moves as a feed (Atom, RFC 4287): one entry for each cause, so that one that moves many is told once.

use super::super::plan::{Route, Site};
use super::super::words::{capital, count, list};
use super::moves::{self, anchor};
use super::{Body, Page, feed, once};
use crate::analysis::movement::{Event, Kind, Movement, Subject};
use jiff::civil::Date;

/// Where the feed stands.
const PATH: &str = "moves.xml";
/// How many entries it has, and how many epics each names.
const ENTRIES: usize = 50;
const NAMED: usize = 5;

/// The feed; it needs to know where the site is published.
pub(super) const PAGE: Page = Page {
    name: "moves_feed",
    about: "moves in the ranked list with their causes, as an Atom feed",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.config.site.base_url.is_some() { once(page, PATH) } else { Vec::new() },
    body: Body::File(|site, _: &Route| {
        let entries = site.analysis.movement.as_ref().map(|movement| entries(site, movement)).unwrap_or_default();
        feed::atom(site, ("Moves", PATH, moves::PATH), entries, ENTRIES).into_bytes()
    }),
};

/// Lists the entries: what moved others, or itself.
fn entries(site: &Site<'_>, movement: &Movement) -> Vec<feed::Entry> {
    let base = site.config.site.base_url.as_deref().unwrap_or_default();
    let entry = |(at, event): (usize, &Event)| {
        let on = happened(site, movement, event);
        let link = format!("{base}/{}#{}", moves::PATH, anchor(event));
        let title = match event.subject {
            Subject::Item(_) | Subject::Gone => event.words().replacen(&format!("`{}`", event.id), &event.title, 1),
            Subject::Settings | Subject::Withheld => event.words(),
        };
        feed::Entry {
            on,
            id: format!("{link}/{on}"),
            link,
            title: capital(&title.replace('`', "")),
            words: told(site, movement, (at, event)),
        }
    };
    movement.events.iter().enumerate().map(entry).collect()
}

/// Says whom an event moved.
fn told(site: &Site<'_>, movement: &Movement, (at, event): (usize, &Event)) -> String {
    let titles = |items: &[usize]| {
        let named: Vec<String> = items.iter().take(NAMED).map(|item| site.backlog.items[*item].title.clone()).collect();
        let more = items.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{} more", count(more, "epic")));
        list(&named.into_iter().chain(more).collect::<Vec<_>>())
    };
    let mut said = Vec::new();
    let own = if let Subject::Item(item) = event.subject { movement.of(item) } else { None };
    if let Some(own) = own.filter(|own| own.causes.first() == Some(&at)) {
        said.push(format!("Rank {} → {}.", own.from, own.to));
    }
    if let (Kind::Rescored(_), Some(details)) = (&event.kind, event.details()) {
        said.push(format!("{}.", capital(&details)));
    }
    match &event.kind {
        Kind::Entered(_, rank) => said.push(format!("Rank {rank}.")),
        Kind::Left(_, Some(rank)) => said.push(format!("Was rank {rank}.")),
        _ => {}
    }
    for (items, way) in [(&event.up, "Up"), (&event.down, "Down")] {
        if !items.is_empty() {
            said.push(format!("{way}: {}.", titles(items)));
        }
    }
    said.join(" ")
}

/// Gives the day on which an epic's front matter last changed in the time that is compared, else the site's own day.
fn happened(site: &Site<'_>, movement: &Movement, event: &Event) -> Date {
    let timelines = &site.backlog.timelines;
    let timeline = match event.subject {
        Subject::Item(item) => timelines.of_item.get(item).copied().flatten().map(|at| &timelines.documents[at]),
        Subject::Gone => timelines.documents.iter().find(|timeline| timeline.item.is_none() && timeline.id == event.id),
        Subject::Settings | Subject::Withheld => None,
    };
    let changed = timeline.and_then(|timeline| {
        let value = timeline.values.last().map(|change| change.moment.at);
        timeline.removed.map(|moment| moment.at).or(value)
    });
    let day = changed.map(|at| at.to_zoned(site.config.site.timezone.clone()).date());
    // What is dated before the time that is compared isn't committed yet.
    let day = day.filter(|day| *day > movement.since.committed && *day <= site.analysis.as_of);
    day.unwrap_or(site.analysis.as_of)
}
