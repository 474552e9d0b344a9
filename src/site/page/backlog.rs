//! The backlog: the whole ranked list, and a team's or a work type's part of it. A part never scores anew.

mod apart;
mod capacity_line;
mod part;

pub(super) use apart::{begun_unscored, begun_words, gap_words};
pub(super) use capacity_line::capacity_words;
pub(in crate::site) use part::{View, views};

use apart::{Apart, apart_rows, block, commitments_note};
use capacity_line::capacity_line;
use part::{Filter, pagination};

use super::super::address::relative;
use super::super::paging::{Holder, List, Window};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{Chart, EpicTable, Link, NavItem, Pagination, Rows, entered, since};
use super::super::words::{capital, count, figure, grouped, percent};
use super::backlog_data::{Weight, can_move, weights};
use super::{Body, Common, Entry, Given, Page, view};
use crate::config::Kind;
use crate::ranking::Quadrant;
use crate::ranking::moscow::Shares;
use serde::Serialize;

/// The backlog.
pub(super) const PAGE: Page = Page {
    name: "backlog",
    about: "the ranked list with the capacity line, whole and by team and work type",
    anywhere: false,
    navigation: Some(|site| {
        Some(Entry { label: "Backlog".to_owned(), path: "backlog.html", count: Some(grouped(site.open_epics())) })
    }),
    routes,
    body: Body::Html { template: "backlog", view: make },
};

/// How many parts of a sort each page leads to: each of thousands of teams has a page of its own.
const FILTERS: usize = 100;

/// Gives the address of the first unscored epics.
pub(super) fn unscored_path(site: &Site<'_>) -> String {
    let all = &site.views[0];
    format!("{}#unscored", all.path(all.unscored_page()))
}

/// Lists a route for every page of every part.
fn routes(site: &Site<'_>, page: &'static Page) -> Vec<Route> {
    let each = site.views.iter().enumerate();
    each.flat_map(|(at, view)| {
        (0..view.pages()).map(move |number| Route { path: view.path(number), page, subject: Subject::List(at, number) })
    })
    .collect()
}

#[derive(Debug, Serialize)]
struct BacklogView {
    teams: Vec<NavItem>,
    types: Vec<NavItem>,
    filter: bool,
    weights: Vec<Weight>,
    weights_script: Option<&'static str>,
    rows_script: Option<&'static str>,
    part: Option<Part>,
    commitments: Option<EpicTable>,
    ranked: Option<EpicTable>,
    unscored: Option<Apart>,
    wont: Option<Apart>,
    quadrant: Option<Chart>,
    quadrants: Vec<QuadrantList>,
    pagination: Option<Pagination>,
    moves: Option<Moves>,
    empty: Option<String>,
}

/// Which rows of all belong to this part, where script may look through those of every page.
#[derive(Debug, Serialize)]
struct Part {
    team: Option<String>,
    kind: Option<String>,
}

#[derive(Debug, Serialize)]
struct QuadrantList {
    title: String,
    note: String,
    items: Vec<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::List(at, number) = route.subject else {
        return Given::nothing();
    };
    let part = &site.views[at];
    let ranked_pages = part.ranked_pages();
    let first = number == 0;
    let apart_page = number.checked_sub(part.unscored_page()).filter(|_| part.is_short() || number >= ranked_pages);
    let apart = apart_page.map(|page| apart_rows(site, part, page, &route.path));
    let (unscored, wont) = apart.unwrap_or_default();
    let empty =
        part.ranked.is_empty() && part.committed.is_empty() && part.unscored.is_empty() && part.listed.is_empty();
    let title = title(part);
    let movable = first && part.filter == Filter::All && can_move(site) && site.theme.files.contains_key("weights.js");
    let scripted = site.theme.files.contains_key("rows.js");
    let movable = movable && scripted;
    let across = scripted && part.is_paged() && (first || number < ranked_pages);
    let own = BacklogView {
        teams: filters(site, route, at, |filter| matches!(filter, Filter::All | Filter::Team(_))),
        types: filters(site, route, at, |filter| matches!(filter, Filter::Type(_))),
        filter: !empty,
        weights: if movable { weights(site) } else { Vec::new() },
        weights_script: movable.then_some("static/weights.js"),
        rows_script: (movable || across).then_some("static/rows.js"),
        part: across.then(|| Part::of(part)),
        commitments: first
            .then(|| commitments(site, &route.path, at, 0))
            .flatten()
            .map(|table| table.titled("In progress", commitments_note(site, part))),
        ranked: ranked(site, part, number, &route.path),
        unscored: block("unscored", "Not scored", UNSCORED_NOTE, unscored),
        wont: block("wont", "Not this time", "Listed on purpose, and not ranked.", wont),
        quadrant: if first {
            super::super::view::quadrant_chart(site, &part_candidates(site, part), &route.path)
        } else {
            None
        },
        quadrants: if first { quadrants(site, part, &route.path) } else { Vec::new() },
        pagination: pagination(part, number, &route.path),
        moves: (first && !empty).then(|| moves(site, &route.path)).flatten(),
        empty: empty.then(|| nothing_open(site).to_owned()),
    };
    let common = Common::new(site, route, title).subtitle(subtitle(site, part));
    view(if empty { common } else { common.downloads(route, "backlog") }, own)
}

