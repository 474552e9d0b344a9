//! The navigation, and what every page is given.

use super::address::relative;
use super::page::PAGES;
use super::plan::{Route, Site, Subject};
use super::view::{NavItem, NavSection};
use super::words::{count, grouped};
use crate::config::Kind;
use crate::diagnostic::Severity;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Value;

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
    search_script: Option<&'static str>,
    home: &'static str,
    generator: String,
    generator_href: Option<String>,
    footer: Option<String>,
    feed: Option<&'static str>,
    calendar: Option<&'static str>,
    problems: Option<String>,
    problems_path: Option<&'static str>,
}

impl Shared {
    /// Collects it.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let manifest = &site.theme.manifest;
        let stands = |path: &'static str| site.routes.iter().any(|route| route.path == path).then_some(path);
        let problems = site.diagnostics.iter().filter(|found| found.severity != Severity::Info).count();
        Self {
            title: site.title(),
            lang: site.config.site.language.clone(),
            as_of: site.as_of(),
            styles: manifest.styles.iter().map(|style| format!("static/{style}")).collect(),
            scheme_script: format!("static/{}", manifest.scheme_script),
            script: format!("static/{}", manifest.script),
            search_script: site.theme.files.contains_key("search.js").then_some("static/search.js"),
            home: "index.html",
            generator: format!("Backlit {}", env!("CARGO_PKG_VERSION")),
            generator_href: None,
            footer: Some(site.config.site.description.clone()).filter(|text| !text.is_empty()),
            feed: stands("feed.xml"),
            calendar: stands("due.ics"),
            problems: (problems > 0).then(|| count(problems, "problem")),
            problems_path: (problems > 0).then_some("problems.html"),
        }
    }
}

/// The navigation: what each entry says and where it leads, found once for all pages.
#[derive(Debug, Default)]
pub(super) struct Navigation {
    main: Vec<Planned>,
    wiki: Vec<Planned>,
    /// As the pages in the folder of a kind see it, none of which is an entry: nearly all pages of a large backlog.
    of_folders: BTreeMap<&'static str, Value>,
}

/// An entry.
#[derive(Debug)]
struct Planned {
    label: String,
    path: String,
    count: Option<String>,
    leads_to: Target,
}

/// What an entry leads to.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Page(&'static str),
    Kind(Kind),
    Item(usize),
}

impl Target {
    /// Tells whether a page is what the entry leads to.
    fn is(&self, route: &Route) -> bool {
        match self {
            Self::Page(name) => route.page.name == *name,
            Self::Kind(kind) => route.subject == Subject::Kind(*kind),
            Self::Item(at) => route.subject == Subject::Item(*at),
        }
    }
}

impl Navigation {
    /// Plans it.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let mut navigation = Self { main: main(site), wiki: wiki(site), of_folders: BTreeMap::new() };
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page) {
            let from = format!("{}/", kind.folder());
            let sections = navigation.sections(&|path| relative(&from, path), &|_| false);
            navigation.of_folders.insert(kind.folder(), Value::from_serializable(&sections));
        }
        navigation
    }

    /// Gives the navigation of one page.
    pub(super) fn for_page(&self, site: &Site<'_>, route: &Route) -> Value {
        let is_entry = self.main.iter().chain(&self.wiki).any(|entry| entry.leads_to.is(route));
        let folder = route.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(made) = self.of_folders.get(folder).filter(|_| !is_entry && !route.page.anywhere) {
            return made.clone();
        }
        let to = |path: &str| {
            if route.page.anywhere { format!("{}{path}", site.absolute_root()) } else { relative(&route.path, path) }
        };
        Value::from_serializable(&self.sections(&to, &|target| target.is(route)))
    }

    fn sections(&self, to: &dyn Fn(&str) -> String, is_current: &dyn Fn(&Target) -> bool) -> Vec<NavSection> {
        let item = |entry: &Planned| NavItem {
            label: entry.label.clone(),
            href: to(&entry.path),
            count: entry.count.clone(),
            current: is_current(&entry.leads_to),
        };
        let section = |title: Option<&str>, entries: &[Planned]| NavSection {
            title: title.map(str::to_owned),
            items: entries.iter().map(item).collect(),
        };
        let wiki = (!self.wiki.is_empty()).then(|| section(Some("Wiki"), &self.wiki));
        std::iter::once(section(None, &self.main)).chain(wiki).collect()
    }
}

/// Lists the pages that have an entry, and the kinds of which there are documents.
fn main(site: &Site<'_>) -> Vec<Planned> {
    let mut entries = Vec::new();
    for page in PAGES {
        if page.name == "teams" {
            entries.extend(kinds(site));
        }
        let Some(entry) = page.navigation.and_then(|entry| entry(site)) else { continue };
        entries.push(Planned {
            label: entry.label,
            path: entry.path.to_owned(),
            count: entry.count,
            leads_to: Target::Page(page.name),
        });
    }
    entries
}

/// Lists the kinds of which there are documents.
fn kinds(site: &Site<'_>) -> Vec<Planned> {
    let kinds = Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Epic | Kind::Page));
    let counted = kinds.map(|kind| (kind, site.backlog.of_kind(kind).count()));
    counted
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| Planned {
            label: kind.plural().to_owned(),
            path: format!("{}.html", kind.folder()),
            count: Some(grouped(number)),
            leads_to: Target::Kind(kind),
        })
        .collect()
}

/// Lists the wiki's first pages, and its index when there are more.
fn wiki(site: &Site<'_>) -> Vec<Planned> {
    let pages = &site.wiki_order;
    let top = pages.iter().copied().filter(|at| site.wiki_depth(*at) == 0).take(WIKI_LIMIT);
    let mut entries: Vec<Planned> = top
        .map(|at| Planned {
            label: site.backlog.items[at].title.clone(),
            path: site.addresses.items[at].clone(),
            count: None,
            leads_to: Target::Item(at),
        })
        .collect();
    if entries.len() < pages.len() {
        entries.push(Planned {
            label: "All pages".to_owned(),
            path: "wiki.html".to_owned(),
            count: Some(grouped(pages.len())),
            leads_to: Target::Page("wiki-index"),
        });
    }
    entries
}
