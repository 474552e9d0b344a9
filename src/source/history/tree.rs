//! What each commit changed below the site's folder.
//!
//! In: the trees of a line of commits. Out: for each commit the files that it added, changed or took away. Equal
//! subtrees are skipped by their id; links and other repositories count as no file.

use super::line::Line;
use super::version::Versions;
use super::{Change, in_parts};
use crate::config::Config;
use crate::source::generated::MARKER;
use crate::source::repository::Place;
use crate::source::scope::{self, DEPTH, Matter};
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryRef;
use gix::objs::{Find, Kind, TreeRefIter};
use gix::{ObjectId, Repository};
use std::sync::Arc;

/// A change before the contents are read.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) path: Arc<str>,
    pub(super) matter: Matter,
    pub(super) id: Option<ObjectId>,
}

impl Raw {
    /// Adds the content.
    pub(super) fn with(self, versions: &Versions) -> Change {
        let version = self.id.map(|id| versions.get(id, self.matter));
        Change { path: self.path, matter: self.matter, version }
    }
}

/// What a commit changed.
#[derive(Debug, Default)]
pub(super) struct Changed {
    pub(super) files: Vec<Raw>,
    /// Whether these are all files there are, because what was there before can't be read.
    pub(super) whole: bool,
}

/// A tree that is missing or damaged.
#[derive(Debug)]
struct Lost(ObjectId);

/// Lists the changes of each commit, in the order of the line; and says what could not be read.
pub(super) fn changes(place: &Place, config: &Config, line: &Line) -> (Vec<Changed>, Option<String>) {
    let below = line.below.into_iter();
    let trees: Vec<ObjectId> = line.commits.iter().map(|commit| commit.tree).chain(below).collect();
    let roots = in_parts(place, &trees, |handle, trees| {
        let mut buffer = Vec::new();
        let found = trees.iter().map(|tree| subtree(handle, *tree, &place.folder, &mut buffer));
        found.collect::<Vec<_>>()
    });
    let mut lost = None;
    let roots: Vec<Option<Result<ObjectId, ()>>> = roots
        .into_iter()
        .flatten()
        .map(|root| match root {
            Ok(root) => root.map(Ok),
            Err(Lost(id)) => {
                lost = Some(id);
                Some(Err(()))
            }
        })
        .collect();
    let steps = steps(&roots, &line.bases);
    let found = in_parts(place, &steps, |handle, steps| {
        let mut trees = Trees { handle, config, path: String::new(), found: Vec::new(), lost: None };
        let each: Vec<Changed> = steps.iter().map(|step| trees.compare(step)).collect();
        (each, trees.lost)
    });
    let mut all = Vec::with_capacity(steps.len());
    for (each, missing) in found {
        all.extend(each);
        lost = lost.or(missing);
    }
    (all, lost.map(|id| format!("the folder {} is missing or damaged in the repository", id.to_hex_with_len(10))))
}

/// A commit's folder, and those of the commits it is compared with.
#[derive(Debug)]
struct Step {
    olds: Vec<Option<ObjectId>>,
    new: Option<ObjectId>,
}

/// Pairs each commit's folder with those below; one that can't be read counts as the one below it.
fn steps(roots: &[Option<Result<ObjectId, ()>>], bases: &[Vec<usize>]) -> Vec<Step> {
    let mut folders: Vec<Option<ObjectId>> = vec![None; roots.len()];
    for (at, root) in roots.iter().enumerate().rev() {
        let below = bases.get(at).and_then(|bases| bases.first()).and_then(|below| folders[*below]);
        folders[at] = match root {
            Some(Ok(id)) => Some(*id),
            Some(Err(())) => below,
            None => None,
        };
    }
    let step = |(at, bases): (usize, &Vec<usize>)| Step {
        olds: if bases.is_empty() { vec![None] } else { bases.iter().map(|below| folders[*below]).collect() },
        new: folders[at],
    };
    bases.iter().enumerate().map(step).collect()
}

/// Finds the tree of a folder; none where there is no such folder.
fn subtree(
    handle: &Repository,
    tree: ObjectId,
    folder: &[String],
    buffer: &mut Vec<u8>,
) -> Result<Option<ObjectId>, Lost> {
    let mut tree = tree;
    for name in folder {
        let mut found = None;
        for entry in entries(handle, tree, buffer)? {
            let entry = entry.map_err(|_| Lost(tree))?;
            if entry.filename == name.as_bytes() && entry.mode.is_tree() {
                found = Some(entry.oid.to_owned());
                break;
            }
        }
        match found {
            Some(id) => tree = id,
            None => return Ok(None),
        }
    }
    Ok(Some(tree))
}

/// Reads a tree.
fn entries<'b>(handle: &Repository, id: ObjectId, buffer: &'b mut Vec<u8>) -> Result<TreeRefIter<'b>, Lost> {
    let found = handle.objects.try_find(&id, buffer).ok().flatten().filter(|data| data.kind == Kind::Tree);
    found.map(|data| TreeRefIter::from_bytes(data.data, id.kind())).ok_or(Lost(id))
}

