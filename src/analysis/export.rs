//! The whole analysis as versioned JSON: `backlit export`.
//!
//! In: a backlog and its analysis. Out: pieces whose keys keep their order and whose names are those of the
//! documentation. Figures are written as numbers, dates as ISO 8601.

mod promise;

use super::candidates::class_of;
use super::flow_export::{epic_fields, flow_value, forecast_value};
use super::measurement::{accountable, outcome_of};
use super::outcome_report::{Part, recent_start};
use super::{Analysis, Judged, Piece, Standing, team_name};
use crate::backlog::{Backlog, Epic, Item, Outcome};
use crate::diagnostic::Diagnostic;
use crate::order::Gather;
use crate::ranking::Entry;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The version of the schema; a change that breaks readers raises it.
const SCHEMA: &str = "backlit.export/1";

/// Exports everything.
pub fn export<'a>(backlog: &'a Backlog, analysis: &'a Analysis, diagnostics: &'a [Diagnostic]) -> Piece<'a> {
    let epics = backlog.epics().map(|(at, epic)| epic_value(backlog, analysis, at, epic));
    let documents = backlog.items.iter().filter(|item| item.epic().is_none()).map(|item| document_value(item));
    Piece::Keys(vec![
        ("schema", Piece::from(SCHEMA)),
        ("as_of", Piece::from(analysis.as_of.to_string())),
        ("epics", Piece::each(epics)),
        ("documents", Piece::each(documents)),
        ("ranking", Piece::from(ranking_value(analysis))),
        ("movement", Piece::from(movement_value(analysis))),
        ("capacity", Piece::from(to_value(&analysis.capacity))),
        ("outcomes", Piece::from(outcome_report_value(backlog, analysis))),
        ("flow", Piece::from(flow_value(backlog, analysis))),
        ("forecast", Piece::from(forecast_value(analysis))),
        ("findings", Piece::each(diagnostics.iter().map(finding_value))),
    ])
}

/// Serialises a value of our own, which cannot fail.
fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// Exports an epic.
fn epic_value(backlog: &Backlog, analysis: &Analysis, at: usize, epic: &Epic) -> Value {
    let item = &backlog.items[at];
    let mut value = Map::new();
    let mut put = |key: &str, field: Value| {
        value.insert(key.to_owned(), field);
    };
    put("id", json!(item.id));
    put("path", json!(&*item.path));
    put("title", json!(item.title));
    put("type", json!(epic.work_type));
    put("team", json!(team_name(backlog, epic)));
    put("owners", json!(item.owners));
    put(
        "status",
        json!(epic.state.as_ref().map(|state| &state.name).or(epic.status.as_ref().map(|status| &status.value))),
    );
    put("class", json!(class_of(epic).name()));
    put("commitment", json!(epic.commitment));
    let place = placed(analysis, at);
    for (key, field) in place.into_iter().chain(moved(analysis, at)) {
        put(key, field);
    }
    put("depends_on", json!(epic.depends_on.iter().map(|reference| &reference.id).collect::<Vec<_>>()));
    put("estimate_weeks", json!(epic.estimate.map(crate::document::Duration::weeks)));
    put("remaining_weeks", json!(epic.remaining.map(crate::document::Duration::weeks)));
    put("scores", json!(epic.scores.iter().map(|(name, score)| (name.to_string(), score.value)).into_map()));
    put("cost_of_delay_per_week", json!(epic.cost_of_delay.per_week.as_ref().map(|found| found.value)));
    for (key, field) in epic_fields(analysis, at) {
        put(key, field);
    }
    put("outcomes", Value::Array(outcomes_value(backlog, item, analysis.outcomes_of(at))));
    Value::Object(value)
}

