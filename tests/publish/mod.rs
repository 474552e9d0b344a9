//! What publishing a folder promises.

mod builds;
mod kill;
mod refusals;
mod trouble;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use backlit::publish::{Problem, PublishError, Publisher, Report};
use rayon::prelude::*;

pub(crate) type Site<'a> = &'a [(&'a str, &'a str)];

pub(crate) fn build(output: &Path, site: Site) -> Result<Report, PublishError> {
    let publisher = Publisher::open(output, &[])?;
    site.par_iter().try_for_each(|(path, text)| publisher.write(path, text.as_bytes()))?;
    publisher.finish()
}

/// Everything below a folder: files with their text, folders with a slash.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(root).min_depth(1).into_iter().map(Result::unwrap);
    let named = entries.map(|e| {
        let name = e.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        match e.file_type() {
            kind if kind.is_file() => (name, fs::read_to_string(e.path()).unwrap()),
            kind if kind.is_dir() => (name + "/", String::new()),
            _ => (name + "@", String::new()),
        }
    });
    named.collect()
}

pub(crate) fn problem(output: &Path, inputs: &[PathBuf]) -> Problem {
    Publisher::open(output, inputs).map(|_| "opened").unwrap_err().problem()
}
