//! What Backlit says about a user's files, and the failures of the machine.
//!
//! In: places and sentences from every stage. Out: values that reports print. Never prints, never reads a file.

mod error;
mod few;
mod lines;
mod span;

pub use error::Error;
pub use few::{MOST_OF_A_RULE, first_of_each, most_about_links};
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
    let mut limit = (wrong.to_lowercase().chars().count() / 3).clamp(1, 3);
    let wrong = Start::of(wrong);
    let mut best = None;
    for name in known {
        if wrong.is_far(name, limit) {
            continue;
        }
        if let Some(edits) = wrong.distance(&Start::of(name), limit) {
            // What is farther than the best one so far need not be counted.
            limit = edits;
            best = Some(best.map_or((edits, name), |best: (usize, &'a str)| best.min((edits, name))));
        }
    }
    best.map(|(_, name)| name)
}

/// Tells whether one slip makes a word of another: a letter more, less or another, or two neighbours swapped.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    Start::of(one).distance(&Start::of(other), 1).is_some()
}

/// The most characters of a word that are compared.
const COMPARED: usize = 64;

/// The start of a word, in which capitals are not told apart. Millions are made, so none has a place of its own.
struct Start {
    characters: [char; COMPARED],
    length: usize,
    /// A bit for each character that occurs; some share one.
    occurring: u64,
}

/// Gives the bit of a character.
const fn bit(character: u32) -> u64 {
    1 << (character % u64::BITS)
}

impl Start {
    fn of(word: &str) -> Self {
        let mut start = Self { characters: ['\0'; COMPARED], length: 0, occurring: 0 };
        for character in word.chars().flat_map(char::to_lowercase).take(COMPARED) {
            start.characters[start.length] = character;
            start.length += 1;
            start.occurring |= bit(u32::from(character));
        }
        start
    }

    /// Tells of most names that are far that they are so, without making a start of them.
    fn is_far(&self, name: &str, limit: usize) -> bool {
        if !name.is_ascii() {
            return false;
        }
        let name = &name.as_bytes()[..name.len().min(COMPARED)];
        if name.len().abs_diff(self.length) > limit {
            return true;
        }
        let occurring = name.iter().fold(0, |bits, byte| bits | bit(u32::from(byte.to_ascii_lowercase())));
        // An edit brings at most one character that was not there, and takes at most one away.
        let strange = |one: u64, other: u64| (one & !other).count_ones() as usize > limit;
        strange(self.occurring, occurring) || strange(occurring, self.occurring)
    }

    /// Counts the edits that lead to another start; none when there are more than a few.
    fn distance(&self, other: &Self, limit: usize) -> Option<usize> {
        distance(&self.characters[..self.length], &other.characters[..other.length], limit)
    }
}

/// Counts single-character edits and swaps of neighbours between two starts of words (optimal string alignment); none
/// when there are more than a few.
///
/// Thousands of words are compared with each of hundreds, so it looks only where few edits lead, and gives up at once.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    if a.is_empty() || b.is_empty() {
        return Some(a.len().max(b.len()));
    }
    let most = u8::try_from(limit).unwrap_or(u8::MAX - 1);
    let far = most + 1;
    let (mut before, mut last) = ([far; COMPARED + 1], [far; COMPARED + 1]);
    for (cell, edits) in last.iter_mut().zip(0..far) {
        *cell = edits;
    }
    for i in 1..=a.len() {
        let mut row = [far; COMPARED + 1];
        row[0] = u8::try_from(i).unwrap_or(far).min(far);
        let mut least = row[0];
        for j in i.saturating_sub(limit).max(1)..=(i + limit).min(b.len()) {
            let other = u8::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best.min(far);
            least = least.min(row[j]);
        }
        if least > most {
            return None;
        }
        (before, last) = (last, row);
    }
    Some(usize::from(last[b.len()])).filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::{Start, is_one_slip, nearest, shortened};
    use proptest::prelude::*;

    /// Counts the same edits without looking for a way to be done sooner.
    fn plain_distance(a: &[char], b: &[char]) -> usize {
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i.min(j) == 0 {
                    i + j
                } else {
                    let other = usize::from(a[i - 1] != b[j - 1]);
                    (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + other)
                };
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    rows[i][j] = rows[i][j].min(rows[i - 2][j - 2] + 1);
                }
            }
        }
        rows[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn few_edits_are_counted_as_by_the_plain_table(a in "[abC]{0,12}", b in "[abC]{0,12}", limit in 0_usize..4) {
            let (a, b) = (Start::of(&a), Start::of(&b));
            let plain = plain_distance(&a.characters[..a.length], &b.characters[..b.length]);
            prop_assert_eq!(a.distance(&b, limit), (plain <= limit).then_some(plain));
        }

        #[test]
        fn what_is_passed_over_is_far(a in "[abC-é]{0,9}", b in "[abC-é]{0,9}", limit in 0_usize..4) {
            let is_near = Start::of(&a).distance(&Start::of(&b), limit).is_some();
            prop_assert!(!(is_near && Start::of(&a).is_far(&b, limit)));
        }
    }

    #[test]
    fn what_is_behind_the_start_of_a_word_is_not_compared() {
        let long = "x".repeat(64);
        assert!(is_one_slip(&format!("{long}abcdef"), &format!("{long}ghi")));
        assert!(!is_one_slip(&format!("ab{long}"), &long));
    }

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
