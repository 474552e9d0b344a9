//! Every route of the site.

use super::address::{Addresses, relative, root_of};
use super::fragment::Fragments;
use super::link::{Goal, Links, file_path, svg_is_active};
use super::navigation::{Navigation, Shared};
use super::page::{Body, Page};
use super::paging::{Holder, List};
use super::relation;
use super::team_cost;
use super::theme::Theme;
use super::view::{Link, State};
use super::words::day;
use crate::analysis::{Analysis, class_of, owner_key, team_name};
use crate::backlog::{Backlog, Epic};
use crate::config::{Config, Kind, StateClass};
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::document::markdown::{Highlighter, LinkKind, LinkUse, without_forbidden};
use crate::flow::ItemFlow;
use crate::ranking::Entry;
use crate::realization::Status;
use crate::source::Attachment;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, Value};

/// What a site is made of.
#[derive(Debug)]
pub struct Inputs<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The backlog.
    pub backlog: &'a Backlog,
    /// Its analysis.
    pub analysis: &'a Analysis,
    /// Files that pages may link to.
    pub attachments: &'a BTreeMap<String, Attachment>,
    /// The theme.
    pub theme: Theme,
    /// What was found before the site was planned.
    pub diagnostics: Vec<Diagnostic>,
    /// The folder of the site within its repository, with a slash at its end, or empty.
    pub repository_folder: String,
}

/// One page of the site.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path relative to the site's root.
    pub path: String,
    /// The page that renders it.
    pub page: &'static Page,
    /// What it shows.
    pub subject: Subject,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The whole site.
    Whole,
    /// One document.
    Item(usize),
    /// The documents of a kind.
    Kind(Kind),
    /// A part of the ranked list: which view, and which of its pages, from 0.
    List(usize, usize),
    /// A part of the outcomes: those in one state or all, and which of its pages, from 0.
    Outcomes(Option<Status>, usize),
    /// A person, by position among the owners.
    Owner(usize),
    /// A further page of a long list: whose, which list, and which of its pages, from 0.
    Rest(Holder, List, usize),
    /// How work flowed: all of it, or a part by its position among the groups.
    Flow(Option<usize>),
    /// A table to download: which one, and in which form.
    Table(usize, super::page::Format),
}

/// A site, ready to render.
#[derive(Debug)]
pub struct Site<'a> {
    pub(super) config: &'a Config,
    pub(super) backlog: &'a Backlog,
    pub(super) analysis: &'a Analysis,
    pub(super) addresses: Addresses,
    /// The first page of a wiki by itself; none where the overview comes first.
    pub(super) front: Option<usize>,
    pub(super) theme: Theme,
    pub(super) highlighter: Highlighter,
    pub(super) repository_folder: String,
    pub(super) attachments: &'a BTreeMap<String, Attachment>,
    pub(super) refused: BTreeSet<String>,
    pub(super) views: Vec<super::page::backlog::View>,
    pub(super) owner_paths: Vec<String>,
    pub(super) flow_paths: Vec<String>,
    pub(super) flow_places: Vec<Option<usize>>,
    pub(super) wiki_order: Vec<usize>,
    pub(super) wiki_place: Vec<usize>,
    pub(super) members: Vec<Vec<usize>>,
    pub(super) dependents: Vec<Vec<usize>>,
    pub(super) described: BTreeMap<String, usize>,
    pub(super) anchors: Vec<Vec<String>>,
    pub(super) fragments: Fragments,
    shared: Value,
    navigation: Navigation,
    base_path: String,
    /// Every page, in order of path.
    pub routes: Vec<Route>,
    /// Files copied beside the pages: the path on the site and the file.
    pub copies: Vec<(String, Attachment)>,
    /// Everything that was found, in order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What the rules of the linter ask for, in the same order.
    pub advice: Vec<Diagnostic>,
}

impl<'a> Site<'a> {
    /// Plans a site.
    pub fn plan(inputs: Inputs<'a>) -> Self {
        let front = super::front::front_page(inputs.backlog);
        let mut addresses = Addresses::build(inputs.backlog, front);
        let mut diagnostics = inputs.diagnostics;
        diagnostics.append(&mut addresses.diagnostics);
        let wiki_order = relation::wiki_order(inputs.backlog, front);
        let mut site = Site {
            config: inputs.config,
            backlog: inputs.backlog,
            analysis: inputs.analysis,
            addresses,
            front,
            theme: inputs.theme,
            highlighter: Highlighter::new(),
            repository_folder: inputs.repository_folder,
            attachments: inputs.attachments,
            refused: BTreeSet::new(),
            views: super::page::backlog::views(inputs.backlog, inputs.analysis),
            owner_paths: super::page::owner::paths(&inputs.analysis.report.owners),
            flow_places: relation::flow_places(inputs.backlog, inputs.analysis),
            flow_paths: super::page::flow::paths(&inputs.analysis.flow.groups),
            wiki_place: relation::places(&wiki_order, inputs.backlog.items.len()),
            wiki_order,
            members: relation::members(inputs.backlog, inputs.analysis),
            dependents: relation::dependents(inputs.backlog),
            described: relation::described(inputs.backlog),
            fragments: Fragments::new(inputs.backlog.items.len(), inputs.analysis.outcomes.len()),
            anchors: inputs.backlog.items.par_iter().map(super::view::outcome_anchors).collect(),
            shared: Value::none(),
            navigation: Navigation::default(),
            base_path: base_path(inputs.config),
            routes: Vec::new(),
            copies: Vec::new(),
            diagnostics: Vec::new(),
            advice: Vec::new(),
        };
        let (copies, found) = site.follow_links();
        diagnostics.extend(found);
        let mut settled = super::advice::settle(&site, diagnostics);
        team_cost::hide_in_findings(site.config, site.backlog, &mut settled.problems);
        site.copies = copies;
        (site.diagnostics, site.advice) = (settled.problems, settled.advice);
        site.routes = super::front::pages(front).flat_map(|page| (page.routes)(&site, page)).collect();
        site.shared = Value::from_serializable(&Shared::of(&site));
        site.navigation = Navigation::of(&site);
        site
    }

