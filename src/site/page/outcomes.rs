//! The outcomes: what we said would change, and what did. The rates never stand without their counts.

use super::super::address::relative;
use super::super::paging::{Window, path_of};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{Card, Chart, Link, NavItem, OutcomeTable, Pagination, Table};
use super::super::words::{all_of, capital, count, grouped};
use super::{Body, Common, Entry, Given, Page, view};
use crate::analysis::Analysis;
use crate::realization::Status;
use serde::Serialize;

mod headline;
mod lessons;
mod moved;
mod rates;
mod to_close;

pub(super) use to_close::what;

/// The outcomes.
pub(super) const PAGE: Page = Page {
    name: "outcomes",
    about: "every outcome of every epic, initiative and sprint, with hit rates, open loops and calibration",
    anywhere: false,
    navigation: Some(|site| {
        let number = site.analysis.report.listed.len();
        (number > 0).then(|| Entry {
            label: "Outcomes".to_owned(),
            path: "outcomes.html",
            count: Some(grouped(number)),
        })
    }),
    routes,
    body: Body::Html { template: "outcomes", view: make },
};

/// Gives the address of the outcomes in a state, or of all.
pub(super) fn path(status: Option<Status>, number: usize) -> String {
    let stem = status.map_or_else(|| "outcomes".to_owned(), |status| format!("outcomes-{}", status.slug()));
    path_of(&stem, number)
}

/// Lists all outcomes, then those in each state of which there are some.
pub(in crate::site) fn parts(analysis: &Analysis) -> Vec<(Option<Status>, Vec<usize>)> {
    let listed = &analysis.report.listed;
    let each = std::iter::once(None).chain(Status::ALL.into_iter().map(Some));
    let part = |status: Option<Status>| {
        let is = |at: &usize| status.is_none_or(|status| analysis.outcomes[*at].judgement.status == status);
        (status, listed.iter().copied().filter(is).collect::<Vec<usize>>())
    };
    each.map(part).filter(|(_, outcomes)| !outcomes.is_empty()).collect()
}

/// Lists a route for every page of every state.
fn routes(site: &Site<'_>, page: &'static Page) -> Vec<Route> {
    let pages = |(status, outcomes): &(Option<Status>, Vec<usize>)| {
        let status = *status;
        (0..Window::new(0, outcomes.len()).pages()).map(move |at| Route {
            path: path(status, at),
            page,
            subject: Subject::Outcomes(status, at),
        })
    };
    site.outcome_parts.iter().flat_map(pages).collect()
}

#[derive(Debug, Serialize)]
struct OutcomesView {
    cards: Vec<Card>,
    states: Vec<NavItem>,
    table: Option<OutcomeTable>,
    pagination: Option<Pagination>,
    whole: Option<Whole>,
}

/// What stands below the table of the first page.
#[derive(Debug, Serialize)]
struct Whole {
    loops: Option<Table>,
    loops_note: String,
    owners: Option<Link>,
    rates: Vec<Table>,
    calibration: Option<Chart>,
    calibration_note: Option<String>,
    moved: Option<Table>,
    moved_note: Option<String>,
    lessons: Vec<lessons::Lesson>,
    lessons_note: Option<String>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Outcomes(status, number) = route.subject else {
        return Given::nothing();
    };
    let all = site.outcome_parts.iter().find(|(of, _)| *of == status).map_or(&[][..], |(_, all)| all);
    let page = route.path.as_str();
    let window = Window::new(number, all.len());
    let caption = format!("Outcomes {}", window.words());
    let front = status.is_none() && number == 0;
    let own = OutcomesView {
        cards: if front { headline::cards(site) } else { Vec::new() },
        states: filters(site, page, status),
        table: OutcomeTable::new(site, page, &all[window.range()], caption),
        pagination: Pagination::of(window.pages(), number, |at| relative(page, &path(status, at))),
        whole: front.then(|| whole(site, page)),
    };
    let title = status.map_or_else(|| "Outcomes".to_owned(), |status| format!("Outcomes: {}", status.words()));
    let subtitle = match status {
        None => headline::finding(site),
        Some(status) => format!("{}, {}.", capital(&count(all.len(), "outcome")), meaning(status)),
    };
    view(Common::new(site, route, title).subtitle(subtitle).downloads(route, "outcomes"), own)
}

/// Collects what stands below the table.
fn whole(site: &Site<'_>, page: &str) -> Whole {
    let loops = to_close::table(site, page);
    let (lessons, lessons_note) = lessons::lessons(site, page);
    let owners = site.analysis.report.owners.len();
    Whole {
        loops_note: to_close::note(site),
        loops,
        owners: (owners > 0).then(|| Link::to(all_of(owners, "owner"), "owners.html")),
        rates: rates::tables(site),
        calibration: headline::calibration(site),
        calibration_note: headline::calibration_silence(site),
        moved: moved::table(site, page),
        moved_note: moved::note(site),
        lessons,
        lessons_note,
    }
}

/// Links to the outcomes in each state.
fn filters(site: &Site<'_>, page: &str, current: Option<Status>) -> Vec<NavItem> {
    let item = |(status, outcomes): &(Option<Status>, Vec<usize>)| NavItem {
        label: status.map_or_else(|| "All".to_owned(), |status| capital(status.words())),
        href: relative(page, &path(*status, 0)),
        count: Some(grouped(outcomes.len())),
        current: *status == current,
    };
    site.outcome_parts.iter().map(item).collect()
}

/// Says what a state means.
const fn meaning(status: Status) -> &'static str {
    match status {
        Status::Hit => "reached in time",
        Status::Partial => "reached in part",
        Status::Missed => "not reached, or reached too late",
        Status::Abandoned => "given up",
        Status::Overdue => "past the date without a measurement",
        Status::AwaitingMeasurement => "delivered and not yet to be judged",
        Status::InFlight => "being worked on",
        Status::Anticipated => "written down and not begun",
        Status::NotMeasurable => "without a target that readings can be held against",
    }
}
