//! The team's own formula: what it means, where it points when it is wrong, what it can't be made to do.

use std::ops::Range;

use super::support::{candidate, close, settings, valued};
use backlit::ranking::formula::{Formula, FormulaError, MAX_DEPTH, MAX_LENGTH};
use backlit::ranking::{SettingsInput, rank};
use proptest::prelude::*;

fn parse(text: &str) -> Result<Formula, FormulaError> {
    Formula::parse(text, &["strategic".to_owned()])
}

fn field(name: &str) -> Option<f64> {
    [("reach", 100.0), ("impact", 3.0), ("confidence", 0.5), ("effort", 4.0), ("strategic", 0.0)]
        .into_iter()
        .find_map(|(known, value)| (known == name).then_some(value))
}

#[test]
fn formulas_compute() {
    for (text, expected) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("2 ^ -1 * 4", 2.0),
        ("7 % 4", 3.0),
        ("1.5e2 + .5", 150.5),
        ("1 < 2 && 2 <= 2", 1.0),
        ("1 > 2 || 3 != 3", 0.0),
        ("5 || 1 / 0", 1.0),
        ("0 && 1 / 0", 0.0),
        ("!0 + !7", 1.0),
        ("1 ? 2 : 1 / 0", 2.0),
        ("0 ? 1 : 0 ? 2 : 3", 3.0),
        ("if(impact > 2, 10, 1 / 0)", 10.0),
        ("min(3, 1, 2) + max(3, 1, 2)", 4.0),
        ("abs(-3) + sqrt(16)", 7.0),
        ("log(8, 2)", 3.0),
        ("round(2.345, 2) + round(2.6)", 5.35),
        ("clamp(7, 1, 5)", 5.0),
        ("(reach*impact*confidence)/max(effort,0.5)+(strategic>0?10:0)", 37.5),
    ] {
        close(&[parse(text).unwrap().evaluate(field).unwrap()], &[expected]);
    }
}

/// A wrong formula, the bytes at fault, the message and the hint.
type Mistake = (&'static str, Range<usize>, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    ("impact / efort", 9..14, "unknown field `efort`", "Did you mean `effort`?"),
    ("mni(1, 2)", 0..3, "unknown function `mni`", "Did you mean `min`?"),
    (
        "impact +",
        8..8,
        "the formula ends too early",
        "Mend this place: a number, a field or a bracket should stand here.",
    ),
    ("(impact", 7..7, "the formula ends too early", "Mend this place: this bracket is never closed."),
    ("1 2", 2..3, "unexpected `2`", "Mend this place: the formula should end here, or go on with an operator."),
    ("impact = 3", 7..8, "`=` means nothing in a formula", "Compare with `==`."),
    ("3 × 2", 2..4, "`×` means nothing in a formula", "Multiply with `*`."),
    ("abs(1, 2)", 0..9, "`abs` takes 1 argument, here are 2", "Add or take out arguments."),
    ("1.2.3", 3..5, "unexpected `.3`", "Mend this place: the formula should end here, or go on with an operator."),
    ("", 0..0, "the formula is empty", "Write something like `impact / effort`."),
];

#[test]
fn mistakes_point_into_the_formula() {
    for (text, span, message, hint) in MISTAKES {
        let error = parse(text).unwrap_err();
        assert_eq!((&error.span, error.message.as_str(), error.hint.as_str()), (span, *message, *hint));
    }
}

#[test]
fn evaluation_errors_point_at_the_operation() {
    for (text, at, message) in [
        ("reach / (impact - 3)", "reach / (impact - 3)", "division by zero"),
        ("1 + sqrt(0 - reach)", "sqrt(0 - reach)", "the root of a number below 0"),
        ("1 + 10 ^ 400", "10 ^ 400", "the result is not a finite number"),
        ("1 + risk", "risk", "`risk` is missing"),
    ] {
        let error = parse(text).unwrap().evaluate(field).unwrap_err();
        assert_eq!((&text[error.span], error.message.as_str()), (at, message));
    }
}

#[test]
fn a_score_opens_into_the_terms_of_the_sum() {
    let settings = settings(SettingsInput {
        method: "formula".to_owned(),
        formula: Some("2 * impact - effort + (risk > 5 ? 3 : 0) + cost_of_delay / duration".to_owned()),
        ..SettingsInput::default()
    });
    let mut candidates = valued(&[("A", 100.0, 4.0, &[]), ("B", 100.0, 4.0, &[])]);
    candidates[0].inputs = candidate("A", &[("impact", 5.0), ("effort", 4.0), ("risk", 9.0)]).inputs;
    candidates[1].inputs = candidate("B", &[("impact", 5.0), ("effort", 4.0)]).inputs;
    let ranking = rank(&candidates, &settings);
    let entry = &ranking.entries[0];
    assert_eq!(&*entry.arithmetic, "2 * 5 - 4 + (9 > 5 ? 3 : 0) + 100 / 4 = 34");
    let parts: Vec<(&str, f64)> = entry.parts.iter().map(|part| (&*part.label, part.contribution)).collect();
    assert_eq!(
        parts,
        [("2 * impact", 10.0), ("effort", -4.0), ("(risk > 5 ? 3 : 0)", 3.0), ("cost_of_delay / duration", 25.0)]
    );
    assert_eq!(ranking.unscored[0].gap.reason, "`risk` is missing");
    assert_eq!(ranking.unscored[0].gap.missing, ["risk"]);
}

#[test]
fn a_product_or_a_choice_is_one_part() {
    for text in ["impact * 2", "impact > 3 ? 1 + 2 : 4 + 5", "impact + 1 > 2", "impact + 1 && 2", "(impact + 1)"] {
        let settings = settings(SettingsInput {
            method: "formula".to_owned(),
            formula: Some(text.to_owned()),
            ..SettingsInput::default()
        });
        let ranking = rank(&[candidate("A", &[("impact", 4.0)])], &settings);
        let entry = &ranking.entries[0];
        assert_eq!(entry.parts.len(), 1, "{text}");
        close(&[entry.parts[0].contribution], &[entry.score]);
    }
}

#[test]
fn size_and_depth_are_limited() {
    let deep = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
    assert!(parse(&deep(MAX_DEPTH - 1)).is_ok());
    let error = parse(&deep(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!(error.message, "the formula nests deeper than 64 levels");
    assert!(parse(&"-".repeat(500)).is_err());
    let long = vec!["1"; MAX_LENGTH / 2].join("+");
    close(&[parse(&long).unwrap().evaluate(field).unwrap()], &[2048.0]);
    assert!(parse(&format!("{long}+1")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it(text in "([a-z]{1,3}|[0-9.]{1,3}|[-+*/%^!<>=&|?:(), é×]|impact|effort|min\\(|if\\(){0,20}") {
        match parse(&text) {
            Err(error) => prop_assert!(text.get(error.span).is_some()),
            Ok(formula) => match formula.evaluate(field) {
                Ok(value) => prop_assert!(value.is_finite()),
                Err(error) => prop_assert!(text.get(error.span).is_some()),
            },
        }
    }
}
