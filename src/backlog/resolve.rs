//! References to the documents that they name.
//!
//! In: items whose references lead nowhere yet, and the look-ups over them. Out: references with their targets, and
//! findings for those that lead nowhere. The order of findings is that of the items, however many threads look.

use super::index::Index;
use super::item::{Details, Item};
use super::privacy::Withheld;
use super::reference::{KeyResultReference, Reference};
use super::renamed::{self, Stray};
use crate::config::Kind;
use crate::diagnostic::{Diagnostic, Span, first_of_each, nearest};
use rayon::prelude::*;
use std::sync::Arc;

/// How many unknown ids get a suggestion; each costs a look at every id.
pub(super) const SUGGESTIONS: usize = 200;

/// Resolves every reference anew, and names those that lead nowhere, so many of them with a suggestion. An item that
/// somebody else holds too stays as it is: where it leads elsewhere, a copy does.
pub(super) fn resolve(items: &mut [Arc<Item>], known: (&Index, &Withheld), suggestions: usize) -> Vec<Diagnostic> {
    let targets = Targets::of(items, known);
    let leads_nowhere = |(at, item): (usize, &mut Arc<Item>)| {
        let mut resolver = Resolver::new(&targets, 0);
        resolver.shared(item);
        (!resolver.found.is_empty()).then_some(at)
    };
    let faulty: Vec<usize> = items.par_iter_mut().enumerate().filter_map(leads_nowhere).collect();
    if faulty.is_empty() {
        return Vec::new();
    }
    // What is said of one hangs on how much was said before.
    let mut resolver = Resolver::new(&targets, suggestions);
    resolver.ids = items.iter().filter(|item| item.has_id()).map(|item| item.id.clone()).collect();
    for at in faulty {
        let item = &mut items[at];
        resolver.path = Arc::clone(&item.matter_path);
        resolver.own.clone_from(&item.id);
        resolver.shared(item);
    }
    renamed::fold(&mut resolver.found, &resolver.strays, &resolver.ids);
    first_of_each(resolver.found)
}

/// Resolves the references of some items anew; tells whether each leads somewhere.
pub(super) fn resolve_some(items: &mut [Arc<Item>], known: (&Index, &Withheld), some: &[usize]) -> bool {
    let targets = Targets::of(items, known);
    let mut resolver = Resolver::new(&targets, 0);
    for at in some {
        resolver.shared(&mut items[*at]);
    }
    resolver.found.is_empty()
}

/// What references can lead to.
struct Targets<'a> {
    index: &'a Index,
    withheld: &'a Withheld,
    kinds: Vec<Kind>,
    key_results: Vec<Vec<String>>,
}

impl<'a> Targets<'a> {
    fn of(items: &[Arc<Item>], (index, withheld): (&'a Index, &'a Withheld)) -> Self {
        let key_results = |item: &Arc<Item>| {
            item.objective().map_or_else(Vec::new, |o| o.key_results.iter().map(|kr| kr.id.clone()).collect())
        };
        Self {
            index,
            withheld,
            kinds: items.iter().map(|item| item.kind).collect(),
            key_results: items.iter().map(key_results).collect(),
        }
    }
}

/// Resolves the references of one document after the other.
struct Resolver<'a> {
    targets: &'a Targets<'a>,
    suggestions: usize,
    ids: Vec<String>,
    own: String,
    path: Arc<str>,
    found: Vec<Diagnostic>,
    /// Epics that are named and not there.
    strays: Vec<Stray>,
}

impl<'a> Resolver<'a> {
    fn new(targets: &'a Targets<'a>, suggestions: usize) -> Self {
        Self {
            targets,
            suggestions,
            ids: Vec::new(),
            own: String::new(),
            path: Arc::default(),
            found: Vec::new(),
            strays: Vec::new(),
        }
    }

    /// Resolves the references of one that may be held elsewhere.
    fn shared(&mut self, item: &mut Arc<Item>) {
        if let Some(own) = Arc::get_mut(item) {
            return self.item(own);
        }
        let mut copy = Item::clone(item);
        self.item(&mut copy);
        if copy != **item {
            *item = Arc::new(copy);
        }
    }

