//! The rows of a review as rows of Markdown tables. Every text from a file goes through [`super::super::markdown`].

use super::super::markdown::{code, inert, inert_short, sentence};
use super::bar;
use super::link;
use crate::review::{Finding, Review, Row, Section, Subject};

/// The most characters of a name: a metric, a title.
const NAME: usize = 64;
/// The most characters of a value.
const VALUE: usize = 100;
/// The most characters of a note or a finding.
const NOTE: usize = 200;
/// The most notes of a change.
const NOTES: usize = 4;

/// The head of a part's table.
pub(super) fn head(section: Section) -> String {
    let what = match section {
        Section::AfterStart | Section::Outcomes => "Outcome",
        Section::Dropped => "Outcome or epic",
        Section::Line | Section::Ranks | Section::Work => "Epic",
        Section::Consequences | Section::Other => "Where",
    };
    format!("| Change | {what} | Was → now | Why and since when |\n| --- | --- | --- | --- |\n")
}

/// Writes a change as a row.
pub(super) fn row(review: &Review, repository: &str, row: &Row<'_>) -> String {
    let mut notes: Vec<String> = row.notes().iter().take(NOTES).map(|note| sentence(note, NOTE)).collect();
    let more = row.change.notes.len().saturating_sub(NOTES);
    if more > 0 {
        notes.push(format!("and {more} more"));
    }
    let words = inert(row.words());
    let words = if row.refused { format!("**{words}**<br>asks for a second look") } else { words };
    let way = row.way.map(bar::way).filter(|way| !way.is_empty());
    let value = |text: &str| inert_short(text, VALUE);
    let (before, after) = (value(&row.change.before), value(&row.change.after));
    let values = [Some(row.values(&before, &bold(&after))), way].into_iter().flatten().filter(|text| !text.is_empty());
    let values: Vec<String> = values.collect();
    format!("| {words} | {} | {} | {} |\n", subject(review, repository, row), values.join("<br>"), notes.join("; "))
}

/// Writes to what a change happened, as a link to its line where there can be one.
fn subject(review: &Review, repository: &str, row: &Row<'_>) -> String {
    let change = row.change;
    let document = change.document.as_ref().map(named);
    let (first, second) =
        if change.outcome.is_empty() { (document, None) } else { (Some(inert_short(&change.outcome, NAME)), document) };
    let place = change.place.as_ref();
    let address = place.and_then(|place| link::address(review, repository, place));
    let written = place.map(|place| link::place(review, place));
    let mut cell = match (first, address) {
        (Some(first), Some(address)) => format!("[{first}]({address})"),
        (Some(first), None) => first,
        (None, address) => {
            let place = written.clone().unwrap_or_else(|| "the whole site".to_owned());
            return address.map_or_else(|| place.clone(), |address| format!("[{place}]({address})"));
        }
    };
    if let Some(second) = second {
        cell.push_str(" · ");
        cell.push_str(&second);
    }
    match written.filter(|_| !cell.starts_with('[')) {
        Some(place) => format!("{cell}<br>{place}"),
        None => cell,
    }
}

/// Writes a document's id and title.
fn named(document: &Subject) -> String {
    let title = document.title.trim();
    let id = code(&document.id, NAME);
    if title.is_empty() || title == document.id { id } else { format!("{id} {}", inert_short(title, NAME)) }
}

/// Sets a value off; one of nothing but blanks is named.
fn bold(value: &str) -> String {
    if value.is_empty() { "(blank)".to_owned() } else { format!("**{value}**") }
}

/// The head of the table of findings.
pub(super) const FINDINGS: &str = "| Severity | Where | Rule | New finding |\n| --- | --- | --- | --- |\n";

/// Writes a finding as a row.
pub(super) fn finding(review: &Review, repository: &str, finding: &Finding) -> String {
    let place = link::place(review, &finding.place);
    let place = match link::address(review, repository, &finding.place) {
        Some(address) => format!("[{place}]({address})"),
        None => place,
    };
    let hint = sentence(&finding.hint, NOTE);
    let hint = if hint.is_empty() { hint } else { format!("<br>{hint}") };
    let (severity, rule) = (inert_short(&finding.severity, NAME), code(&finding.rule, NAME));
    format!("| {severity} | {place} | {rule} | {}{hint} |\n", sentence(&finding.message, NOTE))
}
