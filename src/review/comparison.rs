//! The two states side by side, and what every part of the comparison needs of them.

use super::{Change, Place, Subject, Where, kind_of};
use crate::analysis::Analysis;
use crate::backlog::{Backlog, Item};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};
use crate::diff::{self, Difference, Pair, Renamed};

/// One of the two states that are compared; its backlog was assembled with the trees of its front matters.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The backlog.
    pub backlog: &'a Backlog,
    /// Everything computed for it, for the same day as the other one's.
    pub analysis: &'a Analysis,
    /// The configuration under which it was read.
    pub config: &'a Config,
    /// The text of `backlit.toml`; empty where there is none.
    pub config_text: &'a str,
    /// What `check` says of it.
    pub findings: &'a [Diagnostic],
}

/// The two states, joined document by document.
pub(super) struct Comparison<'a> {
    pub(super) before: State<'a>,
    pub(super) after: State<'a>,
    /// Every document, by its positions in the two backlogs.
    pub(super) pairs: Vec<Pair>,
    /// The ids that were changed, by which the others know a document again.
    pub(super) renamed: Renamed,
    /// The documents that differ.
    pub(super) differences: Vec<Difference>,
}

impl<'a> Comparison<'a> {
    /// Joins two states.
    pub(super) fn new(before: State<'a>, after: State<'a>) -> Self {
        let side = |state: State<'a>| diff::State { backlog: state.backlog, config: state.config };
        let pairs = diff::pair_documents(before.backlog, after.backlog);
        Self {
            before,
            after,
            renamed: Renamed::of(before.backlog, after.backlog, &pairs),
            pairs,
            differences: diff::diff(side(before), side(after)),
        }
    }

    /// Gives the document of a pair as readers know it: as it is now; as it was where it is gone or can't be read.
    pub(super) fn subject(&self, pair: Pair) -> Subject {
        let now = pair.1.map(|at| &self.after.backlog.items[at]);
        let then = pair.0.map(|at| &self.before.backlog.items[at]);
        let shown = now.filter(|item| !item.broken).or(then).or(now);
        shown.map(|item| subject(item)).unwrap_or_default()
    }
}

/// Names a document.
pub(super) fn subject(item: &Item) -> Subject {
    let kind = item.kind.name().to_owned();
    Subject { id: item.id.clone(), title: item.title.clone(), kind, path: item.path.to_string() }
}

/// Starts a change of a kind.
pub(super) fn change(name: &'static str) -> Change {
    let (_, kind) = kind_of(name).expect("every kind that is told is in the list, which tests hold");
    Change { kind: kind.name.to_owned(), effect: kind.effect, ..Change::default() }
}

impl Change {
    /// Says to which document it happened.
    pub(super) fn on(mut self, document: &Subject) -> Self {
        self.document = Some(document.clone());
        self
    }

    /// Says what it was and what it is.
    pub(super) fn was_is(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        (self.before, self.after) = (before.into(), after.into());
        self
    }

    /// Adds a note; an empty one says nothing.
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        let note = note.into();
        if !note.is_empty() {
            self.notes.push(note);
        }
        self
    }

    /// Says where it stands.
    pub(super) fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into().or(self.place);
        self
    }
}

/// Gives a place in what is reviewed.
pub(super) fn here(item: &Item, span: Span) -> Place {
    Place { path: item.matter_path.to_string(), line: line(span), side: Where::Head }
}

/// Gives a place in what is compared with.
pub(super) fn there(item: &Item, span: Span) -> Place {
    Place { path: item.matter_path.to_string(), line: line(span), side: Where::Base }
}

/// Gives the line of a place; 0 for a file as a whole.
pub(super) fn line(span: Span) -> u32 {
    if span.is_file() { 0 } else { span.line }
}

/// Writes a list of ids for a sentence: `A-1`, `A-2` and 3 more.
pub(super) fn named(ids: &[&str]) -> String {
    const SHOWN: usize = 5;
    let mut names: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    if ids.len() > SHOWN {
        names.push(format!("{} more", ids.len() - SHOWN));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
