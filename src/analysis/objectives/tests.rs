use super::Objectives;
use crate::analysis::tests_support::analysed;
use crate::realization::okr::ScoreBand;

const DIVISION: &str = "period: 2025-Q2\nkey_results:\n  - { id: kr-1, metric: Paid, baseline: 0, target: 10, actuals: [{ on: 2025-05-01, value: 1 }, { on: 2099-01-01, value: 10 }] }\n  - { id: kr-2, metric: Stay, baseline: 0, target: 10, ambition: aspirational }\n  - { id: kr-3, metric: Given up, baseline: 0, target: 10, abandoned: no longer wanted, actuals: [{ on: 2025-05-01, value: 9 }] }";
const TEAM: &str = "period: 2025-Q2\nparent: top/kr-1\nkey_results:\n  - { id: kr-1, metric: Mended, baseline: 0, target: 10, actuals: [{ on: 2025-05-01, value: 10 }] }";

fn objectives(files: &[(&str, &str)]) -> Objectives {
    analysed(files).1.objectives
}

#[test]
fn a_red_key_result_above_green_objectives_is_a_wrong_bet() {
    let seen = objectives(&[("objectives/top.md", DIVISION), ("objectives/team.md", TEAM)]);
    let (team, top) = (&seen.list[0], &seen.list[1]);
    assert_eq!((team.parent, top.parent), (Some(1), None));
    assert_eq!(top.key_results[0].children, [0]);
    assert_eq!(top.key_results[0].band, Some(ScoreBand::Red));
    assert_eq!(seen.wrong_bets(), [(1, 0)]);
}

#[test]
fn a_child_never_counts_for_its_parent_and_a_future_reading_does_not_count_at_all() {
    let seen = objectives(&[("objectives/top.md", DIVISION), ("objectives/team.md", TEAM)]);
    let top = &seen.list[1].score;
    assert_eq!(top.score.unwrap().round(3).to_string(), "0.1");
    assert_eq!(top.graded_words(), "1 of 3 graded");
    assert!(top.is_provisional());
}

#[test]
fn a_period_averages_its_key_results_and_shows_only_the_top() {
    let old = DIVISION.replace("2025-Q2", "2024-Q4");
    let seen = objectives(&[
        ("objectives/old.md", &old),
        ("objectives/someday.md", "title: No period"),
        ("objectives/team.md", TEAM),
        ("objectives/top.md", DIVISION),
    ]);
    let labels: Vec<_> = seen.periods.iter().map(|period| (period.label.as_str(), period.over)).collect();
    assert_eq!(labels, [("Q2 2025", false), ("Q4 2024", true), ("No period", false)]);
    let running = &seen.periods[0];
    assert_eq!(running.roots, [3]);
    assert_eq!(running.attainment.score.unwrap().round(2).to_string(), "0.55");
    assert_eq!(running.attainment.graded_words(), "2 of 4 graded");
    assert_eq!(seen.list[2].period, 0);
}

#[test]
fn coverage_is_seen_both_ways() {
    let seen = objectives(&[
        ("objectives/top.md", DIVISION),
        ("objectives/team.md", TEAM),
        ("epics/a.md", "status: ready\nkey_results: [top/kr-2, top/kr-2]"),
        ("epics/b.md", "status: ready"),
        ("epics/c.md", "status: done"),
        ("epics/d.md", "status: ready\nkey_results: [nowhere/kr-1]"),
    ]);
    assert_eq!(seen.list[1].key_results[1].epics, [0]);
    assert_eq!(seen.unaligned, [1, 3]);
    assert_eq!(seen.without_bet(), [(0, 0), (1, 2)]);
}

#[test]
fn a_period_that_is_over_asks_for_no_more_work() {
    let seen = objectives(&[("objectives/top.md", &DIVISION.replace("2025-Q2", "2025-Q1"))]);
    assert_eq!(seen.without_bet(), []);
}

#[test]
fn objectives_in_a_circle_stand_alone() {
    let seen = objectives(&[
        ("objectives/a.md", "parent: b/kr-1\nkey_results: [{ id: kr-1, metric: A }]"),
        ("objectives/b.md", "parent: a\nkey_results: [{ id: kr-1, metric: B }]"),
        ("objectives/c.md", "parent: c"),
        ("objectives/d.md", "parent: a"),
    ]);
    assert_eq!(seen.periods[0].roots, [0, 1, 2]);
    assert_eq!(seen.list[0].children, [3]);
}
