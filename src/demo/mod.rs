//! The example with a past: how it came to be what it is, commit by commit.
//!
//! In: the example site and the script of its history, both part of the program. Out: every commit with its whole tree,
//! the last of which is the example site. Never reads or writes a file, and knows no date but the script's.

mod matter;
mod prose;
mod replay;
mod script;
mod step;

use crate::diagnostic::Error;
use crate::order::Gather;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The folders of the example site; listed, so that a site built inside it is no part of it.
const FOLDERS: &[(&str, Dir<'_>)] = &[
    ("epics", include_dir!("$CARGO_MANIFEST_DIR/example-site/epics")),
    ("initiatives", include_dir!("$CARGO_MANIFEST_DIR/example-site/initiatives")),
    ("objectives", include_dir!("$CARGO_MANIFEST_DIR/example-site/objectives")),
    ("sprints", include_dir!("$CARGO_MANIFEST_DIR/example-site/sprints")),
    ("teams", include_dir!("$CARGO_MANIFEST_DIR/example-site/teams")),
    ("value-streams", include_dir!("$CARGO_MANIFEST_DIR/example-site/value-streams")),
    ("wiki", include_dir!("$CARGO_MANIFEST_DIR/example-site/wiki")),
];

/// The files at its top.
const FILES: &[(&str, &[u8])] = &[
    (".mailmap", include_bytes!("../../example-site/.mailmap")),
    ("backlit.toml", include_bytes!("../../example-site/backlit.toml")),
];

/// What happened.
const SCRIPT: &str = include_str!("../../example-history/history.txt");

/// What is there no more, as it was last.
static GONE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/example-history/gone");

/// Files by path.
pub type Tree = BTreeMap<String, Arc<[u8]>>;

/// One commit of the example's history.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Who made it.
    pub author: Person,
    /// When, in seconds since 1970.
    pub seconds: i64,
    /// What it says.
    pub message: String,
    /// The commits before it, by position; the first is the line that goes on.
    pub parents: Vec<usize>,
    /// Every file.
    pub tree: Tree,
}

/// Somebody who makes commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name as git is told.
    pub name: String,
    /// The address.
    pub email: String,
    /// The distance of the author's clock from UTC, in seconds.
    pub offset: i32,
}

/// Gives the files of the example site.
pub fn example() -> Tree {
    let mut tree: Tree = FILES.iter().map(|(path, bytes)| ((*path).to_owned(), Arc::from(*bytes))).into_map();
    for (folder, files) in FOLDERS {
        collect(files, &format!("{folder}/"), &mut tree);
    }
    tree
}

/// Gives the history of the example site, oldest commit first.
pub fn history() -> Result<Vec<Commit>, Error> {
    let mut gone = Tree::new();
    collect(&GONE, "", &mut gone);
    build(SCRIPT, example(), &gone)
}

/// Follows a script back from where it ends.
fn build(script: &str, end: Tree, gone: &Tree) -> Result<Vec<Commit>, Error> {
    let script = script::read(script).map_err(Error::new)?;
    replay::replay(&script, end, gone).map_err(Error::new)
}

/// Puts every file of a folder into a tree.
fn collect(folder: &Dir<'_>, below: &str, tree: &mut Tree) {
    for file in folder.files() {
        tree.insert(format!("{below}{}", file.path().to_string_lossy().replace('\\', "/")), file.contents().into());
    }
    folder.dirs().for_each(|inner| collect(inner, below, tree));
}

#[cfg(test)]
mod tests;
