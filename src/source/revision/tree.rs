//! The folders of a commit.
//!
//! In: the tree of a commit. Out: which files are documents and which stand beside them, by the same rules as in the
//! working tree. Links and other repositories are never followed.

use super::{Content, missing, short};
use crate::config::Config;
use crate::diagnostic::Error;
use crate::order::Order;
use crate::source::generated::{MARKER, is_marker};
use crate::source::repository::Place;
use crate::source::scope::{self, DEPTH, NO_UTF8, OWN_DEPTH, Shape, TOO_DEEP, Use};
use gix::objs::TreeRefIter;
use gix::objs::tree::EntryMode;
use gix::{ObjectId, Repository};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// How many entries of folders are read that stand in the commit in another place too: a few kilobytes can name the
/// same ones without end.
const REPEATED: usize = 100_000;
/// How many files and folders templates and themes have at most.
const OWN_ENTRIES: usize = 20_000;

/// What stands in the site's folder.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) documents: Vec<(Arc<str>, Content)>,
    pub(super) beside: BTreeMap<String, ObjectId>,
    pub(super) left_out: Vec<(String, &'static str)>,
}

/// One entry of a folder.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    pub(super) mode: EntryMode,
    pub(super) id: ObjectId,
}

/// Finds the site's folder below a commit's top; none where there is none.
pub(super) fn folder(place: &Place, handle: &Repository, top: ObjectId) -> Result<Option<ObjectId>, Error> {
    let mut tree = top;
    for name in &place.folder {
        let found = entries(place, handle, tree)?.into_iter().find(|entry| entry.name == name.as_bytes());
        match found {
            Some(entry) if entry.mode.is_tree() => tree = entry.id,
            _ => return Ok(None),
        }
    }
    Ok(Some(tree))
}

/// Finds what stands at a path; none where nothing does.
pub(super) fn find(handle: &Repository, tree: Option<ObjectId>, path: &str) -> Option<(EntryMode, ObjectId)> {
    let tree = handle.find_tree(tree?).ok()?;
    let entry = tree.lookup_entry_by_path(path).ok()??;
    Some((entry.mode(), entry.object_id()))
}

/// Lists the regular files below a folder, by path.
pub(super) fn files_below(
    place: &Place,
    handle: &Repository,
    path: &str,
    tree: ObjectId,
) -> Result<Vec<(String, ObjectId)>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![(path.to_owned(), tree, 1)];
    let mut passed = 0;
    while let Some((folder, id, depth)) = folders.pop() {
        for entry in entries(place, handle, id)? {
            passed += 1;
            if passed > OWN_ENTRIES {
                return Err(endless(path));
            }
            let Ok(name) = String::from_utf8(entry.name) else { continue };
            let path = format!("{folder}/{name}");
            if entry.mode.is_blob() {
                files.push((path, entry.id));
            } else if entry.mode.is_tree() && depth < OWN_DEPTH {
                folders.push((path, entry.id, depth + 1));
            }
        }
    }
    Ok(files)
}

/// Walks the site's folder.
pub(super) fn walk(place: &Place, tree: Option<ObjectId>, config: &Config) -> Result<Walked, Error> {
    let handle = place.handle();
    let mut walk =
        Walk { place, handle: &handle, config, walked: Walked::default(), seen: HashSet::new(), repeated: 0 };
    if let Some(tree) = tree {
        let root = entries(place, &handle, tree)?;
        walk.entries(root, &Where { path: String::new(), named: true, depth: 0 })?;
    }
    walk.walked.documents.order_by(|a, b| a.0.cmp(&b.0));
    Ok(walk.walked)
}

/// A folder on the way.
struct Where {
    path: String,
    /// Whether every name on the way is UTF-8.
    named: bool,
    depth: usize,
}

struct Walk<'a> {
    place: &'a Place,
    handle: &'a Repository,
    config: &'a Config,
    walked: Walked,
    seen: HashSet<ObjectId>,
    repeated: usize,
}

impl Walk<'_> {
    fn entries(&mut self, entries: Vec<Entry>, above: &Where) -> Result<(), Error> {
        if above.depth >= DEPTH {
            self.walked.left_out.push((above.path.clone(), TOO_DEEP));
            return Ok(());
        }
        for entry in entries {
            let name = String::from_utf8_lossy(&entry.name);
            let named = above.named && std::str::from_utf8(&entry.name).is_ok();
            let path = if above.path.is_empty() { name.into_owned() } else { format!("{}/{name}", above.path) };
            if entry.mode.is_tree() {
                self.folder(entry.id, &Where { path, named, depth: above.depth + 1 })?;
            } else if entry.mode.is_commit() {
                // Another repository: a checkout leaves its folder to it.
            } else if named {
                self.file(path, &entry);
            } else {
                self.walked.left_out.push((path, NO_UTF8));
            }
        }
        Ok(())
    }

    fn folder(&mut self, id: ObjectId, here: &Where) -> Result<(), Error> {
        let hidden = here.path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        if hidden || (here.named && !scope::enters(self.config, &here.path)) {
            return Ok(());
        }
        let entries = entries(self.place, self.handle, id)?;
        if !self.seen.insert(id) {
            self.repeated += entries.len().max(1);
        }
        if self.repeated > REPEATED {
            return Err(endless(&here.path));
        }
        if self.is_generated(&entries) { Ok(()) } else { self.entries(entries, here) }
    }

    /// Tells whether a folder is a site that Backlit made.
    fn is_generated(&self, entries: &[Entry]) -> bool {
        let marker = entries.iter().find(|entry| entry.name == MARKER.as_bytes() && entry.mode.is_blob());
        marker.is_some_and(|entry| self.handle.find_object(entry.id).is_ok_and(|object| is_marker(&object.data)))
    }

    fn file(&mut self, path: String, entry: &Entry) {
        let shape = match (entry.mode.is_link(), entry.mode.is_blob()) {
            (true, _) => Shape::Link,
            (_, true) => Shape::File,
            _ => Shape::Other,
        };
        match scope::use_of(self.config, &path, shape) {
            Use::Read => self.walked.documents.push((Arc::from(path), Content(entry.id))),
            Use::Beside => {
                self.walked.beside.insert(path, entry.id);
            }
            Use::Nothing => {}
            Use::LeftOut(why) => self.walked.left_out.push((path, why)),
        }
    }
}

/// Says that a folder names the same ones over and over.
fn endless(path: &str) -> Error {
    Error::new(format!("the folder `{path}` holds the same folders again and again"))
        .hint("Leave it out with `site.exclude`, or name another commit.")
}

/// Lists the entries of a folder.
pub(super) fn entries(place: &Place, handle: &Repository, id: ObjectId) -> Result<Vec<Entry>, Error> {
    let object = handle.find_object(id).map_err(|_| missing(place, &short(id)))?;
    let each = TreeRefIter::from_bytes(&object.data, id.kind());
    each.map(|entry| {
        let entry = entry.map_err(|_| missing(place, &short(id)))?;
        Ok(Entry { name: entry.filename.to_vec(), mode: entry.mode, id: entry.oid.to_owned() })
    })
    .collect()
}
