//! What the tests build on: projects in temporary folders, built sites, and pages as a browser reads them.

mod check;
mod html;
mod links;
mod planned;
mod project;
mod schema;
mod site;

pub(crate) use check::check_site;
pub(crate) use html::Page;
pub(crate) use planned::{rendered, words};
pub(crate) use project::{AS_OF, Project, Run};
pub(crate) use schema::schema_faults;
pub(crate) use site::{Site, has_end, tree};

use std::io::Write;
use std::path::{Path, PathBuf};

/// Gives a path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Says loudly that a test could not look at something that is not part of the repository.
pub(crate) fn skip(test: &str, why: &str) {
    let line = format!("SKIPPED {test}: {why}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("standard error is open while tests run");
}
