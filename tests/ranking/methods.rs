//! The methods against known figures, and the laws that every method keeps.

use super::support::{AS_OF, SEED, WEIGHTED, by, candidate, close, ids, one_to_five, settings, with};
use backlit::ranking::{
    Candidate, Criterion, Direction, IceVariant, Quadrant, Ranking, Scale, Settings, SettingsInput, moscow, quadrant,
    rank, wsjf,
};

const WSJF: [&str; 4] = ["user_business_value", "time_criticality", "risk_reduction", "job_size"];

fn scores(ranking: &Ranking) -> Vec<f64> {
    ranking.entries.iter().map(|entry| entry.score).collect()
}

#[test]
fn weighted_scores_and_their_parts() {
    let candidates = with(WEIGHTED, &SEED);
    let ranking = rank(&candidates, &one_to_five());
    assert_eq!(ids(&ranking, &candidates), ["B", "C", "A", "D"]);
    close(&scores(&ranking), &[0.75, 0.6375, 0.5875, 0.525]);
    let parts: Vec<f64> = ranking.entries[2].parts.iter().map(|part| part.contribution).collect();
    close(&parts, &[0.4, 0.0625, 0.05, 0.075]);
    assert_eq!(&*ranking.entries[0].arithmetic, "0.4 × 0.5 + 0.25 × 1 + 0.2 × 0.75 + 0.15 × 1 = 0.75");
}

#[test]
fn a_missing_criterion_leaves_the_rest_and_shows_the_coverage() {
    let half = [candidate("A", &[("impact", 4.0), ("effort", 2.0)])];
    let entry = &rank(&half, &one_to_five()).entries[0];
    close(&[entry.score, entry.coverage], &[0.75, 0.65]);
    let sum: f64 = entry.parts.iter().map(|part| part.contribution).sum();
    close(&[sum], &[0.75]);
    assert!(entry.arithmetic.ends_with("÷ 0.65 = 0.75"), "{}", entry.arithmetic);
}

#[test]
fn too_little_coverage_is_not_ranked() {
    let little = [candidate("A", &[("impact", 4.0)]), candidate("B", &[])];
    let ranking = rank(&little, &one_to_five());
    assert!(ranking.entries.is_empty());
    assert_eq!(
        ranking.unscored[0].gap.reason,
        "`effort`, `risk` and `time_to_value` are missing: the rest carries 40% of the weights, 60% is needed"
    );
    assert_eq!(ranking.unscored[1].gap.missing.len(), 4);
}

#[test]
fn a_number_off_the_scale_is_not_ranked() {
    let off = [candidate("A", &[("impact", 12.0), ("effort", 2.0), ("risk", 2.0)])];
    let ranking = rank(&off, &settings(SettingsInput::default()));
    assert_eq!(ranking.unscored[0].gap.reason, "`impact` is 12, outside the scale 1 to 10");
}

#[test]
fn wsjf_divides_by_the_job_size() {
    let rows = [
        ("A", [8.0, 5.0, 3.0, 5.0]),
        ("B", [13.0, 8.0, 1.0, 13.0]),
        ("C", [3.0, 13.0, 5.0, 2.0]),
        ("D", [5.0, 3.0, 8.0, 3.0]),
        ("Z", [1.0, 1.0, 1.0, 0.0]),
        ("N", [1.0, 1.0, 1.0, f64::NAN]),
    ];
    let candidates = with(WSJF, &rows);
    let ranking = rank(&candidates, &by("wsjf"));
    assert_eq!(ids(&ranking, &candidates), ["C", "D", "A", "B"]);
    close(&scores(&ranking), &[10.5, 16.0 / 3.0, 3.2, 22.0 / 13.0]);
    assert_eq!(&*ranking.entries[2].arithmetic, "(8 + 5 + 3) ÷ 5 = 3.2");
    let why: Vec<&str> = ranking.unscored.iter().map(|entry| entry.gap.reason.as_str()).collect();
    assert_eq!(why, ["`job_size` is not a finite number", "`job_size` is 0, and nothing can be divided by it"]);
    let [first, ..] = &candidates[..4] else { unreachable!() };
    assert_eq!(wsjf::columns_without_one(std::slice::from_ref(first)), WSJF);
    assert_eq!(wsjf::columns_without_one(&candidates[..4]), ["user_business_value", "time_criticality", "job_size"]);
}

