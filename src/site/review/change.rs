//! The changes of a review, part by part.

use super::NOTE;
use crate::review::{Effect, Part, Place, Review, Row, Section, shortened};
use crate::site::view::{Bar, pair_bar};
use serde::Serialize;

/// The most rows of a part on the page.
const ROWS: usize = 400;
/// The most characters of a name, and of a value.
const LENGTHS: (usize, usize) = (120, 240);

/// A part.
#[derive(Debug, Serialize)]
pub(super) struct PartView {
    id: String,
    title: &'static str,
    summary: String,
    /// What its second column names.
    what: &'static str,
    folded: bool,
    rows: Vec<RowView>,
    more: Option<String>,
}

/// A change.
#[derive(Debug, Serialize)]
struct RowView {
    words: String,
    refused: bool,
    class: &'static str,
    outcome: String,
    document: String,
    before: String,
    after: String,
    effect: &'static str,
    bar: Option<Bar>,
    way: Option<String>,
    notes: Vec<String>,
    place: Option<String>,
}

impl PartView {
    /// Tells whether it draws a bar.
    pub(super) fn has_bar(&self) -> bool {
        self.rows.iter().any(|row| row.bar.is_some())
    }
}

/// Makes the view of a part.
pub(super) fn part(review: &Review, part: &Part<'_>) -> PartView {
    let left_out = part.rows.len().saturating_sub(ROWS);
    PartView {
        id: part.section.title().to_lowercase().replace(' ', "-"),
        title: part.section.title(),
        summary: part.summary.clone(),
        what: match part.section {
            Section::AfterStart | Section::Outcomes => "Outcome",
            Section::Dropped => "Outcome or epic",
            Section::Line | Section::Ranks | Section::Work => "Epic",
            Section::Consequences | Section::Other => "Where",
        },
        folded: matches!(part.section, Section::Ranks | Section::Work | Section::Other),
        rows: part.rows.iter().take(ROWS).map(|one| row(review, one)).collect(),
        more: (left_out > 0).then(|| format!("{left_out} more are left out here; the review as JSON has them.")),
    }
}

/// Makes the view of a change.
fn row(review: &Review, row: &Row<'_>) -> RowView {
    let change = row.change;
    let document = change.document.as_ref().map(|document| {
        let (id, title) = (shortened(&document.id, LENGTHS.0), shortened(&document.title, LENGTHS.0));
        if title.is_empty() || title == id { id } else { format!("{id} {title}") }
    });
    let (class, effect) = match change.effect {
        Effect::Weaker => ("weaker", "weaker"),
        Effect::Stronger => ("stronger", "stronger"),
        Effect::Neutral => ("neutral", ""),
    };
    RowView {
        words: capital(row.words()),
        refused: row.refused,
        class,
        outcome: shortened(&change.outcome, LENGTHS.0),
        document: document.unwrap_or_default(),
        before: shortened(&change.before, LENGTHS.1),
        after: shortened(&change.after, LENGTHS.1),
        effect,
        bar: row.outcome.filter(|_| has_bar(row)).and_then(pair_bar),
        way: row.way.map(way),
        notes: row.notes().iter().map(|note| shortened(note, NOTE)).collect(),
        place: change.place.as_ref().map(|place| words(review, place)),
    }
}

/// Tells whether a change is one of what an outcome's bar shows.
fn has_bar(row: &Row<'_>) -> bool {
    let shown =
        ["target-", "metric-", "baseline-", "outcome-added", "outcome-dropped", "goal-", "reading-", "verdict-"];
    shown.iter().any(|start| row.change.kind.starts_with(start))
}

/// Says how much of the way was done, and is.
fn way((before, after): (Option<i64>, Option<i64>)) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{before}% → {after}% of the way"),
        (None, Some(after)) => format!("{after}% of the way"),
        (Some(before), None) => format!("{before}% of the way before"),
        (None, None) => String::new(),
    }
}

/// Says a place: path and line from the top of the repository.
pub(super) fn words(review: &Review, place: &Place) -> String {
    let folder = review.folder.trim_matches('/');
    let path = if folder.is_empty() { place.path.clone() } else { format!("{folder}/{}", place.path) };
    let path = shortened(&path, LENGTHS.1);
    if place.line > 0 { format!("{path}:{}", place.line) } else { path }
}

/// Begins words with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
