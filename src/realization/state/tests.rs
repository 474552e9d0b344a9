use super::*;
use crate::document::parse_target;
use crate::realization::checks::checkpoints;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::Value;

/// Tests run in the crate's own directory, so the path starts there.
const CASES: &str = "../shared/data/outcomes/status_cases.json";

fn quantity(value: &Value) -> Option<Quantity> {
    (!value.is_null()).then(|| Quantity::parse(&value.to_string()).unwrap())
}

fn day(value: &Value) -> Option<Date> {
    value.as_str().map(|text| text.parse().unwrap())
}

fn facts(outcome: &Value) -> OutcomeFacts {
    let class = match outcome["epic"].as_str().unwrap() {
        "new" => WorkClass::New,
        "waiting" => WorkClass::Waiting,
        "active" => WorkClass::Active,
        "done" => WorkClass::Done,
        other => {
            assert_eq!(other, "cancelled");
            WorkClass::Cancelled
        }
    };
    let range = Range { low: quantity(&outcome["low"]), high: quantity(&outcome["high"]) };
    let reading = |pair: &Value| Reading { on: day(&pair[0]).unwrap(), value: quantity(&pair[1]).unwrap() };
    OutcomeFacts {
        baseline: quantity(&outcome["baseline"]),
        target: quantity(&outcome["target"]).map(Target::Absolute),
        range: (range != Range::default()).then_some(range),
        direction: outcome["direction"].as_str().map(|d| if d == "down" { Direction::Down } else { Direction::Up }),
        by: outcome["by"].as_str().map(|text| PartialDate::parse(text).unwrap()),
        delivered: day(&outcome["delivered"]),
        class,
        readings: outcome["actuals"].as_array().into_iter().flatten().map(reading).collect(),
        abandoned: !outcome["abandoned"].is_null() && outcome["abandoned"] != Value::Bool(false),
        ambition: if outcome["hit_from"].is_null() { Ambition::Committed } else { Ambition::Aspirational },
        guardrails: Vec::new(),
    }
}

fn check_case(case: &Value) {
    let name = case["case"].as_str().unwrap();
    let (facts, as_of) = (facts(&case["outcome"]), day(&case["asof"]).unwrap());
    let settings = Settings::default();
    let judgement = judge(&facts, &settings, as_of);
    let expected = &case["expected"];
    assert_eq!(Some(judgement.status.words()), expected["status"].as_str(), "{name}");
    assert_eq!(judgement.reported_score(), expected["score"].as_f64(), "{name}");
    assert_eq!(judgement.decided_on, day(&expected["decided_on"]), "{name}");
    let flags: Vec<&str> = judgement.flags.iter().map(|flag| flag.words()).collect();
    assert_eq!(serde_json::json!(flags), expected["flags"], "{name}");
    let on: Vec<Date> = facts.readings.iter().map(|reading| reading.on).collect();
    let points = facts.delivered.map_or(Vec::new(), |delivered| checkpoints(delivered, &on, &settings, as_of));
    let seen: serde_json::Map<String, Value> = points
        .iter()
        .map(|p| (p.after.to_string(), serde_json::json!({ "due": p.due.to_string(), "state": p.state })))
        .collect();
    assert_eq!(Value::Object(seen), case["checkpoints"], "{name}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the cases are shared, and no part of the binary")]
fn every_case_of_the_shared_file_holds() {
    let Ok(text) = std::fs::read_to_string(CASES) else {
        skipped();
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() >= 14);
    cases.iter().for_each(check_case);
    for (sum, expected) in file["add_months"].as_object().unwrap() {
        let (from, months) = sum.split_once('+').unwrap();
        let later = add_months(from.parse().unwrap(), months.parse().unwrap());
        assert_eq!(Some(later), day(expected), "{sum}");
    }
}

fn skipped() {
    eprintln!("SKIPPED: {CASES} is not there, so the shared status cases did not run");
}

