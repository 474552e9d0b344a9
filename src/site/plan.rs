//! Every route of the site.

use super::address::{relative, root_of};
use super::follow;
use super::fragment::Fragments;
use super::frame::Frame;
use super::link::Links;
use super::navigation::{Navigation, Shared};
use super::page::Page;
use super::paging::{Holder, List};
use super::planned::Plan;
use super::relation;
use super::stencil::Stencils;
use super::texts::Texts;
use super::theme::Theme;
use super::view::{Link, State};
use super::words::day;
use crate::analysis::{Analysis, class_of, owner_key, team_name};
use crate::backlog::{Backlog, Epic, is_index, stem};
use crate::config::{Config, Kind, StateClass};
use crate::diagnostic::Diagnostic;
use crate::document::markdown::Highlighter;
use crate::flow::ItemFlow;
use crate::ranking::Entry;
use crate::realization::Status;
use crate::source::Attachment;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use tera::Value;

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
    pub theme: Arc<Theme>,
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
    /// A further page of the objectives, from 1.
    Objectives(usize),
    /// A further page of the technical debt agreements, from 1.
    Agreements(usize),
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
    pub(super) attachments: &'a BTreeMap<String, Attachment>,
    pub(super) texts: Option<Texts>,
    pub(super) plan: Plan,
}

impl Deref for Site<'_> {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.plan
    }
}

impl<'a> Site<'a> {
    /// Plans a site.
    pub fn plan(inputs: Inputs<'a>) -> Self {
        Self::plan_after(inputs, None)
    }

    /// Plans a site; `before` is one from which it differs in nothing but what some documents say, if there is one: each
    /// is where it was, has the names that it had but for its title, and means as much as before where its item is shared.
    pub fn plan_after(inputs: Inputs<'a>, before: Option<&Site<'_>>) -> Self {
        let (backlog, config, analysis) = (inputs.backlog, inputs.config, inputs.analysis);
        let (frame, linted) = rayon::join(
            || Frame::after((backlog, analysis), before),
            || super::advice::lint((backlog, config, analysis), before),
        );
        let mut diagnostics = inputs.diagnostics;
        diagnostics.extend(frame.addresses.diagnostics.iter().cloned());
        let plan = Plan {
            frame,
            theme: inputs.theme,
            highlighter: Highlighter::new(),
            repository_folder: inputs.repository_folder,
            refused: BTreeMap::new(),
            fragments: Fragments::new(backlog.items.len(), analysis.outcomes.len()),
            linted,
            followed: Vec::new(),
            shared: Value::none(),
            navigation: Navigation::default(),
            stencils: Stencils::default(),
            base_path: base_path(config),
            open: OnceLock::new(),
            routes: Arc::default(),
            copies: Vec::new(),
            diagnostics: Vec::new(),
            advice: Vec::new(),
        };
        let mut site = Site { config, backlog, analysis, attachments: inputs.attachments, texts: None, plan };
        site.plan.followed = follow::each(&site.links(), before.map(|before| (before.backlog, &before.followed[..])));
        let goals = follow::join(&site.followed, site.attachments);
        (site.plan.refused, site.plan.copies) = (goals.refused, goals.copies);
        diagnostics.extend(goals.diagnostics);
        let settled = super::advice::settle((backlog, config), &site.linted, diagnostics);
        (site.plan.diagnostics, site.plan.advice) = (settled.problems, settled.advice);
        let kept = before.filter(|before| std::ptr::eq(before.analysis, analysis) && before.front.is_none());
        let same_routes = kept.filter(|before| before.advice.is_empty() == site.advice.is_empty());
        site.plan.routes = same_routes.map_or_else(|| site.all_routes(), |before| Arc::clone(&before.routes));
        site.plan.shared = Value::from_serializable(&Shared::of(&site));
        site.plan.navigation = Navigation::of(&site);
        site.plan.stencils = Stencils::new(&site.theme, site.title(), &site.shared);
        site
    }

    /// Gives up what it was planned from.
    pub fn into_plan(self) -> Plan {
        self.plan
    }

    /// Lists the routes of every page.
    fn all_routes(&self) -> Arc<Vec<Route>> {
        Arc::new(super::front::pages(self.front).flat_map(|page| (page.routes)(self, page)).collect())
    }

    /// Gives what was found while it was planned, to tell one plan from another.
    pub fn found(&self) -> impl Hash {
        let copies: Vec<&String> = self.copies.iter().map(|(path, _)| path).collect();
        (&self.diagnostics, &self.advice, &self.refused, copies)
    }

    /// Gives what all pages are given alike, to tell one plan from another.
    pub fn shared(&self) -> impl Hash {
        self.shared.to_string()
    }

    /// Gives the position of a document in the backlog, by the path of its file.
    pub fn place_of(&self, file: &str) -> Option<usize> {
        self.backlog.index.by_path(file)
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
    pub(super) fn root(&self, route: &Route) -> String {
        if route.page.anywhere { self.base_path.clone() } else { root_of(&route.path) }
    }

    /// Gives the site's root for pages that are served from any address.
    pub(super) fn absolute_root(&self) -> &str {
        &self.base_path
    }

    /// Says under which path the site is served, with a slash at both ends, instead of that of `base_url`.
    #[must_use]
    pub fn served_under(mut self, path: &str) -> Self {
        path.clone_into(&mut self.plan.base_path);
        self
    }

    /// Gives what the links of prose lead to.
    pub(super) fn links(&self) -> Links<'_> {
        Links::of((self.backlog, self.config), &self.addresses, self.attachments, &self.repository_folder)
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
        State::new(state_label(epic), state_class(epic))
    }

    /// Links to an epic's team; a name without a document is plain text.
    pub(super) fn team_link(&self, page: &str, epic: &Epic) -> Option<Link> {
        let name = team_name(self.backlog, epic)?;
        let target = epic.team.as_ref().and_then(|team| team.target);
        Some(target.map_or_else(|| Link::plain(name), |at| Link::to(name, self.href(page, at))))
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
        let home = self.front.or_else(|| self.backlog.index.file("")).map(|at| &self.backlog.items[at]);
        // One without a heading is called after its file, which says nothing.
        let named = home.filter(|it| !is_index(&it.title) && !it.title.eq_ignore_ascii_case(stem(&it.path)));
        let other = if self.front.is_some() { "Wiki" } else { "Backlog" };
        named.map_or_else(|| other.to_owned(), |item| item.title.clone())
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

/// Names the state of an epic as its author knows it.
pub(super) fn state_label(epic: &Epic) -> &str {
    match (&epic.state, &epic.status) {
        (Some(state), _) => &state.title,
        (None, Some(written)) => &written.value,
        (None, None) => "No status",
    }
}

/// Names the colour of an epic's state.
pub(super) fn state_class(epic: &Epic) -> &'static str {
    if epic.state.is_some() { class_of(epic).name() } else { "new" }
}
