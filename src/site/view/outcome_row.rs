//! An outcome in full: what was promised, what was measured, what was learned.

mod markup;
mod numbers;

pub(in crate::site) use markup::write_outcomes;

use numbers::{numbers, progress_words};

use super::bar::{goal_of, status_class};
use super::reading_line::reading_line;
use super::{Bar, Field, Room, State, against_words, move_fields, moved_words, outcome_bar};
use crate::analysis::{Analysis, Judged, checkpoints_of, latest};
use crate::backlog::{Guard, Item, Outcome};
use crate::realization::{CheckpointState, GuardrailState, Status};
use crate::site::Site;
use crate::site::address::Anchors;
use crate::site::words::{capital, count, day, near_day, spelled, whole};
use jiff::civil::Date;
use serde::Serialize;

/// An outcome in full.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct OutcomeRow {
    id: String,
    metric: String,
    state: State,
    state_note: Option<String>,
    state_note_class: Option<&'static str>,
    bar: Option<Bar>,
    line_svg: Option<String>,
    numbers: Vec<Field>,
    source: Option<String>,
    facts: Vec<String>,
    moved: Option<String>,
    against: Option<String>,
    flags: Vec<String>,
    checkpoints: Vec<Checkpoint>,
    guardrails: Vec<Guardrail>,
    readings: Vec<Reading>,
    learned_html: Option<String>,
    abandoned: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Checkpoint {
    label: String,
    due: String,
    state: State,
}

#[derive(Debug, Clone, Serialize)]
struct Guardrail {
    metric: String,
    limit: String,
    latest: Option<String>,
    state: State,
}

#[derive(Debug, Clone, Serialize)]
struct Reading {
    on: String,
    value: String,
    progress: Option<String>,
    note: Option<String>,
}

/// Gives every outcome of an item its anchor: its metric's name, or its key result's id.
pub(in crate::site) fn outcome_ids<'a>(site: &'a Site<'_>, item: usize) -> &'a [String] {
    &site.anchors[item]
}

/// Makes the anchors of an item's outcomes.
pub(in crate::site) fn outcome_anchors(item: &Item) -> Vec<String> {
    let mut anchors = Anchors::default();
    let key_results = item.objective().map(|objective| &objective.key_results);
    let outcomes = item.outcomes().into_iter().enumerate();
    outcomes
        .map(|(at, outcome)| {
            let key_result = key_results.and_then(|all| all.get(at)).map(|key_result| key_result.id.as_str());
            let metric = outcome.metric.as_ref().map(|metric| metric.value.as_str());
            anchors.make(key_result.or(metric).unwrap_or("outcome"))
        })
        .collect()
}

/// Shows every outcome of an item.
pub(in crate::site) fn outcome_rows(site: &Site<'_>, item: usize) -> Vec<OutcomeRow> {
    let outcomes = site.backlog.items[item].outcomes();
    let judged = site.analysis.outcomes_of(item);
    let key_results = site.backlog.items[item].objective().map(|objective| &objective.key_results);
    let rows = outcomes.into_iter().zip(judged).zip(outcome_ids(site, item)).enumerate();
    rows.map(|(at, ((outcome, judged), id))| {
        let mut row = outcome_row(site.analysis, outcome, judged, id.clone());
        row.numbers.extend(move_fields(site, judged));
        let title = key_results.and_then(|all| all.get(at)?.title.clone());
        if let Some(title) = title {
            row.facts.insert(0, std::mem::replace(&mut row.metric, title));
        }
        row
    })
    .collect()
}

/// Shows an outcome; `id` is its anchor on the page.
fn outcome_row(analysis: &Analysis, outcome: &Outcome, judged: &Judged, id: String) -> OutcomeRow {
    let status = judged.judgement.status;
    let (state_note, state_note_class) = state_note(analysis, outcome, judged);
    OutcomeRow {
        line_svg: reading_line(outcome, &id, analysis.as_of),
        id,
        metric: outcome.metric.as_ref().map_or_else(|| "No metric yet".to_owned(), |metric| metric.value.clone()),
        state: State::new(capital(status.words()), status_class(status)),
        state_note,
        state_note_class,
        bar: outcome_bar(outcome, judged, Room::Card, analysis.as_of),
        numbers: numbers(outcome, judged, analysis.as_of),
        source: outcome.source.clone(),
        facts: facts(outcome),
        moved: moved_words(judged, analysis.as_of),
        against: against_words(judged),
        flags: judged.judgement.flags.iter().map(|flag| flag.words().to_owned()).collect(),
        checkpoints: checkpoint_rows(analysis, outcome, judged),
        guardrails: outcome
            .guardrails
            .iter()
            .zip(&judged.facts.guardrails)
            .map(|(guard, facts)| guardrail(guard, facts, analysis.as_of))
            .collect(),
        readings: readings(outcome, judged, analysis.as_of),
        learned_html: outcome.learned.as_deref().map(escape),
        abandoned: outcome.abandoned.clone(),
    }
}

/// Escapes plain text for HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html_body_text(&mut escaped, text).expect("a string takes all that is written");
    escaped
}

