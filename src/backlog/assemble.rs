//! Documents to a backlog: ids, references, links and cycles.
//!
//! In: the documents of a site, in any order. Out: items in order of path, references resolved, and findings for
//! what leads nowhere. Never drops a document: one that is wrong is still an item. Parts are shared, so that the next
//! backlog of a preview takes over what is the same.

use super::index::Index;
use super::item::{Details, Item};
use super::privacy::Withheld;
use super::reference::Reference;
use super::resolve::{SUGGESTIONS, resolve};
use super::sheet::{Sheet, Trees};
use super::timeline::Timelines;
use super::{Outcome, strongly_connected};
use crate::config::{Config, Kind};
use crate::diagnostic::{Diagnostic, sort};
use crate::document::Document;
use crate::order::Order;
use rayon::prelude::*;
use std::sync::Arc;

/// Everything that a site holds, linked.
#[derive(Debug, Default)]
pub struct Backlog {
    /// The documents, in order of path.
    pub items: Vec<Arc<Item>>,
    /// The documents' texts, item by item.
    pub documents: Vec<Arc<Document>>,
    /// Look-ups.
    pub index: Arc<Index>,
    /// For each item, the items whose prose links to it, in order.
    pub backlinks: Arc<Vec<Vec<usize>>>,
    /// Epics that wait for each other, each cycle in order of id.
    pub cycles: Arc<Vec<Vec<usize>>>,
    /// What was kept out.
    pub withheld: Arc<Withheld>,
    /// What happened to the documents; empty until git was asked.
    pub timelines: Arc<Timelines>,
    /// What is wrong, in order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong between documents.
    pub(super) between: Arc<Vec<Diagnostic>>,
}

impl Backlog {
    /// Walks the epics with their positions.
    pub fn epics(&self) -> impl Iterator<Item = (usize, &super::Epic)> {
        self.items.iter().enumerate().filter_map(|(at, item)| Some((at, item.epic()?)))
    }

    /// Walks the items of a kind with their positions.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().map(|item| &**item).enumerate().filter(move |(_, item)| item.kind == kind)
    }
}

/// Assembles a backlog.
pub fn assemble(documents: Vec<Document>, config: &Config) -> Backlog {
    assemble_with(documents, config, Trees::Drop)
}

/// Assembles a backlog, and keeps or drops the trees of the front matters.
pub fn assemble_with(documents: Vec<Document>, config: &Config, trees: Trees) -> Backlog {
    bind(documents.into_par_iter().map(|document| Sheet::read_with(document, config, trees)).collect())
}

/// Binds what was read of each document to a backlog.
pub fn bind(mut sheets: Vec<Sheet>) -> Backlog {
    sheets.order_by(|a, b| a.document.path.cmp(&b.document.path));
    let mut withheld = Withheld::default();
    for names in sheets.iter().filter_map(|sheet| sheet.withheld.as_deref()) {
        withheld.remember(names);
    }
    sheets.retain(|sheet| sheet.withheld.is_none());
    let own = found_in(&sheets);
    let (mut items, documents): (Vec<Arc<Item>>, Vec<Arc<Document>>) =
        sheets.into_iter().map(|sheet| (sheet.item, sheet.document)).unzip();
    let index = Index::build(&items);
    // Links of prose lead where they lead whatever front matter says.
    let (backlinks, (between, cycles)) = rayon::join(
        || backlinks(&documents, documents.len(), &index),
        || {
            let mut between = duplicate_ids(&items, &index);
            between.extend(resolve(&mut items, (&index, &withheld), SUGGESTIONS));
            let (cycles, found) = cycles(&items);
            between.extend(found);
            (between, cycles)
        },
    );
    let diagnostics = all_found(own, &between);
    Backlog {
        items,
        documents,
        index: Arc::new(index),
        backlinks: Arc::new(backlinks),
        cycles: Arc::new(cycles),
        withheld: Arc::new(withheld),
        timelines: Arc::default(),
        diagnostics,
        between: Arc::new(between),
    }
}

/// Collects what is wrong in each document by itself.
pub(super) fn found_in<'s>(sheets: impl IntoIterator<Item = &'s Sheet> + Clone) -> Vec<Diagnostic> {
    let items = sheets.clone().into_iter().flat_map(|sheet| sheet.found.iter());
    items.chain(sheets.into_iter().flat_map(|sheet| sheet.said.iter())).cloned().collect()
}