/// Exports where an epic stands.
fn placed(analysis: &Analysis, at: usize) -> Vec<(&'static str, Value)> {
    let ranking = &analysis.ranking;
    let (list, entry) = match analysis.standings[at] {
        Some(Standing::Ranked(place)) => ("ranked", ranking.entries.get(place)),
        Some(Standing::Committed(place)) => ("committed", ranking.commitments.get(place)),
        Some(Standing::Unscored(place)) => {
            let entry = &ranking.unscored[place];
            return vec![
                ("list", json!("unscored")),
                ("rank", Value::Null),
                ("score", Value::Null),
                ("sequence", json!(entry.sequence)),
                ("sequence_reason", json!(entry.sequence_reason)),
                ("unscored_reason", json!(entry.gap.reason)),
                ("missing", json!(entry.gap.missing)),
            ];
        }
        Some(Standing::Listed(place)) => {
            let reason = &ranking.listed[place].reason;
            return vec![
                ("list", json!("listed")),
                ("rank", Value::Null),
                ("score", Value::Null),
                ("sequence", Value::Null),
                ("listed_reason", json!(reason)),
            ];
        }
        Some(Standing::Over) | None => ("over", None),
    };
    let mut fields = vec![("list", json!(list))];
    fields.extend(entry.map_or_else(
        || vec![("rank", Value::Null), ("score", Value::Null), ("sequence", Value::Null)],
        |entry| entry_value(analysis, entry, list),
    ));
    fields
}

/// Exports how an epic's rank changed; nothing where that isn't known.
fn moved(analysis: &Analysis, at: usize) -> Vec<(&'static str, Value)> {
    let (before, moved, cause) = rank_change(analysis, at);
    vec![("rank_before", json!(before)), ("moved", json!(moved)), ("cause", json!(cause))]
}

/// Gives the rank that an epic had, the places that it moved upwards, and why; none where that isn't known.
pub fn rank_change(analysis: &Analysis, at: usize) -> (Option<usize>, Option<i64>, Option<String>) {
    let (Ok(movement), Some(Standing::Ranked(place))) = (&analysis.movement, analysis.standings[at]) else {
        return (None, None, None);
    };
    let now = analysis.ranking.entries[place].rank;
    let before = movement.rank_before(at, now);
    let moved = before.map(|_| movement.of(at).map_or(0, super::movement::Move::up));
    (before, moved, movement.cause(at))
}

/// Exports with what the ranks are compared, or why they aren't.
fn movement_value(analysis: &Analysis) -> Value {
    match &analysis.movement {
        Err(why) => json!({ "unknown": why }),
        Ok(movement) => json!({
            "since": movement.since.day.to_string(),
            "commit": movement.since.commit,
            "committed": movement.since.committed.to_string(),
            "moved": movement.moved(),
            "events": movement.events.iter().map(|event| json!({
                "id": event.id,
                "title": event.title,
                "what": event.words(),
                "details": event.details(),
                "moved_up": event.up.len(),
                "moved_down": event.down.len(),
            })).collect::<Vec<_>>(),
        }),
    }
}

/// Exports an entry of the ranking; work under way has a rank among itself only.
fn entry_value(analysis: &Analysis, entry: &Entry, list: &str) -> Vec<(&'static str, Value)> {
    let rank = json!(entry.rank);
    let (rank, among) = if list == "ranked" { (rank, Value::Null) } else { (Value::Null, rank) };
    let fits = analysis
        .ranking
        .entries
        .iter()
        .position(|other| std::ptr::eq(other, entry))
        .and_then(|at| analysis.capacity.fits.get(at));
    vec![
        ("rank", rank),
        ("commitment_rank", among),
        ("tied", json!(entry.tied)),
        ("score", json!(entry.score)),
        ("arithmetic", json!(&*entry.arithmetic)),
        ("parts", to_value(&&entry.parts[..])),
        ("coverage", json!(entry.coverage)),
        ("interval", to_value(&entry.interval)),
        ("acceptability", to_value(&entry.acceptability)),
        ("sequence", json!(entry.sequence)),
        ("sequence_reason", json!(entry.sequence_reason)),
        ("capacity", to_value(&fits)),
    ]
}

/// Exports the outcomes of a document.
fn outcomes_value(backlog: &Backlog, item: &Item, judged: &[Arc<Judged>]) -> Vec<Value> {
    item.outcomes().into_iter().zip(judged).map(|(outcome, judged)| outcome_value(backlog, outcome, judged)).collect()
}

