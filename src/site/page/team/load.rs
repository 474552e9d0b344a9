//! What a team has in hand, in words and tables.

use super::super::super::plan::Site;
use super::super::super::view::{Card, Cell, Link, Table, WorkType, refer};
use super::super::super::words::{capital, count, figure, grouped, list, percent, weeks};
use super::TableCard;
use crate::analysis::{Ask, TeamLoad};
use crate::backlog::{Request, Team};
use crate::document::PartialDate;
use crate::ranking::capacity::Line;

/// Fewer epics than this are counted in words and given no share.
const LEAST_FOR_SHARE: usize = 10;
/// How many requests a table lists.
const REQUESTS: usize = 500;

/// Says the finding: too much begun, else what capacity allows.
pub(super) fn headline(site: &Site<'_>, at: usize, load: &TeamLoad) -> String {
    let limit = site.backlog.items[at].team().and_then(|team| team.wip_limit);
    let over = load.over(limit).map(|_| format!("{} epics in progress: over the limit", wip(load, limit)));
    let line = line_of(site, at).map(|line| capital(&line.summary));
    let said: Vec<String> = [over, line].into_iter().flatten().collect();
    if said.is_empty() { String::new() } else { format!("{}.", said.join(". ")) }
}

/// Finds the capacity line of a team.
fn line_of<'a>(site: &'a Site<'_>, at: usize) -> Option<&'a Line> {
    site.analysis.capacity.teams.get(&site.backlog.items[at].title)
}

/// Writes work in progress against its limit: `3 of 2`.
pub(in super::super) fn wip(load: &TeamLoad, limit: Option<u32>) -> String {
    let number = load.in_progress.len();
    limit.map_or_else(|| grouped(number), |limit| format!("{} of {limit}", grouped(number)))
}

/// Says by how much the limit is passed.
pub(in super::super) fn over_words(load: &TeamLoad, limit: Option<u32>) -> Option<String> {
    load.over(limit).map(|over| format!("over the limit by {over}"))
}

/// Says how the outcomes turned out; a rate only from five measured ones on.
pub(in super::super) fn hits(load: &TeamLoad) -> Option<String> {
    let results = &load.results;
    let judged = results.judged();
    if load.outcomes == 0 {
        return None;
    }
    Some(match results.rate {
        _ if judged == 0 => "none measured yet".to_owned(),
        None => format!("{} of {} measured", results.hits, judged),
        Some(rate) => format!("{} of {} measured ({})", results.hits, judged, percent(rate)),
    })
}

/// Makes the figures at the top.
pub(super) fn cards(site: &Site<'_>, at: usize, team: &Team, load: &TeamLoad) -> Vec<Card> {
    let late = over_words(load, team.wip_limit);
    let aside = (!load.aside.is_empty()).then(|| format!("{} more begun and set aside", grouped(load.aside.len())));
    let limit = late.clone().or_else(|| team.wip_limit.map(|_| "within the limit".to_owned()));
    let note: Vec<String> = [limit, aside].into_iter().flatten().collect();
    let mut cards = vec![Card {
        label: "In progress".to_owned(),
        value: wip(load, team.wip_limit),
        note_class: late.map(|_| "late"),
        note: (!note.is_empty()).then(|| note.join("; ")),
        href: None,
    }];
    if let Some(line) = line_of(site, at) {
        let over = line.committed > line.capacity * (1.0 + 1e-9);
        cards.push(Card {
            label: "Committed of capacity".to_owned(),
            value: if line.capacity > 0.0 || line.committed > 0.0 {
                format!("{} of {}", figure(line.committed, 1), weeks(line.capacity))
            } else {
                "no capacity".to_owned()
            },
            note_class: over.then_some("late"),
            note: over.then(|| "more begun than the period has".to_owned()),
            href: None,
        });
    }
    cards.extend(hits(load).map(|value| Card {
        label: "Outcomes of its epics hit".to_owned(),
        value,
        note: Some(result_note(load)),
        ..Card::default()
    }));
    if !load.products.is_empty() {
        let names: Vec<String> = load.products.keys().take(6).cloned().collect();
        let switches = if load.products.len() > 1 { "work switches between " } else { "" };
        cards.push(Card {
            label: "Products in progress".to_owned(),
            value: grouped(load.products.len()),
            note: Some(format!("{switches}{}", list(&names))),
            ..Card::default()
        });
    }
    cards
}

