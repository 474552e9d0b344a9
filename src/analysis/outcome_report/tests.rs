//! Figures over a small backlog, counted by hand.

use super::*;
use crate::analysis::{Analysis, analyse};
use crate::backlog::assemble;
use crate::config::Config;
use crate::document::Document;

/// The date of every test.
const AS_OF: Date = date(2025, 6, 9);

fn analysed(files: &[(String, String)]) -> (Backlog, Analysis) {
    let config = Config::default();
    let read = |(path, text): &(String, String)| Document::read(path.as_str().into(), text.clone().into_bytes(), None);
    let backlog = assemble(files.iter().map(read).collect(), &config);
    let analysis = analyse(&backlog, &config, "", AS_OF).unwrap();
    (backlog, analysis)
}

/// An epic of one outcome from 0 to 10 that was delivered early; `more` are further lines of the outcome.
fn epic(id: &str, front: &str, more: &str) -> (String, String) {
    let text = format!(
        "---\nid: {id}\nstatus: done\nfinished: 2024-12-01\nowner: \"@ana\"\n{front}\noutcomes:\n  - metric: M {id}\n    baseline: 0\n    target: 10\n{more}\n---\n"
    );
    (format!("epics/{id}.md"), text)
}

/// An outcome that is due and measured on a day.
fn measured(id: &str, front: &str, (on, value): (&str, u8)) -> (String, String) {
    epic(id, front, &format!("    by: {on}\n    actuals: [{{ on: {on}, value: {value} }}]"))
}

fn ids(backlog: &Backlog, analysis: &Analysis, listed: &[usize]) -> Vec<String> {
    listed.iter().map(|at| backlog.items[analysis.outcomes[*at].item].id.clone()).collect()
}

#[test]
fn the_window_starts_three_quarters_before_the_current_one() {
    assert_eq!(recent_start(date(2025, 6, 9)), date(2024, 7, 1));
    assert_eq!(recent_start(date(2025, 12, 31)), date(2025, 1, 1));
    assert_eq!(recent_start(date(2025, 1, 1)), date(2024, 4, 1));
}

#[test]
fn rates_count_by_quarter_team_and_type() {
    let overdue = epic("O", "team: search", "    by: 2025-05-01");
    let files = [
        measured("A", "team: search\nconfidence: 80%", ("2025-05-20", 10)),
        measured("B", "team: search", ("2025-02-20", 5)),
        measured("C", "type: defect", ("2024-06-30", 10)),
        overdue,
    ];
    let (_, analysis) = analysed(&files);
    let report = &analysis.report;
    let counts =
        |part: &Part| (part.name.clone(), part.outcomes, part.rate.hits, part.rate.judged(), part.rate.overdue);
    let quarters: Vec<_> = report.quarters.iter().map(counts).collect();
    let named = |name: &str| name.to_owned();
    assert_eq!(
        quarters,
        [(named("Q2 2025"), 2, 1, 1, 1), (named("Q1 2025"), 1, 0, 1, 0), (named("Q2 2024"), 1, 1, 1, 0)]
    );
    let teams: Vec<_> = report.teams.iter().map(counts).collect();
    assert_eq!(teams, [(named("search"), 3, 1, 2, 1), (named(""), 1, 1, 1, 0)]);
    assert_eq!((report.recent.hits, report.recent.judged(), report.recent.rate), (1, 2, None));
    assert_eq!((report.overall.hits, report.overall.judged(), report.overall.overdue), (2, 3, 1));
    assert_eq!((report.forecasts, report.calibration.is_none()), (1, true));
}

#[test]
fn what_needs_a_look_comes_first() {
    let files = [
        measured("OLD", "", ("2025-01-20", 10)),
        measured("NEW", "", ("2025-05-20", 10)),
        epic("LATE", "", "    by: 2025-05-10"),
        epic("LATER", "", "    by: 2025-04-10"),
        epic("SOON", "", "    by: 2025-12-31"),
    ];
    let (backlog, analysis) = analysed(&files);
    assert_eq!(ids(&backlog, &analysis, &analysis.report.listed), ["LATER", "LATE", "SOON", "NEW", "OLD"]);
}

