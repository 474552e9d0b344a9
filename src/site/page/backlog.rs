//! The backlog: the whole ranked list, and a team's or a work type's part of it. A part never scores anew.

use super::super::address::{relative, slug};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{
    Chart, EpicRow, EpicTable, Link, NavItem, Pagination, PaginationLink, Rows, State, WorkType, epic_row,
};
use super::super::words::{capital, count, figure, grouped, weeks};
use super::{Body, Common, Entry, Page, view};
use crate::analysis::{Analysis, team_name};
use crate::backlog::Backlog;
use crate::ranking::Quadrant;
use serde::Serialize;
use tera::Value;

/// How many rows a page of the list has.
const PAGE_ROWS: usize = 50;
/// How many epics without a score a page has.
const UNSCORED_ROWS: usize = 100;

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

/// A part of the backlog: what it shows and where it stands.
#[derive(Debug, Clone)]
pub(in crate::site) struct View {
    /// What the part is called: `All teams`, a team's name, a work type.
    label: String,
    /// The path of its first page, without `.html`.
    stem: String,
    /// Which epics belong to it.
    filter: Filter,
    /// Positions in the ranking's lists: ranked, under way, unscored, listed.
    ranked: Vec<usize>,
    committed: Vec<usize>,
    unscored: Vec<usize>,
    listed: Vec<usize>,
}

/// Which epics belong to a part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Filter {
    All,
    Team(String),
    Type(String),
}

impl Filter {
    /// Tells whether an item belongs.
    fn holds(&self, backlog: &Backlog, item: usize) -> bool {
        let Some(epic) = backlog.items[item].epic() else {
            return false;
        };
        match self {
            Self::All => true,
            Self::Team(team) => team_name(backlog, epic).as_ref() == Some(team),
            Self::Type(kind) => epic.work_type.as_ref() == Some(kind),
        }
    }
}

/// Lists the parts: everything, each team with open work, each work type.
pub(in crate::site) fn views(backlog: &Backlog, analysis: &Analysis) -> Vec<View> {
    let open = || analysis.candidates.items.iter().filter_map(|at| backlog.items[*at].epic());
    let mut teams: Vec<String> = open().filter_map(|epic| team_name(backlog, epic)).collect();
    teams.sort();
    teams.dedup();
    let mut types: Vec<String> = open().filter_map(|epic| epic.work_type.clone()).collect();
    let place =
        |kind: &String| ["feature", "tech-debt", "defect", "risk"].iter().position(|known| known == kind).unwrap_or(9);
    types.sort_by_key(|kind| (place(kind), kind.clone()));
    types.dedup();
    let mut filters = vec![("All".to_owned(), "backlog".to_owned(), Filter::All)];
    let mut taken = std::collections::BTreeSet::new();
    for team in teams {
        let mut stem = format!("backlog-team-{}", slug(&team));
        while !taken.insert(stem.clone()) {
            stem.push_str("-2");
        }
        filters.push((team.clone(), stem, Filter::Team(team)));
    }
    for kind in types {
        filters.push((WorkType::of(Some(&kind)).label, format!("backlog-type-{}", slug(&kind)), Filter::Type(kind)));
    }
    filters.into_iter().map(|(label, stem, filter)| part(backlog, analysis, label, stem, filter)).collect()
}

