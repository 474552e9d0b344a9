//! The page that a server shows where there is none. It is served from any address, so its links are absolute.

use super::super::plan::{Route, Site};
use super::super::view::Link;
use super::{Common, Page, once, view};
use serde::Serialize;

/// The page for addresses that lead nowhere.
pub(super) const PAGE: Page = Page {
    name: "not-found",
    template: "not_found",
    about: "what a server shows where there is no page",
    anywhere: true,
    navigation: None,
    routes: |_, page| once(page, "404.html"),
    view: |site, route| {
        let root = site.absolute_root();
        let links = vec![
            Link::to("Backlog", format!("{root}backlog.html")),
            Link::to("How these numbers are made", format!("{root}numbers.html")),
        ];
        let own = NotFound { home: format!("{root}index.html"), home_label: site.title(), links };
        view(common(site, route), own)
    },
};

#[derive(Debug, Serialize)]
struct NotFound {
    home: String,
    home_label: String,
    links: Vec<Link>,
}

/// Gives the page's title and sentence.
fn common(site: &Site<'_>, route: &Route) -> Common {
    Common::new(site, route, "Page not found")
        .subtitle("There is no page at this address. Epics keep theirs when files move, so the id may have changed.")
}
