//! How firm an order is, against known figures.

use super::support::{SEED, WEIGHTED, candidate, close, settings, with};
use backlit::ranking::{
    Candidate, Criterion, Direction, Ranking, Scale, Settings, SettingsInput, Spread, Stability, rank, swaps,
};
use proptest::prelude::*;

fn seed() -> Vec<Candidate> {
    with(WEIGHTED, &SEED)
}

fn varied(variation: f64) -> Settings {
    let scale = Scale { lo: 1.0, hi: 5.0 };
    settings(SettingsInput { scale, variation, head: 2, ..SettingsInput::default() })
}

fn even(criteria: &[&str]) -> SettingsInput {
    let benefit = |name: &&str| Criterion::new(name, name, 1.0, Direction::Benefit);
    SettingsInput {
        scale: Scale { lo: 0.0, hi: 1.0 },
        criteria: criteria.iter().map(benefit).collect(),
        head: 2,
        ..SettingsInput::default()
    }
}

/// Gives something of each entry, by candidate.
fn each<T: Copy + Default>(ranking: &Ranking, get: impl Fn(&backlit::ranking::Entry) -> T) -> Vec<T> {
    let mut all = vec![T::default(); ranking.entries.len()];
    for entry in &ranking.entries {
        all[entry.candidate] = get(entry);
    }
    all
}

#[track_caller]
fn near(found: &[f64], expected: &[f64], margin: f64) {
    let all = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= margin);
    assert!(all && found.len() == expected.len(), "{found:?} is not near {expected:?}");
}

fn intervals(ranking: &Ranking) -> Vec<(usize, usize)> {
    each(ranking, |entry| entry.interval.map_or((0, 0), |it| (it.best, it.worst)))
}

#[test]
fn intervals_are_exact() {
    let tenth = rank(&seed(), &varied(0.1));
    assert_eq!(intervals(&tenth), [(3, 3), (1, 1), (2, 2), (4, 4)]);
    assert_eq!(tenth.sensitivity.summary, "no place changes when the weights move by 10%");
    let fifth = rank(&seed(), &varied(0.2));
    assert_eq!(intervals(&fifth), [(2, 4), (1, 1), (2, 3), (3, 4)]);
    assert_eq!(fifth.sensitivity.stable_head, Some(1));
    assert_eq!(fifth.sensitivity.summary, "the first place stays when the weights move by 20%");
    let words: Vec<Stability> = fifth.entries.iter().map(|entry| entry.interval.unwrap().stability()).collect();
    assert_eq!(words[0].words(), "stable");
    assert_eq!(words[2].words(), "mostly stable");
}

#[test]
fn equal_answers_never_push_each_other_down() {
    let mut candidates = seed();
    candidates.push(Candidate { id: "B2".to_owned(), ..candidates[1].clone() });
    let ranking = rank(&candidates, &varied(0.1));
    assert_eq!(intervals(&ranking), [(4, 4), (1, 1), (3, 3), (5, 5), (1, 1)]);
    let shares = each(&ranking, |entry| entry.acceptability.unwrap().first);
    close(&[shares[1]], &[shares[4]]);
    close(&[shares.iter().sum()], &[1.0]);
}

#[test]
fn shares_of_first_places_on_the_centred_lattice() {
    let ranking = rank(&seed(), &varied(0.2));
    let lattice = ranking.sensitivity.lattice.unwrap();
    assert_eq!((lattice.steps, lattice.points, lattice.head), (20, 1771, 2));
    let first = each(&ranking, |entry| entry.acceptability.unwrap().first);
    near(&first, &[0.1067, 0.8227, 0.0, 0.0706], 0.00006);
    let head: f64 = ranking.entries.iter().map(|entry| entry.acceptability.unwrap().head).sum();
    close(&[head], &[2.0]);
}

