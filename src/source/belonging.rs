//! Tells whether the repository in a folder is that folder's own.
//!
//! In: a folder that holds a repository. Out: where git keeps it, or in a sentence why it isn't read. What arrived as
//! files can name any folder of the machine as its repository, so whatever lies elsewhere must name this folder too.
//! Never waits for what doesn't end.

use super::plain::open_bytes;
use gix::bstr::ByteSlice;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The longest text that names a folder.
const NAME_LIMIT: u64 = 4096;
/// What must be a regular file wherever it is there, and how many bytes it may have: it is read as a whole. A million references
/// or ends of a shallow clone take half of what is allowed.
const FILES: [(&str, u64); 7] = [
    ("HEAD", NAME_LIMIT),
    ("config", LIST_LIMIT),
    ("packed-refs", 128 << 20),
    ("shallow", 128 << 20),
    ("commondir", NAME_LIMIT),
    ("gitdir", NAME_LIMIT),
    ("objects/info/alternates", LIST_LIMIT),
];
/// The longest configuration, and the longest list of places of objects.
const LIST_LIMIT: u64 = 4 << 20;
/// The most places that objects are taken from.
const PLACES: usize = 100;
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
    let bytes = (found.is_file() && found.len() <= NAME_LIMIT).then(|| open_bytes(file)).flatten()?;
    String::from_utf8(bytes).ok()
}

/// Refuses a repository of which a part is a link, or nothing that ends soon.
fn plain(git: &Path) -> Result<(), String> {
    let is = |name: &str, fits: fn(&std::fs::FileType) -> bool, limit: u64| {
        git.join(name).symlink_metadata().map_or(Ok(()), |found| match () {
            () if !fits(&found.file_type()) => Err(format!("its `{name}` is no plain file or folder")),
            () if found.is_file() && found.len() > limit => Err(format!("its `{name}` is larger than {limit} bytes")),
            () => Ok(()),
        })
    };
    FILES.iter().try_for_each(|(name, limit)| is(name, std::fs::FileType::is_file, *limit))?;
    FOLDERS.iter().try_for_each(|name| is(name, std::fs::FileType::is_dir, 0))?;
    shared(&git.join("objects"))?;
    let mut walk = WalkDir::new(git.join("refs")).follow_links(false).into_iter().filter_map(Result::ok);
    walk.try_for_each(|entry| match entry.file_type() {
        kind if kind.is_dir() => Ok(()),
        kind if !kind.is_file() => Err("a reference of it is no plain file".to_owned()),
        _ if entry.metadata().is_ok_and(|found| found.len() > NAME_LIMIT) => {
            Err(format!("a reference of it is larger than {NAME_LIMIT} bytes"))
        }
        _ => Ok(()),
    })
}

/// Refuses a repository that takes its objects from where that ends in nothing plain: each place may name others.
fn shared(objects: &Path) -> Result<(), String> {
    let (mut open, mut seen) = (vec![objects.to_owned()], BTreeSet::new());
    while let Some(objects) = open.pop() {
        let mut packs = WalkDir::new(objects.join("pack")).min_depth(1).max_depth(1).into_iter().filter_map(Result::ok);
        let is_odd = |pack: &Path| pack.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir());
        if packs.any(|pack| !pack.file_type().is_file() && is_odd(pack.path())) {
            return Err("a pack of its objects is no plain file".to_owned());
        }
        let list = objects.join("info/alternates");
        let Ok(found) = list.symlink_metadata() else { continue };
        let text = (found.is_file() && found.len() <= LIST_LIMIT).then(|| open_bytes(&list)).flatten();
        let text = text.ok_or_else(|| format!("`{}` is no plain file of a sensible size", list.display()))?;
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with(b"#"));
        for line in lines {
            // What stands in quotes would have to be taken out of them as the reader does.
            let path = line.to_path().ok().filter(|_| !line.starts_with(b"\""));
            let path = path.ok_or_else(|| format!("`{}` names a folder in quotes", list.display()))?;
            let Ok(place) = objects.join(path).canonicalize() else { continue };
            if seen.insert(place.clone()) {
                open.push(place);
            }
        }
        if seen.len() > PLACES {
            return Err(format!("its objects lie in more than {PLACES} places"));
        }
    }
    Ok(())
}
