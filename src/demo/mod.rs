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
use crate::embedded::EXAMPLE;
use crate::order::Gather;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    tree("example-site/")
}

/// Gives the history of the example site, oldest commit first.
pub fn history() -> Result<Vec<Commit>, Error> {
    let script = EXAMPLE.text("example-history/history.txt").unwrap_or_default();
    build(script, example(), &tree("example-history/gone/"))
}

/// Follows a script back from where it ends.
fn build(script: &str, end: Tree, gone: &Tree) -> Result<Vec<Commit>, Error> {
    let script = script::read(script).map_err(Error::new)?;
    replay::replay(&script, end, gone).map_err(Error::new)
}

/// Gives every file of a folder. What is there no more is in one of its own, as it was last.
fn tree(folder: &str) -> Tree {
    EXAMPLE.below(folder).map(|(path, bytes)| (path.to_owned(), Arc::from(bytes))).into_map()
}

#[cfg(test)]
mod tests;
