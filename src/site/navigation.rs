//! The navigation, and what every page is given.

use super::address::encode;
use super::page::wiki_index::folder_id;
use super::plan::{Route, Site, Subject};
use super::view::{NavItem, NavSection};
use super::words::{capital, count, grouped};
use crate::config::Kind;
use crate::diagnostic::{Error, Severity};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use tera::Value;

/// How many wiki pages the navigation lists before it points at their index.
const WIKI_LIMIT: usize = 12;
/// The same for a wiki by itself, whose folders are listed too.
const WIKI_ALONE_LIMIT: usize = 24;

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
    advice: Option<String>,
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
            advice: (!site.advice.is_empty()).then(|| count(site.advice.len(), "hint")),
        }
    }
}

/// The navigation: what each entry says and where it leads, found once for all pages.
#[derive(Debug, Default)]
pub(super) struct Navigation {
    main: Vec<Planned>,
    wiki: Vec<Planned>,
    made: Mutex<BTreeMap<Seen, Made>>,
}

/// From where the navigation is seen: the way to the site's root, and the entry that leads to the page itself.
type Seen = (String, Option<usize>);

/// What pages share that see the site from the same place.
#[derive(Debug, Clone)]
pub(super) struct Made {
    /// The navigation as its view, for templates of a site's own.
    pub(super) nav: Value,
    /// The navigation as markup.
    pub(super) nav_html: Value,
    /// The style sheets, scripts and feeds as markup.
    pub(super) assets_html: Value,
}

/// An entry.
#[derive(Debug)]
struct Planned {
    label: String,
    path: String,
    /// The part of the page, if it leads to one.
    part: Option<String>,
    count: Option<String>,
    leads_to: Target,
}

impl Planned {
    /// Gives the link from a page.
    fn href(&self, root: &str) -> String {
        let part = self.part.as_ref().map_or_else(String::new, |part| format!("#{}", encode(part)));
        format!("{root}{}{part}", encode(&self.path))
    }
}

/// What an entry leads to.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Page(&'static str),
    Kind(Kind),
    Item(usize),
    /// Pages of a folder that has no page of its own.
    Folder,
}

impl Target {
    /// Tells whether a page is what the entry leads to.
    fn is(&self, route: &Route) -> bool {
        match self {
            Self::Page(name) => route.page.name == *name,
            Self::Kind(Kind::Objective) if matches!(route.subject, Subject::Objectives(_)) => true,
            Self::Kind(kind) => route.subject == Subject::Kind(*kind),
            Self::Item(at) => route.subject == Subject::Item(*at),
            Self::Folder => false,
        }
    }
}

impl Navigation {
    /// Plans it.
    pub(super) fn of(site: &Site<'_>) -> Self {
        Self { main: main(site), wiki: wiki(site), made: Mutex::default() }
    }

    /// Gives the navigation of one page; pages that see it alike share one.
    pub(super) fn for_page(&self, site: &Site<'_>, route: &Route, root: &str) -> Result<Made, Error> {
        let current = self.main.iter().chain(&self.wiki).position(|entry| entry.leads_to.is(route));
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = (root.to_owned(), current);
        if let Some(found) = made.get(&seen) {
            return Ok(found.clone());
        }
        let sections = Value::from_serializable(&self.sections(root, current));
        let mut context = tera::Context::new();
        context.insert_value("nav", sections.clone());
        context.insert_value("site", site.shared.clone());
        context.insert("root", root);
        let part = |name| site.theme.render(name, &context).map(|html| Value::safe_string(&html));
        let (nav_html, assets_html) = (part("fragment/nav.html")?, part("fragment/assets.html")?);
        let new = Made { nav: sections, nav_html, assets_html };
        made.insert(seen, new.clone());
        Ok(new)
    }

    fn sections(&self, root: &str, current: Option<usize>) -> Vec<NavSection> {
        let item = |(at, entry): (usize, &Planned)| NavItem {
            label: entry.label.clone(),
            href: entry.href(root),
            count: entry.count.clone(),
            current: current == Some(at),
        };
        let wiki = self.wiki.iter().enumerate().map(|(at, entry)| (self.main.len() + at, entry));
        let title = (!self.main.is_empty()).then(|| "Wiki".to_owned());
        let wiki = NavSection { title, items: wiki.map(item).collect() };
        let main = NavSection { title: None, items: self.main.iter().enumerate().map(item).collect() };
        [main, wiki].into_iter().filter(|section| !section.items.is_empty()).collect()
    }
}

/// Lists the pages that have an entry, and the kinds of which there are documents.
fn main(site: &Site<'_>) -> Vec<Planned> {
    let mut entries = Vec::new();
    for page in super::front::pages(site.front) {
        if page.name == "teams" {
            entries.extend(kinds(site));
        }
        let Some(entry) = page.navigation.and_then(|entry| entry(site)) else { continue };
        entries.push(Planned {
            label: entry.label,
            path: entry.path.to_owned(),
            part: None,
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
            part: None,
            count: Some(grouped(number)),
            leads_to: Target::Kind(kind),
        })
        .collect()
}

/// Lists the wiki's first pages, and its index when there are more.
fn wiki(site: &Site<'_>) -> Vec<Planned> {
    let pages = &site.wiki_order;
    let limit = if site.front.is_some() { WIKI_ALONE_LIMIT } else { WIKI_LIMIT };
    let top = pages.iter().filter(|at| site.wiki_depth(**at) == 0).map(|at| page_entry(site, *at));
    let mut entries: Vec<Planned> = top.chain(folders(site)).take(limit).collect();
    if entries.len() < pages.len() {
        entries.push(Planned {
            label: "All pages".to_owned(),
            path: "wiki.html".to_owned(),
            part: None,
            count: Some(grouped(pages.len())),
            leads_to: Target::Page("wiki-index"),
        });
    }
    entries
}

/// Leads to a page of the wiki.
fn page_entry(site: &Site<'_>, at: usize) -> Planned {
    let (label, path) = (site.backlog.items[at].title.clone(), site.addresses.items[at].clone());
    Planned { label, path, part: None, count: None, leads_to: Target::Item(at) }
}

/// Lists the folders at the top of a wiki by itself, each by its own page, or by the list of what it holds.
fn folders(site: &Site<'_>) -> Vec<Planned> {
    let mut seen = BTreeSet::new();
    let below = site.wiki_order.iter().copied().filter(|at| site.front.is_some() && site.wiki_depth(*at) > 0);
    let firsts = below.filter(|at| seen.insert(site.wiki_folder(*at).split('/').next()));
    let entry = |at: usize| {
        let folder = site.wiki_folder(at);
        if site.wiki_depth(at) == 1 && super::front::stands_for_folder(site.backlog, at) {
            return page_entry(site, at);
        }
        let label = capital(&folder.split('/').next().unwrap_or(folder).replace(['-', '_'], " "));
        let (path, part) = ("wiki.html".to_owned(), Some(folder_id(folder)));
        Planned { label, path, part, count: None, leads_to: Target::Folder }
    };
    firsts.map(entry).collect()
}