fn improving(actuals: &[(Date, &str)]) -> OutcomeFacts {
    let reading = |(on, value): &(Date, &str)| Reading { on: *on, value: Quantity::parse(value).unwrap() };
    OutcomeFacts {
        baseline: Quantity::parse("70%").ok(),
        target: parse_target("90%").ok(),
        by: PartialDate::parse("2025-Q2").ok(),
        delivered: Some(date(2025, 3, 10)),
        class: WorkClass::Done,
        readings: actuals.iter().map(reading).collect(),
        ..OutcomeFacts::default()
    }
}

fn status(facts: &OutcomeFacts, as_of: Date) -> Status {
    judge(facts, &Settings::default(), as_of).status
}

#[test]
fn grace_days_end_exactly() {
    let as_of = date(2025, 9, 1);
    assert_eq!(status(&improving(&[(date(2025, 7, 14), "90%")]), as_of), Status::Hit);
    assert_eq!(status(&improving(&[(date(2025, 7, 15), "90%")]), as_of), Status::Missed);
    assert_eq!(status(&improving(&[]), date(2025, 7, 14)), Status::AwaitingMeasurement);
    assert_eq!(status(&improving(&[]), date(2025, 7, 15)), Status::Overdue);
}

#[test]
fn thresholds_are_exact() {
    let at = |value| status(&improving(&[(date(2025, 6, 30), value)]), date(2025, 8, 1));
    assert_eq!(at("78%"), Status::Partial);
    assert_eq!(at("77.999999999999%"), Status::Missed);
    assert_eq!(at("89.999999999999%"), Status::Partial);
}

#[test]
fn what_led_to_a_status_is_flagged() {
    let at = |facts: &OutcomeFacts, as_of| {
        let judgement = judge(facts, &Settings::default(), as_of);
        (judgement.status, judgement.reported_score(), judgement.flags)
    };
    let early = improving(&[(date(2025, 2, 10), "91%")]);
    assert_eq!(at(&early, date(2025, 8, 1)), (Status::Hit, Some(1.05), vec![Flag::HitBeforeDelivery]));
    let late = improving(&[(date(2025, 7, 20), "92%")]);
    assert_eq!(at(&late, date(2025, 8, 1)), (Status::Missed, Some(1.0), vec![Flag::ReachedLate]));
    let same_day = improving(&[(date(2025, 3, 10), "91%")]);
    assert_eq!(at(&same_day, date(2025, 8, 1)).2, vec![]);
    let mut open = OutcomeFacts { delivered: None, class: WorkClass::Active, ..improving(&[]) };
    assert_eq!(at(&open, date(2025, 6, 1)), (Status::InFlight, None, vec![]));
    assert_eq!(at(&open, date(2025, 8, 1)), (Status::Overdue, None, vec![Flag::NotDelivered]));
    open.class = WorkClass::New;
    assert_eq!(at(&open, date(2025, 6, 1)), (Status::Anticipated, None, vec![]));
}

#[test]
fn an_outcome_without_a_date_is_judged_six_months_after_delivery() {
    let mut facts = improving(&[(date(2025, 3, 1), "80%"), (date(2025, 7, 31), "86%")]);
    facts.by = None;
    facts.delivered = Some(date(2025, 1, 31));
    let judgement = judge(&facts, &Settings::default(), date(2025, 8, 20));
    assert_eq!((judgement.status, judgement.score), (Status::Partial, Some(0.8)));
    assert_eq!((judgement.judge_on, judgement.decided_on), (Some(date(2025, 7, 31)), Some(date(2025, 7, 31))));
    facts.ambition = Ambition::Aspirational;
    assert_eq!(status(&facts, date(2025, 8, 20)), Status::Hit);
}

#[test]
fn a_kept_range_scores_its_share_of_readings() {
    let mut facts =
        improving(&[(date(2025, 4, 10), "99.85%"), (date(2025, 6, 30), "99.95%"), (date(2025, 7, 9), "1%")]);
    facts.target = None;
    facts.baseline = None;
    facts.range = Some(Range { low: Quantity::parse("99.9%").ok(), high: None });
    let judgement = judge(&facts, &Settings::default(), date(2025, 8, 1));
    assert_eq!((judgement.status, judgement.score), (Status::Hit, Some(0.5)));
}

