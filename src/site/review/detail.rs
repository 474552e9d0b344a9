//! What `check` says of the change, and every document with each field that differs.

use super::NOTE;
use super::change::{capital, words};
use crate::review::{DocumentChange, DocumentStatus, FieldChange, Finding, Review, shortened};
use serde::Serialize;

/// The most findings and documents of the page.
const ENTRIES: usize = 400;
/// The most fields of a document.
const FIELDS: usize = 80;
/// The most characters of a name, and of a value.
const LENGTHS: (usize, usize) = (120, 600);

/// The findings.
#[derive(Debug, Serialize)]
pub(super) struct FindingsView {
    new: Vec<FindingView>,
    mended: Vec<FindingView>,
    note: Option<String>,
}

/// A finding.
#[derive(Debug, Serialize)]
struct FindingView {
    severity: &'static str,
    rule: String,
    message: String,
    hint: String,
    place: String,
}

/// The documents.
#[derive(Debug, Serialize)]
pub(super) struct DocumentsView {
    list: Vec<DocumentView>,
    more: Option<String>,
}

/// A document.
#[derive(Debug, Serialize)]
struct DocumentView {
    id: String,
    title: String,
    status: String,
    path: String,
    fields: Vec<FieldView>,
    more: Option<String>,
}

/// A field.
#[derive(Debug, Serialize)]
struct FieldView {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// Makes the view of the findings; none where none came and none went.
pub(super) fn findings(review: &Review) -> Option<FindingsView> {
    let found = &review.findings;
    let list = |list: &[Finding]| list.iter().take(ENTRIES).map(|one| finding(review, one)).collect();
    let left_out = found.new.len().saturating_sub(ENTRIES) + found.mended.len().saturating_sub(ENTRIES);
    let older = match found.older {
        0 => None,
        1 => Some("1 older finding is as before.".to_owned()),
        count => Some(format!("{count} older findings are as before.")),
    };
    let more = (left_out > 0).then(|| format!("{left_out} more are left out here; the review as JSON has them."));
    let note: Vec<String> = more.into_iter().chain(older).collect();
    (!found.is_empty()).then(|| FindingsView {
        new: list(&found.new),
        mended: list(&found.mended),
        note: (!note.is_empty()).then(|| note.join(" ")),
    })
}

/// Makes the view of a finding.
fn finding(review: &Review, finding: &Finding) -> FindingView {
    FindingView {
        severity: match finding.severity.as_str() {
            "error" => "error",
            "warning" => "warning",
            _ => "info",
        },
        rule: shortened(&finding.rule, LENGTHS.0),
        message: shortened(&finding.message, NOTE),
        hint: shortened(&finding.hint, NOTE),
        place: words(review, &finding.place),
    }
}

/// Makes the view of the documents.
pub(super) fn documents(review: &Review) -> DocumentsView {
    let left_out = review.documents.len().saturating_sub(ENTRIES);
    DocumentsView {
        list: review.documents.iter().take(ENTRIES).map(document).collect(),
        more: (left_out > 0).then(|| format!("{left_out} more are left out here; the review as JSON has them.")),
    }
}

/// Makes the view of a document.
fn document(change: &DocumentChange) -> DocumentView {
    let (id, title) = (shortened(&change.document.id, LENGTHS.0), shortened(&change.document.title, LENGTHS.0));
    let left_out = change.fields.len().saturating_sub(FIELDS);
    DocumentView {
        title: if title == id { String::new() } else { title },
        id,
        status: status(change),
        path: shortened(&change.document.path, LENGTHS.0),
        fields: change.fields.iter().take(FIELDS).map(field).collect(),
        more: (left_out > 0).then(|| format!("{left_out} more fields are left out here; the review as JSON has them.")),
    }
}

/// Says what happened to a document: whether it came, went or moved, its fields, its text.
fn status(change: &DocumentChange) -> String {
    let mut said = Vec::new();
    match change.status {
        DocumentStatus::Added => said.push("added".to_owned()),
        DocumentStatus::Removed => said.push("removed".to_owned()),
        DocumentStatus::Moved => said.push(format!("moved from {}", shortened(&change.moved_from, LENGTHS.0))),
        DocumentStatus::Edited => {}
    }
    match change.fields.len() {
        0 => {}
        1 => said.push("1 field".to_owned()),
        count => said.push(format!("{count} fields")),
    }
    if change.lines_added + change.lines_removed > 0 {
        said.push(format!("text: {} lines in, {} out", change.lines_added, change.lines_removed));
    }
    capital(&said.join("; "))
}

/// Makes the view of a field.
fn field(field: &FieldChange) -> FieldView {
    let value = |value: &Option<String>| value.as_ref().map(|value| shortened(value, LENGTHS.1));
    FieldView { name: shortened(&field.field, LENGTHS.0), before: value(&field.before), after: value(&field.after) }
}