/// Picks the rows of one part.
fn part(backlog: &Backlog, analysis: &Analysis, label: String, stem: String, filter: Filter) -> View {
    let ranking = &analysis.ranking;
    let holds = |candidate: usize| filter.holds(backlog, analysis.candidates.items[candidate]);
    let pick = |entries: &[crate::ranking::Entry]| {
        entries.iter().enumerate().filter(|(_, entry)| holds(entry.candidate)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    View {
        ranked: pick(&ranking.entries),
        committed: pick(&ranking.commitments),
        unscored: (0..ranking.unscored.len()).filter(|at| holds(ranking.unscored[*at].candidate)).collect(),
        listed: (0..ranking.listed.len()).filter(|at| holds(ranking.listed[*at].candidate)).collect(),
        label,
        stem,
        filter,
    }
}

impl View {
    /// Counts its pages; an empty part has one.
    fn pages(&self) -> usize {
        let ranked = self.ranked.len().div_ceil(PAGE_ROWS);
        let unscored = (self.unscored.len() + self.listed.len()).div_ceil(UNSCORED_ROWS);
        (ranked + if self.is_short() { 0 } else { unscored }).max(1)
    }

    /// Tells whether everything fits on one page.
    fn is_short(&self) -> bool {
        self.ranked.len() <= PAGE_ROWS && self.unscored.len() + self.listed.len() <= UNSCORED_ROWS
    }

    /// Gives the path of a page, from 0.
    fn path(&self, number: usize) -> String {
        if number == 0 { format!("{}.html", self.stem) } else { format!("{}-{}.html", self.stem, number + 1) }
    }

    /// Gives the first page that shows unscored epics.
    fn unscored_page(&self) -> usize {
        if self.is_short() { 0 } else { self.ranked.len().div_ceil(PAGE_ROWS) }
    }
}

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
    commitments: Option<EpicTable>,
    ranked: Option<EpicTable>,
    unscored: Option<Apart>,
    wont: Option<Apart>,
    quadrant: Option<Chart>,
    quadrants: Vec<QuadrantList>,
    pagination: Option<Pagination>,
    empty: Option<String>,
}

/// Epics that stand apart from the list.
#[derive(Debug, Serialize)]
struct Apart {
    id: &'static str,
    title: String,
    note: Option<String>,
    rows: Vec<ApartRow>,
}

#[derive(Debug, Serialize)]
struct ApartRow {
    id: String,
    title: String,
    href: String,
    work_type: WorkType,
    team: Option<Link>,
    status: State,
    missing: Vec<String>,
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct QuadrantList {
    title: String,
    note: String,
    items: Vec<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::List(at, number) = route.subject else {
        return Value::none();
    };
    let part = &site.views[at];
    let ranked_pages = part.ranked.len().div_ceil(PAGE_ROWS);
    let first = number == 0;
    let apart_page = number.checked_sub(part.unscored_page()).filter(|_| part.is_short() || number >= ranked_pages);
    let apart = apart_page.map(|page| apart_rows(site, part, page, &route.path));
    let (unscored, wont) = apart.unwrap_or_default();
    let empty =
        part.ranked.is_empty() && part.committed.is_empty() && part.unscored.is_empty() && part.listed.is_empty();
    let title = if part.filter == Filter::All { "Backlog".to_owned() } else { format!("Backlog: {}", part.label) };
    let own = BacklogView {
        teams: filters(site, route, at, |filter| matches!(filter, Filter::All | Filter::Team(_))),
        types: filters(site, route, at, |filter| matches!(filter, Filter::Type(_))),
        filter: !empty,
        commitments: first.then(|| commitments(site, part, &route.path)).flatten(),
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
        empty: empty.then(|| {
            "Nothing here is open. Done and cancelled epics keep their pages, and search finds them.".to_owned()
        }),
    };
    view(Common::new(site, route, title).subtitle(subtitle(site, part)), own)
}

/// Says why epics without a score stand apart.
const UNSCORED_NOTE: &str = "A missing score is missing, not zero, so these have no rank until it is there.";

/// Says the finding: how many, by which method, how firm.
fn subtitle(site: &Site<'_>, part: &View) -> String {
    let analysis = site.analysis;
    let number = part.ranked.len() + part.committed.len() + part.unscored.len() + part.listed.len();
    let mut sentence = format!("{}, ranked by {}", capital(&count(number, "open epic")), analysis.method_words());
    if part.filter != Filter::All {
        sentence.push_str("; ranks are those of the whole backlog");
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
    sentence
}

/// Links to the other parts.
fn filters(site: &Site<'_>, route: &Route, current: usize, keep: fn(&Filter) -> bool) -> Vec<NavItem> {
    let parts = site.views.iter().enumerate().filter(|(_, part)| keep(&part.filter));
    parts
        .map(|(at, part)| NavItem {
            label: if part.filter == Filter::All { "All teams".to_owned() } else { part.label.clone() },
            href: relative(&route.path, &part.path(0)),
            count: None,
            current: at == current,
        })
        .collect()
}

/// Lists the work under way.
fn commitments(site: &Site<'_>, part: &View, page: &str) -> Option<EpicTable> {
    let rows: Vec<EpicRow> = part
        .committed
        .iter()
        .filter_map(|at| epic_row(site, page, item(site, site.analysis.ranking.commitments[*at].candidate)))
        .collect();
    let table = EpicTable::new("in-progress", Rows::Committed, "Epics in progress".to_owned(), rows)?;
    Some(
        table.titled("In progress", "Work already begun is a commitment: it is finished before anything below starts."),
    )
}

/// Lists one page of the ranked epics, with the capacity line where it falls.
fn ranked(site: &Site<'_>, part: &View, number: usize, page: &str) -> Option<EpicTable> {
    let from = number * PAGE_ROWS;
    let shown = part.ranked.get(from..(from + PAGE_ROWS).min(part.ranked.len()))?;
    let line = capacity_line(site, part);
    let mut rows = Vec::new();
    for at in shown {
        let Some(mut row) = epic_row(site, page, item(site, site.analysis.ranking.entries[*at].candidate)) else {
            continue;
        };
        row.line_before = line.as_ref().filter(|(before, _)| *before == Some(*at)).map(|(_, words)| words.clone());
        rows.push(row);
    }
    let caption = format!("Ranked epics {} to {} of {}", from + 1, from + shown.len(), part.ranked.len());
    let last = from + shown.len() == part.ranked.len();
    let ending = line.filter(|(before, _)| before.is_none() && last).map(|(_, words)| words);
    let table = EpicTable::new("ranked", Rows::Ranked, caption, rows)?.ending(ending);
    Some(if part.committed.is_empty() { table } else { table.titled("Next, in order of rank", "") })
}

/// Finds where the capacity line falls in a part: before which ranked entry, or after the last, and its words.
fn capacity_line(site: &Site<'_>, part: &View) -> Option<(Option<usize>, String)> {
    let capacity = &site.analysis.capacity;
    let line = match &part.filter {
        Filter::All => capacity.line.as_ref()?,
        Filter::Team(team) => capacity.teams.get(team)?,
        Filter::Type(_) => return None,
    };
    let period = site.config.period.containing(site.analysis.as_of);
    let mut words = format!(
        "Capacity line · {period}: {} of {} committed above",
        figure(line.committed + line.planned, 1),
        weeks(line.capacity)
    );
    if line.waiting > 0.0 {
        words.extend([" · ", &weeks(line.waiting), " wait below"]);
    }
    if line.without_estimate > 0 {
        words.extend([" · ", &count(line.without_estimate, "epic"), " without an estimate"]);
    }
    Some((line.before, words))
}

/// Says where the capacity line falls, in a sentence for the overview.
pub(super) fn capacity_words(site: &Site<'_>) -> Option<String> {
    let line = site.analysis.capacity.line.as_ref()?;
    let period = site.config.period.containing(site.analysis.as_of);
    let capacity = weeks(line.capacity);
    Some(if line.waiting > 0.0 {
        format!("{} of work wait below the capacity line: {capacity} fit into {period}", weeks(line.waiting))
    } else {
        format!("All estimated work fits into {period}: {} of {capacity}", figure(line.committed + line.planned, 1))
    })
}

/// Lists one page of what stands apart: epics without a score, then those left out on purpose.
fn apart_rows(site: &Site<'_>, part: &View, number: usize, page: &str) -> (Vec<ApartRow>, Vec<ApartRow>) {
    let ranking = &site.analysis.ranking;
    let from = number * UNSCORED_ROWS;
    let mut unscored = Vec::new();
    let mut wont = Vec::new();
    for at in (from..from + UNSCORED_ROWS).take_while(|at| *at < part.unscored.len() + part.listed.len()) {
        if let Some(index) = part.unscored.get(at) {
            let entry = &ranking.unscored[*index];
            let names = entry.gap.missing.iter().map(|name| name.replace('_', " ")).collect();
            unscored.extend(apart_row(site, page, item(site, entry.candidate), names, Some(entry.gap.reason.clone())));
        } else if let Some(index) = part.listed.get(at - part.unscored.len()) {
            let entry = &ranking.listed[*index];
            wont.extend(apart_row(site, page, item(site, entry.candidate), Vec::new(), Some(entry.reason.clone())));
        }
    }
    (unscored, wont)
}

/// Makes a block of epics that stand apart; none without rows.
fn block(id: &'static str, title: &str, note: &str, rows: Vec<ApartRow>) -> Option<Apart> {
    (!rows.is_empty()).then(|| Apart { id, title: title.to_owned(), note: Some(note.to_owned()), rows })
}

/// Makes the row of an epic that stands apart.
fn apart_row(site: &Site<'_>, page: &str, at: usize, missing: Vec<String>, reason: Option<String>) -> Option<ApartRow> {
    let it = &site.backlog.items[at];
    let epic = it.epic()?;
    Some(ApartRow {
        id: it.id.clone(),
        title: it.title.clone(),
        href: site.href(page, at),
        work_type: WorkType::of(epic.work_type.as_deref()),
        team: site.team_link(page, epic),
        status: site.state(epic),
        missing,
        reason,
    })
}

/// Gives a candidate's position in the backlog.
fn item(site: &Site<'_>, candidate: usize) -> usize {
    site.analysis.candidates.items[candidate]
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
            let mut items: Vec<Link> = all.iter().take(SHOWN).map(|at| site.item_link(page, item(site, *at))).collect();
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

/// Links to the other pages of a long list; none when there is one.
fn pagination(part: &View, number: usize, page: &str) -> Option<Pagination> {
    let pages = part.pages();
    if pages == 1 {
        return None;
    }
    let href = |at: usize| relative(page, &part.path(at));
    let mut links = Vec::new();
    let mut last = None;
    for at in (0..pages).filter(|at| *at == 0 || *at + 1 == pages || at.abs_diff(number) <= 2) {
        if last.is_some_and(|last: usize| last + 1 < at) {
            links.push(PaginationLink { text: "…".to_owned(), href: None, current: false });
        }
        links.push(PaginationLink {
            text: (at + 1).to_string(),
            href: (at != number).then(|| href(at)),
            current: at == number,
        });
        last = Some(at);
    }
    Some(Pagination {
        label: format!("Page {} of {pages}", number + 1),
        prev: number.checked_sub(1).map(href),
        next: (number + 1 < pages).then(|| href(number + 1)),
        pages: links,
    })
}
