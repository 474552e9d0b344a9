use super::{created, join};
use crate::backlog::Epic;
use crate::backlog::timeline::{Moment, Transition};
use crate::config::Config;
use crate::document::PartialDate;

fn at(day: &str) -> jiff::Timestamp {
    format!("{day}T12:00:00Z").parse().unwrap()
}

fn day(text: &str) -> PartialDate {
    PartialDate::parse(text).unwrap()
}

fn mined(states: &[(&str, &str)]) -> Vec<Transition> {
    let workflow = Config::default().workflow;
    let each = states.iter().enumerate().map(|(commit, (on, word))| Transition {
        moment: Moment { at: at(on), commit: Some(commit) },
        state: workflow.state_of(Some(word), None),
        written: (*word).to_owned(),
    });
    each.collect()
}

#[track_caller]
fn check(states: &[(&str, &str)], epic: &Epic, expect: &[(&str, &str)]) {
    let joined = join(mined(states), epic, &Config::default());
    let found: Vec<(String, &str)> = joined
        .iter()
        .map(|transition| (transition.moment.at.to_string()[..10].to_owned(), transition.written.as_str()))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(on, word)| (on.as_str(), *word)).collect();
    assert_eq!(found, expect);
}

#[test]
fn nothing_declared_changes_nothing() {
    let states = [("2025-01-01", "idea"), ("2025-01-05", "done")];
    check(&states, &Epic::default(), &states);
}

#[test]
fn listed_transitions_win_up_to_their_last_day() {
    let epic = Epic {
        transitions: vec![(day("2025-01-03"), "in-progress".into()), (day("2025-01-10"), "review".into())],
        ..Epic::default()
    };
    check(
        &[("2025-01-08", "idea"), ("2025-01-10", "in-progress"), ("2025-01-12", "review"), ("2025-01-20", "done")],
        &epic,
        &[("2025-01-03", "in-progress"), ("2025-01-10", "review"), ("2025-01-20", "done")],
    );
}

#[test]
fn a_declared_start_moves_the_start_and_nothing_else() {
    let epic = Epic { started: Some(day("2025-01-10")), ..Epic::default() };
    check(
        &[("2025-02-01", "in-progress"), ("2025-02-03", "done")],
        &epic,
        &[("2025-01-10", "in-progress"), ("2025-02-03", "done")],
    );
    check(
        &[("2025-01-01", "idea"), ("2025-01-05", "in-progress"), ("2025-01-20", "done")],
        &epic,
        &[("2025-01-01", "idea"), ("2025-01-10", "in-progress"), ("2025-01-20", "done")],
    );
    check(&[("2025-02-03", "done")], &epic, &[("2025-01-10", "in-progress"), ("2025-02-03", "done")]);
}

#[test]
fn a_declared_end_counts_where_work_is_done_today() {
    let epic = Epic { finished: Some(day("2025-01-10")), ..Epic::default() };
    check(
        &[("2025-01-01", "idea"), ("2025-01-05", "in-progress"), ("2025-01-20", "done")],
        &epic,
        &[("2025-01-01", "idea"), ("2025-01-05", "in-progress"), ("2025-01-10", "done")],
    );
    check(
        &[("2025-01-01", "idea"), ("2025-01-15", "in-progress")],
        &epic,
        &[("2025-01-01", "idea"), ("2025-01-15", "in-progress")],
    );
}

#[test]
fn work_that_began_and_ended_on_a_declared_day_keeps_its_beginning() {
    let end = Epic { finished: Some(day("2025-01-10")), ..Epic::default() };
    let began = [("2025-01-01", "idea"), ("2025-01-10", "in-progress")];
    let expect = [began[0], began[1], ("2025-01-10", "done")];
    check(&[began[0], began[1], ("2025-01-20", "done")], &end, &expect);
    check(&[began[0], began[1], ("2025-01-10", "done")], &end, &expect);
    let both = Epic { started: Some(day("2025-01-10")), ..end };
    check(&[("2025-01-20", "done")], &both, &expect[1..]);
}

#[test]
fn git_knows_the_time_of_what_is_declared_for_the_same_day() {
    let epic = Epic { started: Some(day("2025-01-05")), finished: Some(day("2025-01-10")), ..Epic::default() };
    let states = [("2025-01-05", "in-progress"), ("2025-01-10", "done")];
    let joined = join(mined(&states), &epic, &Config::default());
    assert!(joined.iter().all(|transition| transition.moment.commit.is_some()));
}

#[test]
fn a_declared_start_starts_the_clock_of_a_later_state() {
    let mut config = Config::default();
    config.flow.start_state = config.workflow.states().iter().position(|state| state.name == "in-progress");
    let epic = Epic { started: Some(day("2025-01-10")), ..Epic::default() };
    let states = mined(&[("2025-01-05", "ready"), ("2025-01-20", "in-progress")]);
    let joined = join(states, &epic, &config);
    let found: Vec<(String, &str)> = joined
        .iter()
        .map(|transition| (transition.moment.at.to_string()[..10].to_owned(), transition.written.as_str()))
        .collect();
    assert_eq!(found, [("2025-01-05".to_owned(), "ready"), ("2025-01-10".to_owned(), "in-progress")]);
}

#[test]
fn an_end_that_is_only_planned_is_none() {
    let transitions = vec![(day("2025-01-10"), "in-progress".into()), (day("2026-01-10"), "done".into())];
    let state = |name: &str| Config::default().workflow.states().iter().find(|state| state.name == name).cloned();
    let planned = Epic { transitions, state: state("in-progress"), ..Epic::default() };
    check(&[("2025-02-01", "in-progress")], &planned, &[("2025-01-10", "in-progress")]);
    let done = Epic { state: state("done"), ..planned };
    check(&[("2025-02-01", "in-progress")], &done, &[("2025-01-10", "in-progress"), ("2026-01-10", "done")]);
}

#[test]
fn nothing_is_created_after_git_had_it() {
    let config = Config::default();
    let git = Some(Moment { at: at("2025-01-05"), commit: Some(0) });
    let declared = |text: &str| Epic { created: Some(day(text)), ..Epic::default() };
    assert_eq!(created(git, &declared("2025-01-01"), &config).unwrap().commit, None);
    assert_eq!(created(git, &declared("2025-02-01"), &config), git);
    assert_eq!(created(git, &Epic::default(), &config), git);
    assert_eq!(created(None, &declared("2025-02-01"), &config).unwrap().at.to_string(), "2025-02-01T00:00:00Z");
}
