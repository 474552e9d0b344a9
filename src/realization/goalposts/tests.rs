use super::*;
use crate::document::parse_target;
use crate::realization::settings::Settings;
use crate::realization::{OutcomeFacts, Reading, Status, judge};
use jiff::civil::date;

fn version(baseline: &str, target: &str, by: &str) -> OutcomeVersion {
    OutcomeVersion {
        metric: "Search success".into(),
        baseline: Quantity::parse(baseline).ok(),
        target: parse_target(target).ok(),
        by: PartialDate::parse(by).ok(),
        ..OutcomeVersion::default()
    }
}

fn kinds(committed: &OutcomeVersion, current: &OutcomeVersion) -> Vec<MoveKind> {
    moves(committed, current).into_iter().map(|m| m.kind).collect()
}

#[test]
fn changes_are_named_by_their_effect() {
    use MoveKind::{Earlier, Eased, Later, Raised, Rebased, Rescoped};
    let committed = version("70%", "90%", "2025-06-30");
    for (baseline, target, by, expected) in [
        ("70%", "80%", "2025-06-30", vec![Eased]),
        ("70%", "95%", "2025-09-30", vec![Raised, Later]),
        ("70 %", "90.0%", "2025-Q2", vec![]),
        ("60%", "90%", "2025-05", vec![Rebased, Earlier]),
        ("70%", "", "", vec![Eased, Later]),
        ("70%", "90 users", "2025-06", vec![Rescoped]),
    ] {
        assert_eq!(kinds(&committed, &version(baseline, target, by)), expected, "{baseline} {target} {by}");
    }
    let other = OutcomeVersion { metric: "Clicks".into(), ..committed.clone() };
    assert_eq!(kinds(&committed, &other), [Rescoped]);
    let unnamed = OutcomeVersion { metric: String::new(), ..committed.clone() };
    assert_eq!(kinds(&unnamed, &committed), [], "a metric that is named later replaces none");
    assert_eq!(kinds(&committed, &unnamed), [Rescoped]);
    assert_eq!(kinds(&version("14 d", "7 d", ""), &version("14 d", "9 d", "")), [Eased]);
}

#[test]
fn a_wider_range_is_easier() {
    let range = |low: &str, high: &str| OutcomeVersion {
        range: Some(Range { low: Quantity::parse(low).ok(), high: Quantity::parse(high).ok() }),
        ..OutcomeVersion::default()
    };
    let committed = range("200 ms", "400 ms");
    assert_eq!(kinds(&committed, &range("200 ms", "0.5 s")), [MoveKind::Eased]);
    assert_eq!(kinds(&committed, &range("", "400 ms")), [MoveKind::Eased]);
    assert_eq!(kinds(&committed, &range("250 ms", "400 ms")), [MoveKind::Raised]);
    assert_eq!(kinds(&committed, &range("300 ms", "500 ms")), [MoveKind::Rescoped]);
}

#[test]
fn the_committed_goal_is_judged_beside_the_current_one() {
    let status = |version: OutcomeVersion| {
        let facts = OutcomeFacts {
            baseline: version.baseline,
            target: version.target,
            by: version.by,
            delivered: Some(date(2025, 3, 10)),
            readings: vec![Reading { on: date(2025, 6, 30), value: Quantity::parse("82%").unwrap() }],
            ..OutcomeFacts::default()
        };
        let judgement = judge(&facts, &Settings::default(), date(2025, 8, 1));
        (judgement.status, judgement.reported_score().unwrap())
    };
    assert_eq!(status(version("70%", "90%", "2025-06-30")), (Status::Partial, 0.6));
    assert_eq!(status(version("70%", "80%", "2025-06-30")), (Status::Hit, 1.2));
}

#[test]
fn changes_after_a_reading_or_the_date_are_serious() {
    let (reading, due) = (Some(date(2025, 4, 1)), Some(date(2025, 6, 30)));
    assert!(is_serious(date(2025, 4, 1), reading, due) && is_serious(date(2025, 7, 1), None, due));
    assert!(!is_serious(date(2025, 3, 31), reading, due) && !is_serious(date(2025, 6, 30), None, due));
}
