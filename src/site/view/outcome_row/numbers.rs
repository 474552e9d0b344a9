//! The numbers of an outcome in text: what was promised, how far the judged reading got, where the metric is now.
//! Never judges.

use super::super::Field;
use super::super::bar::{goal_of, target_text};
use crate::analysis::{Judged, latest};
use crate::backlog::Outcome;
use crate::document::Target;
use crate::realization::{Goal, Progress, Status};
use crate::site::words::{day, whole};
use jiff::civil::Date;

/// Lists the numbers in text. How far the judged reading got stands apart from where the metric is now.
pub(super) fn numbers(outcome: &Outcome, judged: &Judged, as_of: Date) -> Vec<Field> {
    let range = outcome
        .range
        .as_ref()
        .and_then(|(low, high)| Some(format!("{} to {}", low.as_ref()?.value, high.as_ref()?.value)));
    let latest = latest(&outcome.actuals, as_of);
    let said = latest.map(|actual| format!("{} on {}", actual.value.value, day(actual.on.value.last_day())));
    let decided = judged.judgement.decided_on;
    let is_later = decided.is_some() && latest.map(|actual| actual.on.value.last_day()) != decided;
    let label = decided
        .filter(|_| is_later)
        .map_or_else(|| "Progress".to_owned(), |on| format!("Progress when judged ({})", day(on)));
    let now = latest.filter(|_| is_later).and_then(|actual| goal_of(judged)?.progress(&actual.value.value));
    [
        Field::maybe("Baseline", outcome.baseline.as_ref().map(|found| found.value.to_string())),
        Field::maybe("Target", outcome.target.as_ref().map(|found| target_in_full(outcome, &found.value))),
        Field::maybe("Keep within", range),
        Field::maybe("By", outcome.by.as_ref().map(|found| found.value.label())),
        Field::maybe(&label, judged_words(judged)),
        Field::maybe("Latest", said),
        Field::maybe("Progress now", now.map(way_words)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Says how far the reading got that decided, and that it was held against another promise where it was.
fn judged_words(judged: &Judged) -> Option<String> {
    let raw = judged.judgement.raw?;
    let hit = judged.judgement.status == Status::Hit;
    let way = match goal_of(judged) {
        Some(Goal::Maintain { .. }) => Progress::InRange(hit),
        Some(Goal::Improve(goal)) if goal.baseline.is_none() => Progress::Reached(hit),
        _ => return Some(format!("{}% of the way{}", whole(raw * 100.0, -9999, 9999), promised_words(judged))),
    };
    Some(format!("{}{}", way_words(way), promised_words(judged)))
}

/// Says that the first promise counted, where another stands there now.
fn promised_words(judged: &Judged) -> &'static str {
    let current = judged.promise.current.as_ref();
    let differs = current.is_some_and(|current| current.raw != judged.judgement.raw);
    if differs { ", by what was promised first" } else { "" }
}

/// Says how far a value got, in a sentence of its own.
fn way_words(progress: Progress) -> String {
    match progress {
        Progress::Measured(_) => format!("{} of the way", progress_words(progress)),
        Progress::InRange(true) => "within the range".to_owned(),
        Progress::InRange(false) => "outside the range".to_owned(),
        Progress::Reached(_) => progress_words(progress),
    }
}

/// Writes a target; a change on the baseline with the value that it means.
fn target_in_full(outcome: &Outcome, target: &Target) -> String {
    let Target::Relative(_) = target else {
        return target_text(target);
    };
    let baseline = outcome.baseline.as_ref().map(|found| &found.value);
    match (baseline, target.resolve(baseline)) {
        (Some(baseline), Ok(value)) => {
            let value = value.round(2);
            format!("{} (= {})", target_text(target), baseline.format_like(value))
        }
        _ => target_text(target),
    }
}

/// Says how far a value got.
pub(super) fn progress_words(progress: Progress) -> String {
    match progress {
        Progress::Measured(ratio) => format!("{}%", whole(ratio.to_f64() * 100.0, -9999, 9999)),
        Progress::Reached(true) => "reached".to_owned(),
        Progress::Reached(false) => "not reached".to_owned(),
        Progress::InRange(true) => "within".to_owned(),
        Progress::InRange(false) => "outside".to_owned(),
    }
}
