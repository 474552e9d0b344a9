//! What Backlit says about a user's files, and the failures of the machine.
//!
//! In: places and sentences from every stage. Out: values that reports print. Never prints, never reads a file.

mod error;
mod few;
mod lines;
mod span;

pub use error::Error;
pub use few::{MOST_OF_A_RULE, first_of_each};
pub use lines::Lines;
pub use span::Span;

use crate::order::Order;
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something is wrong, and a page shows less than its author meant.
    Error,
    /// Something is probably not what its author meant.
    Warning,
    /// Something worth knowing.
    Info,
}

impl Severity {
    /// Gives the word that pages and reports print.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A second place that belongs to a finding, such as the other half of a clash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Related {
    /// The file, relative to the site's root.
    pub path: Arc<str>,
    /// The place in it.
    pub span: Span,
    /// What stands there.
    pub label: String,
}

/// One finding about a user's file: a value, never a failure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The rule's kebab-case name.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file, relative to the site's root.
    pub path: Arc<str>,
    /// The place in the file.
    pub span: Span,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// The next step, as a whole sentence.
    pub hint: Option<String>,
    /// Other places that take part.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// Starts an error at a place.
    pub fn error(rule: &'static str, path: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            path: Arc::clone(path),
            span,
            message: shortened(message.into()),
            hint: None,
            related: Vec::new(),
        }
    }

    /// Starts a warning at a place.
    pub fn warning(rule: &'static str, path: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, path, span, message) }
    }

    /// Adds the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(shortened(hint.into()));
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, path: &Arc<str>, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { path: Arc::clone(path), span, label: label.into() });
        self
    }

    /// Gives the key by which findings are ordered: file, place, rule, message.
    pub fn order(&self) -> (&str, Span, &str, &str) {
        (&self.path, self.span, self.rule, &self.message)
    }
}

/// The most characters of a sentence that a report prints.
const LONGEST: usize = 600;

/// Takes the middle out of a sentence that quotes something very long.
pub fn shortened(sentence: String) -> String {
    if sentence.len() <= LONGEST || sentence.chars().count() <= LONGEST {
        return sentence;
    }
    let start: String = sentence.chars().take(LONGEST / 2).collect();
    let end: Vec<char> = sentence.chars().rev().take(LONGEST / 3).collect();
    start + " … " + &end.into_iter().rev().collect::<String>()
}

/// From how many findings on they are sorted on all cores.
const MANY: usize = 2_000;

/// Sorts findings by file and place, so that no walk order shows, and drops repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let order = |a: &Diagnostic, b: &Diagnostic| a.order().cmp(&b.order());
    if diagnostics.len() < MANY {
        diagnostics.order_by(order);
    } else {
        diagnostics.par_sort_by(order);
    }
    diagnostics.dedup();
}

/// Finds the known name that is nearest to a misspelt one, by edit distance; none when all are far.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let limit = (wrong.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (distance(&wrong, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Tells whether one slip makes a word of another: a letter more, less or another, or two neighbours swapped.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    distance(&one.to_lowercase(), &other.to_lowercase()) <= 1
}

/// Counts single-character edits and swaps of neighbours between two short words (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + swap);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, shortened};

    #[test]
    fn a_very_long_sentence_keeps_its_ends() {
        let long = shortened(format!("`{}` is no state", "ä".repeat(100_000)));
        assert!(long.starts_with("`ää") && long.ends_with("ä` is no state") && long.chars().count() < 600, "{long}");
        assert_eq!(shortened("short".to_owned()), "short");
    }

    #[test]
    fn nearest_finds_a_slip_and_refuses_a_stranger() {
        let known = ["status", "owner", "team", "baseline"];
        assert_eq!(nearest("stauts", known), Some("status"));
        assert_eq!(nearest("base-line", known), Some("baseline"));
        assert_eq!(nearest("colour", known), None);
    }
}