/// Compares trees.
struct Trees<'a> {
    handle: &'a Repository,
    config: &'a Config,
    path: String,
    found: Vec<Raw>,
    lost: Option<ObjectId>,
}

impl Trees<'_> {
    /// Lists what is not as in every folder that a commit is compared with.
    ///
    /// Where one of those is damaged everything that is there is listed; where its own is, nothing.
    fn compare(&mut self, step: &Step) -> Changed {
        match self.differences(&step.olds, step.new) {
            Ok(files) => Changed { files, whole: false },
            Err(Lost(id)) => {
                self.lost = Some(id);
                self.found.clear();
                let all = self.differences(&[None], step.new);
                self.found.clear();
                all.map_or_else(|_| Changed::default(), |files| Changed { files, whole: true })
            }
        }
    }

    /// Lists what differs between a folder and any of those below it, in order of path.
    fn differences(&mut self, olds: &[Option<ObjectId>], new: Option<ObjectId>) -> Result<Vec<Raw>, Lost> {
        for old in olds.iter().filter(|old| **old != new) {
            self.path.clear();
            self.folders(*old, new, 0)?;
        }
        let mut found = std::mem::take(&mut self.found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found.dedup_by(|a, b| a.path == b.path);
        Ok(found)
    }

    /// Compares two versions of one folder.
    fn folders(&mut self, old: Option<ObjectId>, new: Option<ObjectId>, depth: usize) -> Result<(), Lost> {
        if depth >= DEPTH {
            return Ok(());
        }
        let (mut old_buffer, mut new_buffer) = (Vec::new(), Vec::new());
        let mut olds = self.side(old, depth, &mut old_buffer)?;
        let mut news = self.side(new, depth, &mut new_buffer)?;
        let (mut a, mut b) = (next(&mut olds, old)?, next(&mut news, new)?);
        loop {
            let order = match (&a, &b) {
                (None, None) => return Ok(()),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(a), Some(b)) => a.cmp(b),
            };
            match order {
                std::cmp::Ordering::Less => {
                    self.entry(a, None, depth)?;
                    a = next(&mut olds, old)?;
                }
                std::cmp::Ordering::Greater => {
                    self.entry(None, b, depth)?;
                    b = next(&mut news, new)?;
                }
                std::cmp::Ordering::Equal => {
                    if a.map(|entry| (entry.oid, entry.mode)) != b.map(|entry| (entry.oid, entry.mode)) {
                        self.entry(a, b, depth)?;
                    }
                    a = next(&mut olds, old)?;
                    b = next(&mut news, new)?;
                }
            }
        }
    }

    /// Opens one side of a comparison; a generated site counts as an empty folder.
    fn side<'b>(
        &self,
        id: Option<ObjectId>,
        depth: usize,
        buffer: &'b mut Vec<u8>,
    ) -> Result<Option<TreeRefIter<'b>>, Lost> {
        let Some(id) = id else { return Ok(None) };
        let iterator = entries(self.handle, id, buffer)?;
        let mut early = iterator.map_while(Result::ok).take_while(|entry| entry.filename <= MARKER.as_bytes());
        let generated = depth > 0 && early.any(|entry| entry.filename == MARKER.as_bytes() && entry.mode.is_blob());
        Ok((!generated).then_some(iterator))
    }

    /// Notes what became of one entry; both sides are folders, or neither is.
    fn entry(&mut self, old: Option<EntryRef<'_>>, new: Option<EntryRef<'_>>, depth: usize) -> Result<(), Lost> {
        let Some(name) = old.or(new).and_then(|entry| entry.filename.to_str().ok()) else {
            return Ok(());
        };
        let before = self.path.len();
        if before > 0 {
            self.path.push('/');
        }
        self.path.push_str(name);
        let folder = old.or(new).is_some_and(|entry| entry.mode.is_tree());
        let done = if !folder {
            self.file(old, new);
            Ok(())
        } else if scope::enters(self.config, &self.path) {
            self.folders(old.map(|entry| entry.oid.to_owned()), new.map(|entry| entry.oid.to_owned()), depth + 1)
        } else {
            Ok(())
        };
        self.path.truncate(before);
        done
    }

    /// Notes a file; only regular ones count.
    fn file(&mut self, old: Option<EntryRef<'_>>, new: Option<EntryRef<'_>>) {
        let regular =
            |entry: Option<EntryRef<'_>>| entry.filter(|entry| entry.mode.is_blob()).map(|entry| entry.oid.to_owned());
        let (old, id) = (regular(old), regular(new));
        if old == id || scope::ignored(self.config, &self.path) {
            return;
        }
        if let Some(matter) = scope::matter_of(self.config, &self.path) {
            self.found.push(Raw { path: Arc::from(self.path.as_str()), matter, id });
        }
    }
}

/// Takes the next entry of one side.
fn next<'b>(side: &mut Option<TreeRefIter<'b>>, id: Option<ObjectId>) -> Result<Option<EntryRef<'b>>, Lost> {
    match side.as_mut().and_then(Iterator::next) {
        None => Ok(None),
        Some(Ok(entry)) => Ok(Some(entry)),
        Some(Err(_)) => Err(Lost(id.unwrap_or(ObjectId::null(gix::hash::Kind::Sha1)))),
    }
}
