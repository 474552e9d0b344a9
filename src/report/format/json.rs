//! For programs: every finding with all that is known of it. `docs/check.schema.json` says its form.

use super::place::Place;
use super::{Findings, Format, json_text};
use crate::analysis::Piece;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint;
use serde_json::{Value, json};

/// The form.
pub(super) const FORMAT: Format =
    Format { name: "json", about: "for programs; docs/check.schema.json is its schema", write };

/// Writes the findings.
fn write(findings: &Findings<'_>) -> String {
    let each = findings.list.iter().zip((findings.fingerprints)());
    let summary = json!({
        "files": findings.files,
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "infos": findings.count(Severity::Info),
    });
    json_text(&Piece::Keys(vec![
        ("schema", Piece::from("backlit.check/1")),
        ("as_of", Piece::from(findings.as_of.as_str())),
        ("summary", Piece::from(summary)),
        ("findings", Piece::each(each.map(|(found, fingerprint)| one(findings, found, fingerprint)))),
    ]))
}

/// Writes one.
fn one(findings: &Findings<'_>, found: &Diagnostic, fingerprint: &str) -> Value {
    let place = Place::of(found.span, (findings.text_of)(&found.path));
    let related = found.related.iter().map(|other| {
        let line = (!other.span.is_file()).then_some(other.span.line);
        json!({ "path": &*other.path, "line": line, "label": other.label })
    });
    json!({
        "rule": found.rule,
        "family": lint::rule(found.rule).map(|rule| rule.family.word()),
        "severity": found.severity.word(),
        "path": &*found.path,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end_line": place.map(|place| place.end_line),
        "end_column": place.map(|place| place.end_column),
        "offset": place.map(|_| found.span.offset),
        "length": place.map(|_| found.span.len),
        "message": found.message,
        "hint": found.hint,
        "related": related.collect::<Vec<Value>>(),
        "fingerprint": fingerprint,
    })
}
