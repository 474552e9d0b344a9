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

/// Says which commit is at HEAD of the repository that holds a folder, where in it the folder is, and how much of it is
/// shown; none without a repository.
pub fn head_of(folder: &Path) -> Option<String> {
    let place = super::repository::place(folder).ok()?;
    let id =
        super::repository::Place::head(&place.handle()).map_or_else(|_| "no commit".to_owned(), |id| id.to_string());
    Some(format!("{id} {} {}", folder_in_repository(folder), place.shown()))
}

/// Says how much of the repository that holds a folder is shown: the same commit stands on others in a whole clone, in a
/// shallow one, and where something is replaced.
pub fn shown_of(folder: &Path) -> String {
    super::repository::place(folder).map(|place| place.shown()).unwrap_or_default()
}

/// Gives a folder's path within its repository, with a slash at its end; empty at the top or without a repository.
pub fn folder_in_repository(folder: &Path) -> String {
    let parts = super::repository::top(folder).map(|(_, way)| way).unwrap_or_default();
    if parts.is_empty() { String::new() } else { format!("{}/", parts.join("/")) }
}

/// Gives the folders in which git keeps where the branches of a folder's repository stand: its own, and for a linked
/// working tree that of the whole repository; none without a repository.
pub fn git_folders(folder: &Path) -> Vec<PathBuf> {
    let Some(repository) = super::repository::open(folder) else { return Vec::new() };
    let repository = repository.to_thread_local();
    let found = [repository.git_dir(), repository.common_dir()];
    let mut folders: Vec<PathBuf> = found.into_iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    folders.dedup();
    folders
}

/// Gives the folder that holds the repository of a folder.
pub fn repository_top(folder: &Path) -> Option<PathBuf> {
    super::repository::top(folder).map(|(top, _)| top)
}

/// Gives the branch that a repository is about: the one that its origin names, else `main` or `master` where there is
/// one, else the one that is checked out; none without a repository.
pub fn default_branch(folder: &Path) -> Option<String> {
    let repository = super::repository::open(folder)?.to_thread_local();
    let name_of = |reference: &gix::Reference<'_>| {
        let target = reference.target().try_name()?.as_bstr().to_string();
        target.strip_prefix("refs/remotes/origin/").map(str::to_owned)
    };
    let of_origin = repository.find_reference("refs/remotes/origin/HEAD").ok().and_then(|found| name_of(&found));
    let usual = || {
        let there = |name: &&str| repository.find_reference(&format!("refs/heads/{name}")).is_ok();
        ["main", "master"].into_iter().find(there).map(str::to_owned)
    };
    let head = || Some(repository.head_name().ok()??.shorten().to_string());
    of_origin.or_else(usual).or_else(head)
}
