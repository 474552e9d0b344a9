//! The page that a server shows where there is none. It is served from any address, so its links are absolute.

use super::super::plan::{Route, Site};
use super::super::view::Link;
use super::{Body, Common, Given, Page, once, view};
use serde::Serialize;

/// The page for addresses that lead nowhere.
pub(super) const PAGE: Page = Page {
    name: "not-found",
    about: "what a server shows where there is no page",
    anywhere: true,
    navigation: None,
    routes: |_, page| once(page, "404.html"),
    body: Body::Html { template: "not_found", view: make },
};

#[derive(Debug, Serialize)]
struct NotFound {
    home: String,
    home_label: String,
    links: Vec<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let root = site.absolute_root();
    let places: &[(&str, &str)] = match site.front {
        Some(_) => &[("All pages", "wiki.html")],
        None => &[("Backlog", "backlog.html"), ("How these numbers are made", "numbers.html")],
    };
    let home_label = if site.front.is_some() { site.title() } else { "Overview".to_owned() };
    let links = places.iter().map(|(name, path)| Link::to(*name, format!("{root}{path}"))).collect();
    view(common(site, route), NotFound { home: format!("{root}index.html"), home_label, links })
}

/// Gives the page's title and sentence.
fn common(site: &Site<'_>, route: &Route) -> Common {
    Common::new(site, route, "Page not found")
        .subtitle("There is no page at this address. Epics keep theirs when files move, so the id may have changed.")
}
