//! What each commit changed below the site's folder.
//!
//! In: the trees of a line of commits. Out: for each commit the files that it added, changed or took away. Equal
//! subtrees are skipped by their id; links and other repositories count as no file.

use super::entry::{Damaged, Entries, Entry, Pair, Pairs};
use super::line::Line;
use super::version::Versions;
use super::{Change, Cut, in_parts};
use crate::config::Config;
use crate::order::Order;
use crate::source::generated::MARKER;
use crate::source::repository::Place;
use crate::source::scope::{self, DEPTH, Matter};
use gix::objs::{Find, Kind};
use gix::{ObjectId, Repository};
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How much work a history may be, in entries that differ. A few hundred bytes can name the same folders without end.
const WORK: usize = 50_000_000;
/// What a document costs, which is kept in memory, as against an entry that is only passed.
const DOCUMENT: usize = 12;
/// What an entry costs of a folder that a commit has in another place too: in honest ones there are few.
const AGAIN: usize = 100;
/// Says that a history is more work than there could be an honest reason for.
const ENDLESS: &str = "its commits name the same folders again and again, or change more files than can be followed";

/// How many folders a comparison keeps at hand.
const RECENT: usize = 24;

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

/// Lists the changes of each commit, in the order of the line; and says what could not be read. Fails where that would
/// be endless work.
pub(super) fn changes(place: &Place, config: &Config, line: &Line) -> Result<(Vec<Changed>, Option<String>), Cut> {
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
    // Whether it is enough does not depend on who is first.
    let work = AtomicUsize::new(0);
    let found = in_parts(place, &steps, |handle, steps| {
        let mut trees = Trees::new(handle, config, &work);
        let each: Vec<Changed> = steps.iter().map(|step| trees.compare(step)).collect();
        (each, trees.lost)
    });
    if work.into_inner() > WORK {
        return Err(Cut::Unreadable(ENDLESS.to_owned()));
    }
    let mut all = Vec::with_capacity(steps.len());
    for (each, missing) in found {
        all.extend(each);
        lost = lost.or(missing);
    }
    let words = |id: ObjectId| format!("the folder {} is missing or damaged in the repository", id.to_hex_with_len(10));
    Ok((all, lost.map(words)))
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
        let data = read(handle, tree, buffer)?;
        let entries = Entries::of(data, tree);
        let found = entries.map(|entry| entry.map_err(|Damaged| Lost(tree)));
        let named = |entry: &Result<Entry<'_>, Lost>| match entry {
            Ok(entry) => entry.name == name.as_bytes() && entry.is_folder(),
            Err(_) => true,
        };
        match found.into_iter().find(named) {
            Some(entry) => tree = entry?.id(),
            None => return Ok(None),
        }
    }
    Ok(Some(tree))
}

/// Reads a tree.
fn read<'b>(handle: &Repository, id: ObjectId, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Lost> {
    let found = handle.objects.try_find(&id, buffer).ok().flatten().filter(|data| data.kind == Kind::Tree);
    found.map(|data| data.data).ok_or(Lost(id))
}

/// Compares trees.
struct Trees<'a> {
    handle: &'a Repository,
    config: &'a Config,
    path: String,
    found: Vec<Raw>,
    lost: Option<ObjectId>,
    /// The folders that were read last: what is new in one commit is old in the next.
    recent: VecDeque<(ObjectId, Rc<[u8]>)>,
    buffer: Vec<u8>,
    /// The folders that this comparison came through.
    seen: HashSet<[Option<ObjectId>; 2]>,
    /// What all comparisons came to.
    work: &'a AtomicUsize,
}

impl<'a> Trees<'a> {
    fn new(handle: &'a Repository, config: &'a Config, work: &'a AtomicUsize) -> Self {
        let (found, recent, buffer, seen) = (Vec::new(), VecDeque::new(), Vec::new(), HashSet::new());
        Self { handle, config, path: String::new(), found, lost: None, recent, buffer, seen, work }
    }

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
            self.seen.clear();
            self.folders(*old, new, 0)?;
        }
        let mut found = std::mem::take(&mut self.found);
        found.order_by(|a, b| a.path.cmp(&b.path));
        found.dedup_by(|a, b| a.path == b.path);
        Ok(found)
    }

    /// Compares two versions of one folder.
    fn folders(&mut self, old: Option<ObjectId>, new: Option<ObjectId>, depth: usize) -> Result<(), Lost> {
        if depth >= DEPTH || self.work.load(Ordering::Relaxed) > WORK {
            return Ok(());
        }
        let (old_data, new_data) = (self.side(old, depth)?, self.side(new, depth)?);
        let lost = |_| Lost(new.or(old).unwrap_or(ObjectId::null(gix::hash::Kind::Sha1)));
        let mut pairs = Pairs::of(&old_data, &new_data, new.or(old));
        let cost = if self.seen.insert([old, new]) { 1 } else { AGAIN };
        self.work.fetch_add(cost, Ordering::Relaxed);
        let mut passed = 0;
        while let Some(pair) = pairs.next().transpose().map_err(lost)? {
            passed += cost;
            self.entry(pair, depth)?;
        }
        self.work.fetch_add(passed, Ordering::Relaxed);
        Ok(())
    }

    /// Reads one side of a comparison; a generated site counts as an empty folder.
    fn side(&mut self, id: Option<ObjectId>, depth: usize) -> Result<Rc<[u8]>, Lost> {
        let Some(id) = id else { return Ok(Rc::default()) };
        if let Some((_, data)) = self.recent.iter().find(|(known, _)| *known == id) {
            return Ok(Rc::clone(data));
        }
        let data = read(self.handle, id, &mut self.buffer)?;
        let mut early = Entries::of(data, id).map_while(Result::ok).take_while(|entry| entry.name <= MARKER.as_bytes());
        let generated = depth > 0 && early.any(|entry| entry.name == MARKER.as_bytes() && entry.is_file());
        let data: Rc<[u8]> = if generated { Rc::default() } else { Rc::from(data) };
        if self.recent.len() >= RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back((id, Rc::clone(&data)));
        Ok(data)
    }

    /// Notes what became of one entry; both sides are folders, or neither is.
    fn entry(&mut self, pair: Pair<'_>, depth: usize) -> Result<(), Lost> {
        let Ok(name) = std::str::from_utf8(pair.name()) else {
            return Ok(());
        };
        let before = self.path.len();
        if before > 0 {
            self.path.push('/');
        }
        self.path.push_str(name);
        let done = if !pair.is_folder() {
            self.file(pair);
            Ok(())
        } else if self.config.site.reach.reaches(&self.path) && scope::enters(self.config, &self.path) {
            self.folders(pair.old.map(|entry| entry.id()), pair.new.map(|entry| entry.id()), depth + 1)
        } else {
            Ok(())
        };
        self.path.truncate(before);
        done
    }

    /// Notes a file; only regular ones count.
    fn file(&mut self, pair: Pair<'_>) {
        let regular = |entry: Option<Entry<'_>>| entry.filter(Entry::is_file).map(|entry| entry.id());
        let (old, id) = (regular(pair.old), regular(pair.new));
        if old == id || scope::ignored(self.config, &self.path) {
            return;
        }
        if let Some(matter) = scope::matter_of(self.config, &self.path) {
            self.work.fetch_add(DOCUMENT, Ordering::Relaxed);
            self.found.push(Raw { path: Arc::from(self.path.as_str()), matter, id });
        }
    }
}
