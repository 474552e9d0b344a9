//! The further pages of long lists: an owner's outcomes, a team's epics, the work under way. The first page of each list
//! stands on the page of whom it belongs to.

use super::super::address::relative;
use super::super::paging::{Holder, List, Window};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{EpicTable, Link, OutcomeTable, Pagination, Rows, Table};
use super::{Body, Common, Given, Page, backlog, owner, view};
use serde::Serialize;

/// The further pages of lists.
pub(super) const PAGE: Page = Page {
    name: "rest",
    about: "the further pages of long lists: of a team, an objective, a person, or the work under way",
    anywhere: false,
    navigation: None,
    routes,
    body: Body::Html { template: "rest", view: make },
};

/// Lists a route for every page of every list but the first.
fn routes(site: &Site<'_>, page: &'static Page) -> Vec<Route> {
    let further = |(holder, list): (Holder, List)| {
        let pages = window(site, holder, list, 0).pages();
        (1..pages).map(move |number| Route {
            path: holder.list_path(site, list, number),
            page,
            subject: Subject::Rest(holder, list, number),
        })
    };
    lists(site).into_iter().flat_map(further).collect()
}

/// Lists every list that may be long.
fn lists(site: &Site<'_>) -> Vec<(Holder, List)> {
    let items =
        site.backlog.items.iter().enumerate().filter(|(_, item)| item.team().is_some() || item.objective().is_some());
    let mut lists: Vec<(Holder, List)> = items.map(|(at, _)| (Holder::Item(at), List::Epics)).collect();
    for at in 0..site.owner_paths.len() {
        lists.extend([List::Epics, List::Outcomes, List::Measurements].map(|list| (Holder::Owner(at), list)));
    }
    lists.extend((0..site.views.len()).map(|at| (Holder::Part(at), List::Commitments)));
    lists
}

/// Gives a page of a list, from 0.
fn window(site: &Site<'_>, holder: Holder, list: List, number: usize) -> Window {
    let owners = &site.analysis.report.owners;
    match (holder, list) {
        (Holder::Item(at), List::Epics) => Window::new(number, site.members[at].len()),
        (Holder::Owner(at), List::Epics) => Window::new(number, owners[at].epics.len()),
        (Holder::Owner(at), List::Outcomes) => Window::new(number, owners[at].outcomes.len()),
        (Holder::Owner(at), List::Measurements) => owner::measurements(&owners[at], number),
        (Holder::Part(at), List::Commitments) => Window::ranked(number, site.views[at].committed.len()),
        _ => Window::new(number, 0),
    }
}

#[derive(Debug, Default, Serialize)]
struct Rest {
    epics: Option<EpicTable>,
    outcomes: Option<OutcomeTable>,
    measure: Option<Table>,
    measure_pages: Option<Pagination>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Rest(holder, list, number) = route.subject else {
        return Given::nothing();
    };
    let page = route.path.as_str();
    let window = window(site, holder, list, number);
    let own = match (holder, list) {
        (Holder::Part(at), _) => Rest { epics: backlog::commitments(site, page, at, number), ..Rest::default() },
        (_, List::Epics) => Rest { epics: epics(site, page, holder, number), ..Rest::default() },
        (Holder::Owner(at), List::Outcomes) => {
            Rest { outcomes: owner::promised(site, page, at, number), ..Rest::default() }
        }
        (Holder::Owner(at), _) => Rest {
            measure: owner::measure(site, page, at, number),
            measure_pages: holder.links(site, page, list, window),
            ..Rest::default()
        },
        _ => Rest::default(),
    };
    let name = name(site, holder);
    let title = format!("{name}: {}", list.title().to_lowercase());
    let crumbs = vec![Link::to(name, relative(page, &holder.path(site)))];
    view(Common::new(site, route, title).crumbs(crumbs).subtitle(format!("{}.", window.words())), own)
}

/// Names whose list it is.
fn name(site: &Site<'_>, holder: Holder) -> String {
    match holder {
        Holder::Item(at) => site.backlog.items[at].title.clone(),
        Holder::Owner(at) => site.analysis.report.owners[at].name.clone(),
        Holder::Part(at) => backlog::title(&site.views[at]),
    }
}

/// Lists one page of the epics of a document or a person.
pub(super) fn epics(site: &Site<'_>, page: &str, holder: Holder, number: usize) -> Option<EpicTable> {
    let all: &[usize] = match holder {
        Holder::Item(at) => &site.members[at],
        Holder::Owner(at) => &site.analysis.report.owners[at].epics,
        Holder::Part(_) => &[],
    };
    let window = Window::new(number, all.len());
    let caption = window.caption(&format!("Epics of {}", name(site, holder)));
    let table = EpicTable::new(site, page, Rows::Mixed, all[window.range()].iter().copied())?;
    Some(table.called(List::Epics.anchor(), caption).paged(holder.links(site, page, List::Epics, window)))
}