    /// Renders one route to the bytes of its file.
    pub fn render(&self, route: &Route) -> Result<Vec<u8>, Error> {
        let (template, view) = match route.page.body {
            Body::Html { template, view } => (template, view),
            Body::File(make) => return Ok(make(self, route)),
        };
        let mut context = Context::new();
        context.insert_value("site", self.shared.clone());
        let root = self.root(route);
        let (nav, nav_html) = self.navigation.for_page(self, route, &root)?;
        context.insert("root", &root);
        context.insert_value("nav", nav);
        context.insert_value("nav_html", nav_html);
        context.insert_value("page", view(self, route));
        if let Some(error) = self.fragments.failure() {
            return Err(error);
        }
        let html = self.theme.render(&format!("page/{template}.html"), &context)?;
        Ok(without_forbidden(html).into_bytes())
    }

    /// Gives the page of a document by the path of its file.
    pub fn page_of(&self, file: &str) -> Option<&str> {
        self.backlog.index.by_path(file).map(|item| self.addresses.items[item].as_str())
    }

    /// Lists the theme's files with their paths on the site.
    pub fn theme_files(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.theme.files.iter().map(|(path, bytes)| (format!("static/{path}"), bytes.as_slice()))
    }

    /// Gives the way from a page to the site's root; a page that is served from anywhere names it whole.
    fn root(&self, route: &Route) -> String {
        if route.page.anywhere { self.base_path.clone() } else { root_of(&route.path) }
    }

    /// Gives the site's root for pages that are served from any address.
    pub(super) fn absolute_root(&self) -> &str {
        &self.base_path
    }

    /// Says under which path the site is served, with a slash at both ends, instead of that of `base_url`.
    #[must_use]
    pub fn served_under(mut self, path: &str) -> Self {
        path.clone_into(&mut self.base_path);
        self
    }

    /// Follows every link of the prose once: which files are copied, and which links lead nowhere.
    fn follow_links(&mut self) -> (Vec<(String, Attachment)>, Vec<Diagnostic>) {
        let links = self.links();
        let found: Vec<(BTreeSet<String>, Vec<Diagnostic>)> =
            self.backlog.documents.par_iter().map(|document| followed(&links, document)).collect();
        let mut files = BTreeSet::new();
        let mut diagnostics = Vec::new();
        for (some, said) in found {
            files.extend(some);
            diagnostics.extend(said);
        }
        let mut copies = Vec::new();
        let mut refused = BTreeSet::new();
        for path in files {
            let Some(attachment) = self.attachments.get(&path) else {
                continue;
            };
            let drawing = path.to_lowercase().ends_with(".svg");
            if drawing && attachment.text().is_none_or(|text| svg_is_active(&text)) {
                let message = "this drawing holds a script, so it isn't published";
                diagnostics.push(
                    Diagnostic::warning(
                        "active-drawing",
                        &path.as_str().into(),
                        crate::diagnostic::Span::FILE,
                        message,
                    )
                    .hint("Export it again without scripts, links and animation."),
                );
                refused.insert(path);
            } else {
                copies.push((file_path(&path), attachment.clone()));
            }
        }
        self.refused = refused;
        (copies, diagnostics)
    }