    fn item(&mut self, item: &mut Item) {
        match &mut item.details {
            Details::Epic(epic) => {
                self.each(&mut epic.team, Kind::Team);
                self.each(&mut epic.initiative, Kind::Initiative);
                self.each(&mut epic.depends_on, Kind::Epic);
                self.each(&mut epic.bundled_with, Kind::Epic);
                epic.requested_by.iter_mut().for_each(|request| self.each(&mut request.team, Kind::Team));
                epic.key_results.iter_mut().for_each(|reference| self.key_result(reference));
                if let Some(agreement) = &mut epic.agreement {
                    self.each(&mut agreement.taken_by, Kind::Epic);
                    self.each(&mut agreement.repay_item, Kind::Epic);
                }
            }
            Details::Initiative(initiative) => {
                self.each(&mut initiative.lead_team, Kind::Team);
                initiative.key_results.iter_mut().for_each(|reference| self.key_result(reference));
            }
            Details::Objective(objective) => {
                self.each(&mut objective.team, Kind::Team);
                objective.parent.iter_mut().for_each(|reference| self.key_result(reference));
            }
            Details::Sprint(sprint) => self.each(&mut sprint.team, Kind::Team),
            Details::Team(_) | Details::ValueStream(_) | Details::Page => {}
        }
    }

    /// Resolves references that must name a document of one kind.
    fn each<'r>(&mut self, references: impl IntoIterator<Item = &'r mut Reference>, kind: Kind) {
        for reference in references {
            self.one(reference, kind);
        }
    }

    /// Resolves one reference. Where a site has no document of the kind at all, names stand for themselves.
    fn one(&mut self, reference: &mut Reference, kind: Kind) {
        let target = self.targets.index.named(kind, &reference.id);
        reference.target = None;
        match target {
            Some(at) if self.targets.kinds[at] == kind => reference.target = Some(at),
            Some(at) => {
                let message = format!(
                    "`{}` is {}, and {} is expected here",
                    reference.id,
                    article(self.targets.kinds[at]),
                    article(kind)
                );
                self.found.push(
                    Diagnostic::error("wrong-kind", &self.path, reference.span, message)
                        .hint(format!("Name the id of {}.", article(kind))),
                );
            }
            None if self.targets.withheld.has(&reference.id) => {}
            None if self.targets.kinds.contains(&kind) || kind == Kind::Epic => {
                let found = self.unknown(&reference.id, reference.span, kind);
                if kind == Kind::Epic {
                    self.strays.push(Stray { id: reference.id.clone(), at: self.found.len() });
                }
                self.found.push(found);
            }
            None => {}
        }
    }

    /// Resolves `OBJ-2/kr-2`.
    fn key_result(&mut self, reference: &mut KeyResultReference) {
        self.one(&mut reference.objective, Kind::Objective);
        reference.position = None;
        let Some(at) = reference.objective.target else {
            return;
        };
        let ids = &self.targets.key_results[at];
        reference.position = ids.iter().position(|id| id.eq_ignore_ascii_case(&reference.key_result));
        if reference.position.is_none() && !reference.key_result.is_empty() {
            let message = format!("`{}` has no key result `{}`", reference.objective.id, reference.key_result);
            let hint = format!(
                "Its key results are {}.",
                if ids.is_empty() { "not written yet".to_owned() } else { ids.join(", ") }
            );
            self.found.push(Diagnostic::error("unknown-id", &self.path, reference.objective.span, message).hint(hint));
        }
    }

    /// Says that an id leads nowhere, with the nearest one that is there.
    fn unknown(&self, id: &str, span: Span, kind: Kind) -> Diagnostic {
        let close = |known: &&String| known.len().abs_diff(id.len()) <= 3 && **known != self.own;
        let near = (self.found.len() < self.suggestions)
            .then(|| nearest(id, self.ids.iter().filter(close).map(String::as_str)))
            .flatten();
        let hint = match near {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Check the id, or write the {} that it names.", kind.title().to_lowercase()),
        };
        Diagnostic::error("unknown-id", &self.path, span, format!("there is no {} `{id}`", kind.title().to_lowercase()))
            .hint(hint)
    }
}

/// Gives a kind's name with its article.
fn article(kind: Kind) -> String {
    let name = kind.title().to_lowercase();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}
