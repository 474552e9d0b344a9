//! Which file speaks for which document.
//!
//! In: the files of a commit. Out: for each document's path the file that holds its front matter. A YAML file speaks
//! for the Markdown beside it, as it does in the working tree.

use super::File;
use crate::config::Config;
use crate::document::DESCRIBED;
use crate::order::Order;
use crate::source::{Change, Matter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Lists the paths of the documents that a commit may have changed.
pub(super) fn touched(changes: &[&Change], config: &Config) -> BTreeSet<Arc<str>> {
    let mut paths: BTreeSet<Arc<str>> = BTreeSet::new();
    for change in changes {
        if change.matter == Matter::Fenced {
            paths.insert(Arc::clone(&change.path));
        }
        let (folder, name) = split(&change.path);
        let describes = change.matter == Matter::Whole || DESCRIBED.contains(&name);
        if describes && !config.site.front_matter_files.is_empty() {
            paths.extend(DESCRIBED.iter().map(|name| Arc::from(join(folder, name))));
        }
    }
    paths
}

/// Finds the file that speaks for a document.
pub(super) fn file_of<'a>(files: &'a BTreeMap<Arc<str>, File>, path: &str, config: &Config) -> Option<&'a File> {
    let (folder, name) = split(path);
    if !config.site.front_matter_files.is_empty() && DESCRIBED.contains(&name) {
        let mut yaml: Vec<String> = config.site.front_matter_files.iter().map(|name| join(folder, name)).collect();
        yaml.order();
        let describing = yaml.iter().rev().find_map(|path| files.get(path.as_str()));
        let there = |name: &&&str| files.contains_key(join(folder, name).as_str());
        let described = DESCRIBED.iter().find(there).unwrap_or(&DESCRIBED[0]);
        if *described == name && describing.is_some() {
            return describing;
        }
    }
    files.get(path).filter(|file| file.matter == Matter::Fenced)
}

/// Parts a path into its folder and its name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Joins a folder and a name.
fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