#[test]
fn cd3_divides_the_cost_of_delay_by_the_duration() {
    let candidates = super::support::valued(&[
        ("F1", 3.0, 3.0, &[]),
        ("F2", 7.0, 4.0, &[]),
        ("F3", 9.0, 6.0, &[]),
        ("F4", 0.0, 1.0, &[]),
        ("F5", 1.0, 0.0, &[]),
    ]);
    let ranking = rank(&candidates, &by("cd3"));
    assert_eq!(ids(&ranking, &candidates), ["F2", "F3", "F1", "F4"]);
    close(&scores(&ranking), &[1.75, 1.5, 1.0, 0.0]);
    assert_eq!(ranking.unscored[0].gap.reason, "`duration` is not above 0");
    assert_eq!(&*ranking.entries[0].arithmetic, "7 a week ÷ 4 weeks = 1.75");
    let started = ranking.sequence.order.iter().map(|at| candidates[*at].id.as_str());
    assert_eq!(started.take(3).collect::<Vec<_>>(), ["F2", "F3", "F1"]);
}

#[test]
fn rice_multiplies_and_divides() {
    let names = ["reach", "impact", "confidence", "effort"];
    let rows = [
        ("A", [500.0, 2.0, 0.8, 4.0]),
        ("B", [2000.0, 1.0, 0.5, 2.0]),
        ("C", [150.0, 3.0, 1.0, 0.5]),
        ("P", [500.0, 2.0, 80.0, 4.0]),
        ("X", [500.0, 9.0, 0.8, 4.0]),
    ];
    let candidates = with(names, &rows);
    let ranking = rank(&candidates, &by("rice"));
    assert_eq!(ids(&ranking, &candidates), ["C", "B", "A", "P"]);
    close(&scores(&ranking), &[900.0, 500.0, 200.0, 200.0]);
    assert_eq!(&*ranking.entries[3].arithmetic, "500 × 2 × 80% ÷ 4 = 200");
    assert_eq!(ranking.unscored[0].gap.reason, "`impact` is 9, where RICE takes 0.25 to 3");
}

#[test]
fn ice_variants_disagree_and_name_themselves() {
    let rows = [("A", [8.0, 6.0, 4.0]), ("B", [6.0, 7.0, 5.0]), ("C", [9.0, 9.0, 1.0])];
    let candidates: Vec<_> =
        rows.iter().map(|(id, [i, c, e])| candidate(id, &[("impact", *i), ("confidence", *c), ("ease", *e)])).collect();
    let product = rank(&candidates, &by("ice"));
    assert_eq!(ids(&product, &candidates), ["B", "A", "C"]);
    close(&scores(&product), &[210.0, 192.0, 81.0]);
    let input = SettingsInput { method: "ice".to_owned(), ice: IceVariant::Mean, ..SettingsInput::default() };
    let mean = rank(&candidates, &settings(input));
    assert_eq!(ids(&mean, &candidates), ["C", "A", "B"]);
    close(&scores(&mean), &[19.0 / 3.0, 6.0, 6.0]);
    assert_eq!(&*mean.entries[0].arithmetic, "(9 + 9 + 1) ÷ 3 = 6.3333 (mean)");
}

#[test]
fn moscow_orders_classes_and_lists_wont() {
    let classes = [("D", "W", 10.0), ("C", "Could have", 8.0), ("A", "must", 30.0), ("B", "S", 12.0)];
    let candidates: Vec<_> = classes
        .iter()
        .map(|(id, class, weeks)| Candidate {
            moscow: Some((*class).to_owned()),
            duration_weeks: Some(*weeks),
            ..candidate(id, &[])
        })
        .collect();
    let ranking = rank(&candidates, &by("moscow"));
    assert_eq!(ids(&ranking, &candidates), ["A", "B", "C"]);
    assert_eq!(ranking.listed[0].reason, "won't this time");
    let shares = moscow::shares(&candidates).unwrap();
    close(&[shares.must, shares.should, shares.could], &[0.6, 0.24, 0.16]);
    assert!(!shares.too_many_musts);
    assert!(moscow::shares(&candidates[2..3]).unwrap().too_many_musts);
}

