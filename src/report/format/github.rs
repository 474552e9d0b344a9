//! Annotations of a pull request, and the summary of a job: whole rows, the most important first, under GitHub's limits.

use super::super::annotation::{Annotation, annotations};
use super::super::markdown::inert;
use super::place::Place;
use super::summary::line;
use super::{Findings, Format};
use crate::diagnostic::{Diagnostic, Severity};

/// The form.
pub(super) const FORMAT: Format =
    Format { name: "github", about: "annotations for GitHub Actions, and the job's summary", write };

/// The most bytes of a job's summary; above 1 MiB GitHub shows none.
const SUMMARY: usize = 1_000_000;

/// Writes the annotations.
fn write(findings: &Findings<'_>) -> String {
    let list: Vec<Annotation> = findings.list.iter().map(|found| annotation(findings, found)).collect();
    annotations(&list, "findings")
}

/// Makes one annotation.
fn annotation(findings: &Findings<'_>, found: &Diagnostic) -> Annotation {
    let place = Place::of(found.span, (findings.text_of)(&found.path));
    let hint = found.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
    Annotation {
        level: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        },
        path: findings.path(&found.path),
        place: place.map(|place| [place.line, place.column, place.end_line, place.end_column]),
        title: found.rule.to_owned(),
        text: format!("{}{hint}", found.message),
    }
}

/// Writes the summary of a job: whole rows, the most important first, under GitHub's limit.
pub fn job_summary(findings: &Findings<'_>) -> String {
    let mut text = format!("## Backlit\n\n{}\n\n", line(findings));
    if findings.list.is_empty() {
        return text;
    }
    text.push_str("| severity | place | rule | what |\n| --- | --- | --- | --- |\n");
    let order = findings.by_importance();
    for (done, at) in order.iter().enumerate() {
        let found = &findings.list[*at];
        let place = if found.span.is_file() { String::new() } else { format!(":{}", found.span.line) };
        let hint = found.hint.as_deref().map(|hint| format!("<br>{}", inert(hint))).unwrap_or_default();
        let row = format!(
            "| {} | {}{place} | {} | {}{hint} |\n",
            found.severity.word(),
            inert(&findings.path(&found.path)),
            found.rule,
            inert(&found.message)
        );
        if text.len() + row.len() > SUMMARY {
            text.extend([format!("\n{} more rows didn't fit; the log of the step has them.\n", order.len() - done)]);
            break;
        }
        text.push_str(&row);
    }
    text
}
