//! A file beside the documents that a page may link to.
//!
//! In: where it is kept. Out: its size, and its bytes when a page wants them.

use super::plain::{self, Links};
use super::repository::Place;
use super::scope;
use super::stamp::Seen;
use crate::diagnostic::{Diagnostic, Error};
use gix::ObjectId;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file beside the documents that a page may link to.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its size in bytes.
    pub size: u64,
    /// What was seen of it when the folder was walked; none of one in the repository.
    pub seen: Option<Seen>,
    kept: Kept,
}

/// Where a file is kept.
#[derive(Debug, Clone)]
enum Kept {
    /// On this machine, in a folder that was walked.
    Disk(Arc<Path>, PathBuf),
    /// In the repository.
    Git(Arc<Place>, ObjectId),
}

impl Attachment {
    /// Names a file on this machine.
    pub(super) fn file(root: Arc<Path>, file: PathBuf, found: &Metadata) -> Self {
        Self { size: found.len(), seen: Seen::from_metadata(found), kept: Kept::Disk(root, file) }
    }

    /// Names a content of a repository.
    pub(super) const fn blob(place: Arc<Place>, id: ObjectId, size: u64) -> Self {
        Self { size, seen: None, kept: Kept::Git(place, id) }
    }

    /// Gives the file, where it is one on this machine.
    pub fn on_disk(&self) -> Option<&Path> {
        match &self.kept {
            Kept::Disk(_, file) => Some(file),
            Kept::Git(..) => None,
        }
    }

    /// Gives its bytes; none where they can't be read.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match &self.kept {
            // What was a file when the folder was walked may be a link by now, and so may a folder above it.
            Kept::Disk(root, file) => {
                let bytes = plain::bytes(file, Links::Refused).ok();
                bytes.filter(|_| !plain::leads_out(root, file))
            }
            Kept::Git(place, id) => Some(place.handle().find_object(*id).ok()?.detach().data),
        }
    }

    /// Says why it can't be read now; none where it can. What the repository holds is not looked up.
    pub fn fault(&self) -> Option<String> {
        let file = self.on_disk()?;
        plain::open_regular(file, Links::Refused).err().map(|error| plain::reason(&error))
    }

    /// Says that the file of a path is not part of the site.
    pub fn left_out(path: &str, why: &str) -> Diagnostic {
        scope::unreadable(path, why)
            .hint("Give yourself the right to read it, put it back, or take the links to it out.")
    }

    /// Gives its text; none where it can't be read or is none.
    pub fn text(&self) -> Option<String> {
        let bytes: Result<String, Error> = plain::text(self.bytes()?, "");
        bytes.ok()
    }
}
