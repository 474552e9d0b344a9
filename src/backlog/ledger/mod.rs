//! What git says of every document, commit by commit.
//!
//! In: commits with the files that they changed, oldest first. Out: for each document its states and the values of
//! its fields, each with the commit that brought it. New commits go on where the last ones ended. Never knows today's
//! files: [`trace`] joins the two.

mod book;
mod declared;
mod said;
mod slot;
mod trace;

pub use trace::trace;

use crate::config::Config;
use crate::document::Node;
use crate::source::{Change, Cut, History, Matter};
use book::Book;
use jiff::Timestamp;
use said::Said;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that the commits of a line say.
#[derive(Debug, Default)]
pub struct Ledger {
    commits: Vec<Entry>,
    people: Vec<(String, String)>,
    files: BTreeMap<Arc<str>, File>,
    book: Book,
    cut: Option<Cut>,
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    id: String,
    at: Timestamp,
    author: usize,
    clamped: bool,
}

/// A file as it is at the last commit.
#[derive(Debug, Clone)]
struct File {
    matter: Matter,
    blob: u128,
    said: Arc<Said>,
}

/// A value that a field takes at a commit.
#[derive(Debug, Clone, PartialEq)]
struct Value {
    commit: usize,
    field: Arc<str>,
    value: Option<Node>,
}

impl Ledger {
    /// Gives the newest commit that is in it.
    pub fn head(&self) -> Option<&str> {
        self.commits.last().map(|commit| commit.id.as_str())
    }

    /// Gives why there is no history, or why it starts where it does.
    pub const fn cut(&self) -> Option<&Cut> {
        self.cut.as_ref()
    }

    /// Adds commits; those that do not follow the known ones replace them.
    pub fn advance(self, history: &History, config: &Config) -> Self {
        let mut ledger = if history.continues { self } else { Self::default() };
        ledger.cut.clone_from(&history.cut);
        let said = said::read_all(history, config);
        let first = ledger.people.len();
        ledger.people.extend(history.people.iter().cloned());
        for commit in &history.commits {
            let last = ledger.commits.last().map(|entry| entry.at);
            let (at, clamped) = instant(commit.seconds, last);
            let author = first + commit.author;
            ledger.commits.push(Entry { id: commit.id.clone(), at, author, clamped });
            let position = ledger.commits.len() - 1;
            let knows_before = !(position == 0 && history.starts_late);
            ledger.enter(&commit.changes, &said, (position, knows_before, config));
        }
        ledger
    }

    /// Enters what one commit changed.
    fn enter(&mut self, changes: &[Change], said: &said::All, (commit, knows_before, config): (usize, bool, &Config)) {
        for change in changes {
            match change.version {
                Some(version) => {
                    let said = said.get(version, change.matter);
                    let file = File { matter: change.matter, blob: version.blob, said };
                    self.files.insert(Arc::clone(&change.path), file);
                }
                None => {
                    self.files.remove(&change.path);
                }
            }
        }
        let touched = slot::touched(changes, config);
        let slots = touched.into_iter().map(|path| {
            let file = slot::file_of(&self.files, &path, config).cloned();
            (path, file)
        });
        let slots: Vec<(Arc<str>, Option<File>)> = slots.collect();
        self.book.enter(slots, commit, knows_before, config);
    }
}

/// Reads a committer's date; one before the commit below, or that is no date, becomes that commit's.
fn instant(seconds: Option<i64>, last: Option<Timestamp>) -> (Timestamp, bool) {
    let read = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    match (read, last) {
        (Some(read), Some(last)) => (read.max(last), read < last),
        (Some(read), None) => (read, false),
        (None, last) => (last.unwrap_or(Timestamp::UNIX_EPOCH), true),
    }
}
