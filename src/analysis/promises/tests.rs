//! Promises of one epic whose past is written by hand.

use super::{DatedMove, Promise, Standing};
use crate::analysis::{Analysis, Judged, analyse};
use crate::backlog::{
    Backlog, Commit, Coverage, Limit, Moment, Timeline, Timelines, Transition, ValueChanges, assemble,
};
use crate::config::Config;
use crate::document::{Document, Packed};
use crate::realization::Status;
use crate::realization::goalposts::MoveKind;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::sync::Arc;

/// A version of the epic: the day, its state, and its outcomes as YAML.
type Past<'a> = (&'a str, &'a str, &'a str);

/// Writes an outcome.
fn outcome(metric: &str, target: &str, by: &str) -> String {
    format!("{{ metric: {metric}, baseline: 70%, target: {target}, by: {by} }}")
}

/// Writes an epic.
fn epic(state: &str, outcomes: &str) -> String {
    format!("---\nid: A-1\nstatus: {state}\n{outcomes}\n---\n")
}

fn document(text: &str) -> Document {
    Document::read("epics/A-1.md".into(), text.as_bytes().to_vec(), None)
}

fn at(day: &str) -> Timestamp {
    format!("{day}T12:00:00Z").parse().unwrap()
}

/// Gives the timeline of an epic from its versions.
fn timeline(past: &[Past<'_>], config: &Config) -> Timeline {
    let mut timeline = Timeline { id: "A-1".into(), item: Some(0), ..Timeline::default() };
    let mut last: Vec<(&str, Option<Packed>)> = Vec::new();
    for (commit, (day, state, outcomes)) in past.iter().enumerate() {
        let moment = Moment { at: at(day), commit: Some(commit) };
        if timeline.transitions.last().is_none_or(|last| last.written != *state) {
            let position = config.workflow.state_of(Some(state), None);
            timeline.transitions.push(Transition { moment, state: position, written: (*state).to_owned() });
        }
        let matter = document(&epic(state, outcomes)).matter.unwrap();
        let mut fields = Vec::new();
        for field in ["confidence", "outcomes", "status"] {
            let value = matter.get(field).map(Packed::new);
            if last.iter().rfind(|(name, _)| *name == field).is_none_or(|(_, known)| *known != value) {
                last.push((field, value.clone()));
                fields.push((field.into(), value));
            }
        }
        if !fields.is_empty() {
            timeline.values.push(ValueChanges { moment, fields: fields.into() });
        }
    }
    timeline.created = timeline.values.first().map(|first| first.moment);
    timeline
}

/// Analyses the last version, with what came before.
fn followed(past: &[Past<'_>], coverage: Coverage) -> (Backlog, Analysis) {
    let (_, state, outcomes) = past.last().unwrap();
    with_today(past, &epic(state, outcomes), coverage)
}

/// Analyses a file that says what it says, with what was committed before.
fn with_today(past: &[Past<'_>], today: &str, coverage: Coverage) -> (Backlog, Analysis) {
    let config = Config::default();
    let mut backlog = assemble(vec![document(today)], &config);
    let commit =
        |(day, _, _): &Past<'_>| Commit { id: format!("c-{day}"), at: at(day), author: "Ana".into(), clamped: false };
    backlog.timelines = Arc::new(Timelines {
        commits: Arc::new(past.iter().map(commit).collect()),
        documents: vec![timeline(past, &config).into()],
        of_item: vec![Some(0)],
        coverage,
    });
    let analysis = analyse(&backlog, &config, "", date(2025, 9, 1)).unwrap();
    (backlog, analysis)
}

/// History that is whole.
fn whole() -> Coverage {
    Coverage { limit: None, ..Coverage::default() }
}

fn first(analysis: &Analysis) -> (&Judged, &Promise) {
    (&analysis.outcomes[0], &analysis.outcomes[0].promise)
}

/// Gives kind, day and words of every change.
fn changes(promise: &Promise) -> Vec<(MoveKind, Option<Date>, String)> {
    let change =
        |moved: &DatedMove| (moved.change.kind, moved.on, format!("{} → {}", moved.change.from, moved.change.to));
    promise.moves.iter().map(change).collect()
}

#[test]
fn the_verdict_is_against_what_was_committed_to() {
    let measured = |target: &str| {
        format!(
            "outcomes:\n  - metric: Success\n    baseline: 70%\n    target: {target}\n    by: 2025-06-30\n    actuals: [{{ on: 2025-06-30, value: 82% }}]"
        )
    };
    let promised = format!("outcomes: [{}]", outcome("Success", "90%", "2025-06-30"));
    let (eased, late) = (format!("outcomes: [{}]", outcome("Success", "80%", "2025-06-30")), measured("80%"));
    let past = [
        ("2025-01-10", "idea", promised.as_str()),
        ("2025-02-01", "in-progress", &promised),
        ("2025-05-03", "in-progress", &eased),
        ("2025-07-01", "done", &late),
    ];
    let (_, analysis) = followed(&past, whole());
    let (judged, promise) = first(&analysis);
    assert_eq!(promise.standing, Standing::Before);
    assert_eq!(promise.written, Some(date(2025, 1, 10)));
    assert_eq!(changes(promise), [(MoveKind::Eased, Some(date(2025, 5, 3)), "90% → 80%".to_owned())]);
    assert_eq!(promise.moves[0].commit, Some(2));
    assert!(!promise.moves[0].serious && promise.was_eased());
    let current = promise.current.as_ref().unwrap();
    assert_eq!((judged.judgement.status, current.status), (Status::Partial, Status::Hit));
    assert!((judged.judgement.raw.unwrap() - 0.6).abs() < 1e-9 && (current.raw.unwrap() - 1.2).abs() < 1e-9);
}

#[test]
fn what_changes_before_work_begins_is_no_move() {
    let (one, two) = (outcome("Success", "95%", "2025-06-30"), outcome("Success", "90%", "2025-07-31"));
    let (one, two) = (format!("outcomes: [{one}]"), format!("outcomes: [{two}]"));
    let past = [("2025-01-10", "idea", one.as_str()), ("2025-02-01", "in-progress", &two)];
    let (_, analysis) = followed(&past, whole());
    let (_, promise) = first(&analysis);
    assert_eq!((promise.moves.len(), promise.has_moved()), (0, false));
    assert_eq!(promise.committed.as_ref().unwrap().goal_text(), "90%");
    let (_, analysis) = followed(&past[..1], whole());
    let (_, promise) = first(&analysis);
    assert_eq!((promise.standing, promise.committed.is_none()), (Standing::NotBegun, true));
}

#[test]
fn an_outcome_that_comes_after_the_beginning_counts_from_then() {
    let late = format!("outcomes: [{}]", outcome("Success", "90%", "2025-06-30"));
    let raised = format!("outcomes: [{}]", outcome("Success", "95%", "2025-06-30"));
    let past = [
        ("2025-02-01", "in-progress", ""),
        ("2025-03-01", "in-progress", late.as_str()),
        ("2025-04-01", "in-progress", &raised),
    ];
    let (_, analysis) = followed(&past, whole());
    let (_, promise) = first(&analysis);
    assert_eq!((promise.standing, promise.written), (Standing::After, Some(date(2025, 3, 1))));
    assert_eq!(changes(promise), [(MoveKind::Raised, Some(date(2025, 4, 1)), "90% → 95%".to_owned())]);
    assert!(!promise.was_eased());
    let (_, analysis) = followed(&past[1..], whole());
    assert_eq!(first(&analysis).1.standing, Standing::Unknown, "it came with the document");
}

#[test]
fn a_change_after_the_first_reading_is_marked_and_a_note_does_not_excuse_it() {
    let version = |target: &str, more: &str| {
        format!("outcomes:\n  - metric: Success\n    baseline: 70%\n    target: {target}\n    by: 2025-06-30\n{more}")
    };
    let reading = "    actuals: [{ on: 2025-04-01, value: 75% }]\n";
    let noted = format!("{reading}    amended: a slip of the pen");
    let (one, two, three) = (version("90%", ""), version("90%", reading), version("80%", &noted));
    let past = [
        ("2025-02-01", "in-progress", one.as_str()),
        ("2025-04-02", "in-progress", &two),
        ("2025-05-01", "in-progress", &three),
    ];
    let (_, analysis) = followed(&past, whole());
    let (_, promise) = first(&analysis);
    assert!(promise.moves[0].serious && !promise.moves[0].corrected);
    assert_eq!(promise.moves[0].reason.as_deref(), Some("a slip of the pen"));
    assert_eq!(promise.committed.as_ref().unwrap().goal_text(), "90%");
    let early = version("80%", "    amended: a slip of the pen");
    let (_, analysis) = followed(&[past[0], ("2025-03-01", "in-progress", &early)], whole());
    let (_, promise) = first(&analysis);
    assert!(promise.moves[0].corrected && !promise.has_moved());
    assert_eq!(promise.committed.as_ref().unwrap().goal_text(), "80%", "a correction counts from the start");
}

#[test]
fn outcomes_are_followed_by_metric_then_by_place() {
    let (a, b) = (outcome("Alpha", "90%", "2025-06-30"), outcome("Beta", "80%", "2025-06-30"));
    let (b2, c) = (outcome("Beta", "75%", "2025-06-30"), outcome("Gamma", "90%", "2025-06-30"));
    let (one, two) = (format!("outcomes: [{a}, {b}]"), format!("outcomes: [{b2}, {a}]"));
    let three = format!("outcomes: [{b2}, {c}]");
    let past = [
        ("2025-02-01", "in-progress", one.as_str()),
        ("2025-03-01", "in-progress", &two),
        ("2025-04-01", "in-progress", &three),
    ];
    let (_, analysis) = followed(&past, whole());
    let (beta, gamma) = (&analysis.outcomes[0].promise, &analysis.outcomes[1].promise);
    assert_eq!(changes(beta), [(MoveKind::Eased, Some(date(2025, 3, 1)), "80% → 75%".to_owned())]);
    assert_eq!(changes(gamma), [(MoveKind::Rescoped, Some(date(2025, 4, 1)), "Alpha → Gamma".to_owned())]);
    assert!(gamma.committed.is_none() && gamma.current.is_none(), "readings say nothing of another metric");
    assert!(analysis.dropped.is_empty());
}

#[test]
fn an_outcome_that_goes_after_the_beginning_is_kept_in_view() {
    let (a, b) = (outcome("Alpha", "90%", "2025-06-30"), outcome("Beta", "80%", "2025-06-30"));
    let (both, one) = (format!("outcomes: [{a}, {b}]"), format!("outcomes: [{a}]"));
    let begun = [("2025-02-01", "in-progress", both.as_str()), ("2025-03-01", "in-progress", &one)];
    let (_, analysis) = followed(&begun, whole());
    let gone: Vec<_> =
        analysis.dropped.iter().map(|gone| (gone.promised.metric.as_str(), gone.on, gone.commit)).collect();
    assert_eq!(gone, [("Beta", Some(date(2025, 3, 1)), Some(1))]);
    let before = [("2025-02-01", "idea", both.as_str()), ("2025-03-01", "in-progress", &one)];
    assert!(followed(&before, whole()).1.dropped.is_empty());
}

#[test]
fn what_is_not_committed_to_git_has_no_day() {
    let promised = format!("outcomes: [{}]", outcome("Success", "90%", "2025-06-30"));
    let today = epic("in-progress", &format!("outcomes: [{}]", outcome("Success", "80%", "2025-06-30")));
    let (_, analysis) = with_today(&[("2025-02-01", "in-progress", &promised)], &today, whole());
    assert_eq!(changes(first(&analysis).1), [(MoveKind::Eased, None, "90% → 80%".to_owned())]);
    assert_eq!(first(&analysis).1.moves[0].commit, None);
}

#[test]
fn what_is_not_committed_to_git_excuses_nothing_once_something_was_measured() {
    let version = |target: &str, more: &str| {
        format!(
            "outcomes:\n  - metric: Success\n    baseline: 70%\n    target: {target}\n    by: 2025-12-31\n    actuals: [{{ on: 2025-04-01, value: 75% }}]\n{more}"
        )
    };
    let promised = version("90%", "");
    let today = epic("in-progress", &version("75%", "    amended: a slip of the pen"));
    let (_, analysis) = with_today(&[("2025-02-01", "in-progress", &promised)], &today, whole());
    let (judged, promise) = first(&analysis);
    assert!(promise.moves[0].serious && !promise.moves[0].corrected);
    assert_eq!(judged.judgement.status, Status::InFlight, "the verdict is against what was committed to");
}

#[test]
fn a_history_that_is_cut_does_not_pretend_to_know() {
    let promised = format!("outcomes: [{}]", outcome("Success", "90%", "2025-06-30"));
    let eased = format!("outcomes: [{}]", outcome("Success", "80%", "2025-06-30"));
    let past = [("2025-03-01", "in-progress", promised.as_str()), ("2025-05-01", "in-progress", &eased)];
    let cut = || Coverage { limit: Some(Limit::Shallow), since: Some(at("2025-03-01")), ..Coverage::default() };
    let (_, analysis) = followed(&past, cut());
    let (judged, promise) = first(&analysis);
    assert_eq!(promise.standing, Standing::Cut(date(2025, 3, 1)));
    assert!(promise.committed.is_none() && promise.current.is_none() && promise.moves.is_empty());
    assert_eq!(judged.judgement.judge_on, Some(date(2025, 6, 30)));
    let begun_later = [("2025-03-01", "idea", promised.as_str()), ("2025-04-01", "in-progress", &promised), past[1]];
    let (_, analysis) = followed(&begun_later, cut());
    let (_, promise) = first(&analysis);
    assert_eq!((promise.standing, promise.moves.len()), (Standing::Before, 1), "work began after the cut");
}

#[test]
fn confidence_is_the_one_of_the_beginning() {
    let outcomes = format!("outcomes: [{}]", outcome("Success", "90%", "2025-06-30"));
    let sure = |share: &str| format!("confidence: {share}\n{outcomes}");
    let (shy, bold, bolder) = (sure("50%"), sure("60%"), sure("95%"));
    let past = [
        ("2025-01-10", "idea", shy.as_str()),
        ("2025-02-01", "in-progress", &bold),
        ("2025-05-01", "in-progress", &bolder),
    ];
    let (_, analysis) = followed(&past, whole());
    assert_eq!(first(&analysis).1.confidence.map(crate::document::Decimal::to_f64), Some(0.6));
}

#[test]
fn without_history_nothing_is_said() {
    let (_, analysis) = crate::analysis::tests_support::analysed(&[(
        "epics/A-1.md",
        "id: A-1\nstatus: done\noutcomes: [{ metric: M }]",
    )]);
    assert_eq!(analysis.outcomes[0].promise.standing, Standing::NoHistory);
}

#[test]
fn a_history_that_begins_after_the_date_says_nothing_of_it() {
    let promised = format!("outcomes: [{}]", outcome("Success", "90%", "2025-06-30"));
    let eased = format!("outcomes: [{}]", outcome("Success", "80%", "2025-06-30"));
    let past = [("2025-10-01", "in-progress", promised.as_str()), ("2025-11-01", "in-progress", &eased)];
    let (_, analysis) = followed(&past, whole());
    let (_, promise) = first(&analysis);
    assert_eq!((promise.standing, promise.moves.len()), (Standing::NoHistory, 0));
}
