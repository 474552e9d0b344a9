//! A person: what they promised, what they measure next, the epics they own. It rates nobody.

use super::super::address::{relative, slug};
use super::super::paging::{Holder, List, Window};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{
    Cell, EpicTable, Link, OutcomeTable, Pagination, StateCount, Table, outcome_link, state_counts,
};
use super::super::words::{capital, count, list, near_day};
use super::outcomes::what;
use super::rest::epics;
use super::{Body, Common, Given, Page, view};
use crate::analysis::{Measurement, Owner};
use crate::realization::Status;
use serde::Serialize;
use std::collections::BTreeSet;

/// The page of a person.
pub(super) const PAGE: Page = Page {
    name: "owner",
    about: "a person: outcomes they answer for, measurements to take, epics they own",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let each = site.owner_paths.iter().enumerate();
        each.map(|(at, path)| Route { path: path.clone(), page, subject: Subject::Owner(at) }).collect()
    },
    body: Body::Html { template: "owner", view: make },
};

/// Gives every owner a page of their own.
pub(in crate::site) fn paths(owners: &[Owner]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let path = |owner: &Owner| {
        let stem = slug(&owner.key);
        let mut path = format!("owners/{stem}.html");
        let mut number = 2;
        while !taken.insert(path.clone()) {
            path = format!("owners/{stem}-{number}.html");
            number += 1;
        }
        path
    };
    owners.iter().map(path).collect()
}

#[derive(Debug, Serialize)]
struct OwnerView {
    states: Vec<StateCount>,
    measure: Option<Table>,
    outcomes: Option<OutcomeTable>,
    epics: Option<EpicTable>,
    measure_pages: Option<Pagination>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Owner(at) = route.subject else {
        return Given::nothing();
    };
    let owner = &site.analysis.report.owners[at];
    let page = route.path.as_str();
    let holder = Holder::Owner(at);
    let own = OwnerView {
        states: state_counts(site, &owner.outcomes, |_| None),
        measure: measure(site, page, at, 0),
        measure_pages: holder.links(site, page, List::Measurements, measurements(owner, 0)),
        outcomes: promised(site, page, at, 0),
        epics: epics(site, page, holder, 0).map(|table| table.titled("Epics", "")),
    };
    let crumbs = vec![Link::to("Owners", relative(page, "owners.html"))];
    view(Common::new(site, route, owner.name.clone()).crumbs(crumbs).subtitle(subtitle(owner)), own)
}

/// Says what the person answers for, and what waits for them.
fn subtitle(owner: &Owner) -> String {
    let parts = [(owner.outcomes.len(), "outcome"), (owner.epics.len(), "epic")];
    let parts: Vec<String> =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, what)| count(number, what)).collect();
    let open = match owner.due() {
        0 => "no measurement is due".to_owned(),
        1 => "1 measurement is due now".to_owned(),
        open => format!("{open} measurements are due now"),
    };
    format!("Answers for {}; {open}.", list(&parts))
}

/// Gives one page of what is to be measured.
pub(super) fn measurements(owner: &Owner, number: usize) -> Window {
    Window::new(number, owner.open.len() + owner.planned.len())
}

/// Lists one page of what is to be measured: what is due first, then what comes.
pub(super) fn measure(site: &Site<'_>, page: &str, at: usize, number: usize) -> Option<Table> {
    let owner = &site.analysis.report.owners[at];
    let window = measurements(owner, number).range();
    let mut table = Table::headed(&["Outcome", "In", "What", "Due", "When"]);
    let shown = owner.open.iter().chain(&owner.planned).skip(window.start).take(window.len());
    table.fill(site, shown.map(|due| row(site, page, due)));
    table.if_any()
}

/// Lists one page of what a person promised.
pub(super) fn promised(site: &Site<'_>, page: &str, at: usize, number: usize) -> Option<OutcomeTable> {
    let owner = &site.analysis.report.owners[at];
    let window = Window::new(number, owner.outcomes.len());
    let caption = window.caption(&format!("Outcomes of {}", owner.name));
    let table = OutcomeTable::new(site, page, &owner.outcomes[window.range()], caption)?;
    Some(table.paged(Holder::Owner(at).links(site, page, List::Outcomes, window)))
}

/// Makes a row of the measurements.
fn row(site: &Site<'_>, page: &str, due: &Measurement) -> Vec<Cell> {
    let days = usize::try_from(due.days_late.unsigned_abs()).unwrap_or(0);
    let decides = &site.analysis.outcomes[due.outcome].judgement;
    let in_grace = due.checkpoint.is_none() && decides.status != Status::Overdue;
    let (when, class) = match due.days_late {
        1.. if in_grace => (format!("due {} ago", count(days, "day")), Some("late")),
        0 => ("today".to_owned(), Some("late")),
        1.. => (format!("{} late", count(days, "day")), Some("late")),
        _ => (format!("in {}", count(days, "day")), None),
    };
    vec![
        Cell::link(outcome_link(site, page, due.outcome)),
        Cell::link(site.item_link(page, site.analysis.outcomes[due.outcome].item)),
        Cell::text(capital(&what(due))),
        Cell::text(near_day(due.due, site.analysis.as_of)),
        Cell { class, ..Cell::text(when) },
    ]
}

#[cfg(test)]
mod tests {
    use super::{Owner, paths};

    #[test]
    fn every_owner_has_a_page_of_their_own() {
        let owner = |key: &str| Owner { key: key.to_owned(), ..Owner::default() };
        let paths = paths(&[owner("ana lu"), owner("ana-lu"), owner("../etc")]);
        assert_eq!(paths[..2], ["owners/ana-lu.html", "owners/ana-lu-2.html"]);
        assert!(!paths[2].contains(".."), "{}", paths[2]);
    }
}
