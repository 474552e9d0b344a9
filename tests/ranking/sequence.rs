//! The starting order against known figures and, on small graphs, against every legal order.

use super::support::{AS_OF, candidate, close, valued};
use backlit::ranking::sequence::{Sequence, Tier, sequence};
use backlit::ranking::{Candidate, Commitment, Urgency};
use jiff::civil::date;
use proptest::prelude::*;

fn order(candidates: &[Candidate]) -> Sequence {
    sequence(candidates, &vec![None; candidates.len()], &[], AS_OF)
}

fn names(candidates: &[Candidate], members: &[usize]) -> String {
    let ids: Vec<&str> = members.iter().map(|at| candidates[*at].id.as_str()).collect();
    ids.join(" ")
}

fn cost(candidates: &[Candidate], order: &[usize]) -> f64 {
    let mut now = 0.0;
    order
        .iter()
        .map(|at| {
            now += candidates[*at].duration_weeks.unwrap_or(0.0);
            now * candidates[*at].cost_of_delay_per_week.unwrap_or(0.0)
        })
        .sum()
}

/// Checks an order, its blocks with their ratios, and its delay cost.
#[track_caller]
fn check(candidates: &[Candidate], expected: &str, blocks: &[(&str, f64)], total: f64) {
    let found = order(candidates);
    assert_eq!(names(candidates, &found.order), expected);
    let members: Vec<String> = found.blocks.iter().map(|block| names(candidates, &block.members)).collect();
    assert_eq!(members, blocks.iter().map(|(ids, _)| (*ids).to_owned()).collect::<Vec<_>>());
    let ratios: Vec<f64> = found.blocks.iter().map(|block| (block.ratio() * 100.0).round()).collect();
    close(&ratios, &blocks.iter().map(|(_, ratio)| (ratio * 100.0).round()).collect::<Vec<_>>());
    close(&[cost(candidates, &found.order)], &[total]);
}

#[test]
fn smiths_rule_without_prerequisites() {
    let free = valued(&[("F1", 3.0, 3.0, &[]), ("F2", 7.0, 4.0, &[]), ("F3", 9.0, 6.0, &[])]);
    check(&free, "F2 F3 F1", &[("F2", 1.75), ("F3", 1.5), ("F1", 1.0)], 157.0);
}

#[test]
fn a_prerequisite_joins_the_block_of_what_it_makes_possible() {
    let rows = valued(&[("R", 0.0, 2.0, &[]), ("X", 10.0, 20.0, &[0]), ("Y", 3.0, 1.0, &[])]);
    check(&rows, "Y R X", &[("Y", 3.0), ("R X", 10.0 / 22.0)], 233.0);
}

#[test]
fn two_prerequisites_share_a_block_with_what_needs_them() {
    let rows = valued(&[("P", 1.0, 3.0, &[]), ("Q", 0.0, 1.0, &[]), ("X", 8.0, 2.0, &[0, 1]), ("Y", 1.0, 2.0, &[])]);
    check(&rows, "Q P X Y", &[("Q P X", 1.5), ("Y", 0.5)], 4.0 + 48.0 + 8.0);
}

#[test]
fn a_chain_falls_into_blocks() {
    let rows = valued(&[("A", 1.0, 1.0, &[]), ("B", 3.0, 1.0, &[0]), ("C", 0.0, 1.0, &[1]), ("D", 2.0, 1.0, &[2])]);
    check(&rows, "A B C D", &[("A B", 2.0), ("C D", 1.0)], 1.0 + 6.0 + 8.0);
}

#[test]
fn a_refactoring_goes_before_what_it_carries_but_after_what_pays_more() {
    let third = 1000.0 / 3.0;
    let rows = valued(&[
        ("R", 0.0, 10.0, &[]),
        ("F1", 3.0 * third, 3.0, &[0]),
        ("F2", 7.0 * third, 4.0, &[]),
        ("F3", 9.0 * third, 6.0, &[0]),
    ]);
    let blocks = [("F2", 583.333_333), ("R F3 F1", 210.526_315)];
    check(&rows, "F2 R F3 F1", &blocks, 277_000.0 / 3.0);
    // Adding up the ratios of what waits for R would put it first: 833 against 583.
    close(&[cost(&rows, &[0, 2, 3, 1])], &[347_000.0 / 3.0]);
    let found = order(&rows);
    let carried = found.place(0).unwrap().carried.as_ref().unwrap();
    assert_eq!((carried.cost_of_delay.round(), carried.count), (4000.0, 2));
    assert_eq!(
        found.reason(0),
        "0 a week of delay ÷ 10 weeks = 0; carries 4,000 a week of what waits for it: `F3` and `F1`"
    );
}

