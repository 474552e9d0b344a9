//! The forms in which findings are written.
//!
//! In: findings, the texts of their files, where the site lies in its repository. Out: text. Every form has all
//! findings, except where its reader sets a limit, and then it says how many are left out.

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod place;
mod rdjson;
mod sarif;
mod summary;

pub use github::job_summary;
pub use summary::counted;

use crate::backlog::is_bidi;
use crate::diagnostic::{Diagnostic, Severity};
use crate::order::Order;
use serde::Serialize;
use std::fmt;

/// A form.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Findings<'_>) -> String,
}

/// Every form.
pub const FORMATS: &[Format] =
    &[human::FORMAT, concise::FORMAT, json::FORMAT, sarif::FORMAT, github::FORMAT, gitlab::FORMAT, rdjson::FORMAT];

/// Findings with what is needed to write them.
pub struct Findings<'a> {
    /// The findings, in order of file and place.
    pub list: &'a [Diagnostic],
    /// Gives for each its fingerprint, which stays when lines move; only some forms ask.
    pub fingerprints: &'a dyn Fn() -> &'a [String],
    /// Gives the text of a file.
    pub text_of: &'a (dyn Fn(&str) -> Option<&'a str> + Sync),
    /// The site's folder in its repository, with a slash at its end, or empty.
    pub folder: &'a str,
    /// How many files were looked at.
    pub files: usize,
    /// The date that everything was computed for.
    pub as_of: String,
}

impl fmt::Debug for Findings<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Findings").field("list", &self.list).finish_non_exhaustive()
    }
}

impl Findings<'_> {
    /// Counts the findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|found| found.severity == severity).count()
    }

    /// Gives a file's path from the top of its repository.
    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// Lists the positions of the findings, the most important first.
    fn by_importance(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.order_by_key(|at| self.list[*at].severity);
        order
    }
}

impl Format {
    /// Finds a form by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// Writes a value of our own, which can not fail, as JSON in which no line is a workflow command, and no character
/// hides or turns text.
pub fn json_text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    if text.contains("##[") {
        text = text.replace("##[", "#\\u0023[");
    }
    let acts = |c: char| is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{7F}'..='\u{9F}');
    if text.bytes().all(|byte| byte < 0x7F) || !text.contains(acts) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) {
            safe.extend([format!("\\u{:04x}", u32::from(c))]);
        } else {
            safe.push(c);
        }
    }
    safe
}
