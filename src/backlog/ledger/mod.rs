//! What git says of every document, commit by commit.
//!
//! In: commits with the files that they changed, oldest first. Out: for each document its states and the values of
//! its fields, each with the commit that brought it. New commits go on where the last ones ended. Never knows today's
//! files: [`trace`] joins the two.

mod book;
mod declared;
mod keep;
mod said;
mod slot;
mod trace;

pub use said::{Said, Today};
pub use trace::{retrace, trace};

use super::timeline::Values;
use crate::config::Config;
use crate::order::Gather;
use crate::source::{Change, Cut, History, Matter, Walked};
use book::Book;
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that the commits of a line say.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    commits: Vec<Entry>,
    people: Vec<(String, String)>,
    files: BTreeMap<Arc<str>, File>,
    book: Book,
    cut: Option<Cut>,
    /// The first commit from which everything is known.
    begins: usize,
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

/// What a commit changed in the fields of a document.
#[derive(Debug, Clone, PartialEq)]
struct Changed {
    commit: usize,
    fields: Values,
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

    /// Adds commits, of which some contents may be at hand; those that do not follow the known ones replace them.
    #[must_use]
    pub fn advance(self, history: &History, today: &Today, config: &Config) -> Self {
        let mut ledger = if history.continues { self } else { Self::default() };
        ledger.cut.clone_from(&history.cut);
        let said = said::read_all(history, today, config);
        let people = ledger.people(&history.people);
        for commit in &history.commits {
            let last = ledger.commits.last().map(|entry| entry.at);
            let (at, clamped) = instant(commit.seconds, last);
            let author = people[commit.author];
            ledger.commits.push(Entry { id: commit.id.clone(), at, author, clamped });
            let position = ledger.commits.len() - 1;
            let knows_before = !(commit.whole || position == 0 && history.starts_late);
            if commit.whole {
                ledger.begins = position;
            }
            ledger.enter(&ledger.all_changes(commit), &said, (position, knows_before, config));
        }
        ledger
    }

    /// Gives the positions of those who wrote commits.
    fn people(&mut self, people: &[(String, String)]) -> Vec<usize> {
        let known = self.people.iter().cloned().enumerate().map(|(at, person)| (person, at));
        let mut places: BTreeMap<(String, String), usize> = known.into_map();
        let mut place = |person: &(String, String)| {
            let next = self.people.len();
            let at = *places.entry(person.clone()).or_insert(next);
            if at == next {
                self.people.push(person.clone());
            }
            at
        };
        people.iter().map(&mut place).collect()
    }

    /// Lists what a commit changed; where it lists all there is, everything else is gone.
    fn all_changes<'c>(&self, commit: &'c Walked) -> Cow<'c, [Change]> {
        if !commit.whole {
            return Cow::Borrowed(&commit.changes);
        }
        let there: BTreeSet<&str> = commit.changes.iter().map(|change| &*change.path).into_set();
        let gone = self.files.iter().filter(|(path, _)| !there.contains(&***path));
        let gone = gone.map(|(path, file)| Change { path: Arc::clone(path), matter: file.matter, version: None });
        commit.changes.iter().cloned().chain(gone).collect()
    }

    /// Enters what one commit changed.
    fn enter(
        &mut self,
        changes: &[Change],
        said: &said::All<'_>,
        (commit, knows_before, config): (usize, bool, &Config),
    ) {
        let news = |change: &&Change| {
            self.files.get(&change.path).map(|file| file.blob) != change.version.map(|version| version.blob)
        };
        let changes: Vec<&Change> = changes.iter().filter(news).collect();
        for change in &changes {
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
        let touched = slot::touched(&changes, config);
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
