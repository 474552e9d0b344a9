//! Where two lines of commits parted.
//!
//! In: two commits of one repository. Out: the newest commit that both come from. Where the clone is too short to know
//! it says so; it never takes another commit instead.

use super::{Revision, UNSHALLOW, short};
use crate::diagnostic::Error;

impl Revision {
    /// Finds the newest commit from which both this one and another come: the other itself where this one follows it.
    pub fn common_with(&self, other: &Self) -> Result<Self, Error> {
        if self.id == other.id {
            return Ok(self.clone());
        }
        let handle = self.place.handle();
        // The commit graph that git may have written is left alone: it is no more than a cache, and can be damaged.
        let mut graph = handle.revision_graph(None);
        let found = handle.merge_base_with_graph(self.id, other.id, &mut graph);
        match found.ok().flatten() {
            Some(base) => Self::open(&self.folder, self.place.clone(), base.detach()),
            None => Err(self.nothing_in_common(other)),
        }
    }

    /// Says why no common commit is known.
    fn nothing_in_common(&self, other: &Self) -> Error {
        let (one, two) = (short(self.id), short(other.id));
        if self.place.is_shallow() {
            return Error::new(format!("the clone is shallow: where `{one}` left `{two}` isn't in it")).hint(UNSHALLOW);
        }
        if self.place.promised() {
            return Error::new(format!("the clone is partial: where `{one}` left `{two}` isn't in it"))
                .hint("Clone without `--filter=tree:0`.");
        }
        Error::new(format!("`{one}` and `{two}` have no commit in common"))
            .hint("Name a commit from which the branch was made.")
    }
}
