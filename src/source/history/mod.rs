//! Reads the history of a site's files from git.
//!
//! In: a folder and the patterns of `[site]`. Out: the commits of one line, oldest first, with the files that each
//! changed and the head of each version. Never writes, fetches or runs anything; what cannot be read is said, and the
//! rest is read all the same.

mod entry;
mod line;
mod mailmap;
mod tree;
mod version;

pub use mailmap::Mailmap;

use super::content_id::content_id;
use super::repository::{self, Place};
use super::scope::Matter;
use crate::config::{self, Config};
use gix::ObjectId;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// Cuts a version down to what holds its front matter.
pub(crate) type Head = for<'b> fn(&'b [u8], Matter) -> &'b [u8];

/// Tells whether somebody has what a version of this content says, so that it need not be read.
pub(crate) type AtHand<'a> = &'a dyn Fn(u128, Matter) -> bool;

/// What is asked of a repository.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The site's folder.
    pub folder: &'a Path,
    /// Its configuration.
    pub config: &'a Config,
    /// The commit that the history is seen from; none for the newest.
    pub start: Option<&'a str>,
    /// The newest commit that is known already.
    pub known: Option<&'a str>,
    /// Cuts a version down to what holds its front matter.
    pub head: Head,
}

/// The history of a site's files.
#[derive(Debug, Default)]
pub struct History {
    /// Whether `commits` follow the known one; else they are all there are.
    pub continues: bool,
    /// The commits of the line, oldest first.
    pub commits: Vec<Walked>,
    /// Everybody who wrote one, by name and address.
    pub people: Vec<(String, String)>,
    /// The heads of all versions, each once.
    pub texts: Vec<Arc<[u8]>>,
    /// The names that people go by today.
    pub mailmap: Mailmap,
    /// Why there is no history, or why it starts where it does.
    pub cut: Option<Cut>,
    /// Whether the oldest commit stands on others that are not there.
    pub starts_late: bool,
}

/// One commit of the line.
#[derive(Debug, Clone)]
pub struct Walked {
    /// Its hexadecimal id.
    pub id: String,
    /// The committer's date in seconds; none when it is no date.
    pub seconds: Option<i64>,
    /// Who wrote it, by position.
    pub author: usize,
    /// What it changed, in order of path.
    pub changes: Vec<Change>,
    /// Whether these are all files there are, because what was there before can't be read.
    pub whole: bool,
}

/// A file that a commit changed.
#[derive(Debug, Clone)]
pub struct Change {
    /// The path below the site's folder.
    pub path: Arc<str>,
    /// How it keeps its front matter.
    pub matter: Matter,
    /// What it is from then on; none when it is gone.
    pub version: Option<Version>,
}

/// The content of a file at a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Tells equal contents, by the beginning of their id.
    pub blob: u128,
    /// The position of its head; none when the content is at hand, not there or damaged.
    pub text: Option<usize>,
}

/// Why history is missing or cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The folder is in no repository.
    NoRepository,
    /// There is no commit yet.
    Unborn,
    /// The clone is shallow.
    Shallow,
    /// The clone is partial, and contents are missing.
    Partial,
    /// Something can't be read; the words say what.
    Unreadable(String),
}

/// Reads the history of a site's files.
pub fn history(request: Request<'_>) -> History {
    Begun::of(request).read(&|_, _| false)
}

/// A history of which it is known what each commit changed, and not yet into what.
#[derive(Debug)]
pub struct Begun {
    head: Head,
    walked: Result<Steps, Cut>,
}

/// The commits of a line, and what each changed.
#[derive(Debug)]
struct Steps {
    place: Place,
    start: ObjectId,
    line: line::Line,
    changes: Vec<tree::Changed>,
    damage: Option<String>,
}

impl Begun {
    /// Reads the commits and their folders.
    pub fn of(request: Request<'_>) -> Self {
        Self { head: request.head, walked: Steps::walk(request) }
    }

