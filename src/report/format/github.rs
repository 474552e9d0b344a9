//! Annotations of a pull request, and the summary of a job.
//!
//! The runner shows ten annotations of each level and drops the rest without a word, so the most important come first
//! and the last one says how many there are.

use super::place::Place;
use super::summary::line;
use super::{Findings, Format};
use crate::diagnostic::{Diagnostic, Severity};

/// The form.
pub(super) const FORMAT: Format =
    Format { name: "github", about: "annotations for GitHub Actions, and the job's summary", write };

/// The most annotations of one level in one step.
const OF_A_LEVEL: usize = 10;
/// The longest message.
const LONGEST: usize = 4096;
/// The most bytes of a job's summary; above 1 MiB GitHub shows none.
const SUMMARY: usize = 1_000_000;

/// Writes the annotations.
fn write(findings: &Findings<'_>) -> String {
    let levels = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")];
    let counts = levels.map(|(severity, _)| findings.count(severity));
    let too_many = counts.iter().any(|count| *count > OF_A_LEVEL);
    let mut text = String::new();
    let mut shown = 0;
    for (severity, word) in levels {
        let room = if severity == Severity::Info && too_many { OF_A_LEVEL - 1 } else { OF_A_LEVEL };
        for found in findings.list.iter().filter(|found| found.severity == severity).take(room) {
            text.push_str(&annotation(findings, found, word));
            shown += 1;
        }
    }
    let more = findings.list.len() - shown;
    if more > 0 {
        text.extend([format!("::notice title=backlit::{more} more findings are in the summary of the job\n")]);
    }
    text
}

/// Writes one annotation. The place is repeated in the message, because the log shows only that.
fn annotation(findings: &Findings<'_>, found: &Diagnostic, word: &str) -> String {
    let path = findings.path(&found.path);
    let place = Place::of(found.span, (findings.text_of)(&found.path));
    let mut properties = vec![format!("file={}", property(&path))];
    if let Some(place) = place {
        properties.push(format!("line={}", place.line));
        properties.push(format!("endLine={}", place.end_line));
        if place.line == place.end_line {
            properties.push(format!("col={}", place.column));
            properties.push(format!("endColumn={}", place.end_column.max(place.column)));
        }
    }
    properties.push(format!("title={}", property(found.rule)));
    let at = place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
    let hint = found.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
    let text: String = format!("{path}{at}: {}{hint}", found.message).chars().take(LONGEST).collect();
    format!("::{word} {}::{}\n", properties.join(","), message(&text))
}

/// Escapes a message as the runner's own toolkit does, and hides what turns text.
fn message(text: &str) -> String {
    let plain: String = text.chars().map(|c| if hides(c) { '\u{FFFD}' } else { c }).collect();
    plain.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace("##[", "# #[")
}

/// Tells whether a character is none that a log should show.
fn hides(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r')
        || crate::backlog::is_bidi(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Escapes a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
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
        let hint = found.hint.as_deref().map(|hint| format!("<br>{}", markdown(hint))).unwrap_or_default();
        let row = format!(
            "| {} | {}{place} | {} | {}{hint} |\n",
            found.severity.word(),
            markdown(&findings.path(&found.path)),
            found.rule,
            markdown(&found.message)
        );
        if text.len() + row.len() > SUMMARY {
            text.extend([format!("\n{} more rows didn't fit; the log of the step has them.\n", order.len() - done)]);
            break;
        }
        text.push_str(&row);
    }
    text
}

/// Makes text inert in a cell of a Markdown table: no markup, no mention, no reference.
fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '@' | '#' => {
                safe.push(c);
                safe.push('\u{200B}');
            }
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            '\n' | '\r' | '\t' => safe.push(' '),
            c if hides(c) => safe.push('\u{FFFD}'),
            c => safe.push(c),
        }
    }
    safe.replace("://", ":\u{200B}//").replace("GH-", "GH\u{200B}-").replace("www.", "www\u{200B}.")
}