#[test]
fn a_long_chain_of_falling_worth_is_one_block_a_task() {
    let candidates: Vec<Candidate> = (0..1_000_u32)
        .map(|at| Candidate {
            id: format!("E-{at}"),
            cost_of_delay_per_week: Some(f64::from(1_000 - at)),
            duration_weeks: Some(1.0),
            depends_on: at.checked_sub(1).map(|before| before as usize).into_iter().collect(),
            ..Candidate::default()
        })
        .collect();
    let found = order(&candidates);
    assert_eq!(found.blocks.len(), 1_000);
    assert!(found.order.is_sorted());
}

#[test]
fn each_dependent_is_carried_once() {
    let rows = valued(&[("A", 1.0, 1.0, &[]), ("B", 2.0, 1.0, &[0]), ("C", 4.0, 1.0, &[0]), ("D", 8.0, 1.0, &[1, 2])]);
    let found = order(&rows);
    close(&[found.place(0).unwrap().carried.as_ref().unwrap().cost_of_delay], &[14.0]);
}

#[test]
fn a_cycle_stands_together_and_is_named() {
    let mut rows = valued(&[
        ("a", 1.0, 1.0, &[1]),
        ("b", 2.0, 1.0, &[2]),
        ("c", 3.0, 1.0, &[0, 3]),
        ("d", 0.0, 1.0, &[]),
        ("e", 9.0, 1.0, &[4]),
    ]);
    rows[3].depends_on.push(77);
    let found = order(&rows);
    assert_eq!(found.cycles, [vec![0, 1, 2], vec![4]]);
    assert_eq!(names(&rows, &found.order), "e d a b c");
    assert!(found.reason(0).starts_with("cannot be ordered: `a`, `b` and `c` wait for each other"));
    assert!(found.reason(4).starts_with("cannot be ordered: it waits for itself"));
    assert_eq!(found.place(3).unwrap().cycle, None);
}

#[test]
fn tiers_come_before_value() {
    let mut rows = valued(&[
        ("standard", 100.0, 1.0, &[]),
        ("expedite", 1.0, 1.0, &[]),
        ("intangible", 500.0, 1.0, &[]),
        ("next", 0.0, 1.0, &[]),
        ("late", 2.0, 1.0, &[]),
        ("calm", 0.0, 1.0, &[]),
        ("begun", 1.0, 1.0, &[]),
        ("sooner", 0.0, 1.0, &[]),
    ]);
    rows[1].urgency = Urgency::Expedite;
    rows[2].urgency = Urgency::Intangible;
    let mut fix = |at: usize, due| {
        rows[at].urgency = Urgency::FixedDate;
        rows[at].deadline = Some(due);
        rows[at].lead_days = Some(22);
    };
    fix(3, date(2025, 3, 14));
    fix(4, date(2025, 2, 20));
    fix(5, date(2025, 12, 1));
    fix(7, date(2025, 3, 12));
    rows[6].commitment = Commitment::InProgress;
    let found = order(&rows);
    assert_eq!(names(&rows, &found.order), "late expedite sooner next standard calm intangible");
    assert_eq!(names(&rows, &found.under_way), "begun");
    assert_eq!((found.number(6), found.number(4)), (Some(1), Some(1)));
    assert!(found.reason(6).starts_with("already started, so finish it first; "));
    assert!(found.reason(1).starts_with("expedite: it goes first; "));
    assert_eq!(found.reason(3), "next: start by 2025-02-21 to be done by 2025-03-14");
    assert_eq!(found.reason(5), "can wait: start by 2025-11-10 to be done by 2025-12-01");
    assert!(found.reason(4).starts_with("already late to start: the last day to start for 2025-02-20 was 2025-01-30"));
}

