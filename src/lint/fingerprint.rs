//! Names a finding so that it is known again when lines move.
//!
//! In: findings with the backlog. Out: a hash for each of rule, epic, outcome and the text at its place, and a number
//! where several are alike. Line numbers and dates are no part of it.

use crate::backlog::{Backlog, Item};
use crate::diagnostic::Diagnostic;
use crate::order::Gather;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Gives the fingerprint of each finding, in order.
pub fn fingerprints(backlog: &Backlog, findings: &[Diagnostic]) -> Vec<String> {
    fingerprints_under(backlog, findings, |id| id)
}

/// Gives the fingerprint that each finding has where an item goes by another id.
pub fn fingerprints_under<'a>(
    backlog: &'a Backlog,
    findings: &'a [Diagnostic],
    name: impl Fn(&'a str) -> &'a str,
) -> Vec<String> {
    let items = items_by_file(backlog);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let each =
        findings.iter().map(|found| {
            let item = items.get(&*found.path).copied();
            let document = item.map(|at| &backlog.documents[at]);
            let text = document.map(|document| {
                if *document.path == *found.path { document.text.as_str() } else { document.matter_file().1 }
            });
            let snippet = text.filter(|_| !found.span.is_file()).and_then(|text| text.get(found.span.range(text)));
            let words = snippet.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
            let (own, id) = item.map_or(("", &*found.path), |at| (&*backlog.items[at].id, name(&backlog.items[at].id)));
            // What is said of the whole document points at its id.
            let words = if words == own { id } else { &words };
            let parts = [found.rule, id, &subject(item.map(|at| &*backlog.items[at]), found), words].join("\0");
            let digest = Sha256::digest(parts);
            let start = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            let hash = format!("{start:016x}");
            let number = seen.entry(hash.clone()).or_default();
            *number += 1;
            format!("{hash}:{number}")
        });
    each.collect()
}

/// Finds the item of each file.
pub(super) fn items_by_file(backlog: &Backlog) -> BTreeMap<&str, usize> {
    let each = backlog.items.iter().enumerate();
    each.flat_map(|(at, item)| [(&*item.path, at), (&*item.matter_path, at)]).into_map()
}

/// Names the outcome that a finding stands in; empty for none.
pub(super) fn subject(item: Option<&Item>, found: &Diagnostic) -> String {
    let Some(item) = item.filter(|_| !found.span.is_file()) else { return String::new() };
    let outcomes = item.outcomes();
    let at = outcomes.iter().position(|outcome| {
        let span = outcome.span;
        (span.offset..span.offset + span.len.max(1)).contains(&found.span.offset)
    });
    at.map_or_else(String::new, |at| {
        outcomes[at].metric.as_ref().map_or_else(|| format!("{at}"), |metric| metric.value.clone())
    })
}