/// Exports what came of the outcomes as a whole; key results are not among them.
fn outcome_report_value(backlog: &Backlog, analysis: &Analysis) -> Value {
    let report = &analysis.report;
    let parts = |parts: &[Part]| -> Vec<Value> {
        parts
            .iter()
            .map(|part| json!({ "name": part.name, "outcomes": part.outcomes, "hit_rate": part.rate }))
            .collect()
    };
    let open = report.measurements.open.iter().map(|open| {
        let judged = &analysis.outcomes[open.outcome];
        let outcome = outcome_of(backlog, judged);
        json!({
            "document": backlog.items[judged.item].id,
            "metric": outcome.and_then(|outcome| outcome.metric.as_ref()).map(|metric| &metric.value),
            "owners": outcome.map(|outcome| accountable(&backlog.items[judged.item], outcome)),
            "checkpoint": open.checkpoint.map(|after| after.to_string()),
            "due": open.due.to_string(),
            "days_late": open.days_late,
        })
    });
    json!({
        "outcomes": report.listed.len(),
        "recent_since": recent_start(analysis.as_of).to_string(),
        "recent": report.recent,
        "overall": report.overall,
        "quarters": parts(&report.quarters),
        "teams": parts(&report.teams),
        "work_types": parts(&report.work_types),
        "values": parts(&report.values),
        "calibration": report.calibration,
        "guardrails_broken": report.broken.len(),
        "open_loops": open.collect::<Vec<_>>(),
    })
}

/// Exports an outcome with its judgement.
fn outcome_value(backlog: &Backlog, outcome: &Outcome, judged: &Judged) -> Value {
    let judgement = &judged.judgement;
    let target = outcome.target.as_ref().map(|found| found.value.to_string());
    json!({
        "metric": outcome.metric.as_ref().map(|found| &found.value),
        "baseline": outcome.baseline.as_ref().map(|found| &found.value.text),
        "target": target,
        "committed_target": promise::committed_target(&judged.promise),
        "promise": promise::promise_value(backlog, judged),
        "by": outcome.by.as_ref().map(|found| found.value.to_string()),
        "owner": outcome.owner,
        "status": judgement.status.slug(),
        "progress": judgement.raw,
        "score": judgement.score,
        "decided_on": judgement.decided_on.map(|day| day.to_string()),
        "judge_on": judgement.judge_on.map(|day| day.to_string()),
        "flags": judgement.flags.iter().map(|flag| flag.words()).collect::<Vec<_>>(),
        "actuals": outcome.actuals.iter().map(|actual| json!({
            "on": actual.on.value.last_day().to_string(),
            "value": actual.value.value.text,
        })).collect::<Vec<_>>(),
    })
}

/// Exports a document that is no epic.
fn document_value(item: &Item) -> Value {
    json!({ "id": item.id, "kind": item.kind, "path": &*item.path, "title": item.title, "owners": item.owners })
}

/// Exports the settings and the overall findings of the ranking.
fn ranking_value(analysis: &Analysis) -> Value {
    let settings = &analysis.settings;
    let ids = |candidates: Vec<usize>| {
        candidates.iter().map(|at| analysis.candidates.list[*at].id.clone()).collect::<Vec<_>>()
    };
    let ranking = &analysis.ranking;
    json!({
        "method": settings.method.name,
        "scale": to_value(&settings.scale),
        "criteria": to_value(&settings.criteria),
        "order": ids(ranking.entries.iter().map(|entry| entry.candidate).collect()),
        "commitments": ids(ranking.commitments.iter().map(|entry| entry.candidate).collect()),
        "unscored": ids(ranking.unscored.iter().map(|entry| entry.candidate).collect()),
        "sensitivity": to_value(&ranking.sensitivity),
    })
}

/// Exports a finding.
fn finding_value(diagnostic: &Diagnostic) -> Value {
    json!({
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "path": &*diagnostic.path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    })
}
