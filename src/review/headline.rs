//! The headline of a review: one sentence that says how many of what happened, what matters most first.
//!
//! In: a review. Out: a sentence without a full stop, short enough for the subject of a mail. It counts everything,
//! however little of it a form has room for. Pure; holds no text from a file.

use super::kind::{KINDS, Kind, Section, kind_of};
use super::model::Review;

/// The most kinds of change that are named.
const PARTS: usize = 4;

/// Says what a change does: `2 targets eased after work began, 1 outcome dropped and 12 smaller changes`.
pub fn headline(review: &Review) -> String {
    let counts = counts(review.changes.iter().filter_map(|change| Some(kind_of(&change.kind)?.0)));
    let findings = findings(review);
    if counts.is_empty() {
        let files = Some(counted(review.documents.len(), "document edited", "documents edited"));
        let files = files.filter(|_| !review.documents.is_empty());
        let said: Vec<String> = files.into_iter().chain(findings).collect();
        return if said.is_empty() { "nothing changed".to_owned() } else { quiet(&said.join("; ")) };
    }
    let said = listed(&counts);
    let said = findings.map_or_else(|| said.clone(), |findings| format!("{said}; {findings}"));
    let promised = counts.iter().any(|(kind, _)| kind.section != Section::Other);
    if promised { said } else { quiet(&said) }
}

/// Says that nothing that was promised is touched.
fn quiet(said: &str) -> String {
    format!("no promise changed: {said}")
}

/// Says how many findings came, or went.
fn findings(review: &Review) -> Option<String> {
    let (new, mended) = (review.findings.new.len(), review.findings.mended.len());
    match (new, mended) {
        (0, 0) => None,
        (0, mended) => Some(counted(mended, "finding mended", "findings mended")),
        (new, _) => Some(counted(new, "new finding", "new findings")),
    }
}

/// Counts the kinds of some changes, given by their places among the kinds, what matters most first.
pub(super) fn counts(places: impl Iterator<Item = usize>) -> Vec<(&'static Kind, usize)> {
    let mut counts = vec![0; KINDS.len()];
    for place in places {
        counts[place] += 1;
    }
    KINDS.iter().zip(counts).filter(|(_, count)| *count > 0).collect()
}

/// Lists counted kinds; where there are too many, the rest are counted together.
pub(super) fn listed(counts: &[(&'static Kind, usize)]) -> String {
    let named = counts.len().min(PARTS);
    let (named, rest) = counts.split_at(named);
    let mut parts: Vec<String> = named.iter().map(|(kind, count)| counted(*count, kind.one, kind.many)).collect();
    let more: usize = rest.iter().map(|(_, count)| count).sum();
    if more > 0 {
        let small = rest.iter().all(|(kind, _)| kind.section.may_fold());
        let word = if small { "smaller" } else { "further" };
        let things = if more == 1 { "change" } else { "changes" };
        parts.push(format!("{more} {word} {things}"));
    }
    match parts.split_last() {
        Some((last, before)) if more > 0 => format!("{} and {last}", before.join(", ")),
        _ => parts.join(", "),
    }
}

/// Counts things in words.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
