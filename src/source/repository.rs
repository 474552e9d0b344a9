//! Opens the repository that holds a folder, and nothing that its configuration names.

use super::history::Cut;
use super::recent::Recent;
use gix::ObjectId;
use std::path::{Path, PathBuf};

/// Opens the repository that holds a folder; none where there is none, or where its form can't be read.
///
/// It is opened without the configuration of the user, the system or the environment, and nothing that its own
/// configuration names is run.
pub(super) fn open(folder: &Path) -> Option<gix::ThreadSafeRepository> {
    try_open(folder).ok()
}

/// Opens the repository that holds a folder, or gives the reason in the words of the reader.
fn try_open(folder: &Path) -> Result<gix::ThreadSafeRepository, String> {
    let options = gix::open::Options::isolated();
    let mut trust = gix::sec::trust::Mapping::<gix::open::Options> { full: options.clone(), reduced: options };
    trust.reduced = trust.reduced.with(gix::sec::Trust::Reduced);
    gix::ThreadSafeRepository::discover_opts(folder, gix::discover::upwards::Options::default(), trust)
        .map_err(|error| error.to_string())
}

/// The folder above a site's that holds the repository, and the way from it to the site.
pub(super) fn top(folder: &Path) -> Option<(PathBuf, Vec<String>)> {
    let folder = folder.canonicalize().ok()?;
    let top = folder.ancestors().find(|above| above.join(".git").exists())?;
    let way = folder.strip_prefix(top).ok()?;
    let way = way.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Some((top.to_owned(), way))
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
    let (_, way) = top(folder).ok_or(Cut::NoRepository)?;
    let repository = try_open(folder).map_err(Cut::Unreadable)?;
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

    /// Finds the commit of HEAD.
    pub(super) fn head(handle: &gix::Repository) -> Result<ObjectId, Cut> {
        if handle.config_snapshot().string("extensions.refStorage").is_some_and(|name| name != "files") {
            let words = "its references are kept in a form (reftable) that can't be read yet";
            return Err(Cut::Unreadable(words.to_owned()));
        }
        let head = handle.head().map_err(|error| Cut::Unreadable(error.to_string()))?;
        if head.is_unborn() {
            return Err(Cut::Unborn);
        }
        let id = handle.head_id().map_err(|error| Cut::Unreadable(error.to_string()))?;
        Ok(id.detach())
    }
}