/// Says what stands behind the hits.
fn result_note(load: &TeamLoad) -> String {
    let results = &load.results;
    let few = results.rate.is_none() && results.judged() > 0;
    let few = few.then(|| "too few for a rate".to_owned());
    let late = (results.overdue > 0).then(|| format!("{} past the date without a reading", grouped(results.overdue)));
    let all = format!("{} promised by its epics", count(load.outcomes, "outcome"));
    [Some(all), few, late].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Holds capacity against what asks for it.
pub(super) fn capacity(site: &Site<'_>, at: usize) -> Option<TableCard> {
    let line = line_of(site, at)?;
    let mut table = Table::new("Capacity against demand", &["Work", "Weeks"]);
    table.head[1].num = true;
    let rows = [
        ("On offer", line.capacity),
        ("Still to do in what is in progress", line.committed),
        ("Ranked above the line", line.planned),
        ("Ranked below the line: waiting", line.waiting),
    ];
    let rows = rows.iter().map(|(label, value)| vec![Cell::text(*label), Cell::figure(figure(*value, 1))]);
    table.fill(site, rows);
    let without = (line.without_estimate > 0)
        .then(|| format!("{} without an estimate left out.", capital(&count(line.without_estimate, "epic"))));
    Some(TableCard { note: without, table })
}

/// Lays the wanted shares beside the work at hand.
pub(super) fn mix(site: &Site<'_>, load: &TeamLoad) -> Option<TableCard> {
    if load.mix.is_empty() {
        return None;
    }
    let head = ["Work type", "Wanted", "In progress", "Open"];
    let mut table = Table::new("Work by type: wanted and at hand", &head);
    table.head.iter_mut().skip(1).for_each(|cell| cell.num = true);
    let rows = load.mix.iter().map(|mix| {
        let name = Some(mix.work_type.as_str()).filter(|name| !name.is_empty());
        let wanted = mix.wanted.map_or_else(|| "–".to_owned(), |share| percent(share.to_f64()));
        vec![
            Cell::text(WorkType::of(name).label),
            Cell::figure(wanted),
            Cell::figure(part(mix.in_progress, load.in_progress.len())),
            Cell::figure(part(mix.open, load.open)),
        ]
    });
    table.fill(site, rows);
    let few = load.open.min(load.in_progress.len()) < LEAST_FOR_SHARE;
    let note = few.then(|| format!("Counted by epics; fewer than {LEAST_FOR_SHARE} are given no share."));
    Some(TableCard { note: note.or_else(|| Some("Counted by epics.".to_owned())), table })
}

/// Writes a part: counts, and the share where there are enough.
fn part(number: usize, all: usize) -> String {
    match all {
        0 => "–".to_owned(),
        all if all < LEAST_FOR_SHARE => format!("{number} of {all}"),
        all => format!("{number} of {all} ({})", percent(number as f64 / all as f64)),
    }
}

/// Lists the requests of others that wait for an answer.
pub(super) fn asked(site: &Site<'_>, page: &str, load: &TeamLoad) -> Option<TableCard> {
    let mut table = Table::new("Requests that wait for this team's answer", &["Epic", "Asked by", "Needed by"]);
    let rows = load.asked.iter().take(REQUESTS).filter_map(|ask| {
        let team = request(site, ask)?.team.as_ref();
        let from = team.map_or_else(|| Link::plain("a team"), |team| refer(site, page, team));
        Some(vec![Cell::link(site.item_link(page, ask.epic)), Cell::link(from), need_by(site, ask)])
    });
    table.fill(site, rows);
    let note = "Until it is answered, the other team can't plan; no is an answer too.".to_owned();
    let note = std::iter::once(note).chain(more(load.asked.len())).collect::<Vec<_>>().join(" ");
    table.if_any().map(|table| TableCard { note: Some(note), table })
}

/// Lists what this team asks of others.
pub(super) fn asks(site: &Site<'_>, page: &str, load: &TeamLoad) -> Option<TableCard> {
    let head = ["Epic", "Asked of", "Needed by", "Answer"];
    let mut table = Table::new("Requests that this team made", &head);
    let rows = load.asks.iter().take(REQUESTS).filter_map(|ask| {
        let answer = match request(site, ask)?.accepted {
            Some(true) => "accepted",
            Some(false) => "declined",
            None => "not answered yet",
        };
        let team = site.team_link(page, site.backlog.items[ask.epic].epic()?);
        Some(vec![
            Cell::link(site.item_link(page, ask.epic)),
            Cell::link(team.unwrap_or_else(|| Link::plain("–"))),
            need_by(site, ask),
            Cell::text(answer),
        ])
    });
    table.fill(site, rows);
    table.if_any().map(|table| TableCard { note: more(load.asks.len()), table })
}

/// Says how many requests are left out of a table.
fn more(all: usize) -> Option<String> {
    (all > REQUESTS)
        .then(|| format!("These are the first {REQUESTS}, and {} more are left out.", grouped(all - REQUESTS)))
}

/// Finds the request.
fn request<'a>(site: &'a Site<'_>, ask: &Ask) -> Option<&'a Request> {
    site.backlog.items[ask.epic].epic()?.requested_by.get(ask.position)
}

/// Writes when something is needed; a day that has passed is late.
fn need_by(site: &Site<'_>, ask: &Ask) -> Cell {
    let late = ask.need_by.is_some_and(|day| day.last_day() < site.analysis.as_of);
    let text = ask.need_by.map_or_else(|| "–".to_owned(), PartialDate::label);
    let text = if late { format!("{text}, passed") } else { text };
    Cell { class: late.then_some("late"), ..Cell::text(text) }
}
