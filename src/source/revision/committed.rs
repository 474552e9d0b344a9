//! Which files and folders of a site's folder the newest commit holds.
//!
//! In: a folder, then paths in it. Out: whether they are there. Each folder of the commit is read once, and only when it
//! is asked for.

use super::tree;
use crate::source::history::Cut;
use crate::source::repository::{self, Place};
use gix::ObjectId;
use std::collections::HashMap;
use std::path::Path;

/// The names of a folder; those of folders with what they hold.
type Names = HashMap<Vec<u8>, Option<ObjectId>>;

/// What the newest commit holds.
#[derive(Debug)]
pub(in crate::source) struct Committed {
    /// None where it can't be read.
    place: Option<Place>,
    /// By path; none where there is no such folder.
    folders: HashMap<String, Option<Names>>,
}

impl Committed {
    /// Finds the newest commit; where there is none yet, it holds nothing.
    pub(in crate::source) fn of(folder: &Path) -> Self {
        let place = repository::place(folder).ok();
        let root = place.as_ref().map(|place| {
            let handle = place.handle();
            let top = match Place::head(&handle) {
                Ok(head) => handle.find_commit(head).ok()?.tree_id().ok()?.detach(),
                Err(Cut::Unborn) => return Some(None),
                Err(_) => return None,
            };
            let site = tree::folder(place, &handle, top).ok()?;
            site.map_or(Some(None), |site| Some(Some(names(place, site)?)))
        });
        match root.flatten() {
            Some(root) => Self { place, folders: HashMap::from([(String::new(), root)]) },
            None => Self { place: None, folders: HashMap::new() },
        }
    }

    /// Tells whether a file or a folder is in the commit; all is where that can't be told.
    pub(in crate::source) fn has(&mut self, path: &str, is_folder: bool) -> bool {
        let Some(place) = &self.place else { return true };
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut known = above;
        while !self.folders.contains_key(known) {
            known = known.rsplit_once('/').map_or("", |(above, _)| above);
        }
        // From the deepest folder that was read before down to that of the path.
        while known.len() < above.len() {
            let start = if known.is_empty() { 0 } else { known.len() + 1 };
            let end = above[start..].find('/').map_or(above.len(), |end| start + end);
            let held = self.folders[known].as_ref().and_then(|names| *names.get(&above.as_bytes()[start..end])?);
            let read = match held.map(|id| names(place, id)) {
                Some(None) => return true,
                held => held.flatten(),
            };
            known = &above[..end];
            self.folders.insert(known.to_owned(), read);
        }
        let held = self.folders[above].as_ref().and_then(|names| names.get(name.as_bytes()));
        held.is_some_and(|folder| folder.is_some() == is_folder)
    }
}

/// Reads a folder of a commit; none where that can't be done.
fn names(place: &Place, id: ObjectId) -> Option<Names> {
    let entries = tree::entries(place, &place.handle(), id).ok()?;
    Some(entries.into_iter().map(|entry| (entry.name, entry.mode.is_tree().then_some(entry.id))).collect())
}
