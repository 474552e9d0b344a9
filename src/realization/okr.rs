//! Takes the scores of key results, gives an objective's score and colours; never rolls a child objective up.

use super::progress::Goal;
use super::state::Ambition;
use crate::document::Decimal;
use crate::document::Quantity;
use crate::document::Ratio;
use serde::Serialize;

/// The colour of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScoreBand {
    /// 0.0 to 0.3.
    Red,
    /// 0.4 to 0.6.
    Yellow,
    /// 0.7 to 1.0; for a committed key result 1.0 alone.
    Green,
}

/// One key result as it counts for its objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyResultScore {
    /// Its score, once it is graded.
    pub score: Option<Ratio>,
    /// Its weight; one that is not above zero leaves it out.
    pub weight: Decimal,
}

/// The score of an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ObjectiveScore {
    /// The weighted mean of the graded key results.
    pub score: Option<Ratio>,
    /// Its colour.
    pub band: Option<ScoreBand>,
    /// How many key results are graded.
    pub graded: usize,
    /// How many there are.
    pub total: usize,
}

/// Grades a key result by its latest value, from 0 to 1; nothing without one in its unit.
pub fn grade(goal: &Goal, latest: Option<&Quantity>) -> Option<Ratio> {
    latest.and_then(|value| goal.progress(value)).map(super::progress::Progress::score)
}

/// Gives the colour of a score: rounded half up to one decimal, then red to 0.3, yellow to 0.6, green from 0.7.
pub fn band(score: Ratio) -> ScoreBand {
    let rounded = score.clamp01().round(1);
    match rounded {
        _ if rounded >= Decimal::new(7, 1) => ScoreBand::Green,
        _ if rounded >= Decimal::new(4, 1) => ScoreBand::Yellow,
        _ => ScoreBand::Red,
    }
}

/// Gives the colour against what was expected: a committed key result is green only when it is reached in full.
pub fn band_against(score: Ratio, ambition: Ambition) -> ScoreBand {
    match (band(score), ambition) {
        (ScoreBand::Green, Ambition::Committed) if score < Ratio::ONE => ScoreBand::Yellow,
        (band, _) => band,
    }
}

/// Tells whether the pattern of a wrong bet shows: all supporting objectives green, the key result above them red.
pub fn is_wrong_bet(key_result: ScoreBand, supporting: &[ScoreBand]) -> bool {
    key_result == ScoreBand::Red && !supporting.is_empty() && supporting.iter().all(|band| *band == ScoreBand::Green)
}

impl ObjectiveScore {
    /// Averages the graded key results by their weights.
    pub fn of(key_results: &[KeyResultScore]) -> ObjectiveScore {
        let graded: Vec<(Ratio, Ratio)> = key_results
            .iter()
            .filter(|result| result.weight > Decimal::ZERO)
            .filter_map(|result| Some((result.score?, Ratio::from(result.weight))))
            .collect();
        let score = weighted_mean(&graded).or_else(|| weighted_mean(&coarse(&graded)));
        ObjectiveScore {
            score,
            band: score.map(band),
            graded: key_results.iter().filter(|result| result.score.is_some()).count(),
            total: key_results.len(),
        }
    }

    /// Tells whether a key result is still to be graded.
    pub fn is_provisional(&self) -> bool {
        self.graded < self.total
    }

    /// Says how many key results are graded: `2 of 3 graded`.
    pub fn graded_words(&self) -> String {
        format!("{} of {} graded", self.graded, self.total)
    }
}

fn weighted_mean(graded: &[(Ratio, Ratio)]) -> Option<Ratio> {
    let (mut sum, mut weights) = (Ratio::ZERO, Ratio::ZERO);
    for (score, weight) in graded {
        sum = sum.checked_add(score.checked_mul(*weight)?)?;
        weights = weights.checked_add(*weight)?;
    }
    sum.checked_div(weights)
}

