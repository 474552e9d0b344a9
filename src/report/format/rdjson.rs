//! The diagnostic format of reviewdog, in which columns count UTF-8 bytes.

use super::place::Place;
use super::{Findings, Format, json_text};
use crate::analysis::Piece;
use crate::diagnostic::Severity;
use serde_json::json;

/// The form.
pub(super) const FORMAT: Format = Format { name: "rdjson", about: "for reviewdog", write };

/// Writes the findings.
fn write(findings: &Findings<'_>) -> String {
    let each = findings.list.iter().map(|found| {
        let place = Place::of(found.span, (findings.text_of)(&found.path));
        let mut location = json!({ "path": findings.path(&found.path) });
        if let Some(place) = place {
            location["range"] = json!({
                "start": { "line": place.line, "column": place.byte },
                "end": { "line": place.end_line, "column": place.end_byte },
            });
        }
        let hint = found.hint.as_ref().map(|hint| format!(" — {hint}")).unwrap_or_default();
        json!({
            "message": format!("{}{hint}", found.message),
            "location": location,
            "severity": match found.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            "code": { "value": found.rule },
        })
    });
    let source = Piece::from(json!({ "name": "backlit" }));
    json_text(&Piece::Keys(vec![("source", source), ("diagnostics", Piece::each(each))]))
}
