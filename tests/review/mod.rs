//! What a branch does to the promises, on real repositories.

mod bases;
mod consequences;
mod meaning;

use crate::history::repository::Repository;
use crate::support::{Project, Run};
use serde_json::Value;
use std::path::Path;

/// Reviews a folder against a base.
pub(crate) fn run(folder: &Path, more: &[&str]) -> Run {
    let mut arguments = vec!["review", "--format", "json"];
    arguments.extend(more);
    Project::new().run_in(folder, &arguments)
}

/// Reviews a folder and reads what comes out.
pub(crate) fn reviewed(folder: &Path, more: &[&str]) -> Value {
    let run = run(folder, more);
    assert!(run.code < 2, "{run}");
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run}"))
}

/// Reviews the working tree of a repository against its last commit.
pub(crate) fn uncommitted(repository: &Repository) -> Value {
    reviewed(&repository.root(), &["--base", "HEAD"])
}

/// Writes what is told, one line a change: kind, document, outcome, before and after, notes.
pub(crate) fn told(review: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let changes = review["changes"].as_array().unwrap().iter();
    changes
        .map(|change| {
            let notes: Vec<String> = change["notes"].as_array().unwrap().iter().map(text).collect();
            let (before, after) = (text(&change["before"]), text(&change["after"]));
            let moved =
                if before.is_empty() && after.is_empty() { String::new() } else { format!("{before} → {after}") };
            let parts = [text(&change["kind"]), text(&change["document"]["id"]), text(&change["outcome"]), moved];
            let parts = parts.into_iter().chain([notes.join("; ")]).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

/// Writes scores of one impact.
pub(crate) fn scores(impact: u8) -> String {
    format!("scores: {{ impact: {impact}, effort: 5, risk: 5, time_to_value: 5 }}\n")
}

/// Writes one outcome.
pub(crate) fn outcome(metric: &str, target: &str, more: &str) -> String {
    format!("  - metric: {metric}\n    baseline: 70%\n    target: {target}\n    by: 2025-06-30\n{more}")
}
