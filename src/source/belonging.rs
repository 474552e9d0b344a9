//! Tells whether the repository in a folder is that folder's own.
//!
//! In: a folder that holds a repository. Out: where git keeps it, or in a sentence why it isn't read. What arrived as
//! files can name any folder of the machine as its repository, so whatever lies elsewhere must name this folder too.
//! Never waits for what doesn't end.

use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The longest text that names a folder.
const NAME_LIMIT: u64 = 4096;
/// What must be a regular file wherever it is there.
const FILES: [&str; 7] = ["HEAD", "config", "packed-refs", "shallow", "commondir", "gitdir", "objects/info/alternates"];
/// What must be a folder, and no link to one.
const FOLDERS: [&str; 4] = ["objects", "objects/info", "objects/pack", "refs"];

/// Where git keeps what belongs to a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// What belongs to this working tree alone.
    pub(super) git: PathBuf,
    /// What all working trees of the repository share.
    pub(super) common: PathBuf,
}

/// Finds where git keeps the repository of a folder that holds one; says why it is not read.
pub(super) fn kept(top: &Path, is_bare: impl FnOnce(&Path) -> bool) -> Result<Kept, String> {
    let entry = top.join(".git");
    let git = if is_bare(top) { top.to_owned() } else { named_by(&entry)? };
    plain(&git)?;
    let common = match name_in(&git, "commondir") {
        None => git.clone(),
        Some(common) if git.parent() == Some(&common.join("worktrees")) => common,
        Some(_) => return Err("it names another repository as its own".to_owned()),
    };
    if common != git {
        plain(&common)?;
    }
    let is_elsewhere = git.parent() != Some(top) && git != top;
    if is_elsewhere && !names_back(&git, &common, (top, &entry)) {
        return Err("its `.git` names a repository elsewhere, which doesn't name this folder".to_owned());
    }
    Ok(Kept { git, common })
}

/// Gives the folder that `.git` is, or that it names, in full.
fn named_by(entry: &Path) -> Result<PathBuf, String> {
    let unread = || "its `.git` names no repository".to_owned();
    if entry.is_dir() {
        return entry.canonicalize().map_err(|_| unread());
    }
    let text = short_text(entry).ok_or_else(unread)?;
    let name = text.strip_prefix("gitdir:").map(str::trim).ok_or_else(unread)?;
    let folder = entry.parent().map_or_else(|| PathBuf::from(name), |top| top.join(name));
    folder.canonicalize().ok().filter(|folder| folder.is_dir()).ok_or_else(unread)
}

/// Tells whether a repository that lies elsewhere names the folder as one of its working trees.
fn names_back(git: &Path, common: &Path, (top, entry): (&Path, &Path)) -> bool {
    let linked = git != common && name_in(git, "gitdir").is_some_and(|name| Some(name) == entry.canonicalize().ok());
    linked || work_tree(git).is_some_and(|tree| tree == top)
}

/// Gives the working tree that a repository's configuration names.
fn work_tree(git: &Path) -> Option<PathBuf> {
    let config = gix::config::File::from_path_no_includes(git.join("config"), gix::config::Source::Local).ok()?;
    let name = config.string("core.worktree")?.to_string();
    git.join(name).canonicalize().ok()
}

/// Reads the name of a folder from a file of a repository; none where there is no such file or folder.
fn name_in(git: &Path, file: &str) -> Option<PathBuf> {
    git.join(short_text(&git.join(file))?.trim()).canonicalize().ok()
}

/// Reads a small regular file.
fn short_text(file: &Path) -> Option<String> {
    let found = file.metadata().ok()?;
    let bytes = (found.is_file() && found.len() <= NAME_LIMIT).then(|| super::plain::open_bytes(file)).flatten()?;
    String::from_utf8(bytes).ok()
}

/// Refuses a repository of which a part is a link, or nothing that ends.
fn plain(git: &Path) -> Result<(), String> {
    let is = |name: &str, fits: fn(&std::fs::FileType) -> bool| {
        git.join(name).symlink_metadata().map_or(Ok(()), |found| {
            if fits(&found.file_type()) { Ok(()) } else { Err(format!("its `{name}` is no plain file or folder")) }
        })
    };
    FILES.iter().try_for_each(|name| is(name, std::fs::FileType::is_file))?;
    FOLDERS.iter().try_for_each(|name| is(name, std::fs::FileType::is_dir))?;
    let walk = WalkDir::new(git.join("refs")).follow_links(false).into_iter().filter_map(Result::ok);
    let mut odd = walk.filter(|entry| !entry.file_type().is_file() && !entry.file_type().is_dir());
    odd.next().map_or(Ok(()), |_| Err("a reference of it is no plain file".to_owned()))
}
