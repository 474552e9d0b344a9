//! The settings of the ranking and of the judgement, from the configuration.
//!
//! In: the configuration, and what the candidates have. Out: settings that hold, or a failure at its place in
//! `backlit.toml`. Never ranks and never judges.

use super::Candidates;
use crate::config::{Config, place, place_of_text};
use crate::diagnostic::{Diagnostic, Error, Span};
use crate::document::{Decimal, Duration};
use crate::order::Gather;
use crate::ranking::{Criterion, Direction, IceVariant, Scale, Settings, SettingsInput};
use crate::{ranking, realization};
use jiff::civil::Date;
use std::sync::Arc;

/// Builds the ranking's settings from the configuration, and points at what they refuse.
pub(super) fn settings(config: &Config, text: &str, candidates: &Candidates, as_of: Date) -> Result<Settings, Error> {
    let named = candidates.list.iter().flat_map(|it| it.inputs.iter().map(|(name, _)| &**name));
    let weights = config.ranking.weights.iter().map(|(name, _)| name.as_str());
    let fields = named.chain(weights).into_set();
    let fields = fields.into_iter().map(str::to_owned).collect();
    let (lo, hi) = config.ranking.scale;
    let input = SettingsInput {
        method: config.ranking.method.clone(),
        scale: Scale { lo, hi },
        criteria: criteria(config),
        ice: if config.ranking.ice == "mean" { IceVariant::Mean } else { IceVariant::Product },
        formula: config.ranking.formula.clone(),
        fields,
        variation: config.ranking.variation,
        moscow_field: config
            .fields
            .get("moscow")
            .and_then(|names| names.first().cloned())
            .unwrap_or_else(|| "moscow".to_owned()),
        ..SettingsInput::default()
    };
    Settings::build(input, as_of).map_err(|errors| refused(text, errors))
}

/// Makes the criteria of the weighted method; a weight of zero leaves its criterion out.
fn criteria(config: &Config) -> Vec<Criterion> {
    let weights = config.ranking.weights.iter().filter(|(_, weight)| *weight > 0.0);
    weights
        .map(|(name, weight)| {
            let cost = config.ranking.costs.contains(name);
            let direction = if cost { Direction::Cost } else { Direction::Benefit };
            Criterion::new(name, &criterion_label(name), *weight, direction)
        })
        .collect()
}

/// Names a criterion for readers; `risk` is read both ways in the wild, so the page says which is meant.
fn criterion_label(name: &str) -> String {
    if name == "risk" {
        return "Risk of waiting".to_owned();
    }
    let spaced = name.replace('_', " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Turns the first refused setting into a failure at its place in `backlit.toml`.
fn refused(text: &str, errors: Vec<ranking::SettingsError>) -> Error {
    let Some(first) = errors.into_iter().next() else {
        return Error::new("the ranking can't be configured");
    };
    let path: Arc<str> = Arc::from("backlit.toml");
    let keys: Vec<&str> = std::iter::once("ranking").chain(first.key.split('.')).collect();
    let span = match &first.formula {
        Some(error) => place_of_text(text, &["ranking", "formula"])
            .map(|at| Span::of(text, at.start + error.span.start..at.start + error.span.end)),
        // What is missing has no place of its own; the method that asks for it has.
        None => place(text, &keys).or_else(|| place(text, &["ranking", "method"])).map(|at| Span::of(text, at)),
    };
    let Some(span) = span else {
        return Error::new(first.message).hint(first.hint);
    };
    Error::at(Diagnostic::error("configuration", &path, span, first.message).hint(first.hint), text)
}

/// Gives the settings by which outcomes are judged.
pub(super) fn outcome_settings(config: &Config) -> realization::Settings {
    let share = |value: f64| Decimal::new(rounded(value * 10_000.0), 4);
    realization::Settings {
        grace_days: config.outcomes.grace_days.into(),
        hit_from: share(config.outcomes.hit_from),
        partial_from: share(config.outcomes.partial_from),
        checkpoints: config
            .outcomes
            .checkpoints_months
            .iter()
            .map(|months| Duration::from_months((*months).into()))
            .collect(),
        ..realization::Settings::default()
    }
}

/// Rounds a small configured number to an integer.
fn rounded(value: f64) -> i128 {
    #[expect(clippy::cast_possible_truncation, reason = "configured shares are small")]
    let whole = value.round().clamp(-1e9, 1e9) as i128;
    whole
}
