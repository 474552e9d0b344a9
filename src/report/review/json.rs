//! A review for programs, and a review read back. `docs/review.schema.json` says its form.
//!
//! What is read may come from a stranger: a fork's job writes it, another job shows it. So its form is checked, what it
//! doesn't know is refused, paths stay below the repository, and every text and list has a limit.

use super::super::format::json_text;
use super::{Form, Options, link};
use crate::diagnostic::Error;
use crate::review::{Place, Review, SCHEMA, Side, kind_of, middle};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// The form.
pub(super) const FORM: Form =
    Form { name: "json", about: "for programs; docs/review.schema.json is its schema", write };

/// The most bytes that are read.
const BYTES: usize = 20_000_000;
/// The most characters of a text.
const TEXT: usize = 2_000;
/// The most entries of a list.
const ENTRIES: usize = 20_000;
/// The most entries of a list within an entry: notes, fields.
const INNER: usize = 500;
/// The most notes on the comparison.
const NOTES: usize = 50;

/// Writes a review.
pub fn write(review: &Review, _: &Options<'_>) -> String {
    serde_json::to_value(review).map_or_else(|_| String::new(), |value| json_text(&value))
}

/// Reads a review that anyone may have written.
pub fn read(text: &str) -> Result<Review, Error> {
    if text.len() > BYTES {
        // A review of thousands of changes may well be.
        let message = format!("this review is larger than {} MB, and so much is not read back", BYTES / 1_000_000);
        return Err(Error::new(message)
            .hint("Write the form that you need where the review is made: `--format` can be given several times."));
    }
    let mut value: Value = serde_json::from_str(text).map_err(|error| refused(format!("it is no JSON: {error}")))?;
    match value.get("schema").and_then(Value::as_str) {
        Some(SCHEMA) => {}
        Some(other) => return Err(refused(format!("its schema is `{}`, not `{SCHEMA}`", middle(other, 80)))),
        None => return Err(refused(format!("it names no schema, where `{SCHEMA}` belongs"))),
    }
    shorten(&mut value);
    let mut review: Review = serde_json::from_value(value).map_err(|error| refused(middle(&error.to_string(), 300)))?;
    check(&review)?;
    limit(&mut review);
    Ok(review)
}

/// Says why a file isn't read.
fn refused(why: impl std::fmt::Display) -> Error {
    Error::new(format!("this file is no review: {why}"))
        .hint("`backlit review --format json` writes one, and the same version reads it.")
}

/// Cuts every text in the middle where it is too long.
fn shorten(value: &mut Value) {
    match value {
        Value::String(text) if text.len() > TEXT => *text = middle(text, TEXT),
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        _ => {}
    }
}

/// Refuses what no review of Backlit's own holds.
fn check(review: &Review) -> Result<(), Error> {
    for name in review.changes.iter().map(|change| &change.kind).chain(&review.policy.fail_on) {
        if kind_of(name).is_none() {
            return Err(refused(format!("`{}` is no kind of change", middle(name, 80))));
        }
    }
    if let Some(at) = review.policy.refused.iter().find(|at| **at >= review.changes.len()) {
        return Err(refused(format!("it refuses change {at}, and has only {}", review.changes.len())));
    }
    let sides = [&review.base, &review.head];
    if let Some(side) = sides.into_iter().find(|side: &&Side| !side.commit.is_empty() && link::commit(side).is_none()) {
        return Err(refused(format!("`{}` is no commit", middle(&side.commit, 80))));
    }
    if review.as_of.parse::<Date>().is_err() {
        return Err(refused(format!("`{}` is no date", middle(&review.as_of, 40))));
    }
    let findings = || review.findings.new.iter().chain(&review.findings.mended);
    if let Some(one) = findings().find(|one| !["error", "warning", "info"].contains(&one.severity.as_str())) {
        return Err(refused(format!("`{}` is no severity", middle(&one.severity, 40))));
    }
    match paths(review).find(|path| !is_below(path)) {
        Some(path) => Err(refused(format!("the path `{}` leads out of the repository", middle(path, 120)))),
        None => Ok(()),
    }
}

/// Lists every path of a review.
fn paths(review: &Review) -> impl Iterator<Item = &str> {
    let changes = review.changes.iter();
    let subjects = changes.clone().filter_map(|change| change.document.as_ref());
    let subjects = subjects.chain(review.outcomes.iter().map(|pair| &pair.document));
    let subjects = subjects.chain(review.documents.iter().map(|one| &one.document));
    let findings = review.findings.new.iter().chain(&review.findings.mended).map(|one| &one.place);
    let places = changes.filter_map(|change| change.place.as_ref()).chain(findings);
    let moved = review.documents.iter().map(|one| one.moved_from.as_str());
    let paths = subjects.map(|one| one.path.as_str()).chain(places.map(|place: &Place| place.path.as_str()));
    paths.chain(moved).chain([review.folder.as_str()])
}

/// Tells whether a path stays below the folder that it is counted from.
fn is_below(path: &str) -> bool {
    !path.starts_with(['/', '\\'])
        && !path.chars().any(char::is_control)
        && !path.split(['/', '\\']).any(|part| part == "..")
        && path.as_bytes().get(1) != Some(&b':')
        && path.chars().count() < TEXT
}

/// Cuts every list that is too long, and says so.
fn limit(review: &mut Review) {
    let mut said = Vec::new();
    let notes = review.notes.len();
    review.notes.truncate(NOTES);
    note(&mut said, "notes", notes, NOTES);
    cut(&mut review.changes, "changes", &mut said);
    cut(&mut review.outcomes, "outcomes", &mut said);
    cut(&mut review.documents, "documents", &mut said);
    cut(&mut review.ranking.before, "ranks before", &mut said);
    cut(&mut review.ranking.after, "ranks after", &mut said);
    cut(&mut review.findings.new, "new findings", &mut said);
    cut(&mut review.findings.mended, "mended findings", &mut said);
    for change in &mut review.changes {
        change.notes.truncate(INNER);
    }
    let fields = review.documents.iter().map(|one| one.fields.len()).max().unwrap_or(0);
    note(&mut said, "fields of one document", fields, INNER);
    for document in &mut review.documents {
        document.fields.truncate(INNER);
    }
    let changes = review.changes.len();
    let mut named = BTreeSet::new();
    review.policy.fail_on.retain(|kind| named.insert(kind.clone()));
    review.policy.refused.sort_unstable();
    review.policy.refused.dedup();
    review.policy.refused.retain(|at| *at < changes);
    review.notes.extend(said);
}

/// Cuts one list.
fn cut<T>(list: &mut Vec<T>, name: &str, said: &mut Vec<String>) {
    note(said, name, list.len(), ENTRIES);
    list.truncate(ENTRIES);
}

/// Says that a list was cut.
fn note(said: &mut Vec<String>, name: &str, count: usize, most: usize) {
    if count > most {
        said.push(format!("the file has {count} {name}, of which {most} are shown"));
    }
}