#[test]
fn a_fixed_date_without_an_estimate_takes_the_median_of_the_others_and_says_so() {
    let mut rows =
        valued(&[("a", 1.0, 2.0, &[]), ("b", 1.0, 4.0, &[]), ("c", 1.0, 9.0, &[]), ("dated", 0.0, 1.0, &[])]);
    rows[3].duration_weeks = None;
    rows[3].urgency = Urgency::FixedDate;
    rows[3].deadline = Some(date(2025, 3, 14));
    let said = "next: start by 2025-02-15 to be done by 2025-03-14; it takes 4 weeks (assumed)";
    assert_eq!(order(&rows).reason(3), said);
}

#[test]
fn urgency_is_handed_down_to_prerequisites() {
    let mut rows = valued(&[
        ("standard", 100.0, 1.0, &[]),
        ("expedite", 1.0, 1.0, &[2]),
        ("base", 0.0, 1.0, &[3]),
        ("ground", 0.0, 1.0, &[]),
        ("begun", 0.0, 1.0, &[5]),
        ("asked", 0.0, 1.0, &[]),
    ]);
    rows[1].urgency = Urgency::Expedite;
    rows[2].urgency = Urgency::Intangible;
    rows[4].commitment = Commitment::InProgress;
    let found = order(&rows);
    assert_eq!(names(&rows, &found.order), "asked ground base expedite standard");
    assert_eq!(found.place(3).unwrap().tier, Tier::Expedite);
    assert!(found.reason(3).starts_with("`expedite` is expedite and waits for it; "));
    assert!(found.reason(5).starts_with("`begun` is under way and waits for it; "));
}

#[test]
fn urgency_is_handed_down_to_work_under_way() {
    let mut rows = valued(&[
        ("dear", 9.0, 1.0, &[]),
        ("calm", 0.0, 1.0, &[]),
        ("base", 0.0, 1.0, &[]),
        ("ground", 0.0, 1.0, &[]),
        ("expedite", 1.0, 1.0, &[3]),
        ("dated", 0.0, 1.0, &[2]),
        ("plain", 1.0, 1.0, &[1]),
    ]);
    for row in &mut rows[..4] {
        row.commitment = Commitment::InProgress;
    }
    rows[1].urgency = Urgency::Intangible;
    rows[4].urgency = Urgency::Expedite;
    rows[5].urgency = Urgency::FixedDate;
    rows[5].deadline = Some(date(2025, 2, 14));
    let found = order(&rows);
    assert_eq!(names(&rows, &found.under_way), "ground base dear calm");
    assert_eq!(names(&rows, &found.order), "expedite dated plain");
    let begun = "already started, so finish it first";
    assert!(found.reason(3).starts_with(&format!("{begun}: `expedite` is expedite and waits for it; ")));
    assert!(found.reason(2).starts_with(&format!("{begun}: `dated` has a fixed date and waits for it; ")));
    assert!(found.reason(1).starts_with(&format!("{begun}; ")), "{}", found.reason(1));
    assert_eq!(found.place(1).unwrap().tier, Tier::Standard);
}

#[test]
fn whichever_of_those_that_wait_comes_first_hands_down_the_same() {
    let orders = [["plain", "asked", "expedite", "begun"], ["plain", "asked", "begun", "expedite"]];
    let found = orders.map(|names_in_order| {
        let of = |name: &str| names_in_order.iter().position(|other| *other == name).unwrap();
        let mut rows: Vec<Candidate> = names_in_order.iter().map(|name| candidate(name, &[])).collect();
        rows[of("begun")] = Candidate {
            commitment: Commitment::InProgress,
            depends_on: vec![of("plain"), of("asked")],
            cost_of_delay_per_week: Some(1.0),
            ..rows[of("begun")].clone()
        };
        for (name, depends_on) in [("expedite", vec![of("asked")]), ("plain", vec![]), ("asked", vec![])] {
            rows[of(name)] = Candidate { urgency: Urgency::Expedite, depends_on, ..rows[of(name)].clone() };
        }
        let found = order(&rows);
        assert!(found.reason(of("asked")).starts_with("`begun` is under way and waits for it"));
        names(&rows, &found.order)
    });
    assert_eq!(found, ["asked plain expedite"; 2]);
}

