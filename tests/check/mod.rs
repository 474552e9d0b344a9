//! `backlit check`: rules, control, formats, and what it mends.

mod alone;
mod changed;
mod control;
mod fix;
mod formats;
mod history;
mod kept;
mod pages;
mod schema;
mod site;
mod statements;

use crate::support::{Project, Run};

/// Checks a folder for the day of all tests, one line for each finding.
fn concise(project: &Project) -> Run {
    project.run(["check", "--as-of", "2025-06-09", "--format", "concise"])
}

/// An outcome that lacks its baseline.
const NO_BASELINE: &str = "owner: ines\nstatus: in-progress\noutcomes:\n  - metric: Refund rate\n    target: 3%\n    by: 2025-09-30\n    source: orders";
