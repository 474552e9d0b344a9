//! The last line: how much was found, in how many files.

use super::Findings;
use crate::diagnostic::Severity;

/// Says it in one sentence.
pub(super) fn line(findings: &Findings<'_>) -> String {
    let checked = counted(findings.files, "file");
    if findings.list.is_empty() {
        return format!("{checked} checked, nothing to say");
    }
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")];
    let parts: Vec<String> = kinds
        .iter()
        .map(|(severity, word)| (findings.count(*severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    let mut paths: Vec<&str> = findings.list.iter().map(|found| &*found.path).collect();
    paths.dedup();
    let sum = match parts.as_slice() {
        [first, middle, last] => format!("{first}, {middle} and {last}"),
        parts => parts.join(" and "),
    };
    // A configuration or a picture is no document, but something can be found of it.
    if paths.len() > findings.files {
        return format!("{sum} in {}", counted(paths.len(), "file"));
    }
    format!("{sum} in {} of {checked}", paths.len())
}

/// Counts things in words.
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
