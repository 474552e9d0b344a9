//! What git ignores: a clean checkout has none of it, so a site that is built from one hasn't either.
//!
//! In: a folder, then what a walk finds in it, in the walk's order. Out: whether it is left out: where a `.gitignore`
//! on the way to it or the repository's `info/exclude` says so, and no commit holds it. Lists of the user's own are never
//! read, so that the same files give the same site on each machine.

mod pattern;

use super::belonging;
use super::plain::{self, Links};
use super::repository;
use super::revision::Committed;
use super::scope::{left, unreadable};
use super::worktree::below;
use crate::diagnostic::Diagnostic;
use pattern::Pattern;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use walkdir::DirEntry;

/// The name of the lists.
const LIST: &str = ".gitignore";
/// The largest list that is read.
const LIMIT: u64 = 1024 * 1024;
/// How many steps may be taken at the start, and how many more for each file and folder.
const STEPS: (u64, u64) = (10_000_000, 10_000);

/// What a walk leaves out.
#[derive(Debug)]
pub(super) struct Ignore {
    root: PathBuf,
    /// The names from the repository's top to the site's folder.
    way: Vec<String>,
    levels: Vec<Level>,
    /// How many levels stand before that of the site's folder.
    above: usize,
    committed: Option<Committed>,
    /// How many steps are left, and whether there were too few.
    left: u64,
    over: bool,
    /// The first path that was left out.
    first: Option<String>,
    found: Vec<Diagnostic>,
}

/// A list, and the folder that it stands in.
#[derive(Debug)]
struct Level {
    /// How many names lead to the folder.
    depth: usize,
    patterns: Vec<Pattern>,
    /// Whether the folder itself is ignored, and looked into only for what is committed.
    ignored: bool,
}

impl Ignore {
    /// Reads what is said above and in a site's folder; none outside of a repository, or where all of the folder would be
    /// ignored: who names it wants it.
    pub(super) fn of(root: &Path) -> Option<Self> {
        let (top, way) = repository::top(root)?;
        let own = top.join(".git");
        let git = if own.is_dir() { own } else { belonging::kept(&top, |_| false).ok()?.common };
        if plain::leads_out(&git, &git.join("info/exclude")) {
            return None;
        }
        let mut it = Self {
            root: root.to_owned(),
            above: way.len() + 1,
            way,
            levels: Vec::new(),
            committed: None,
            left: STEPS.0,
            over: false,
            first: None,
            found: Vec::new(),
        };
        it.open(&git.join("info/exclude"), None, 0);
        it.open(&top.join(LIST), it.way.is_empty().then_some(LIST), 0);
        let mut folder = top;
        for depth in 0..it.way.len() {
            let name = it.way[depth].clone();
            let names: Vec<&[u8]> = it.way[..=depth].iter().map(String::as_bytes).collect();
            if decide(&it.levels, &names, true, &mut it.left) {
                return None;
            }
            folder.push(name);
            let shown = (depth + 1 == it.way.len()).then_some(LIST);
            it.open(&folder.join(LIST), shown, depth + 1);
        }
        Some(it)
    }

    /// Tells whether what the walk found is left out.
    pub(super) fn leaves_out(&mut self, entry: &DirEntry) -> bool {
        self.levels.truncate(self.above + entry.depth());
        let Some(path) = below(&self.root, entry.path()) else { return false };
        let is_folder = entry.file_type().is_dir();
        let names: Vec<&[u8]> = self.way.iter().map(String::as_str).chain(path.split('/')).map(str::as_bytes).collect();
        self.left = self.left.saturating_add(STEPS.1);
        let is_inside = self.levels.last().is_some_and(|level| level.ignored);
        let ignored = is_inside || decide(&self.levels, &names, is_folder, &mut self.left);
        self.over |= self.left == 0;
        let depth = names.len();
        if ignored && !self.is_committed(&path, is_folder) {
            self.first.get_or_insert(path);
            return true;
        }
        if is_folder {
            if ignored {
                self.levels.push(Level { depth, patterns: Vec::new(), ignored });
            } else {
                self.open(&entry.path().join(LIST), Some(&format!("{path}/{LIST}")), depth);
            }
        }
        false
    }

    /// Gives what was found: lists that can't be used, and where nothing was `read`, that this is why.
    pub(super) fn found(mut self, read: usize) -> Vec<Diagnostic> {
        if self.over {
            let says = "these lines are too much work, so that some of what they name is not left out";
            self.found.push(left(LIST, says, "Use fewer lines with several `*` in one name."));
        }
        if let Some(path) = self.first.filter(|_| read == 0) {
            let hint = "Write `gitignore = false` under `[site]` in backlit.toml to read what git ignores.";
            self.found.push(left(&path, "this is left out: git ignores it", hint));
        }
        self.found
    }

    fn is_committed(&mut self, path: &str, is_folder: bool) -> bool {
        self.committed.get_or_insert_with(|| Committed::of(&self.root)).has(path, is_folder)
    }

    /// Reads a list, and says where that can't be done for one that the site shows.
    fn open(&mut self, file: &Path, shown: Option<&str>, depth: usize) {
        let text = plain::up_to(LIMIT, file, Links::Refused).unwrap_or_else(|error| {
            let shown = shown.filter(|_| error.kind() != ErrorKind::NotFound);
            self.found.extend(shown.map(|path| unreadable(path, &plain::reason(&error))));
            Vec::new()
        });
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text);
        let patterns = text.split(|b| *b == b'\n').filter_map(Pattern::read).collect();
        self.levels.push(Level { depth, patterns, ignored: false });
    }
}

/// Tells whether the last line that speaks of a path ignores it; nothing is ignored once no step is left.
fn decide(levels: &[Level], names: &[&[u8]], is_folder: bool, left: &mut u64) -> bool {
    for level in levels.iter().rev() {
        for pattern in level.patterns.iter().rev() {
            let mut steps = 0;
            let speaks = pattern.speaks_of(&names[level.depth..], is_folder, &mut steps);
            *left = left.saturating_sub(steps);
            if *left == 0 {
                return false;
            }
            if speaks {
                return !pattern.negated;
            }
        }
    }
    false
}
