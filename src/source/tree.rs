//! The files of a commit, read from the object database: nothing is checked out and no program is run.

use crate::diagnostic::Error;
use std::path::Path;

/// The files of a commit.
#[derive(Debug)]
pub struct Tree {
    repository: gix::Repository,
    id: gix::ObjectId,
}

impl Tree {
    /// Opens the commit at which HEAD left a revision: their merge base, else the revision itself.
    pub fn where_left(folder: &Path, revision: &str) -> Result<Self, Error> {
        let unknown = || {
            Error::new(format!("there is no revision `{}`", revision.escape_debug())).hint(
                "Fetch it first; a checkout in CI has one commit unless it is told to fetch all (`fetch-depth: 0`).",
            )
        };
        let repository = super::repository::open(folder)
            .ok_or_else(|| {
                Error::new("this folder is in no git repository").hint("Leave `--changed` out to check everything.")
            })?
            .to_thread_local();
        let peeled = format!("{revision}^{{commit}}");
        let commit = repository.rev_parse_single(peeled.as_str()).map_err(|_| unknown())?.detach();
        let head = repository.head_id().ok().map(gix::Id::detach);
        let base = head.and_then(|head| Some(repository.merge_base(commit, head).ok()??.detach()));
        let tree = repository
            .find_commit(base.unwrap_or(commit))
            .ok()
            .and_then(|commit| Some(commit.tree_id().ok()?.detach()));
        let id = tree.ok_or_else(unknown)?;
        Ok(Self { repository, id })
    }

    /// Gives the bytes of a file; none where there is no such file.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let tree = self.repository.find_tree(self.id).ok()?;
        let entry = tree.lookup_entry_by_path(path).ok()??;
        Some(entry.object().ok()?.detach().data)
    }
}
