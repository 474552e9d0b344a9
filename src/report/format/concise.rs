//! One line for each finding, for editors, `grep` and problem matchers.

use super::super::terminal::plain;
use super::{Findings, Format};
use crate::diagnostic::Diagnostic;

/// The form.
pub(super) const FORMAT: Format =
    Format { name: "concise", about: "one line each: path:line:column: severity[rule]: message", write };

/// Writes the findings.
fn write(findings: &Findings<'_>) -> String {
    findings.list.iter().map(line).collect()
}

/// Writes one.
fn line(found: &Diagnostic) -> String {
    let place =
        if found.span.is_file() { String::new() } else { format!(":{}:{}", found.span.line, found.span.column) };
    let (path, message) = (plain(&found.path), plain(&found.message));
    format!("{path}{place}: {}[{}]: {message}\n", found.severity.word(), found.rule)
}
