//! The whole state on one page, to print or to attach: for readers who will not click.

use super::super::plan::{Route, Site};
use super::super::view::{
    Card, Cell, EpicTable, Rows, StateCount, Table, agreement_standing, outcome_link, state_counts,
};
use super::super::words::{all_of, capital, count, day, grouped, list};
use super::overview::{Headline, headlines};
use super::{Body, Common, Given, Page, once, view};
use crate::analysis::{Measurement, accountable, outcome_of};
use crate::order::Order;
use serde::Serialize;

/// How many ranked epics the report lists.
const ROWS: usize = 30;
/// How many loops and agreements it lists.
const LATE: usize = 40;

/// Where the report stands.
pub(super) const PATH: &str = "report.html";

/// The report; a site without epics has none.
pub(super) const PAGE: Page = Page {
    name: "report",
    about: "the state of everything on one page, to print or to attach",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.backlog.epics().next().is_some() { once(page, PATH) } else { Vec::new() },
    body: Body::Html { template: "report", view: make },
};

#[derive(Debug, Serialize)]
struct Report {
    findings: Vec<Headline>,
    flow: Vec<Card>,
    states: Vec<StateCount>,
    states_note: String,
    loops: Option<Table>,
    loops_title: String,
    debt: Option<Table>,
    debt_title: String,
    commitments: Option<EpicTable>,
    ranked: Option<EpicTable>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let ranking = &site.analysis.ranking;
    let first = |kind: Rows, entries: &[crate::ranking::Entry]| {
        EpicTable::new(site, &route.path, kind, entries.iter().take(ROWS).map(|entry| site.item_of(entry.candidate)))
    };
    let shown = ranking.entries.len().min(ROWS);
    let title = if shown < ranking.entries.len() {
        format!("The first {shown} of {}", count(ranking.entries.len(), "ranked epic"))
    } else {
        all_of(shown, "ranked epic")
    };
    let listed = &site.analysis.report.listed;
    let decided = listed.iter().filter(|at| site.analysis.outcomes[**at].judgement.decided_on.is_some()).count();
    let (loops, owed) = loops(site, &route.path);
    let (debt, overdue) = debt(site, &route.path);
    let own = Report {
        findings: headlines(site),
        flow: super::flow::report_cards(site, &route.path),
        states: state_counts(site, listed, |_| None),
        states_note: format!("{} of {} decided.", grouped(decided), count(listed.len(), "outcome")),
        loops_title: late_title(owed, "loop", "to close"),
        loops,
        debt_title: late_title(overdue, "debt agreement", "overdue"),
        debt,
        commitments: first(Rows::Committed, &ranking.commitments)
            .map(|table| table.called("in-progress", "In progress").titled("In progress", "")),
        ranked: first(Rows::Ranked, &ranking.entries)
            .map(|table| table.called("ranked", title.as_str()).titled(&title, "")),
    };
    let subtitle = format!("{}, as of {}.", site.title(), site.as_of());
    view(Common::new(site, route, "Report").subtitle(subtitle), own)
}

/// Says how many there are; the list may be shorter.
fn late_title(number: usize, one: &str, what: &str) -> String {
    let rest = if number > LATE { format!(", the first {LATE} shown") } else { String::new() };
    format!("{} {what}{rest}", capital(&count(number, one)))
}

/// Lists the measurements that someone owes, the longest overdue first, and counts them.
fn loops(site: &Site<'_>, page: &str) -> (Option<Table>, usize) {
    let open = &site.analysis.report.measurements.open;
    let mut table = Table::new("What is to be measured", &["Outcome", "In", "Due", "Days late", "Owner"]);
    table.head[3].num = true;
    table.fill(site, open.iter().take(LATE).map(|owed| loop_row(site, page, owed)));
    ((!open.is_empty()).then_some(table), open.len())
}

/// Makes the row of a measurement that someone owes.
fn loop_row(site: &Site<'_>, page: &str, owed: &Measurement) -> Vec<Cell> {
    let judged = &site.analysis.outcomes[owed.outcome];
    let names = outcome_of(site.backlog, judged).map(|outcome| accountable(&site.backlog.items[judged.item], outcome));
    let names = names.filter(|names| !names.is_empty());
    vec![
        Cell::link(outcome_link(site, page, owed.outcome)),
        Cell::link(site.item_link(page, judged.item)),
        Cell::text(day(owed.due)),
        Cell::figure(grouped(usize::try_from(owed.days_late).unwrap_or(0))),
        Cell::text(names.map_or_else(|| "nobody named".to_owned(), |names| list(&names))),
    ]
}

/// Lists the debt agreements whose date has passed, the oldest first, and counts them.
fn debt(site: &Site<'_>, page: &str) -> (Option<Table>, usize) {
    let mut late: Vec<_> = site
        .backlog
        .epics()
        .filter_map(|(at, epic)| {
            let agreement = epic.agreement.as_ref()?;
            let standing = agreement_standing(site, at)?;
            standing.late.then(|| (agreement.repay_by.map(crate::document::PartialDate::last_day), at, agreement))
        })
        .collect();
    late.order_by_key(|(on, at, _)| (*on, *at));
    let mut table = Table::new("Debt past its date", &["Epic", "Repay by", "Reason", "Costs meanwhile", "Owner"]);
    let rows = late.iter().take(LATE).map(|(on, at, agreement)| {
        let words = |text: Option<&String>| Cell::text(text.map_or("–", String::as_str));
        vec![
            Cell::link(site.item_link(page, *at)),
            Cell::text(on.map_or_else(|| "–".to_owned(), day)),
            words(agreement.reason.as_ref()),
            words(agreement.interest.as_ref().map(|interest| &interest.text)),
            words(agreement.owner.as_ref()),
        ]
    });
    table.fill(site, rows);
    ((!late.is_empty()).then_some(table), late.len())
}
