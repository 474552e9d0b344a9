//! The documents that describe Backlit are compared with what it does.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read documents and run the program; a failed step is a failed test"
)]

mod cli;
mod config;
mod links;
mod map;
mod model;
mod prose;
mod readme;
mod review;
mod security;
mod site;
mod themes;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the repository.
pub(crate) fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file of the repository.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap()
}

/// The program, with surroundings that never change what it says.
pub(crate) fn backlit() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backlit"));
    command.env_remove("COLUMNS").env("NO_COLOR", "1");
    command
}

/// The sections of a document: the heading of the second level, and what stands below it.
pub(crate) fn sections(document: &str) -> Vec<(&str, &str)> {
    document.split("\n## ").skip(1).filter_map(|section| section.split_once('\n')).collect()
}

/// The rows of every table in a text, without those of the head: cells as written.
pub(crate) fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let all: Vec<Vec<String>> = lines.map(cells).collect();
    let is_rule = |row: &Vec<String>| row[0].starts_with("---");
    let heads = all.windows(2).map(|pair| is_rule(&pair[1])).chain([false]);
    all.iter().zip(heads).filter(|(row, head)| !head && !is_rule(row)).map(|(row, _)| row.clone()).collect()
}

/// What stands between the first pair of backticks.
pub(crate) fn code(cell: &str) -> Option<&str> {
    cell.split('`').nth(1)
}
