//! What happened to each document, and when.
//!
//! In: dated versions of front matter, and what it says itself about the time before. Out: for each document its
//! changes of state and the dated values of every field, under the names that Backlit uses. Never knows today's date,
//! and never fills a gap with it.

use crate::document::{Node, Packed};
use jiff::Timestamp;
use std::sync::Arc;

/// What happened to every document of a backlog.
#[derive(Debug, Clone, Default)]
pub struct Timelines {
    /// The commits that were walked, oldest first.
    pub commits: Arc<Vec<Commit>>,
    /// One timeline a document, those that are gone included, in order of id.
    pub documents: Vec<Arc<Timeline>>,
    /// For each item of the backlog its timeline's position; none where git says nothing of it.
    pub of_item: Vec<Option<usize>>,
    /// How far the history can be trusted.
    pub coverage: Coverage,
}

/// A commit on the line that was walked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Commit {
    /// Its hexadecimal id.
    pub id: String,
    /// When it became part of the line: the committer's date, never before that of the commit below it.
    pub at: Timestamp,
    /// Who wrote it, under the name that `.mailmap` gives.
    pub author: String,
    /// Whether the date had to be moved to keep the order.
    pub clamped: bool,
}

/// What happened to one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// The id, which outlives renames.
    pub id: String,
    /// The document in today's backlog; none when it is gone.
    pub item: Option<usize>,
    /// When it was first written down; none where the history is cut above that, and then the first state and the
    /// first values are those with which it begins.
    pub created: Option<Moment>,
    /// When its file went for good; none while it is there.
    pub removed: Option<Moment>,
    /// When its file was last touched, prose included.
    pub changed: Option<Moment>,
    /// Its states, in order of time; the first is the one in which it appeared.
    pub transitions: Vec<Transition>,
    /// What each commit changed in its fields, in order of time; the first has all with which it appeared.
    pub values: Vec<ValueChanges>,
    /// Commits whose version could not be read; the values before them stay.
    pub unread: Vec<usize>,
    /// Whether today's front matter says what the last commit says.
    pub current: bool,
}

/// A point in time, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The instant; a declared date is the start of that day in the site's zone.
    pub at: Timestamp,
    /// The commit, by its position; none when the front matter declares it.
    pub commit: Option<usize>,
}

/// An epic enters a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub moment: Moment,
    /// The state, by its position in the workflow; none when it is no state of today's workflow.
    pub state: Option<usize>,
    /// The state as it was written.
    pub written: String,
}

/// Fields under the names that Backlit uses, in order of name, each with its value; none where it was taken out.
pub(super) type Values = Arc<[(Arc<str>, Option<Packed>)]>;

/// Fields take other values.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueChanges {
    /// When.
    pub moment: Moment,
    /// Which fields, and what they say from then on.
    pub fields: Values,
}

/// How far the history can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Coverage {
    /// Why there is no history at all, or why it is cut; none when it is whole.
    pub limit: Option<Limit>,
    /// The first instant of which something is known, where the history is cut.
    pub since: Option<Timestamp>,
    /// How many commits had a date before the one below them.
    pub clamped: usize,
    /// How many versions could not be read.
    pub unread: usize,
    /// How many of today's documents say something else than git has of them; what they say has no date.
    pub uncommitted: usize,
}

/// Why history is missing or cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// The folder is in no git repository.
    NoRepository,
    /// The repository has no commit yet.
    Unborn,
    /// The clone is shallow: its history starts at a boundary.
    Shallow,
    /// The clone is partial: contents of old versions are missing.
    Partial,
    /// The repository can't be read: its form or its objects.
    Unreadable,
    /// History was not asked for.
    Off,
}

impl Default for Coverage {
    /// Says that nobody asked git.
    fn default() -> Self {
        Self { limit: Some(Limit::Off), since: None, clamped: 0, unread: 0, uncommitted: 0 }
    }
}

impl Timeline {
    /// Gives a field's value as it stood at an instant.
    pub fn value_at(&self, field: &str, at: Timestamp) -> Option<Node> {
        self.changes_of(field)
            .take_while(|(moment, _)| moment.at <= at)
            .last()
            .and_then(|(_, value)| value)
            .map(Packed::node)
    }

    /// Gives the values that a field took, and when.
    pub fn changes_of(&self, field: &str) -> impl Iterator<Item = (Moment, Option<&Packed>)> {
        self.values.iter().filter_map(move |change| {
            let at = change.fields.binary_search_by(|(name, _)| (**name).cmp(field)).ok()?;
            Some((change.moment, change.fields[at].1.as_ref()))
        })
    }
}
