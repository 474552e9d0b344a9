//! GitLab's code quality report.

use super::{Findings, Format, json_text};
use crate::analysis::Piece;
use crate::diagnostic::Severity;
use serde_json::json;

/// The form.
pub(super) const FORMAT: Format = Format { name: "gitlab", about: "GitLab's code quality report", write };

/// Writes the findings. The rule stands in the description, because the merge request shows nothing else.
fn write(findings: &Findings<'_>) -> String {
    let each = findings.list.iter().zip((findings.fingerprints)());
    let rows = each.map(|(found, fingerprint)| {
        json!({
            "description": format!("{}: {}", found.rule, found.message),
            "check_name": found.rule,
            "fingerprint": fingerprint,
            "severity": match found.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            "location": { "path": findings.path(&found.path), "lines": { "begin": found.span.line.max(1) } },
        })
    });
    json_text(&Piece::each(rows))
}