/// Rounds to nine decimals, for the rare scores whose exact sum does not fit.
fn coarse(graded: &[(Ratio, Ratio)]) -> Vec<(Ratio, Ratio)> {
    let round = |ratio: Ratio| Ratio::from(ratio.round(9));
    graded.iter().map(|(score, weight)| (round(*score), round(*weight))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_target;
    use crate::realization::progress::GoalFacts;
    use proptest::prelude::*;

    fn score(baseline: &str, target: &str, latest: &str) -> Option<Ratio> {
        let (baseline, target) = (Quantity::parse(baseline).unwrap(), parse_target(target).unwrap());
        let facts = GoalFacts { baseline: Some(&baseline), target: Some(&target), ..GoalFacts::default() };
        grade(&Goal::resolve(facts).unwrap().unwrap(), Quantity::parse(latest).ok().as_ref())
    }

    fn objective(scores: &[Option<Ratio>], weights: &[i64]) -> ObjectiveScore {
        let pair = |(score, weight): (&Option<Ratio>, &i64)| KeyResultScore { score: *score, weight: (*weight).into() };
        ObjectiveScore::of(&scores.iter().zip(weights).map(pair).collect::<Vec<_>>())
    }

    #[test]
    fn objectives_average_their_key_results() {
        let scores = [score("20", "40", "34"), score("8", "5", "5.9"), score("0", "3", "1")];
        let shown: Vec<String> = scores.iter().map(|s| s.unwrap().round(3).to_string()).collect();
        assert_eq!(shown, ["0.7", "0.7", "0.333"]);
        let mean = |weights: &[i64]| objective(&scores, weights).score.unwrap().round(6).to_string();
        assert_eq!(mean(&[1, 1, 1]), "0.577778");
        assert_eq!(mean(&[2, 1, 1]), "0.608333");
    }

    #[test]
    fn an_ungraded_key_result_makes_it_provisional() {
        let seen = objective(&[score("0", "10", "6"), score("0", "10", "7"), None], &[1, 1, 1]);
        assert_eq!(seen.graded_words(), "2 of 3 graded");
        // The mean of 0.6 and 0.7 is exactly 0.65 and so rounds up.
        assert_eq!((seen.is_provisional(), seen.band), (true, Some(ScoreBand::Green)));
        assert_eq!(objective(&[None], &[1]).score, None);
        assert_eq!(objective(&[score("0", "10", "6")], &[0]).score, None);
    }

    #[test]
    fn bands_round_half_up() {
        let of = |text: &str| band(Ratio::from(text.parse::<Decimal>().unwrap()));
        assert_eq!(
            [of("0.34"), of("0.35"), of("0.649"), of("0.65")],
            [ScoreBand::Red, ScoreBand::Yellow, ScoreBand::Yellow, ScoreBand::Green]
        );
        let against = |text: &str, ambition| band_against(Ratio::from(text.parse::<Decimal>().unwrap()), ambition);
        assert_eq!(against("0.7", Ambition::Committed), ScoreBand::Yellow);
        assert_eq!(against("1", Ambition::Committed), ScoreBand::Green);
        assert_eq!(against("0.7", Ambition::Aspirational), ScoreBand::Green);
    }

    #[test]
    fn green_children_under_a_red_parent_are_a_wrong_bet() {
        assert!(is_wrong_bet(ScoreBand::Red, &[ScoreBand::Green, ScoreBand::Green]));
        assert!(!is_wrong_bet(ScoreBand::Red, &[]) && !is_wrong_bet(ScoreBand::Yellow, &[ScoreBand::Green]));
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_its_parts(parts in proptest::collection::vec((0_u64..=1000, 1_u64..1_000_000, 1_i64..100), 1..40)) {
            let scores: Vec<Option<Ratio>> = parts.iter().map(|(n, d, _)| Ratio::of_counts(*n, *d).map(Ratio::clamp01)).collect();
            let weights: Vec<i64> = parts.iter().map(|part| part.2).collect();
            let mean = objective(&scores, &weights).score.unwrap().to_f64();
            let (least, most) = scores.iter().flatten().fold((1.0_f64, 0.0_f64), |(a, b), s| (a.min(s.to_f64()), b.max(s.to_f64())));
            prop_assert!(mean >= least - 1e-8 && mean <= most + 1e-8);
        }
    }
}
