//! Candidates and settings for tests.

use backlit::ranking::{Candidate, Ranking, Scale, Settings, SettingsInput};
use jiff::civil::Date;

/// The day of every test.
pub(crate) const AS_OF: Date = Date::constant(2025, 2, 3);

/// Makes a candidate from its numbers.
pub(crate) fn candidate(id: &str, inputs: &[(&str, f64)]) -> Candidate {
    let inputs = inputs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    Candidate { id: id.to_owned(), inputs, ..Candidate::default() }
}

/// Makes candidates from (id, cost of delay, weeks, prerequisites).
pub(crate) fn valued(rows: &[(&str, f64, f64, &[usize])]) -> Vec<Candidate> {
    rows.iter()
        .map(|(id, cost, weeks, needs)| Candidate {
            cost_of_delay_per_week: Some(*cost),
            duration_weeks: Some(*weeks),
            depends_on: needs.to_vec(),
            ..candidate(id, &[])
        })
        .collect()
}

/// Builds settings that must hold.
pub(crate) fn settings(input: SettingsInput) -> Settings {
    Settings::build(input, AS_OF).expect("the settings of a test hold")
}

/// Lists the ids of ranked open work.
pub(crate) fn ids<'a>(ranking: &Ranking, candidates: &'a [Candidate]) -> Vec<&'a str> {
    ranking.entries.iter().map(|entry| candidates[entry.candidate].id.as_str()).collect()
}

/// Asserts that figures agree to nine decimals.
#[track_caller]
pub(crate) fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9 * b.abs().max(1.0));
    assert!(near, "{found:?} is not {expected:?}");
}

/// Four epics and their answers to the default criteria.
pub(crate) const SEED: [(&str, [f64; 4]); 4] = [
    ("A", [5.0, 4.0, 2.0, 3.0]),
    ("B", [3.0, 1.0, 4.0, 1.0]),
    ("C", [4.0, 3.0, 3.0, 2.0]),
    ("D", [2.0, 2.0, 5.0, 4.0]),
];

/// The default criteria.
pub(crate) const WEIGHTED: [&str; 4] = ["impact", "effort", "risk", "time_to_value"];

/// Makes candidates from rows of numbers.
pub(crate) fn with(names: [&str; 4], rows: &[(&str, [f64; 4])]) -> Vec<Candidate> {
    rows.iter()
        .map(|(id, values)| {
            let named: Vec<_> = names.iter().copied().zip(values.iter().copied()).collect();
            candidate(id, &named)
        })
        .collect()
}

/// Gives the default settings on a scale of 1 to 5.
pub(crate) fn one_to_five() -> Settings {
    settings(SettingsInput { scale: Scale { lo: 1.0, hi: 5.0 }, ..SettingsInput::default() })
}

/// Gives the default settings with another method.
pub(crate) fn by(method: &str) -> Settings {
    let formula = Some("impact / effort".to_owned());
    settings(SettingsInput { method: method.to_owned(), formula, ..SettingsInput::default() })
}
