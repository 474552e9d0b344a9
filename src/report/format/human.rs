//! For people: each finding with its line and a mark below the place, and what to do.

use super::super::terminal;
use super::summary::line;
use super::{Findings, Format};
use crate::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The form.
pub(super) const FORMAT: Format =
    Format { name: "human", about: "for people: the line, what is wrong and what to do", write };

/// How many findings of one rule are written in full.
const OF_ONE_RULE: usize = 12;

/// Writes the findings, and counts what is too much of the same.
fn write(findings: &Findings<'_>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown: Vec<&Diagnostic> = Vec::new();
    for found in findings.list {
        let count = counts.entry(found.rule).or_default();
        *count += 1;
        if *count <= OF_ONE_RULE {
            shown.push(found);
        }
    }
    let text_of = findings.text_of;
    let write = |found: &&Diagnostic| terminal::finding(found, text_of(&found.path)) + "\n\n";
    let mut text: String = shown.par_iter().map(write).collect();
    let mut more = false;
    for (rule, count) in counts.into_iter().filter(|(_, count)| *count > OF_ONE_RULE) {
        let _ = writeln!(text, "and {} more of {rule}", count - OF_ONE_RULE);
        more = true;
    }
    if more {
        text.push_str("`--format concise` lists each on one line; `backlit explain RULE` says what a rule is for.\n\n");
    }
    text + &line(findings) + "\n"
}
