//! A review in the order in which every form shows it: parts, what matters most first, and their rows.
//!
//! In: a review. Out: the same, sorted, with what each row needs from elsewhere in the review: its kind, its outcome
//! before and after, whether the policy refuses it. Pure: it neither writes nor cuts.

use super::headline::{counts, headline, listed};
use super::kind::{Kind, Section, kind_of};
use super::model::{Change, Effect, OutcomePair, Review};
use crate::order::Gather;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A review, laid out.
#[derive(Debug)]
pub struct Outline<'a> {
    /// What happened, in a sentence.
    pub headline: String,
    /// What the policy refuses, in a sentence; none where it refuses nothing.
    pub refusal: Option<String>,
    /// The parts that have rows, in order.
    pub parts: Vec<Part<'a>>,
}

/// A part.
#[derive(Debug)]
pub struct Part<'a> {
    /// Which.
    pub section: Section,
    /// What happened in it, counted.
    pub summary: String,
    /// Its changes, in the order of the review.
    pub rows: Vec<Row<'a>>,
}

/// A change with what a form says of it.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The change.
    pub change: &'a Change,
    /// Its kind; none for one that this Backlit doesn't know.
    pub kind: Option<&'static Kind>,
    /// The outcome that it happened to.
    pub outcome: Option<&'a OutcomePair>,
    /// The share of the way before and after, in whole per cents, where it is another one now; said once an outcome.
    pub way: Option<(Option<i64>, Option<i64>)>,
    /// Whether the policy refuses it.
    pub refused: bool,
}

/// Lays a review out.
pub fn outline(review: &Review) -> Outline<'_> {
    let pairs: BTreeMap<(&str, &str), &OutcomePair> =
        review.outcomes.iter().rev().map(|pair| ((pair.document.id.as_str(), pair.metric.as_str()), pair)).into_map();
    let refused: BTreeSet<usize> = review.policy.refused.iter().copied().into_set();
    let mut said = BTreeSet::new();
    let rows = review.changes.iter().enumerate().map(|(at, change)| {
        let document = change.document.as_ref().map_or("", |document| document.id.as_str());
        let key = (document, change.outcome.as_str());
        let outcome = pairs.get(&key).copied().filter(|pair| pair.is_of(change));
        let way = outcome.and_then(way).filter(|_| said.insert(key));
        let kind = kind_of(&change.kind).map(|(_, kind)| kind);
        Row { change, kind, outcome, way, refused: refused.contains(&at) }
    });
    let mut parts: Vec<Part<'_>> =
        Section::ALL.iter().map(|section| Part { section: *section, summary: String::new(), rows: vec![] }).collect();
    for row in rows {
        let section = row.kind.map_or(Section::Other, |kind| kind.section);
        parts[section as usize].rows.push(row);
    }
    parts.retain(|part| !part.rows.is_empty());
    for part in &mut parts {
        part.summary = listed(&counts(part.rows.iter().filter_map(|row| Some(kind_of(&row.change.kind)?.0))));
    }
    Outline { headline: headline(review), refusal: refusal(review), parts }
}

/// Writes a date in words, `9 June 2025`; what is no date stays as it is.
pub fn day(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |date| date.strftime("%-d %B %Y").to_string())
}

/// Says what the policy refuses: how many, and of which kinds.
fn refusal(review: &Review) -> Option<String> {
    let refused = review.policy.refused.iter().filter_map(|at| review.changes.get(*at));
    let places: Vec<usize> = refused.filter_map(|change| Some(kind_of(&change.kind)?.0)).collect();
    let kinds = listed(&counts(places.iter().copied()));
    let ask = if places.len() == 1 { "change asks" } else { "changes ask" };
    (!places.is_empty())
        .then(|| format!("{} {ask} for a second look under the site's own policy: {kinds}", places.len()))
}

/// Gives the share of the way of an outcome before and after, where it is another one now.
fn way(pair: &OutcomePair) -> Option<(Option<i64>, Option<i64>)> {
    let share = |reached: Option<f64>| reached.and_then(percent);
    let before = share(pair.before.as_ref().and_then(|side| side.reached));
    let after = share(pair.after.as_ref().and_then(|side| side.reached));
    (before != after).then_some((before, after))
}

/// Gives a share in whole per cents; none for what is no number.
fn percent(share: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "the range fits")]
    share.is_finite().then(|| (share * 100.0).round().clamp(-999.0, 999.0) as i64)
}

impl Row<'_> {
    /// What happened, in a few words.
    pub fn words(&self) -> &str {
        self.kind.map_or("changed", |kind| kind.words)
    }

    /// Says what it was and what it is, given both as a form writes them, and the direction in a word.
    pub fn values(&self, before: &str, after: &str) -> String {
        let word = match self.change.effect {
            Effect::Weaker => " (weaker)",
            Effect::Stronger => " (stronger)",
            Effect::Neutral => "",
        };
        match (self.change.before.is_empty(), self.change.after.is_empty()) {
            (true, true) => word.trim_matches([' ', '(', ')']).to_owned(),
            (true, false) => format!("now {after}{word}"),
            (false, true) => format!("was {before}{word}"),
            (false, false) => format!("{before} → {after}{word}"),
        }
    }

    /// What else to know: when work began, the reason given, the cause.
    pub fn notes(&self) -> Vec<&str> {
        let mut notes: Vec<&str> = self.change.notes.iter().map(String::as_str).collect();
        if self.kind.is_some_and(|kind| kind.section == Section::AfterStart) {
            let begun = self.outcome.map_or("", |pair| pair.begun.as_str());
            if !begun.is_empty() && !notes.iter().any(|note| *note == begun || note.contains("began")) {
                notes.insert(0, begun);
            }
            if !notes.iter().any(|note| note.contains("reason")) {
                notes.push("no reason given");
            }
        }
        notes
    }
}
