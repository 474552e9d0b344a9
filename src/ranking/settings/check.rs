//! Finds every mistake in the settings of a ranking, each with its key and the next step.

use super::super::formula::Formula;
use super::super::number::figure;
use super::super::{METHODS, Method, method};
use super::{Criterion, MAX_CRITERIA, Scale, SettingsError, SettingsInput, Spread};

/// What a check finds: the method, the parsed formula, and all mistakes.
type Checked = (Option<&'static Method>, Option<Formula>, Vec<SettingsError>);

/// Checks the settings that a team wrote.
pub(super) fn check(input: &SettingsInput) -> Checked {
    let mut errors = Vec::new();
    let found = method(&input.method);
    if found.is_none() {
        errors.push(unknown_method(&input.method));
    }
    check_scale("scale", input.scale, &mut errors);
    check_scale("rice_impact", input.rice_impact, &mut errors);
    check_shares(input, &mut errors);
    check_criteria(&input.criteria, &mut errors);
    let formula = parse_formula(input, &mut errors);
    (found, formula, errors)
}

fn unknown_method(name: &str) -> SettingsError {
    let names: Vec<String> = METHODS.iter().map(|method| format!("`{}`", method.name)).collect();
    error("method", format!("unknown ranking method `{name}`"), format!("Use one of {}.", names.join(", ")))
}

fn check_scale(key: &str, scale: Scale, errors: &mut Vec<SettingsError>) {
    let width = scale.hi - scale.lo;
    if !(width.is_finite() && width > 0.0) {
        let message = format!("the scale runs from {} to {}", figure(scale.lo), figure(scale.hi));
        errors.push(error(key, message, "Write the low end first, then a higher one.".to_owned()));
    }
}

fn check_shares(input: &SettingsInput, errors: &mut Vec<SettingsError>) {
    if !(0.0..=1.0).contains(&input.min_coverage) {
        let message = format!("the coverage {} is not a share", figure(input.min_coverage));
        errors.push(error("min_coverage", message, "Use a number from 0 to 1.".to_owned()));
    }
    if !(0.0..1.0).contains(&input.variation) {
        let message = format!("the variation {} is not a share", figure(input.variation));
        errors.push(error("variation", message, "Use a number from 0 to 0.99.".to_owned()));
    }
    if let Spread::Near { kappa } = input.spread
        && !(kappa.is_finite() && kappa > 0.0)
    {
        let message = "kappa must be above 0".to_owned();
        errors.push(error("spread", message, "Use a number from 20 to 50.".to_owned()));
    }
}

fn check_criteria(criteria: &[Criterion], errors: &mut Vec<SettingsError>) {
    if criteria.is_empty() || criteria.len() > MAX_CRITERIA {
        let message = format!("{} criteria are set", criteria.len());
        let hint = format!("Give at least one criterion and at most {MAX_CRITERIA}.");
        errors.push(error("weights", message, hint));
    }
    for (at, criterion) in criteria.iter().enumerate() {
        let key = format!("weights.{}", criterion.name);
        if !(criterion.weight > 0.0 && criterion.weight <= 1e9) {
            let message = format!("the weight of `{}` is {}", criterion.name, criterion.weight);
            let hint = "Give it a weight above 0, or leave the criterion out.".to_owned();
            errors.push(error(&key, message, hint));
        }
        if criteria[..at].iter().any(|other| other.name == criterion.name) {
            let message = format!("the criterion `{}` is set twice", criterion.name);
            errors.push(error(&key, message, "Keep one of the two.".to_owned()));
        }
    }
}

fn parse_formula(input: &SettingsInput, errors: &mut Vec<SettingsError>) -> Option<Formula> {
    let Some(text) = &input.formula else {
        if input.method == "formula" {
            let hint = "Write `formula = \"impact / effort\"` under `[ranking]`.".to_owned();
            errors.push(error("formula", "no formula is set".to_owned(), hint));
        }
        return None;
    };
    match Formula::parse(text, &input.fields) {
        Ok(formula) => Some(formula),
        Err(cause) => {
            let (message, hint) = (cause.message.clone(), cause.hint.clone());
            errors.push(SettingsError { formula: Some(cause), ..error("formula", message, hint) });
            None
        }
    }
}

fn error(key: &str, message: String, hint: String) -> SettingsError {
    SettingsError { key: key.to_owned(), message, hint, formula: None }
}
