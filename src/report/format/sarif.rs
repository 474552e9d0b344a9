//! SARIF 2.1.0, for code scanning.

use super::place::Place;
use super::{Findings, Format, json_text};
use crate::diagnostic::Severity;
use crate::lint::{self, Rule};
use crate::order::Gather;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The form.
pub(super) const FORMAT: Format = Format { name: "sarif", about: "SARIF 2.1.0, for code scanning", write };

/// The most results that code scanning takes in one run.
const MOST: usize = 25_000;

/// The most places that code scanning shows with one result.
const RELATED: usize = 100;

/// Writes the findings, the most important first where there are too many.
fn write(findings: &Findings<'_>) -> String {
    let mut kept = findings.by_importance();
    kept.truncate(MOST);
    kept.sort_unstable();
    let names: BTreeSet<&str> = kept.iter().map(|at| findings.list[*at].rule).into_set();
    let rules: Vec<&Rule> = names.iter().filter_map(|name| lint::rule(name)).collect();
    let results = kept.iter().map(|at| result(findings, *at, &rules));
    json_text(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "backlit",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<Value>>(),
            } },
            "automationDetails": { "id": "backlit/" },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<Value>>(),
        }],
    }))
}

/// Describes a rule, with its page as help.
fn described(rule: &Rule) -> Value {
    let level = rule.level.severity().unwrap_or(Severity::Warning);
    let sentence = format!("{}.", capital(rule.summary));
    json!({
        "id": rule.name,
        "shortDescription": { "text": sentence },
        "fullDescription": { "text": sentence },
        "help": { "text": lint::page(rule), "markdown": lint::page(rule) },
        "defaultConfiguration": { "level": word(level) },
        "properties": {
            "tags": [rule.family.word()],
            "precision": if rule.name.contains("output") { "medium" } else { "high" },
            "problem.severity": problem(level),
        },
    })
}

/// Writes one result.
fn result(findings: &Findings<'_>, at: usize, rules: &[&Rule]) -> Value {
    let found = &findings.list[at];
    let index = rules.iter().position(|rule| rule.name == found.rule);
    let hint = found.hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default();
    let related = found.related.iter().take(RELATED).enumerate().map(|(id, other)| {
        let text = (findings.text_of)(&other.path);
        let mut place = location(findings, &other.path, Place::of(other.span, text));
        place["id"] = json!(id + 1);
        place["message"] = json!({ "text": other.label });
        place
    });
    let place = Place::of(found.span, (findings.text_of)(&found.path));
    let mut result = json!({
        "ruleId": found.rule,
        "level": word(found.severity),
        "message": { "text": format!("{}.{hint}", capital(&found.message)) },
        "locations": [location(findings, &found.path, place)],
        "partialFingerprints": { "primaryLocationLineHash": (findings.fingerprints)()[at] },
    });
    if let Some(index) = index {
        result["ruleIndex"] = json!(index);
    }
    if !found.related.is_empty() {
        result["relatedLocations"] = related.collect();
    }
    result
}

/// Writes a place; a whole file is shown at its first line.
fn location(findings: &Findings<'_>, path: &str, place: Option<Place>) -> Value {
    let first = Place { line: 1, column: 1, byte: 1, end_line: 1, end_column: 1, end_byte: 1 };
    let place = place.unwrap_or(first);
    let empty = place.end_line == place.line && place.end_column <= place.column;
    let end = if empty { place.column + 1 } else { place.end_column };
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": encode(&findings.path(path)), "uriBaseId": "%SRCROOT%" },
        "region": {
            "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": end,
        },
    } })
}

/// Encodes a path as part of an address.
fn encode(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend([format!("%{byte:02X}")]);
        }
    }
    encoded
}

/// Gives SARIF's word for a severity.
const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Gives code scanning's word for a severity.
const fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

/// Starts a sentence with a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