#[test]
fn two_criteria_and_a_compromise() {
    let candidates = [
        candidate("A", &[("x", 1.0), ("y", 0.0)]),
        candidate("B", &[("x", 0.6), ("y", 0.6)]),
        candidate("C", &[("x", 0.0), ("y", 1.0)]),
    ];
    let ranking = rank(&candidates, &settings(even(&["x", "y"])));
    let first = each(&ranking, |entry| entry.acceptability.unwrap().first);
    near(&first, &[0.4, 0.2, 0.4], 0.02);
    let head = each(&ranking, |entry| entry.acceptability.unwrap().head);
    near(&[head[1] - first[1]], &[0.8], 0.02);
}

#[test]
fn three_specialists_and_an_all_rounder() {
    let candidates = [
        candidate("A", &[("x", 1.0), ("y", 0.0), ("z", 0.0)]),
        candidate("B", &[("x", 0.0), ("y", 1.0), ("z", 0.0)]),
        candidate("C", &[("x", 0.0), ("y", 0.0), ("z", 1.0)]),
        candidate("D", &[("x", 0.5), ("y", 0.5), ("z", 0.5)]),
    ];
    let mut input = even(&["x", "y", "z"]);
    input.head = 3;
    let ranking = rank(&candidates, &settings(input));
    let first = each(&ranking, |entry| entry.acceptability.unwrap().first);
    near(&first, &[0.25; 4], 0.02);
    let head = each(&ranking, |entry| entry.acceptability.unwrap().head);
    close(&[head[3]], &[1.0]);
}

#[test]
fn weights_near_the_configured_ones_make_the_winner_surer() {
    let near = |kappa| SettingsInput {
        scale: Scale { lo: 1.0, hi: 5.0 },
        spread: Spread::Near { kappa },
        ..SettingsInput::default()
    };
    let first = |input| {
        let ranking = rank(&seed(), &settings(input));
        each(&ranking, |entry| entry.acceptability.unwrap().first)
    };
    let (loose, tight) = (first(near(20.0)), first(near(50.0)));
    assert!(loose[1] > 0.83 && tight[1] > loose[1], "{loose:?} {tight:?}");
    close(&[tight.iter().sum()], &[1.0]);
}

#[test]
fn changes_of_one_weight_that_swap_two() {
    let settings = varied(0.2);
    let ranking = rank(&seed(), &settings);
    let [b, c, a, _] = &ranking.entries[..] else { unreachable!() };
    let found = swaps(b, a, &settings);
    let impact = found.iter().find(|swap| swap.criterion == "impact").unwrap();
    close(&[impact.from, impact.delta], &[0.4, 0.325]);
    assert_eq!(found[0].criterion, "effort");
    close(&[found[0].delta], &[-0.1625 / 0.75]);
    let top = ranking.sensitivity.swap.as_ref().unwrap();
    assert_eq!(Some(top), swaps(b, c, &settings).first());
    close(&[top.delta], &[-0.225]);
    assert_eq!(swaps(a, a, &settings), []);
}

#[test]
fn methods_without_weights_say_so() {
    let input = SettingsInput { method: "ice".to_owned(), ..SettingsInput::default() };
    let ranking = rank(&seed(), &settings(input));
    assert_eq!(ranking.sensitivity.summary, "ICE has no weights to vary");
    assert_eq!(ranking.sensitivity.stable_head, None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn ranks_stay_in_their_interval(
        rows in proptest::collection::vec(proptest::array::uniform4(1..=5_u8), 2..8),
        moves in proptest::array::uniform4(-0.2..=0.2_f64),
    ) {
        let candidates: Vec<Candidate> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let named: Vec<_> = WEIGHTED.into_iter().zip(row.map(f64::from)).collect();
                candidate(&format!("E-{at}"), &named)
            })
            .collect();
        let still = rank(&candidates, &varied(0.2));
        let mut input = SettingsInput { scale: Scale { lo: 1.0, hi: 5.0 }, ..SettingsInput::default() };
        for (criterion, change) in input.criteria.iter_mut().zip(moves) {
            criterion.weight *= 1.0 + change;
        }
        let moved = rank(&candidates, &settings(input));
        let ranks = each(&moved, |entry| entry.rank);
        for (rank, (best, worst)) in ranks.into_iter().zip(intervals(&still)) {
            prop_assert!((best..=worst).contains(&rank), "{rank} not in {best}..={worst}");
        }
    }
}