#[test]
fn a_loop_belongs_to_the_owner_of_its_outcome() {
    let files = [
        epic("A", "", "    by: 2025-05-10"),
        epic("B", "", "    by: 2025-05-01\n    owner: \"@Tom, @zoe\""),
        epic("C", "", "    by: 2025-06-20"),
    ];
    let (backlog, analysis) = analysed(&files);
    let report = &analysis.report;
    let open: Vec<i64> = report.measurements.open.iter().map(|open| open.days_late).collect();
    assert_eq!(open[..2], [39, 30], "B and A are past their date");
    let loops = |owner: &Owner| {
        let at: Vec<usize> = owner.open.iter().map(|open| open.outcome).collect();
        (owner.name.clone(), ids(&backlog, &analysis, &at), owner.epics.len())
    };
    let owners: Vec<_> = report.owners.iter().map(loops).collect();
    assert_eq!(owners[1], ("@Tom".to_owned(), vec!["B".to_owned()], 0));
    assert_eq!(owners[2], ("@zoe".to_owned(), vec!["B".to_owned()], 0));
    assert_eq!((owners[0].0.as_str(), owners[0].1[0].as_str(), owners[0].2), ("@ana", "A", 3));
}

#[test]
fn a_decided_outcome_still_has_its_next_check() {
    let front = "    by: 2025-04-01\n    checkpoints: [1m, 9m]\n    actuals: [{ on: 2025-04-01, value: 10 }]";
    let (_, analysis) = analysed(&[epic("A", "", front)]);
    let measurements = &analysis.report.measurements;
    assert!(measurements.open.is_empty());
    let next = &measurements.planned[0];
    assert_eq!((next.due, next.days_late), (date(2025, 9, 1), -84));
    assert!(next.checkpoint.is_some());
}

#[test]
fn what_is_due_and_not_late_yet_is_still_to_be_measured() {
    let front = |by: &str| format!("    by: {by}\n    checkpoints: [9m]");
    let (_, analysis) = analysed(&[epic("A", "", &front("2025-06-01")), epic("B", "", &front("2025-06-20"))]);
    let report = &analysis.report;
    assert!(report.measurements.open.is_empty());
    let planned: Vec<_> = report.measurements.planned.iter().map(|next| (next.due, next.days_late)).collect();
    assert_eq!(planned, [(date(2025, 6, 1), 8), (date(2025, 6, 20), -11)]);
    assert_eq!(report.owners[0].due(), 1);
}

#[test]
fn ten_judged_with_a_confidence_make_a_calibration() {
    let each = |n: usize| {
        (0..n).map(|at| measured(&format!("E{at}"), "confidence: 75%", ("2025-05-20", if at < 5 { 10 } else { 2 })))
    };
    let (_, few) = analysed(&each(9).collect::<Vec<_>>());
    assert_eq!((few.report.forecasts, few.report.calibration.clone()), (9, None));
    let (_, enough) = analysed(&each(10).collect::<Vec<_>>());
    let calibration = enough.report.calibration.clone().unwrap();
    assert!((calibration.mean_confidence - 0.75).abs() < 1e-9 && (calibration.base_rate - 0.5).abs() < 1e-9);
}

#[test]
fn lessons_come_newest_first_and_broken_guardrails_are_kept() {
    let learned = |id: &str, on: &str| {
        epic(id, "", &format!("    by: {on}\n    learned: \"less\"\n    actuals: [{{ on: {on}, value: 10 }}]"))
    };
    let rail = "    by: 2025-05-20\n    actuals: [{ on: 2025-05-20, value: 10 }]\n    guardrails: [{ metric: G, limit: \"<= 2\", actuals: [{ on: 2025-05-20, value: 3 }] }]";
    let files = [learned("A", "2025-03-01"), learned("B", "2025-05-01"), epic("G", "", rail)];
    let (backlog, analysis) = analysed(&files);
    assert_eq!(ids(&backlog, &analysis, &analysis.report.learned), ["B", "A"]);
    assert_eq!(ids(&backlog, &analysis, &analysis.report.broken), ["G"]);
}

#[test]
fn key_results_are_left_to_the_objectives() {
    let objective = "---\nid: O-1\nkey_results:\n  - id: kr-1\n    metric: X\n    baseline: 0\n    target: 1\n---\n";
    let files = [("objectives/O-1.md".to_owned(), objective.to_owned()), epic("A", "", "    by: 2025-12-31")];
    let (backlog, analysis) = analysed(&files);
    assert_eq!(analysis.outcomes.len(), 2);
    assert_eq!(ids(&backlog, &analysis, &analysis.report.listed), ["A"]);
}

#[test]
fn nothing_at_all_is_quiet() {
    let (_, analysis) = analysed(&[]);
    let report = &analysis.report;
    assert!(report.listed.is_empty() && report.owners.is_empty() && report.quarters.is_empty());
    assert_eq!((report.overall.rate, report.overall.closed_loop_rate), (None, None));
}