    /// Reads the contents, but for those that are at hand.
    pub fn read(self, at_hand: AtHand<'_>) -> History {
        match self.walked {
            Ok(steps) => steps.read(self.head, at_hand),
            Err(cut) => History { cut: Some(cut), ..History::default() },
        }
    }
}

/// A line of commits, newest first: each with the committer's date in seconds, none when it is no date.
pub(super) type Dated = Vec<(ObjectId, Option<i64>)>;

/// Lists a commit and its first parents, and says why the line ends where it does.
pub(super) fn first_parents(place: &Place, start: ObjectId) -> Result<(Dated, Option<Cut>), Cut> {
    let line = line::walk(place, start, (config::Line::FirstParent, None))?;
    Ok((line.commits.iter().map(|commit| (commit.id, commit.seconds)).collect(), line.cut))
}

impl Steps {
    fn walk(request: Request<'_>) -> Result<Self, Cut> {
        let place = repository::place(request.folder)?;
        let start = match request.start.and_then(|hex| ObjectId::from_hex(hex.as_bytes()).ok()) {
            Some(id) => id,
            None => Place::head(&place.handle())?,
        };
        let line = line::walk(&place, start, (request.config.history.line, request.known))?;
        let (changes, damage) = tree::changes(&place, request.config, &line)?;
        Ok(Self { place, start, line, changes, damage })
    }

    fn read(self, head: Head, at_hand: AtHand<'_>) -> History {
        let Self { place, start, line, changes, damage } = self;
        let (texts, lost, versions) = version::read(&place, (head, at_hand), &changes);
        let mut commits: Vec<Walked> = line
            .commits
            .into_iter()
            .zip(changes)
            .map(|(commit, changed)| Walked {
                id: commit.id.to_string(),
                seconds: commit.seconds,
                author: commit.author,
                changes: changed.files.into_iter().map(|file| file.with(&versions)).collect(),
                whole: changed.whole,
            })
            .collect();
        commits.reverse();
        let partial = (lost > 0 && place.promised()).then_some(Cut::Partial);
        let damaged = damage.map(|words| if place.promised() { Cut::Partial } else { Cut::Unreadable(words) });
        let starts_late = line.cut.is_some();
        let cut = line.cut.or(partial).or(damaged);
        // Of the commit that is shown, which is no new one where an earlier run saw it, too.
        let mailmap = mailmap::read(&place, start);
        History { continues: line.continues, commits, people: line.people, texts, mailmap, cut, starts_late }
    }
}

/// Gives what tells the content of a file from others, as [`Version::blob`] does: by the id that git gives it. It is no
/// version's in a repository that gives ids of another kind. None where the content only names one that is kept elsewhere.
pub fn blob_of(bytes: &[u8]) -> Option<u128> {
    if bytes.starts_with(version::ELSEWHERE) {
        return None;
    }
    content_id(gix::hash::Kind::Sha1, bytes).map(blob)
}

/// Tells equal contents apart from others.
fn blob(id: ObjectId) -> u128 {
    let (first, _) = id.as_slice().split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
    u128::from_be_bytes(*first)
}

/// Works on parts of a list at once, each with a handle of its own; results come in the order of the list.
pub(super) fn in_parts<T: Sync, R: Send>(
    place: &Place,
    list: &[T],
    work: impl Fn(&gix::Repository, &[T]) -> R + Sync,
) -> Vec<R> {
    let size = list.len().div_ceil(rayon::current_num_threads() * 4).max(32);
    list.par_chunks(size).map(|part| work(&place.handle(), part)).collect()
}

#[cfg(test)]
mod tests {
    use super::blob_of;

    #[test]
    fn a_file_is_known_by_the_start_of_its_id_in_git() {
        assert_eq!(blob_of(b""), Some(0xe69d_e29b_b2d1_d643_4b8b_29ae_775a_d8c2));
        assert_eq!(blob_of(b"hello\n"), Some(0xce01_3625_030b_a8db_a906_f756_967f_9e9c));
        assert_eq!(blob_of(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"), None);
    }
}