/// Says what the state rests on: the date that decides, or how late the loop is.
pub(super) fn state_note(
    analysis: &Analysis,
    outcome: &Outcome,
    judged: &Judged,
) -> (Option<String>, Option<&'static str>) {
    let as_of = analysis.as_of;
    let judgement = &judged.judgement;
    if let Some(decided) = judgement.decided_on {
        return (Some(format!("measured {}", near_day(decided, as_of))), None);
    }
    match (judgement.status, judgement.judge_on) {
        (Status::Overdue, Some(due)) => {
            let late = usize::try_from(crate::document::days_between(due, as_of)).unwrap_or(0);
            (Some(format!("measurement {} late", count(late, "day"))), Some("late"))
        }
        (Status::NotMeasurable, _) => (Some(missing(outcome)), Some("late")),
        (Status::Abandoned, _) => (None, None),
        (_, Some(due)) => {
            let current = judged.promise.current.as_ref();
            let moved = current.is_some_and(|current| current.judge_on != judgement.judge_on);
            let first = if moved { ", as first promised" } else { "" };
            (Some(format!("due {}{first}", near_day(due, as_of))), None)
        }
        _ => (Some("no date yet".to_owned()), None),
    }
}

/// Says what an outcome lacks before it can be judged.
fn missing(outcome: &Outcome) -> String {
    match (&outcome.baseline, &outcome.target) {
        (None, None) => "no baseline and no target",
        (_, None) => "no target",
        (None, Some(_)) => "no baseline to reckon the target from",
        (Some(_), Some(_)) => "the target can't be reckoned from this baseline",
    }
    .to_owned()
}

/// Says in short words what kind of outcome it is.
fn facts(outcome: &Outcome) -> Vec<String> {
    let timing = outcome.timing.as_deref().map(|timing| match timing {
        "lead" => "leading".to_owned(),
        "lag" => "lagging".to_owned(),
        other => other.to_owned(),
    });
    let value = outcome.value.as_deref().map(|value| match value {
        "business" => "business goal".to_owned(),
        "customer" => "customer value".to_owned(),
        "efficiency" => "operational efficiency".to_owned(),
        other => other.to_owned(),
    });
    let confidence =
        outcome.confidence.as_ref().map(|share| format!("confidence {}%", whole(share.value.to_f64() * 100.0, 0, 100)));
    let owner = outcome.owner.as_ref().map(|owner| format!("owner {owner}"));
    let aspirational = outcome.aspirational.then(|| "aspirational".to_owned());
    [timing, value, owner, confidence, aspirational].into_iter().flatten().collect()
}

/// Shows the checkpoints after delivery.
fn checkpoint_rows(analysis: &Analysis, outcome: &Outcome, judged: &Judged) -> Vec<Checkpoint> {
    checkpoints_of(outcome, judged, &analysis.outcome_settings, analysis.as_of)
        .into_iter()
        .map(|checkpoint| Checkpoint {
            label: format!("after {}", spelled(checkpoint.after)),
            due: near_day(checkpoint.due, analysis.as_of),
            state: match checkpoint.state {
                CheckpointState::Done => State::new("measured", "hit"),
                CheckpointState::Planned => State::new("planned", "anticipated"),
                CheckpointState::Due => State::new("measure now", "awaiting"),
                CheckpointState::Overdue => State::new("overdue", "overdue"),
            },
        })
        .collect()
}

/// Shows a metric that must not get worse.
fn guardrail(guard: &Guard, facts: &crate::realization::Guardrail, as_of: Date) -> Guardrail {
    let limit = match (&guard.limit, &guard.low, &guard.high) {
        (Some(limit), _, _) => limit.value.to_string(),
        (None, Some(low), Some(high)) => format!("{} to {}", low.value, high.value),
        (None, Some(low), None) => format!("at least {}", low.value),
        (None, None, Some(high)) => format!("at most {}", high.value),
        (None, None, None) => "no limit".to_owned(),
    };
    Guardrail {
        metric: guard.metric.clone().unwrap_or_else(|| "No metric".to_owned()),
        limit,
        latest: latest(&guard.actuals, as_of).map(|actual| actual.value.value.to_string()),
        state: match facts.state(as_of) {
            GuardrailState::Kept => State::new("kept", "hit"),
            GuardrailState::Broken { .. } => State::new("broken", "missed"),
            GuardrailState::Unmeasured => State::new("not measured", "anticipated"),
        },
    }
}

/// Lists what was measured; a value from after the site's date says so.
fn readings(outcome: &Outcome, judged: &Judged, as_of: Date) -> Vec<Reading> {
    let goal = goal_of(judged);
    outcome
        .actuals
        .iter()
        .map(|actual| Reading {
            on: day(actual.on.value.last_day()),
            value: actual.value.value.to_string(),
            progress: goal.as_ref().and_then(|goal| goal.progress(&actual.value.value)).map(progress_words),
            note: match (&actual.note, actual.on.value.last_day() > as_of) {
                (note, false) => note.clone(),
                (None, true) => Some("in the future".to_owned()),
                (Some(note), true) => Some(format!("{note} (in the future)")),
            },
        })
        .collect()
}
