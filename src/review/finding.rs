//! What `check` says now that it did not say before, where the change touched.

use super::comparison::{Comparison, State, line};
use super::{Finding, FindingChanges, Place, Where};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::{fingerprints, fingerprints_under};
use crate::order::{Gather, Order};
use std::collections::BTreeSet;

/// Compares the findings. One in a file that the change did not touch is told when it is an error: then the change
/// broke something elsewhere, such as a reference.
pub(super) fn compare(comparison: &Comparison<'_>) -> FindingChanges {
    let (old, new) = (comparison.before, comparison.after);
    let before = fingerprints_under(old.backlog, old.findings, |id| comparison.renamed.now(id));
    let after = fingerprints(new.backlog, new.findings);
    let touched = touched(comparison);
    let told = |finding: &Diagnostic| touched.contains(&*finding.path) || finding.severity == Severity::Error;
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) = (before.iter().into_set(), after.iter().into_set());
    let only = |state: State<'_>, prints: &[String], others: &BTreeSet<&String>, side: Where| {
        let fresh =
            state.findings.iter().zip(prints).filter(|(finding, print)| !others.contains(print) && told(finding));
        let mut found: Vec<&Diagnostic> = fresh.map(|(finding, _)| finding).collect();
        found.order_by_key(|finding| (finding.severity, finding.order()));
        found.into_iter().map(|finding| shown(finding, side)).collect::<Vec<_>>()
    };
    FindingChanges {
        new: only(comparison.after, &after, &old, Where::Head),
        mended: only(comparison.before, &before, &new, Where::Base),
        older: after.iter().filter(|print| old.contains(print)).count(),
    }
}

/// Lists the files that the change touched, under their old and new names.
fn touched<'a>(comparison: &'a Comparison<'_>) -> BTreeSet<&'a str> {
    let mut files = BTreeSet::new();
    for difference in &comparison.differences {
        let before = difference.before.map(|at| &comparison.before.backlog.items[at]);
        let after = difference.after.map(|at| &comparison.after.backlog.items[at]);
        files.extend([before, after].into_iter().flatten().flat_map(|item| [&*item.path, &*item.matter_path]));
    }
    if comparison.before.config_text != comparison.after.config_text {
        files.insert("backlit.toml");
    }
    files
}

fn shown(finding: &Diagnostic, side: Where) -> Finding {
    Finding {
        rule: finding.rule.to_owned(),
        severity: finding.severity.word().to_owned(),
        message: finding.message.clone(),
        hint: finding.hint.clone().unwrap_or_default(),
        place: Place { path: finding.path.to_string(), line: line(finding.span), side },
    }
}
