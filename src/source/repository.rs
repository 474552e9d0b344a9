//! Opens the repository that holds a folder, and nothing that its configuration names.

use super::belonging;
use super::history::Cut;
use super::recent::Recent;
use gix::ObjectId;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The largest object that is unpacked: larger ones are no prose, and a small pack can hold very large ones.
const LIMIT: &str = "gitoxide.objects.allocLimit=67108864";

/// Opens the repository that holds a folder; none where there is none, or where its form can't be read.
///
/// It is opened without the configuration of the user, the system or the environment, and nothing that its own
/// configuration names is run.
pub(super) fn open(folder: &Path) -> Option<gix::ThreadSafeRepository> {
    try_open(&top(folder)?.0).ok()
}

/// Opens the repository that a folder holds, where it is the folder's own, or gives the reason in the words of the
/// reader.
fn try_open(top: &Path) -> Result<gix::ThreadSafeRepository, String> {
    let kept = belonging::kept(top, is_bare)?;
    let options = gix::open::Options::isolated().config_overrides([LIMIT]);
    let mut trust = gix::sec::trust::Mapping::<gix::open::Options> { full: options.clone(), reduced: options };
    trust.reduced = trust.reduced.with(gix::sec::Trust::Reduced);
    let opened = gix::ThreadSafeRepository::discover_opts(top, gix::discover::upwards::Options::default(), trust)
        .map_err(|error| words(&error))?;
    let is_same = |found: &Path, expected: &Path| found.canonicalize().is_ok_and(|found| found == expected);
    let handle = opened.to_thread_local();
    if is_same(handle.git_dir(), &kept.git) && is_same(handle.common_dir(), &kept.common) {
        return Ok(opened);
    }
    Err("its `.git` is no repository".to_owned())
}

/// Gives the words of the reader, which may quote a file of any length.
fn words(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let end = text.char_indices().nth(WORDS).map_or(text.len(), |(at, _)| at);
    if end < text.len() { format!("{}…", &text[..end]) } else { text }
}

/// How many characters of the reader's words are said.
const WORDS: usize = 200;

/// The folder above a site's that holds the repository, and the way from it to the site.
pub(super) fn top(folder: &Path) -> Option<(PathBuf, Vec<String>)> {
    let (there, rest) = standing(folder)?;
    let bare = Some(there.as_path()).filter(|folder| is_bare(folder));
    let top = bare.or_else(|| there.ancestors().find(|above| above.join(".git").exists()))?;
    let whole = there.join(&rest);
    let way = whole.strip_prefix(top).ok()?;
    let way = way.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Some((top.to_owned(), way))
}

/// Splits a path into the folder that is there today, in full, and the rest of the way.
fn standing(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let start = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let there = start.ancestors().find(|above| above.as_os_str().is_empty() || above.is_dir())?;
    let rest = start.strip_prefix(there).ok()?.to_owned();
    let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
    rest_is_plain(&rest).then_some((there.canonicalize().ok()?, rest))
}

/// Tells whether the rest of a way only goes down.
fn rest_is_plain(rest: &Path) -> bool {
    rest.components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// Tells whether a folder is a repository without a working tree.
fn is_bare(folder: &Path) -> bool {
    folder.join("HEAD").is_file()
        && folder.join("objects").is_dir()
        && folder.join("refs").is_dir()
        && folder.file_name().is_none_or(|name| name != ".git")
}

/// A site's folder in its repository.
#[derive(Debug)]
pub(super) struct Place {
    repository: gix::ThreadSafeRepository,
    /// The folders from the repository's top to the site.
    pub(super) folder: Vec<String>,
}

/// Finds a site's folder in its repository.
pub(super) fn place(folder: &Path) -> Result<Place, Cut> {
    let (top, way) = top(folder).ok_or(Cut::NoRepository)?;
    let repository = try_open(&top).map_err(Cut::Unreadable)?;
    Ok(Place { repository, folder: way })
}

impl Place {
    /// Gives a handle for one thread.
    pub(super) fn handle(&self) -> gix::Repository {
        let mut handle = self.repository.to_thread_local();
        handle.objects.set_pack_cache(|| Box::new(Recent::default()));
        handle
    }

    /// Tells whether objects may be missing because another repository promises them.
    pub(super) fn promised(&self) -> bool {
        let handle = self.repository.to_thread_local();
        let config = handle.config_snapshot();
        let file = config.plumbing();
        let mut remotes = file.sections_by_name("remote").into_iter().flatten();
        let remote = remotes.any(|section| section.value("promisor").is_some());
        remote || config.string("extensions.partialClone").is_some()
    }

    /// Says in short how much of the repository is shown, and what is replaced in it.
    pub(super) fn shown(&self) -> String {
        let handle = self.repository.to_thread_local();
        let mut sum = Sha256::new().chain_update([u8::from(self.promised())]);
        let ends = handle.shallow_commits().ok().flatten();
        ends.iter().flat_map(|ends| ends.iter()).for_each(|id| sum.update(id.as_slice()));
        for (id, by) in handle.objects.store_ref().replacements() {
            sum.update(b"=");
            sum.update(id.as_slice());
            sum.update(by.as_slice());
        }
        let sum = sum.finalize().first_chunk().map_or(0, |start| u128::from_be_bytes(*start));
        format!("{sum:032x}")
    }

    /// Tells whether the history is cut by a shallow clone.
    pub(super) fn is_shallow(&self) -> bool {
        self.repository.to_thread_local().is_shallow().unwrap_or(false)
    }

    /// Fails where the references are kept in a form that can't be read.
    pub(super) fn readable(handle: &gix::Repository) -> Result<(), Cut> {
        if handle.config_snapshot().string("extensions.refStorage").is_some_and(|name| name != "files") {
            let words = "its references are kept in a form (reftable) that can't be read yet";
            return Err(Cut::Unreadable(words.to_owned()));
        }
        Ok(())
    }

    /// Finds the commit of HEAD.
    pub(super) fn head(handle: &gix::Repository) -> Result<ObjectId, Cut> {
        Self::readable(handle)?;
        let head = handle.head().map_err(|error| Cut::Unreadable(words(&error)))?;
        if head.is_unborn() {
            return Err(Cut::Unborn);
        }
        let id = handle.head_id().map_err(|error| Cut::Unreadable(words(&error)))?;
        Ok(id.detach())
    }
}