#[test]
fn a_score_stands_in_for_a_cost_of_delay() {
    let mut rows = valued(&[("A", 10.0, 2.0, &[]), ("B", 40.0, 2.0, &[])]);
    rows.push(candidate("S", &[]));
    rows.push(candidate("none", &[]));
    rows.push(Candidate { depends_on: vec![3], ..candidate("T", &[]) });
    let scores = [Some(1.0), Some(2.0), Some(1.0), None, Some(0.2)];
    // CD3 is 5 and 20, so K = median(5, 10) = 7.5: S counts 7.5 a week of work, T 1.5.
    let found = sequence(&rows, &scores, &[], AS_OF);
    assert_eq!(names(&rows, &found.order), "B S A none T");
    close(&[found.place(2).unwrap().value.per_week], &[15.0]);
    assert_eq!(found.reason(2), "no cost of delay is given, so its score stands in, for 2 weeks (assumed)");
    let alone = sequence(&rows[..4], &scores[..4], &[], AS_OF);
    assert_eq!(names(&rows, &alone.order), "B S A");
    assert_eq!(alone.reason(3), "no place: neither a score nor a cost of delay is known");
}

#[test]
fn scores_that_stand_in_never_add_up_to_something_endless() {
    // K is so large that two scores together would be more than a number can hold.
    let mut rows =
        vec![Candidate { cost_of_delay_per_week: Some(f64::MAX), duration_weeks: Some(7.0), ..candidate("dear", &[]) }];
    rows.push(Candidate { depends_on: vec![2], ..candidate("a", &[]) });
    rows.push(Candidate { depends_on: vec![1, 0], ..candidate("b", &[]) });
    let found = sequence(&rows, &[Some(7.0), Some(6.0), Some(6.0)], &[], AS_OF);
    assert_eq!(names(&rows, &found.order), "dear a b");
    assert!(found.blocks.iter().all(|block| block.cost_of_delay.is_finite() && block.ratio().is_finite()));
}

#[test]
fn what_is_left_out_takes_no_place_unless_something_waits_for_it() {
    let rows = valued(&[("A", 9.0, 1.0, &[]), ("B", 9.0, 1.0, &[]), ("C", 1.0, 1.0, &[0])]);
    let found = sequence(&rows, &[None; 3], &[0, 1], AS_OF);
    assert_eq!(names(&rows, &found.order), "A C");
}

fn every_order(candidates: &[Candidate], done: &mut Vec<usize>, best: &mut f64) {
    if done.len() == candidates.len() {
        *best = best.min(cost(candidates, done));
        return;
    }
    for at in 0..candidates.len() {
        let free = candidates[at].depends_on.iter().all(|need| done.contains(need));
        if free && !done.contains(&at) {
            done.push(at);
            every_order(candidates, done, best);
            done.pop();
        }
    }
}

fn graphs() -> impl Strategy<Value = Vec<Candidate>> {
    let task = (0..20_u8, 1..10_u8, any::<u8>());
    proptest::collection::vec(task, 1..7).prop_map(|tasks| {
        tasks
            .into_iter()
            .enumerate()
            .map(|(at, (cost, weeks, mask))| Candidate {
                id: format!("E-{at}"),
                cost_of_delay_per_week: Some(f64::from(cost)),
                duration_weeks: Some(f64::from(weeks)),
                depends_on: (0..at).filter(|need| mask >> need & 1 == 1 && mask > 60).collect(),
                ..Candidate::default()
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_are_legal_falling_and_near_the_best(candidates in graphs()) {
        let found = order(&candidates);
        let place = |at: &usize| found.number(*at).unwrap();
        for (at, candidate) in candidates.iter().enumerate() {
            prop_assert!(candidate.depends_on.iter().all(|need| place(need) < place(&at)));
        }
        let ratios: Vec<f64> = found.blocks.iter().map(backlit::ranking::sequence::Block::ratio).collect();
        prop_assert!(ratios.windows(2).all(|pair| pair[0] >= pair[1] - 1e-9), "{ratios:?}");
        let mut best = f64::INFINITY;
        every_order(&candidates, &mut Vec::new(), &mut best);
        let cost = cost(&candidates, &found.order);
        prop_assert!(cost <= 2.0 * best + 1e-9, "{cost} against {best}");
        if found.blocks.iter().all(|block| block.members.len() <= 2) {
            prop_assert!((cost - best).abs() < 1e-9, "{cost} against {best}");
        }
    }
}
