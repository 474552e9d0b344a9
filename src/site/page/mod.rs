//! Every page of the site: where it stands, its template, and how its view is made.
//!
//! In: the site. Out: routes and views. To add a page: one file with a `PAGE`, its template, one line here.

pub(super) mod backlog;
mod backlog_data;
mod calendar;
mod checks;
mod data_quality;
mod document;
mod download;
mod epic;
mod feed;
pub(super) mod flow;
mod forecast;
mod initiative;
mod initiatives;
mod moves;
mod moves_feed;
mod not_found;
mod numbers;
pub(super) mod objectives;
pub(super) mod outcomes;
mod overview;
pub(super) mod owner;
mod owners;
mod problems;
mod report;
mod rest;
mod robots;
mod search_index;
mod sitemap;
mod sprint;
mod sprints;
mod team;
mod teams;
mod technical_debt;
mod value_stream;
mod value_streams;
mod wiki;
pub(super) mod wiki_index;

pub use download::Format;

use super::markup::{self, Html, written};
use super::plan::{Route, Site, Subject};
use super::stencil::Given;
use super::view::{Finding, Link, Tools, write_findings};
use crate::backlog::turns;
use crate::config::Kind;
use serde::Serialize;

/// A page of the site.
#[derive(Debug)]
pub struct Page {
    /// Its kebab-case name.
    pub name: &'static str,
    /// What it is for, for the documentation.
    pub about: &'static str,
    /// Whether it is served from any address, so that its links must be absolute.
    pub anywhere: bool,
    /// Its entry in the navigation, where it has one.
    pub(super) navigation: Option<fn(&Site<'_>) -> Option<Entry>>,
    /// Where it stands.
    pub(super) routes: fn(&Site<'_>, &'static Self) -> Vec<Route>,
    /// How it is made.
    pub(super) body: Body,
}

/// How a page is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Body {
    /// From `templates/page/TEMPLATE.html` and a typed view.
    Html {
        /// The template's name.
        template: &'static str,
        /// What the template is given.
        view: fn(&Site<'_>, &Route) -> Given,
    },
    /// The same of one document, whose prose is added to the view: it takes the longest, and is often known already.
    Document {
        /// The template's name.
        template: &'static str,
        /// What the template is given beside the prose.
        view: fn(&Site<'_>, &Route) -> Given,
    },
    /// A file that is no page, such as a feed or a table of data.
    File(fn(&Site<'_>, &Route) -> Vec<u8>),
}

impl Page {
    /// Gives the name of its template; a file has none.
    pub const fn template(&self) -> Option<&'static str> {
        match self.body {
            Body::Html { template, .. } | Body::Document { template, .. } => Some(template),
            Body::File(_) => None,
        }
    }
}

/// An entry in the navigation.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) label: String,
    pub(super) path: &'static str,
    pub(super) count: Option<String>,
}

/// Every page, in the order of the navigation.
pub const PAGES: &[Page] = &[
    overview::PAGE,
    backlog::PAGE,
    outcomes::PAGE,
    epic::PAGE,
    document::PAGE,
    owners::PAGE,
    owner::PAGE,
    objectives::PAGE,
    flow::PAGE,
    forecast::PAGE,
    data_quality::PAGE,
    initiative::PAGE,
    initiatives::PAGE,
    team::PAGE,
    sprint::PAGE,
    value_stream::PAGE,
    teams::PAGE,
    sprints::PAGE,
    value_streams::PAGE,
    technical_debt::PAGE,
    wiki::PAGE,
    wiki_index::PAGE,
    moves::PAGE,
    problems::PAGE,
    checks::PAGE,
    numbers::PAGE,
    report::PAGE,
    rest::PAGE,
    not_found::PAGE,
    search_index::PAGE,
    backlog_data::PAGE,
    download::PAGE,
    calendar::PAGE,
    feed::PAGE,
    moves_feed::PAGE,
    sitemap::PAGE,
    robots::PAGE,
];

/// What the view of every page has.
#[derive(Debug, Default, Serialize)]
pub(super) struct Common {
    title: String,
    description: Option<String>,
    canonical: Option<String>,
    crumbs_html: Option<Html>,
    crumbs: Vec<Link>,
    subtitle: Option<String>,
    tools_html: Option<Html>,
    tools: Option<Tools>,
    problems_html: Option<Html>,
    problems: Vec<Finding>,
    advice_html: Option<Html>,
    advice: Vec<Finding>,
    advice_title: String,
    downloads: Vec<Link>,
    #[serde(skip)]
    fits_stencils: bool,
}

impl Common {
    /// Starts a view with the page's title.
    pub(super) fn new(site: &Site<'_>, route: &Route, title: impl Into<String>) -> Self {
        let base = site.config.site.base_url.as_ref();
        let title = straight(title.into());
        Self {
            fits_stencils: site.stencils.fit(&title),
            title,
            canonical: base.map(|base| format!("{base}/{}", super::address::encode(&route.path))),
            ..Self::default()
        }
    }

    /// Adds the sentence under the title.
    pub(super) fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = Some(straight(subtitle.into())).filter(|text| !text.is_empty());
        self
    }

    /// Adds the line above the title.
    pub(super) fn crumbs(mut self, crumbs: Vec<Link>) -> Self {
        self.crumbs = crumbs;
        self
    }

    /// Adds the downloads of the page's table.
    pub(super) fn downloads(mut self, route: &Route, table: &str) -> Self {
        self.downloads = download::links(&route.path, table);
        self
    }

    /// Adds what belongs to a document: its summary, its problems and its source.
    pub(super) fn document(mut self, site: &Site<'_>, item: usize) -> Self {
        self.description = Some(straight(site.summary(item).to_owned())).filter(|summary| !summary.is_empty());
        let advice = super::prose::findings(site, &site.advice, item);
        self.advice_title = super::words::count(advice.len(), "hint");
        (self.advice_html, self.advice) = written(site, advice, |html, found| write_findings(html, found));
        let problems = super::prose::findings(site, &site.diagnostics, item);
        (self.problems_html, self.problems) = written(site, problems, |html, found| write_findings(html, found));
        (self.crumbs_html, self.crumbs) =
            written(site, std::mem::take(&mut self.crumbs), |html, crumbs| markup::breadcrumbs(html, crumbs));
        (self.tools_html, self.tools) = written(site, Some(super::tools::tools(site, item)), |html, tools| {
            if let Some(tools) = tools {
                markup::page_tools(html, tools);
            }
        });
        self
    }
}

/// Leaves out the characters that turn the direction of what follows them. On a page a frame around each text holds them;
/// the title of a tab and the card of a shared link have none, so a part of one would stand for the whole.
fn straight(text: String) -> String {
    if text.contains(turns) { text.replace(turns, "") } else { text }
}

/// Makes the route of a page that stands once.
fn once(page: &'static Page, path: &str) -> Vec<Route> {
    vec![Route { path: path.to_owned(), page, subject: Subject::Whole }]
}

/// Makes a route for the page of every document of the kinds.
fn each_of(site: &Site<'_>, page: &'static Page, kinds: &[Kind]) -> Vec<Route> {
    let items = site.backlog.items.iter().enumerate().filter(|(_, item)| kinds.contains(&item.kind));
    items.map(|(at, _)| Route { path: site.addresses.items[at].clone(), page, subject: Subject::Item(at) }).collect()
}

/// Links from a document's page to the list of its kind.
fn index_crumbs(page: &str, kind: Kind) -> Vec<Link> {
    vec![Link::to(kind.plural(), super::address::relative(page, &format!("{}.html", kind.folder())))]
}

/// Makes a view of the common part and the page's own, which may be a tuple of several.
fn view<T: Serialize>(common: Common, own: T) -> Given {
    Given::values(&(common, own))
}

/// Makes a view of pages of which there are many: their template writes each text down as it is, and does no more with it.
fn view_of_many<T: Serialize>(common: Common, own: T) -> Given {
    let fits = common.fits_stencils;
    let views = (common, own);
    let texts = if fits { Given::texts(&views) } else { None };
    texts.unwrap_or_else(|| Given::values(&views))
}
