//! Where a site is read from: the folder as it is, or as it was at a commit.
//!
//! In: a folder, or a revision of it. Out: the same from either: the configuration, the documents, templates and
//! themes, the date.

use super::{Found, Looked, Revision, Source, own, plain, worktree};
use crate::config::Config;
use crate::diagnostic::Error;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Where a site is read from.
#[derive(Debug)]
pub enum Origin {
    /// The folder as it is on this machine.
    Folder(PathBuf),
    /// The folder as it was at a commit.
    Commit(Box<Revision>),
}

impl Origin {
    /// Reads a text file that is named; none where there is none.
    pub fn text(&self, path: &str) -> Result<Option<String>, Error> {
        match self {
            Self::Folder(folder) => {
                plain::stays_inside(folder, path)?;
                plain::open_text(&folder.join(path))
            }
            Self::Commit(revision) => revision.text(path),
        }
    }

    /// Tells whether there is a regular file at a path.
    pub fn has_file(&self, path: &str) -> bool {
        match self {
            Self::Folder(folder) => folder.join(path).is_file(),
            Self::Commit(revision) => revision.has_file(path),
        }
    }

    /// Reads the documents and lists what stands beside them.
    pub fn read(&self, config: &Config) -> Result<Source, Error> {
        match self {
            Self::Folder(folder) => worktree::read(folder, config),
            Self::Commit(revision) => revision.read(config),
        }
    }

    /// Looks at what would be read, without reading it; none for a commit, of which nothing can differ.
    pub fn look(&self, config: &Config) -> Option<Looked> {
        match self {
            Self::Folder(folder) => worktree::look(folder, config).ok(),
            Self::Commit(_) => None,
        }
    }

    /// Reads one document again; none where that is no regular file any more, or can't be read.
    pub fn file(&self, path: &str) -> Option<Found> {
        match self {
            Self::Folder(folder) => worktree::file(folder, path),
            Self::Commit(_) => None,
        }
    }

    /// Reads the site's own templates and themes, by path.
    pub fn own_files(&self) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        match self {
            Self::Folder(folder) => own::own_files(folder),
            Self::Commit(revision) => revision.own_files(),
        }
    }

    /// Gives the date of the commit that is shown: the one read from, else the newest; none where there is none.
    pub fn date(&self) -> Option<Timestamp> {
        match self {
            Self::Folder(folder) => super::commit::head_date(folder),
            Self::Commit(revision) => Some(revision.at()),
        }
    }

    /// Gives the id of the commit that is read from; none for the folder as it is.
    pub fn commit(&self) -> Option<String> {
        match self {
            Self::Folder(_) => None,
            Self::Commit(revision) => Some(revision.id()),
        }
    }

    /// Tells whether it is read from a repository without a working tree.
    pub fn is_bare(&self) -> bool {
        matches!(self, Self::Commit(revision) if revision.is_bare())
    }
}
