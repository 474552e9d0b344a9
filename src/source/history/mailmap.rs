//! `.mailmap`: the names that people go by today.
//!
//! In: the file at the root of the newest commit. Out: a name for a name and an address. Never reads a file that the
//! repository's configuration names.

use crate::source::repository::Place;
use gix::ObjectId;
use gix::bstr::ByteSlice;

/// The largest `.mailmap` that is read.
const LIMIT: usize = 4 * 1024 * 1024;

/// The names that people go by today.
#[derive(Debug, Clone, Default)]
pub struct Mailmap(gix::mailmap::Snapshot);

impl Mailmap {
    /// Gives the name of somebody who wrote a commit.
    pub fn name(&self, name: &str, email: &str) -> String {
        let signature = gix::actor::SignatureRef { name: name.into(), email: email.into(), time: "" };
        let resolved = self.0.try_resolve_ref(signature).and_then(|found| found.name);
        resolved.map_or_else(|| name.to_owned(), |name| name.to_str_lossy().into_owned())
    }
}

/// Reads the file at the root of the newest commit.
pub(super) fn read(place: &Place, commit: ObjectId) -> Mailmap {
    let handle = place.handle();
    let bytes = || {
        let tree = handle.find_commit(commit).ok()?.tree().ok()?;
        let entry = tree.lookup_entry_by_path(".mailmap").ok()??;
        if !entry.mode().is_blob() {
            return None;
        }
        let blob = entry.object().ok()?;
        (blob.data.len() <= LIMIT).then(|| blob.data.clone())
    };
    Mailmap(bytes().map(|bytes| gix::mailmap::Snapshot::from_bytes(&bytes)).unwrap_or_default())
}