/// Joins what is wrong in documents and between them, in order.
pub(super) fn all_found(mut own: Vec<Diagnostic>, between: &[Diagnostic]) -> Vec<Diagnostic> {
    own.extend(between.iter().cloned());
    sort(&mut own);
    own
}

/// Names every id that two documents share, at both places.
fn duplicate_ids(items: &[Arc<Item>], index: &Index) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.has_id()) {
        let Some(first) = index.by_id(&item.id).filter(|first| *first != at) else {
            continue;
        };
        let other = &items[first];
        let (here, there) = (item.id_span.unwrap_or_default(), other.id_span.unwrap_or_default());
        let message = format!("the id `{}` is taken by `{}`", item.id, other.path);
        found.push(
            Diagnostic::error("duplicate-id", &item.matter_path, here, message)
                .hint("Give one of the two documents an id of its own.")
                .related(&other.matter_path, there, "the other document stands here"),
        );
    }
    found
}

/// How many of the epics that wait for each other are named.
const NAMED: usize = 20;

/// Says how many epics are not named.
fn more(count: usize) -> String {
    if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() }
}

/// Finds epics that wait for each other, and names each cycle once, where its first member waits.
pub(super) fn cycles(items: &[Arc<Item>]) -> (Vec<Vec<usize>>, Vec<Diagnostic>) {
    let edges: Vec<Vec<usize>> = items
        .iter()
        .map(|item| {
            let references = item.epic().map_or(&[][..], |epic| &epic.depends_on);
            references.iter().filter_map(|reference| reference.target).collect()
        })
        .collect();
    let mut cycles = strongly_connected(&edges);
    let mut found = Vec::new();
    for members in &mut cycles {
        members.order_by(|a, b| items[*a].id.cmp(&items[*b].id));
        let names: Vec<&str> = members.iter().map(|at| items[*at].id.as_str()).collect();
        let first = &items[members[0]];
        let inside = |reference: &&Reference| reference.target.is_some_and(|target| members.contains(&target));
        let Some(reference) = first.epic().and_then(|epic| epic.depends_on.iter().find(inside)) else {
            continue;
        };
        let message = if names.len() == 1 {
            format!("`{}` waits for itself", names[0])
        } else {
            format!(
                "these epics wait for each other: {}{}",
                names[..names.len().min(NAMED)].join(", "),
                more(names.len())
            )
        };
        found.push(
            Diagnostic::error("dependency-cycle", &first.matter_path, reference.span, message)
                .hint("Remove one of the dependencies, so that one of them can start."),
        );
    }
    (cycles, found)
}

/// Collects for each item the items whose prose links to it.
pub(super) fn backlinks(documents: &[Arc<Document>], items: usize, index: &Index) -> Vec<Vec<usize>> {
    let targets = |(from, document): (usize, &Arc<Document>)| {
        let mut targets: Vec<usize> = document
            .outline
            .links
            .iter()
            .filter_map(|link| index.led_to(&document.path, link))
            .filter(|target| *target != from)
            .collect();
        targets.sort_unstable();
        targets.dedup();
        targets
    };
    let targets: Vec<Vec<usize>> = documents.par_iter().enumerate().map(targets).collect();
    let mut backlinks = vec![Vec::new(); items];
    for (from, targets) in targets.into_iter().enumerate() {
        for target in targets {
            backlinks[target].push(from);
        }
    }
    backlinks
}

impl Item {
    /// Gives one of the outcomes that the document promises, by its position among them.
    pub fn outcome(&self, position: usize) -> Option<&Outcome> {
        match &self.details {
            Details::Epic(epic) => epic.outcomes.get(position),
            Details::Initiative(initiative) => initiative.outcomes.get(position),
            Details::Sprint(sprint) => sprint.outcomes.get(position),
            Details::Objective(objective) => objective.key_results.get(position).map(|kr| &kr.outcome),
            Details::Team(_) | Details::ValueStream(_) | Details::Page => None,
        }
    }

    /// Gives the outcomes that the document promises; an objective's key results count.
    pub fn outcomes(&self) -> Vec<&Outcome> {
        match &self.details {
            Details::Epic(epic) => epic.outcomes.iter().collect(),
            Details::Initiative(initiative) => initiative.outcomes.iter().collect(),
            Details::Sprint(sprint) => sprint.outcomes.iter().collect(),
            Details::Objective(objective) => objective.key_results.iter().map(|kr| &kr.outcome).collect(),
            Details::Team(_) | Details::ValueStream(_) | Details::Page => Vec::new(),
        }
    }
}
