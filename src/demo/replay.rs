//! Follows a script: back from the end to know what each document was, then forward to the commits.
//!
//! In: a script, the tree after its last entry, the files that it takes out. Out: commits with their trees. Where the
//! script and the documents contradict each other, the line of the script is named.

use super::script::{Entry, Place, Script};
use super::step::{Change, Step};
use super::{Commit, Tree};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a commit left behind: for each path that it touched the new contents, or none.
type Left = BTreeMap<String, Option<Arc<[u8]>>>;

/// Makes the commits.
pub(super) fn replay(script: &Script, end: Tree, gone: &Tree) -> Result<Vec<Commit>, String> {
    let mut tree = end;
    let mut left: Vec<Left> = Vec::with_capacity(script.entries.len());
    for entry in script.entries.iter().rev() {
        let mut touched = Left::new();
        for step in entry.steps.iter().rev() {
            undo(step, entry, (&mut tree, gone), &mut touched)
                .ok_or_else(|| format!("history.txt:{}: the documents don't show {step:?}", entry.line))?;
        }
        left.push(touched);
    }
    if let Some(path) = tree.keys().next() {
        return Err(format!("history.txt: nothing adds {path}"));
    }
    left.reverse();
    forward(script, &left)
}

/// Takes one step back, and notes what it left where nothing later did.
fn undo(step: &Step, entry: &Entry, (tree, gone): (&mut Tree, &Tree), touched: &mut Left) -> Option<()> {
    let mut note = |path: &str, contents: Option<Arc<[u8]>>| {
        touched.entry(path.to_owned()).or_insert(contents);
    };
    match step {
        Step::Add(path) => note(path, Some(tree.remove(path)?)),
        Step::Remove(path) => {
            note(path, None);
            tree.insert(path.clone(), gone.get(path)?.clone());
        }
        Step::Move(old, new) => {
            let contents = tree.remove(new)?;
            note(new, Some(contents.clone()));
            note(old, None);
            tree.insert(old.clone(), contents);
        }
        Step::Change(id, change) => {
            let path = path_of(tree, id)?;
            let contents = tree.get(&path)?.clone();
            let before = before(change, &contents, entry)?;
            note(&path, Some(contents));
            tree.insert(path, before);
        }
    }
    Some(())
}

/// Gives a document as it was before a change.
fn before(change: &Change, contents: &[u8], entry: &Entry) -> Option<Arc<[u8]>> {
    let day = entry.at.date().to_string();
    let before = change.undo(std::str::from_utf8(contents).ok()?, &day)?;
    Some(Arc::from(before.into_bytes()))
}

/// Finds a document by its path, or by its name.
fn path_of(tree: &Tree, id: &str) -> Option<String> {
    if tree.contains_key(id) {
        return Some(id.to_owned());
    }
    let name = format!("/{id}.md");
    tree.keys().find(|path| path.ends_with(&name)).cloned()
}

/// A line of development: its newest commit, its tree, and what it touched.
#[derive(Debug, Clone, Default)]
struct Line {
    tip: Option<usize>,
    tree: Tree,
    touched: Left,
}

/// Makes the commits from what each left behind.
fn forward(script: &Script, left: &[Left]) -> Result<Vec<Commit>, String> {
    let mut main = Line::default();
    let mut branches: BTreeMap<&str, Line> = BTreeMap::new();
    let mut commits = Vec::with_capacity(left.len());
    for (entry, left) in script.entries.iter().zip(left) {
        let number = commits.len();
        let wrong = |what: &str| format!("history.txt:{}: {what}", entry.line);
        let (line, other) = match &entry.place {
            Place::Main => (&mut main, None),
            Place::Branch(name) => {
                let start = Line { touched: Left::new(), ..main.clone() };
                (branches.entry(name).or_insert(start), None)
            }
            Place::Merge(name) => {
                let branch = branches.remove(name.as_str()).ok_or_else(|| wrong("no such branch"))?;
                apply(&mut main.tree, &branch.touched);
                (&mut main, branch.tip)
            }
        };
        apply(&mut line.tree, left);
        line.touched.extend(left.clone());
        commits.push(commit(entry, [line.tip, other].into_iter().flatten().collect(), &line.tree)?);
        line.tip = Some(number);
    }
    if let Some(name) = branches.keys().next() {
        return Err(format!("history.txt: branch {name} is never brought in"));
    }
    Ok(commits)
}

/// Changes a tree.
fn apply(tree: &mut Tree, left: &Left) {
    for (path, contents) in left {
        match contents {
            Some(contents) => tree.insert(path.clone(), contents.clone()),
            None => tree.remove(path),
        };
    }
}

/// Makes a commit.
fn commit(entry: &Entry, parents: Vec<usize>, tree: &Tree) -> Result<Commit, String> {
    let at = entry.at.to_zoned(TimeZone::UTC).map_err(|error| format!("history.txt:{}: {error}", entry.line))?;
    Ok(Commit {
        author: entry.author.clone(),
        seconds: at.timestamp().as_second(),
        message: format!("{}\n", entry.message),
        parents,
        tree: tree.clone(),
    })
}
