//! The weighted score: criteria on one fixed scale, each with a weight, added up.
//! Score = Σ weight × normalised ÷ Σ weight over the criteria that have a number.
//! The ends of the scale, never those of the data, fix 0 and 1: adding an epic moves no other score.

use super::number::{figure, list_of_names, percent};
use super::{Candidate, Criterion, Direction, Gap, Method, Part, Role, Scale, Score, Scored, Settings, Shape};

/// The weighted score.
pub(super) const METHOD: Method = Method {
    name: "weighted",
    title: "Weighted score",
    question: "How much does it bring on the criteria we agreed on, for how little?",
    doc: "weighted.md",
    fields: &[],
    shape: Shape::Linear,
    score,
};

fn score(candidate: &Candidate, settings: &Settings) -> Scored {
    weigh(candidate, settings).into()
}

fn weigh(candidate: &Candidate, settings: &Settings) -> Result<Score, Gap> {
    let mut parts = Vec::with_capacity(settings.criteria.len());
    for criterion in &settings.criteria {
        parts.push(part(candidate, criterion, settings.scale)?);
    }
    let coverage: f64 =
        parts.iter().filter(|part| part.input.is_some()).filter_map(|part| part.weight).sum::<f64>().min(1.0);
    if coverage <= 0.0 || coverage + 1e-9 < settings.min_coverage {
        return Err(too_little(&parts, coverage, settings.min_coverage));
    }
    for part in &mut parts {
        part.contribution /= coverage;
    }
    let value = parts.iter().map(|part| part.contribution).sum();
    let arithmetic = if settings.explains { arithmetic(&parts, coverage, value) } else { String::new() };
    Ok(Score { value, parts, arithmetic, coverage })
}

fn part(candidate: &Candidate, criterion: &Criterion, scale: Scale) -> Result<Part, Gap> {
    let input = candidate.input(&criterion.name)?;
    if let Some(value) = input.filter(|value| !scale.holds(*value)) {
        let what = format!("is {}, outside the scale {} to {}", figure(value), figure(scale.lo), figure(scale.hi));
        return Err(Gap::because(&criterion.name, &what));
    }
    let normalised = input.map(|value| normalise(value, criterion.direction, scale));
    Ok(Part {
        name: criterion.name.clone(),
        label: criterion.label.clone(),
        input,
        weight: Some(criterion.weight),
        normalised,
        contribution: criterion.weight * normalised.unwrap_or(0.0),
        role: Role::Addend,
    })
}

fn normalise(value: f64, direction: Direction, scale: Scale) -> f64 {
    let above = match direction {
        Direction::Benefit => value - scale.lo,
        Direction::Cost => scale.hi - value,
    };
    above / (scale.hi - scale.lo)
}

fn too_little(parts: &[Part], coverage: f64, needed: f64) -> Gap {
    let missing: Vec<String> =
        parts.iter().filter(|part| part.input.is_none()).map(|part| part.name.to_string()).collect();
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let names = list_of_names(&missing);
    let reason = if coverage <= 0.0 {
        format!("{names} {verb} missing")
    } else {
        format!(
            "{names} {verb} missing: the rest carries {} of the weights, {} is needed",
            percent(coverage),
            percent(needed)
        )
    };
    Gap { reason, missing }
}

fn arithmetic(parts: &[Part], coverage: f64, value: f64) -> String {
    let terms: Vec<String> = parts
        .iter()
        .filter_map(|part| Some((part.weight?, part.normalised?)))
        .map(|(weight, normalised)| format!("{} × {}", figure(weight), figure(normalised)))
        .collect();
    let sum = terms.join(" + ");
    if coverage < 1.0 - 1e-9 {
        return format!("({sum}) ÷ {} = {}", figure(coverage), figure(value));
    }
    format!("{sum} = {}", figure(value))
}
