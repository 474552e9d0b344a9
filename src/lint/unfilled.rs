//! Says once that an outcome is not filled in, where several rules would each say it of the same empty place.
//!
//! In: findings with their levels, without those that are allowed. Out: the same, with one finding for each outcome that
//! says nothing at all. Its level is the strictest of theirs, so that a gate stays shut.

use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// The rule that speaks for all.
const SPEAKER: &str = "missing-metric";

/// The rules that ask for a part of an outcome, with the part.
const PARTS: [(&str, &str); 6] = [
    (SPEAKER, "metric"),
    ("missing-baseline", "baseline"),
    ("missing-target", "target"),
    ("key-result-not-measurable", "target"),
    ("missing-date", "date"),
    ("missing-owner", "owner"),
];

/// The parts without which there is nothing: one that has any of them is asked for the rest one by one.
const ALL: [&str; 3] = ["metric", "baseline", "target"];

/// Folds them.
pub(super) fn fold(found: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, finding) in found.iter().enumerate().filter(|(_, finding)| part(finding).is_some()) {
        groups.entry((finding.path.clone(), finding.span.offset)).or_default().push(at);
    }
    let mut gone = BTreeSet::new();
    for group in groups.into_values() {
        let lacks = |name: &&str| group.iter().any(|at| part(&found[*at]) == Some(*name));
        let speaker = group.iter().copied().find(|at| found[*at].rule == SPEAKER);
        let Some(speaker) = speaker.filter(|_| ALL.iter().all(lacks)) else { continue };
        let parts: Vec<&str> = PARTS.iter().map(|(_, part)| *part).filter(lacks).collect();
        let severity = group.iter().map(|at| found[*at].severity).min();
        gone.extend(group.iter().copied().filter(|at| *at != speaker));
        say(&mut found[speaker], parts);
        found[speaker].severity = severity.unwrap_or(found[speaker].severity);
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// Gives the part that a finding asks for.
fn part(finding: &Diagnostic) -> Option<&'static str> {
    PARTS.iter().find(|(rule, _)| *rule == finding.rule).map(|(_, part)| *part)
}

/// Lets a finding speak for all.
fn say(finding: &mut Diagnostic, mut parts: Vec<&str>) {
    parts.dedup();
    let noun = if finding.message.contains("key result") { "key result" } else { "outcome" };
    let last = parts.pop().unwrap_or_default();
    finding.message = format!("this {noun} isn't filled in: it has no {} and no {last}", parts.join(", no "));
    let hint = "Begin with `metric:`, what somebody could count, such as `Refund rate`; then say where it is today, where it \
                will be, and by when.";
    finding.hint = Some(hint.to_owned());
}