#[test]
fn giving_up_comes_first_and_a_cancelled_epic_keeps_its_verdict() {
    let as_of = date(2025, 8, 1);
    let mut facts = improving(&[(date(2025, 6, 30), "91%")]);
    facts.class = WorkClass::Cancelled;
    assert_eq!(status(&facts, as_of), Status::Hit);
    facts.abandoned = true;
    assert_eq!(status(&facts, as_of), Status::Abandoned);
    let unclear = OutcomeFacts { target: parse_target("90 users").ok(), ..improving(&[]) };
    assert_eq!(status(&unclear, as_of), Status::NotMeasurable);
    assert_eq!(status(&OutcomeFacts::default(), as_of), Status::NotMeasurable);
}

#[test]
fn readings_after_the_date_and_of_another_unit_are_ignored() {
    let facts = improving(&[(date(2025, 6, 30), "91"), (date(2025, 7, 1), "91%")]);
    assert_eq!(status(&facts, date(2025, 6, 30)), Status::AwaitingMeasurement);
    assert_eq!(status(&facts, date(2025, 7, 1)), Status::Hit);
}

#[test]
fn a_broken_guardrail_stands_beside_the_hit() {
    let mut facts = improving(&[(date(2025, 6, 1), "91%")]);
    let slow = Reading { on: date(2025, 6, 1), value: Quantity::parse("2 s").unwrap() };
    let limit = (crate::document::Bound::AtMost, Quantity::parse("300 ms").unwrap());
    facts.guardrails.push(Guardrail { metric: "p95".into(), limits: vec![limit], readings: vec![slow] });
    let judgement = judge(&facts, &Settings::default(), date(2025, 6, 15));
    assert_eq!(judgement.words(), "hit, guardrail broken");
    assert_eq!(Status::AwaitingMeasurement.slug(), "awaiting-measurement");
}

fn any_facts() -> impl Strategy<Value = OutcomeFacts> {
    let readings = proptest::collection::vec((0_i64..400, 50_i64..110), 0..5);
    let odd = (0_u8..5, any::<bool>(), any::<bool>(), proptest::option::of(0_i64..300));
    (readings, odd).prop_map(|(readings, (class, dated, ranged, delivered))| {
        let start = date(2025, 1, 1);
        let reading = |(day, value): (i64, i64)| Reading {
            on: add_days(start, day),
            value: Quantity::parse(&format!("{value}%")).unwrap(),
        };
        let classes = [WorkClass::New, WorkClass::Waiting, WorkClass::Active, WorkClass::Done, WorkClass::Cancelled];
        let mut facts = improving(&[]);
        facts.readings = readings.into_iter().map(reading).collect();
        facts.class = classes[usize::from(class)];
        facts.delivered = delivered.map(|day| add_days(start, day));
        facts.by = facts.by.filter(|_| dated);
        if ranged {
            facts.target = None;
            facts.range = Some(Range { low: Quantity::parse("80%").ok(), high: None });
        }
        facts
    })
}

proptest! {
    #[test]
    fn every_outcome_has_one_status_and_a_sound_score(facts in any_facts(), day in 0_i64..500) {
        let as_of = add_days(date(2025, 1, 1), day);
        let judgement = judge(&facts, &Settings::default(), as_of);
        prop_assert!(Status::ALL.contains(&judgement.status));
        prop_assert_eq!(judgement.is_judged(), judgement.score.is_some());
        prop_assert_eq!(judgement.is_judged(), judgement.decided_on.is_some());
        prop_assert!(judgement.score.is_none_or(|score| (0.0..=1.0).contains(&score)));
        prop_assert!(judgement.decided_on.is_none_or(|on| on <= as_of));
    }

    #[test]
    fn the_order_of_readings_does_not_matter(facts in any_facts()) {
        let on: std::collections::BTreeSet<Date> = facts.readings.iter().map(|r| r.on).collect();
        prop_assume!(on.len() == facts.readings.len());
        let mut turned = facts.clone();
        turned.readings.reverse();
        let as_of = date(2026, 3, 1);
        prop_assert_eq!(judge(&facts, &Settings::default(), as_of), judge(&turned, &Settings::default(), as_of));
    }
}
