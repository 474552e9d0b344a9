//! The laws that every method keeps, and the order among equals.

use super::support::{SEED, WEIGHTED, by, candidate, ids, one_to_five, settings, with};
use backlit::ranking::{Candidate, Commitment, Ranking, Role, SettingsInput, Urgency, formula, method, rank, ranks_by};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn ties_share_a_rank_and_stand_in_a_set_order() {
    let base = |id: &str| candidate(id, &[("impact", 5.0), ("effort", 5.0)]);
    let candidates = vec![
        base("T-10"),
        base("T-9"),
        Candidate { created: Some(date(2024, 1, 1)), ..base("T-99") },
        Candidate { duration_weeks: Some(2.0), ..base("T-98") },
        Candidate { cost_of_delay_per_week: Some(1.0), duration_weeks: Some(3.0), ..base("T-97") },
        Candidate { deadline: Some(date(2025, 3, 1)), ..base("T-96") },
        Candidate { urgency: Urgency::Expedite, ..base("T-95") },
        candidate("top", &[("impact", 9.0), ("effort", 5.0)]),
        candidate("low", &[("impact", 1.0), ("effort", 5.0)]),
    ];
    let ranking = rank(&candidates, &settings(SettingsInput::default()));
    assert_eq!(ids(&ranking, &candidates), ["top", "T-95", "T-96", "T-97", "T-98", "T-99", "T-9", "T-10", "low"]);
    let ranks: Vec<usize> = ranking.entries.iter().map(|entry| entry.rank).collect();
    assert_eq!(ranks, [1, 2, 2, 2, 2, 2, 2, 2, 9]);
    assert!(!ranking.entries[0].tied && ranking.entries[1].tied);
}

#[test]
fn work_under_way_is_ranked_apart() {
    let mut candidates = with(WEIGHTED, &SEED);
    candidates[1].commitment = Commitment::InProgress;
    let ranking = rank(&candidates, &one_to_five());
    assert_eq!(ids(&ranking, &candidates), ["C", "A", "D"]);
    assert_eq!((ranking.commitments[0].candidate, ranking.commitments[0].rank), (1, 1));
    let wsjf = method("wsjf").unwrap();
    assert_eq!(ranks_by(wsjf, &candidates, &one_to_five()), [None; 4]);
    let weighted = method("weighted").unwrap();
    assert_eq!(ranks_by(weighted, &candidates, &one_to_five()), [Some(2), Some(1), Some(1), Some(3)]);
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (1..=10_i32).prop_map(f64::from),
        1 => any::<f64>(),
        1 => Just(0.0),
        1 => Just(f64::MAX),
    ]
}

fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let names: Vec<&str> = formula::FIELDS.to_vec();
    let one = (
        proptest::collection::vec(proptest::option::weighted(0.8, any_number()), names.len()),
        proptest::option::of(any_number()),
        proptest::option::of(any_number()),
        proptest::collection::vec(0..14_usize, 0..3),
        (0..4_usize, any::<bool>(), proptest::option::of(-400..400_i64)),
    );
    proptest::collection::vec(one, 0..12).prop_map(move |rows| {
        let urgencies = [Urgency::Expedite, Urgency::FixedDate, Urgency::Standard, Urgency::Intangible];
        rows.into_iter()
            .enumerate()
            .map(|(at, (values, cost, weeks, depends_on, (urgency, open, lead)))| {
                let given = names.iter().zip(values);
                let inputs = given.filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
                let open = if open { Commitment::Open } else { Commitment::InProgress };
                Candidate {
                    id: format!("E-{at}"),
                    inputs: inputs.collect(),
                    moscow: Some(["must", "should", "won't", "?"][urgency].to_owned()),
                    cost_of_delay_per_week: cost,
                    duration_weeks: weeks,
                    depends_on,
                    urgency: urgencies[urgency],
                    commitment: open,
                    deadline: lead.and_then(|_| "2025-03-14".parse().ok()),
                    lead_days: lead,
                    ..Candidate::default()
                }
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_every_figure_is_finite(candidates in any_candidates(), at in 0..7_usize) {
        let settings = by(backlit::ranking::METHODS[at].name);
        let ranking = rank(&candidates, &settings);
        let listed = ranking.listed.len() + ranking.unscored.len();
        let all = ranking.entries.len() + ranking.commitments.len() + listed;
        prop_assert_eq!(all, candidates.len());
        for entry in ranking.entries.iter().chain(&ranking.commitments) {
            prop_assert!(entry.score.is_finite());
            prop_assert!(entry.parts.iter().all(|part| part.contribution.is_finite()));
            if entry.parts.iter().all(|part| part.role == Role::Addend) {
                let sum: f64 = entry.parts.iter().map(|part| part.contribution).sum();
                prop_assert!((sum - entry.score).abs() <= 1e-9 * entry.score.abs().max(1.0));
            }
            prop_assert!(entry.sequence.is_some());
            if let Some(interval) = entry.interval {
                prop_assert!(interval.best <= entry.rank && entry.rank <= interval.worst);
            }
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(candidates in any_candidates(), by_name in 0..7_usize, seed in any::<u64>()) {
        let settings = by(backlit::ranking::METHODS[by_name].name);
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|at| (seed.rotate_left(u32::try_from(at * 7).unwrap()) ^ *at as u64) % 1009);
        let place: std::collections::BTreeMap<usize, usize> =
            order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let shuffled: Vec<Candidate> = order
            .iter()
            .map(|at| {
                let mut moved = candidates[*at].clone();
                moved.depends_on =
                    moved.depends_on.iter().map(|need| *place.get(need).unwrap_or(&99)).collect();
                moved
            })
            .collect();
        let (one, other) = (rank(&candidates, &settings), rank(&shuffled, &settings));
        prop_assert_eq!(ids(&one, &candidates), ids(&other, &shuffled));
        let started = |ranking: &Ranking, of: &[Candidate]| -> Vec<String> {
            ranking.sequence.order.iter().map(|at| of[*at].id.clone()).collect()
        };
        prop_assert_eq!(started(&one, &candidates), started(&other, &shuffled));
    }

    #[test]
    fn adding_or_hiding_an_epic_moves_no_score(candidates in any_candidates(), by_name in 0..7_usize) {
        let settings = by(backlit::ranking::METHODS[by_name].name);
        let whole = rank(&candidates, &settings);
        let fewer = &candidates[..candidates.len() / 2];
        for entry in rank(fewer, &settings).entries {
            let same = whole.entries.iter().find(|other| other.candidate == entry.candidate);
            prop_assert_eq!(same.map(|other| other.score.to_bits()), Some(entry.score.to_bits()));
        }
    }
}
