//! CD3: cost of delay divided by duration (Smith's rule, 1956; Reinertsen; Arnold and Yüce).
//! Score = cost of delay per week ÷ weeks that the team is occupied. A cost of delay of 0 is legal.

use super::number::{counted, figure};
use super::{Candidate, DurationBasis, Gap, Method, Part, Role, Score, Scored, Settings, Shape};

/// Cost of delay divided by duration.
pub(super) const METHOD: Method = Method {
    name: "cd3",
    title: "CD3, cost of delay ÷ duration",
    question: "In which order do we lose least by making the rest wait?",
    doc: "cd3.md",
    fields: &["cost_of_delay", "duration"],
    shape: Shape::Ratio,
    score,
};

fn score(candidate: &Candidate, _: &Settings) -> Scored {
    divide(candidate).into()
}

fn divide(candidate: &Candidate) -> Result<Score, Gap> {
    let (cost, weeks) = given(candidate)?;
    let value = cost / weeks;
    let assumed = match candidate.duration_basis {
        DurationBasis::Estimated => "",
        DurationBasis::TypeMedian => " (assumed: the usual flow time of its type)",
    };
    let arithmetic = format!("{} a week ÷ {}{assumed} = {}", figure(cost), counted(weeks, "week"), figure(value));
    let parts = vec![
        Part::of("cost_of_delay", "Cost of delay a week", cost, Role::Numerator),
        Part::of("duration", "Duration in weeks", weeks, Role::Denominator),
    ];
    Ok(Score { value, parts, arithmetic, coverage: 1.0 })
}

fn given(candidate: &Candidate) -> Result<(f64, f64), Gap> {
    match (candidate.cost_of_delay_per_week, candidate.duration_weeks) {
        (Some(_), Some(_)) => {}
        (Some(_), None) => return Err(missing(&["duration"])),
        (None, Some(_)) => return Err(missing(&["cost_of_delay"])),
        (None, None) => return Err(missing(&["cost_of_delay", "duration"])),
    }
    let cost = candidate.cost_of_delay().ok_or_else(|| Gap::because("cost_of_delay", "is not a number from 0 up"))?;
    let weeks = candidate.duration().ok_or_else(|| Gap::because("duration", "is not above 0"))?;
    Ok((cost, weeks))
}

fn missing(names: &[&str]) -> Gap {
    let verb = if names.len() == 1 { "is" } else { "are" };
    Gap {
        reason: format!("{} {verb} missing", super::number::list_of_names(names)),
        missing: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}
