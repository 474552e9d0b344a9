//! Exports what was promised first, and how it changed.

use crate::analysis::Judged;
use crate::analysis::promises::{DatedMove, Promise, Standing};
use crate::backlog::Backlog;
use crate::realization::goalposts::OutcomeVersion;
use serde_json::{Value, json};

/// Exports the promise of an outcome.
pub(super) fn promise_value(backlog: &Backlog, judged: &Judged) -> Value {
    let promise = &judged.promise;
    let committed = promise.committed.as_ref();
    json!({
        "standing": standing(promise),
        "written_on": promise.written.map(|day| day.to_string()),
        "baseline": committed.and_then(|it| it.baseline.as_ref()).map(|baseline| &baseline.text),
        "by": committed.and_then(|it| it.by).map(|by| by.to_string()),
        "confidence": promise.confidence.map(crate::document::Decimal::to_f64),
        "moves": promise.moves.iter().map(|moved| move_value(backlog, moved)).collect::<Vec<_>>(),
        "status_against_current": promise.current.as_ref().unwrap_or(&judged.judgement).status.slug(),
    })
}

/// Gives the target that was committed to; none where nobody knows, or where nothing is committed to.
pub(super) fn committed_target(promise: &Promise) -> Option<String> {
    promise.committed.as_ref().map(OutcomeVersion::goal_text).filter(|text| !text.is_empty())
}

/// Exports a change of a promise.
fn move_value(backlog: &Backlog, moved: &DatedMove) -> Value {
    let commit = moved.commit.and_then(|at| backlog.timelines.commits.get(at));
    json!({
        "kind": moved.change.kind,
        "from": moved.change.from,
        "to": moved.change.to,
        "on": moved.on.map(|day| day.to_string()),
        "commit": commit.map(|commit| &commit.id),
        "serious": moved.serious,
        "corrected": moved.corrected,
        "reason": moved.reason,
    })
}

/// Names how an outcome stands to the beginning of the work.
const fn standing(promise: &Promise) -> &'static str {
    match promise.standing {
        Standing::NoHistory => "no-history",
        Standing::Cut(_) => "cut",
        Standing::NotBegun => "not-begun",
        Standing::Before => "before",
        Standing::After => "after",
        Standing::Unknown => "unknown",
        Standing::FromTheFirst => "from-the-first",
    }
}
