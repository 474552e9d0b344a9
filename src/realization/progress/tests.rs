use super::*;
use crate::document::parse_target;
use proptest::prelude::*;

fn goal(baseline: &str, target: &str) -> Result<Option<Goal>, GoalProblem> {
    let baseline = Quantity::parse(baseline).ok();
    let target = parse_target(target).ok();
    Goal::resolve(GoalFacts { baseline: baseline.as_ref(), target: target.as_ref(), ..GoalFacts::default() })
}

fn progress(baseline: &str, target: &str, actual: &str) -> Progress {
    goal(baseline, target).unwrap().unwrap().progress(&Quantity::parse(actual).unwrap()).unwrap()
}

#[test]
fn progress_follows_the_formula() {
    for (baseline, target, actual, raw, score) in [
        ("70%", "90%", "84%", 0.7, 0.7),
        ("120", "80", "95", 0.625, 0.625),
        ("70", "90", "95", 1.25, 1.0),
        ("70", "90", "65", -0.25, 0.0),
        ("0", "80", "52", 0.65, 0.65),
        ("14", "0", "7", 0.5, 0.5),
        ("40%", "+25%", "45%", 0.5, 0.5),
        ("4 s", "-50%", "3000 ms", 0.5, 0.5),
        ("14 d", "under 1 w", "7 d", 1.0, 1.0),
    ] {
        let measured = progress(baseline, target, actual);
        let values = (measured.raw().to_f64(), measured.score().to_f64());
        assert!(values == (raw, score), "{baseline} {target} {actual}: {values:?}");
    }
}

#[test]
fn without_a_way_there_is_only_reached_or_not() {
    assert_eq!(progress("", "90", "91"), Progress::Reached(true));
    assert_eq!(progress("90", "90", "89"), Progress::Reached(false));
    assert_eq!(progress("", "under 10", "10"), Progress::Reached(false));
    assert_eq!(progress("5", "under 10", "9"), Progress::InRange(true));
}

#[test]
fn a_strict_limit_is_not_reached_at_its_value() {
    let goal = goal("14", "under 10").unwrap().unwrap();
    let at = |text: &str| goal.progress(&Quantity::parse(text).unwrap()).unwrap();
    assert!(!goal.is_reached(at("10"), Decimal::ONE));
    assert!(goal.is_reached(at("9.99"), Decimal::ONE));
}

#[test]
fn unclear_goals_are_told() {
    assert_eq!(goal("70%", "90"), Err(GoalProblem::Target(TargetProblem::UnitClash)));
    assert_eq!(goal("", "+5%"), Err(GoalProblem::Target(TargetProblem::NoBaseline)));
    assert_eq!(goal("70", ""), Ok(None));
    let upside_down = Range { low: Quantity::parse("5").ok(), high: Quantity::parse("4").ok() };
    let facts = |range| GoalFacts { range: Some(range), ..GoalFacts::default() };
    assert_eq!(Goal::resolve(facts(&upside_down)), Err(GoalProblem::EmptyRange));
    assert_eq!(Goal::resolve(facts(&Range::default())), Err(GoalProblem::EmptyRange));
}

proptest! {
    #[test]
    fn score_stays_within_its_bounds(b in -9999_i64..9999, t in -9999_i64..9999, a in -9999_i64..9999) {
        // A sign in a target means a change, so the target is made without one.
        let target = Target::Absolute(Quantity::plain(t.into()));
        let baseline = Quantity::plain(b.into());
        let facts = GoalFacts { baseline: Some(&baseline), target: Some(&target), ..GoalFacts::default() };
        let measured = Goal::resolve(facts).unwrap().unwrap().progress(&Quantity::plain(a.into())).unwrap();
        prop_assert!((Ratio::ZERO..=Ratio::ONE).contains(&measured.score()));
    }
}