    /// Gives what the links of prose lead to.
    pub(super) fn links(&self) -> Links<'_> {
        let repository = self.config.site.repository.as_ref();
        Links {
            backlog: self.backlog,
            addresses: &self.addresses,
            attachments: self.attachments,
            private: &self.config.privacy.exclude,
            repository: repository.map(|base| {
                format!(
                    "{base}/blob/{}/{}",
                    super::address::encode(&self.config.site.branch),
                    super::address::encode(&self.repository_folder)
                )
                .trim_end_matches('/')
                .to_owned()
            }),
        }
    }

    /// Gives the link from a page to an item's page.
    pub(super) fn href(&self, page: &str, item: usize) -> String {
        relative(page, &self.addresses.items[item])
    }

    /// Gives the history of an epic, measured.
    pub(super) fn flow_item(&self, item: usize) -> Option<&'a ItemFlow> {
        Some(&self.analysis.flow.items[self.flow_places[item]?])
    }

    /// Gives an epic's entry in the ranking, open or under way.
    pub(super) fn entry(&self, item: usize) -> Option<&'a Entry> {
        self.analysis.entry(item)
    }

    /// Gives a candidate's position in the backlog.
    pub(super) fn item_of(&self, candidate: usize) -> usize {
        self.analysis.candidates.items[candidate]
    }

    /// Shows an epic's state; an unknown one as it is written.
    #[expect(clippy::unused_self, reason = "views ask the site for every part of a row")]
    pub(super) fn state(&self, epic: &Epic) -> State {
        match (&epic.state, &epic.status) {
            (Some(state), _) => State::new(state.title.clone(), class_of(epic).name()),
            (None, Some(written)) => State::new(written.value.clone(), "new"),
            (None, None) => State::new("No status", "new"),
        }
    }

    /// Links to an epic's team; a name without a document is plain text.
    pub(super) fn team_link(&self, page: &str, epic: &Epic) -> Option<Link> {
        let name = team_name(self.backlog, epic)?;
        let target = epic.team.as_ref().and_then(|team| team.target);
        Some(target.map_or_else(|| Link::plain(name.clone()), |at| Link::to(name.clone(), self.href(page, at))))
    }

    /// Links to the page of a person; someone who answers for nothing is plain text.
    pub(super) fn owner_link(&self, page: &str, name: &str) -> Link {
        let key = owner_key(name);
        let found = self.analysis.report.owners.binary_search_by(|owner| owner.key.cmp(&key));
        found.map_or_else(|_| Link::plain(name), |at| Link::to(name, relative(page, &self.owner_paths[at])))
    }

    /// Links to an item by its title.
    pub(super) fn item_link(&self, page: &str, item: usize) -> Link {
        Link::to(self.backlog.items[item].title.clone(), self.href(page, item))
    }

    /// Gives the site's name; the folder's own index says it where the configuration does not.
    pub(super) fn title(&self) -> String {
        if !self.config.site.title.is_empty() {
            return self.config.site.title.clone();
        }
        let home = self.backlog.index.file("").map(|at| self.backlog.items[at].title.clone());
        home.unwrap_or_else(|| "Backlog".to_owned())
    }

    /// Gives the folder of a wiki page; `wiki/` itself is the top.
    pub(super) fn wiki_folder(&self, item: usize) -> &str {
        relation::wiki_folder(&self.backlog.items[item].path)
    }

    /// Counts the folders above a wiki page.
    pub(super) fn wiki_depth(&self, item: usize) -> usize {
        let folder = self.wiki_folder(item);
        if folder.is_empty() { 0 } else { folder.matches('/').count() + 1 }
    }

    /// Writes the date that everything is computed for.
    pub(super) fn as_of(&self) -> String {
        day(self.analysis.as_of)
    }

    /// Counts epics that are neither delivered nor given up.
    pub(super) fn open_epics(&self) -> usize {
        self.backlog
            .epics()
            .filter(|(_, epic)| class_of(epic).is_open() && class_of(epic) != StateClass::Ignore)
            .count()
    }
}

/// Gives the path of `base_url`, with a slash at both ends.
fn base_path(config: &Config) -> String {
    let base = config.site.base_url.as_deref().unwrap_or("");
    let path = base.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    if path.is_empty() { "/".to_owned() } else { format!("/{}/", path.trim_matches('/')) }
}

/// Follows the links of one document.
fn followed(links: &Links<'_>, document: &crate::document::Document) -> (BTreeSet<String>, Vec<Diagnostic>) {
    let mut files = BTreeSet::new();
    let mut said = Vec::new();
    for link in &document.outline.links {
        let link_use = match link.kind {
            LinkKind::Wiki => LinkUse::Wiki,
            LinkKind::Relative if link.image => LinkUse::Image,
            LinkKind::Relative => LinkUse::Link,
            LinkKind::Anchor | LinkKind::External | LinkKind::Refused => continue,
        };
        match links.follow(&document.path, &link.target, link_use) {
            Goal::File(path) => {
                files.insert(path);
            }
            Goal::Nowhere(reason) => {
                let rule = if link.image { "missing-image" } else { "broken-link" };
                let message = format!("the link to `{}` leads nowhere: {reason}", link.target);
                let span = document.body_span(link.range.clone());
                said.push(
                    Diagnostic::warning(rule, &document.path, span, message)
                        .hint("Correct the path, or remove the link; the page shows its text without one."),
                );
            }
            Goal::Unpublished => {
                let message = format!("the file `{}` isn't part of the site", link.target);
                let span = document.body_span(link.range.clone());
                let note = Diagnostic::warning("unpublished-file", &document.path, span, message);
                said.push(Diagnostic { severity: Severity::Info, ..note }.hint(
                    "Set `site.repository`, and the page links to the file there; or name it in `site.include`.",
                ));
            }
            Goal::Page(..) | Goal::Repository(_) | Goal::Withheld => {}
        }
    }
    (files, said)
}