#[test]
fn the_quadrant_cuts_at_the_middle_of_the_scale() {
    use Quadrant::{BigBet, FillIn, QuickWin, TimeSink};
    let settings = one_to_five();
    for (impact, effort, expected) in
        [(3.0, 3.0, QuickWin), (3.0, 4.0, BigBet), (2.0, 3.0, FillIn), (1.0, 5.0, TimeSink)]
    {
        let it = candidate("A", &[("impact", impact), ("effort", effort)]);
        assert_eq!(quadrant(&it, &settings), Some(expected));
    }
    assert_eq!(quadrant(&candidate("A", &[("impact", 9.0), ("effort", 1.0)]), &settings), None);
}

#[test]
fn a_number_code_decides_an_order() {
    let rank_of = |rows: &[(&str, [f64; 4])]| {
        let candidates = with(WSJF, rows);
        let ranking = rank(&candidates, &by("wsjf"));
        ids(&ranking, &candidates).join("")
    };
    let fibonacci = [("A", [20.0, 0.0, 0.0, 8.0]), ("B", [2.0, 0.0, 0.0, 1.0])];
    assert_eq!(rank_of(&fibonacci), "AB");
    let ordinal = [("A", [7.0, 0.0, 0.0, 5.0]), ("B", [2.0, 0.0, 0.0, 1.0])];
    assert_eq!(rank_of(&ordinal), "BA");
}

#[test]
fn an_irrelevant_epic_moves_nobody() {
    let settings = settings(SettingsInput {
        scale: Scale { lo: 0.0, hi: 10.0 },
        criteria: vec![
            Criterion::new("value", "Value", 0.6, Direction::Benefit),
            Criterion::new("reach", "Reach", 0.4, Direction::Benefit),
        ],
        ..SettingsInput::default()
    });
    let mut candidates =
        vec![candidate("A", &[("value", 10.0), ("reach", 2.0)]), candidate("B", &[("value", 5.0), ("reach", 4.0)])];
    let before = scores(&rank(&candidates, &settings));
    candidates.push(candidate("C", &[("value", 0.0), ("reach", 2.0)]));
    let ranking = rank(&candidates, &settings);
    assert_eq!(ids(&ranking, &candidates), ["A", "B", "C"]);
    assert_eq!(scores(&ranking)[..2], before);
}

#[test]
fn settings_report_every_mistake() {
    let input = SettingsInput {
        method: "gut".to_owned(),
        scale: Scale { lo: 5.0, hi: 5.0 },
        criteria: vec![
            Criterion::new("impact", "Impact", 0.0, Direction::Benefit),
            Criterion::new("impact", "Impact", -1.0, Direction::Benefit),
        ],
        formula: Some("impact / efort".to_owned()),
        variation: 1.5,
        ..SettingsInput::default()
    };
    let errors = Settings::build(input, AS_OF).unwrap_err();
    let keys: Vec<&str> = errors.iter().map(|error| error.key.as_str()).collect();
    assert_eq!(keys, ["method", "scale", "variation", "weights.impact", "weights.impact", "weights.impact", "formula"]);
    assert_eq!(errors[6].formula.as_ref().unwrap().span, 9..14);
    assert_eq!(errors[6].hint, "Did you mean `effort`?");
}

#[test]
fn weights_need_not_add_up_to_one() {
    let mut input = SettingsInput { scale: Scale { lo: 1.0, hi: 5.0 }, ..SettingsInput::default() };
    for criterion in &mut input.criteria {
        criterion.weight *= 20.0;
    }
    let candidates = with(WEIGHTED, &SEED);
    close(&scores(&rank(&candidates, &settings(input))), &[0.75, 0.6375, 0.5875, 0.525]);
}
