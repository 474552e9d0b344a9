//! The navigation, and what every page is given.

use super::address::relative;
use super::page::PAGES;
use super::plan::{Route, Site, Subject};
use super::view::{NavItem, NavSection};
use super::words::{count, grouped};
use crate::config::Kind;
use crate::diagnostic::Severity;
use serde::Serialize;

/// How many wiki pages the navigation lists before it points at their index.
const WIKI_LIMIT: usize = 12;

/// What every page is given, made once.
#[derive(Debug, Serialize)]
pub(super) struct Shared {
    title: String,
    lang: String,
    as_of: String,
    styles: Vec<String>,
    scheme_script: String,
    script: String,
    home: &'static str,
    generator: String,
    generator_href: Option<String>,
    footer: Option<String>,
    feed: Option<String>,
    problems: Option<String>,
    problems_path: Option<&'static str>,
}

impl Shared {
    /// Collects it.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let manifest = &site.theme.manifest;
        let problems = site.diagnostics.iter().filter(|found| found.severity != Severity::Info).count();
        Self {
            title: site.title(),
            lang: site.config.site.language.clone(),
            as_of: site.as_of(),
            styles: manifest.styles.iter().map(|style| format!("static/{style}")).collect(),
            scheme_script: format!("static/{}", manifest.scheme_script),
            script: format!("static/{}", manifest.script),
            home: "index.html",
            generator: format!("Backlit {}", env!("CARGO_PKG_VERSION")),
            generator_href: None,
            footer: Some(site.config.site.description.clone()).filter(|text| !text.is_empty()),
            feed: None,
            problems: (problems > 0).then(|| count(problems, "problem")),
            problems_path: (problems > 0).then_some("problems.html"),
        }
    }
}

/// Builds the navigation of one page.
pub(super) fn sections(site: &Site<'_>, route: &Route) -> Vec<NavSection> {
    let to = |path: &str| {
        if route.page.anywhere { format!("{}{path}", site.absolute_root()) } else { relative(&route.path, path) }
    };
    let mut items = Vec::new();
    for page in PAGES {
        if page.name == "kind-index" {
            items.extend(kinds(site, route, &to));
        }
        let Some(entry) = page.navigation.and_then(|entry| entry(site)) else { continue };
        let current = route.page.name == page.name;
        items.push(NavItem { label: entry.label, href: to(entry.path), count: entry.count, current });
    }
    let mut sections = vec![NavSection { title: None, items }];
    sections.extend(wiki(site, route, &to));
    sections
}

/// Lists the kinds of which there are documents.
fn kinds(site: &Site<'_>, route: &Route, to: &dyn Fn(&str) -> String) -> Vec<NavItem> {
    let kinds = Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Epic | Kind::Page));
    kinds
        .filter_map(|kind| {
            let number = site.backlog.of_kind(kind).count();
            (number > 0).then(|| NavItem {
                label: kind.plural().to_owned(),
                href: to(&format!("{}.html", kind.folder())),
                count: Some(grouped(number)),
                current: route.subject == Subject::Kind(kind),
            })
        })
        .collect()
}

/// Lists the wiki's first pages, and its index when there are more.
fn wiki(site: &Site<'_>, route: &Route, to: &dyn Fn(&str) -> String) -> Option<NavSection> {
    let pages = &site.wiki_order;
    if pages.is_empty() {
        return None;
    }
    let top: Vec<usize> = pages.iter().copied().filter(|at| site.wiki_depth(*at) == 0).take(WIKI_LIMIT).collect();
    let mut items: Vec<NavItem> = top
        .iter()
        .map(|at| NavItem {
            label: site.backlog.items[*at].title.clone(),
            href: to(&site.addresses.items[*at]),
            count: None,
            current: route.subject == Subject::Item(*at),
        })
        .collect();
    if top.len() < pages.len() {
        items.push(NavItem {
            label: "All pages".to_owned(),
            href: to("wiki.html"),
            count: Some(grouped(pages.len())),
            current: route.page.name == "wiki-index",
        });
    }
    Some(NavSection { title: Some("Wiki".to_owned()), items })
}