/// Says why the list is empty.
fn nothing_open(site: &Site<'_>) -> &'static str {
    if site.backlog.items.iter().any(|item| item.kind == Kind::Epic) {
        "Nothing here is open. Done and cancelled epics keep their pages, and search finds them."
    } else {
        "No epic is written down yet. The overview says what to write first."
    }
}

/// The way to the moves, or why there are none.
#[derive(Debug, Serialize)]
struct Moves {
    href: String,
    unknown: Option<String>,
}

/// Leads to the moves.
fn moves(site: &Site<'_>, page: &str) -> Option<Moves> {
    let unknown = site.analysis.movement.as_ref().err().cloned();
    (site.config.ranking.movement_days > 0 || unknown.is_none())
        .then(|| Moves { href: relative(page, super::moves::PATH), unknown })
}

/// Names a part.
pub(super) fn title(part: &View) -> String {
    if part.filter == Filter::All { "Backlog".to_owned() } else { format!("Backlog: {}", part.label) }
}

impl Part {
    fn of(part: &View) -> Self {
        let (team, kind) = match &part.filter {
            Filter::All => (None, None),
            Filter::Team(team) => (Some(team.clone()), None),
            Filter::Type(_) => (None, Some(part.label.clone())),
        };
        Self { team, kind }
    }
}

/// Says why epics without a score stand apart.
const UNSCORED_NOTE: &str = "A missing score is missing, not zero, so these have no rank until it is there.";

/// Says the finding: how many, by which method, how firm.
fn subtitle(site: &Site<'_>, part: &View) -> String {
    let analysis = site.analysis;
    let number = part.ranked.len() + part.committed.len() + part.unscored.len() + part.listed.len();
    let open = capital(&count(number, "open epic"));
    if number == 0 {
        return "No open epics.".to_owned();
    }
    let is_scored = !part.ranked.is_empty() || !part.committed.is_empty() || !part.listed.is_empty();
    let mut sentence = match (is_scored, number) {
        (true, _) => format!("{open}, ranked by {}", analysis.method_words()),
        (false, 1) => format!("{open}, which has no score yet"),
        (false, _) => format!("{open}, none of which has a score yet"),
    };
    if part.filter != Filter::All {
        sentence.push_str(if is_scored { "; ranks are those of the whole backlog" } else { "" });
    } else if let Some(head) = analysis.ranking.sensitivity.stable_head.filter(|_| analysis.ranking.entries.len() > 1) {
        let percent = figure(analysis.settings.variation * 100.0, 0);
        let firm = match head {
            0 => "in the weights can change who comes first".to_owned(),
            1 => "in any weight leaves the first where it is".to_owned(),
            head => format!("in any weight leaves the first {head} where they are"),
        };
        sentence.extend([". A change of ±", &percent, "% ", &firm]);
    }
    sentence.push('.');
    sentence.extend(part.effort.map(|shares| format!(" {}", effort_words(shares))));
    if let (Filter::All, Ok(movement)) = (&part.filter, &analysis.movement) {
        let moved = capital(&count(movement.moved(), "epic"));
        sentence.extend([" ", &moved, " changed place", &entered(movement), " since ", &since(site, movement), "."]);
    }
    sentence
}

/// Says how the effort of what is open is spread over the classes of MoSCoW.
fn effort_words(shares: Shares) -> String {
    let [must, should, could] = [shares.must, shares.should, shares.could].map(percent);
    let many = if shares.too_many_musts { ", more than the 60% that leave room" } else { "" };
    let unknown = match shares.without_estimate {
        0 => String::new(),
        number => format!("; {} without an estimate not counted", count(number, "epic")),
    };
    format!("Musts take {must} of the estimated effort{many}; shoulds {should}, coulds {could}{unknown}.")
}

/// Links to the other parts.
fn filters(site: &Site<'_>, route: &Route, current: usize, keep: fn(&Filter) -> bool) -> Vec<NavItem> {
    let parts: Vec<_> = site.views.iter().enumerate().filter(|(_, part)| keep(&part.filter)).collect();
    // The whole alone is no choice, unless it is the way back from a part of another sort.
    if matches!(parts[..], [(at, View { filter: Filter::All, .. })] if at == current) {
        return Vec::new();
    }
    let item = |at: usize, label: String| NavItem {
        label,
        href: relative(&route.path, &site.views[at].path(0)),
        count: None,
        current: at == current,
    };
    let label = |part: &View| if part.filter == Filter::All { "All teams".to_owned() } else { part.label.clone() };
    let near = parts.iter().enumerate().filter(|(place, (at, _))| *place < FILTERS || *at == current);
    let mut items: Vec<NavItem> = near.map(|(_, (at, part))| item(*at, label(part))).collect();
    let more = parts.len() - items.len();
    if more > 0 {
        items.push(item(0, format!("{} more, in the whole list", grouped(more))));
    }
    items
}

/// Lists one page of the work under way; the first stands above the ranked list.
pub(super) fn commitments(site: &Site<'_>, page: &str, at: usize, number: usize) -> Option<EpicTable> {
    let part = &site.views[at];
    let window = Window::ranked(number, part.committed.len());
    let items = part.committed[window.range()].iter();
    let items = items.map(|at| site.item_of(site.analysis.ranking.commitments[*at].candidate));
    let table = EpicTable::new(site, page, Rows::Committed, items)?;
    let links = Holder::Part(at).links(site, page, List::Commitments, window);
    Some(table.called(List::Commitments.anchor(), window.caption("Epics in progress")).paged(links))
}

/// Lists one page of the ranked epics, with the capacity line where it falls.
fn ranked(site: &Site<'_>, part: &View, number: usize, page: &str) -> Option<EpicTable> {
    let window = Window::ranked(number, part.ranked.len());
    let shown = &part.ranked[window.range()];
    let items = shown.iter().map(|at| site.item_of(site.analysis.ranking.entries[*at].candidate));
    let mut table = EpicTable::new(site, page, Rows::Ranked, items)?;
    table = table.called("ranked", format!("Ranked epics {}", window.words()));
    if let Some((before, words)) = capacity_line(site, part) {
        let row = before.and_then(|before| shown.iter().position(|at| *at == before));
        let ends_here = before.is_none() && number + 1 == window.pages();
        if row.is_some() || ends_here {
            table = table.line(row, words);
        }
    }
    Some(if part.committed.is_empty() { table } else { table.titled("Next, in order of rank", "") })
}

/// Lists the ranked candidates of a part.
fn part_candidates(site: &Site<'_>, part: &View) -> Vec<usize> {
    part.ranked.iter().map(|at| site.analysis.ranking.entries[*at].candidate).collect()
}

/// Lists the epics of each quadrant in text, the first of the list first.
fn quadrants(site: &Site<'_>, part: &View, page: &str) -> Vec<QuadrantList> {
    const NAMES: [(Quadrant, &str, &str); 4] = [
        (Quadrant::QuickWin, "Quick wins", "high impact, low effort"),
        (Quadrant::BigBet, "Big bets", "high impact, high effort"),
        (Quadrant::FillIn, "Fill-ins", "low impact, low effort"),
        (Quadrant::TimeSink, "Time sinks", "low impact, high effort"),
    ];
    const SHOWN: usize = 8;
    let placed: Vec<(Quadrant, usize)> = part_candidates(site, part)
        .into_iter()
        .filter_map(|at| {
            Some((crate::ranking::quadrant(&site.analysis.candidates.list[at], &site.analysis.settings)?, at))
        })
        .collect();
    NAMES
        .iter()
        .filter_map(|(quadrant, title, note)| {
            let all: Vec<usize> =
                placed.iter().filter(|(at, _)| at == quadrant).map(|(_, candidate)| *candidate).collect();
            let mut items: Vec<Link> =
                all.iter().take(SHOWN).map(|at| site.item_link(page, site.item_of(*at))).collect();
            if all.len() > SHOWN {
                items.push(Link::plain(format!("and {} more", all.len() - SHOWN)));
            }
            (!items.is_empty()).then(|| QuadrantList {
                title: format!("{title} ({})", all.len()),
                note: (*note).to_owned(),
                items,
            })
        })
        .collect()
}
