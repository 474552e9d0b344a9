//! The newest commit of the repository that holds a folder.

use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// Gives the committer date of HEAD; none without a repository, without a commit, or when it cannot be read.
pub(super) fn head_date(folder: &Path) -> Option<Timestamp> {
    let repository = super::repository::open(folder)?.to_thread_local();
    let commit = repository.head_commit().ok()?;
    let seconds = commit.time().ok()?.seconds;
    Timestamp::from_second(seconds).ok()
}

/// Gives a folder's path within its repository, with a slash at its end; empty at the top or without a repository.
pub fn folder_in_repository(folder: &Path) -> String {
    let parts = super::repository::top(folder).map(|(_, way)| way).unwrap_or_default();
    if parts.is_empty() { String::new() } else { format!("{}/", parts.join("/")) }
}

/// Gives the folder that holds the repository of a folder.
pub fn repository_top(folder: &Path) -> Option<PathBuf> {
    super::repository::top(folder).map(|(top, _)| top)
}
