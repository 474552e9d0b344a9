//! WSJF as SAFe defines it: the relative cost of delay divided by the relative job size.
//! Score = (user-business value + time criticality + risk reduction) ÷ job size.

use super::number::figure;
use super::{Candidate, Gap, Method, Part, Role, Score, Scored, Settings, Shape};

/// Weighted shortest job first.
pub(super) const METHOD: Method = Method {
    name: "wsjf",
    title: "WSJF",
    question: "Which job brings the most relative value for its size?",
    doc: "wsjf.md",
    fields: &FIELDS,
    shape: Shape::Ratio,
    score,
};

const FIELDS: [&str; 4] = ["user_business_value", "time_criticality", "risk_reduction", "job_size"];
const LABELS: [&str; 4] = ["User and business value", "Time criticality", "Risk reduction or opportunity", "Job size"];

/// Names the columns in which no candidate has a 1.
///
/// The numbers are relative: in each column the smallest job gets a 1, and the others compare with it.
pub fn columns_without_one(candidates: &[Candidate]) -> Vec<&'static str> {
    let given = |name: &'static str| candidates.iter().filter_map(move |candidate| candidate.inputs.get(name));
    FIELDS
        .into_iter()
        .filter(|name| given(name).next().is_some())
        .filter(|name| given(name).all(|value| (value - 1.0).abs() > 1e-9))
        .collect()
}

fn score(candidate: &Candidate, _: &Settings) -> Scored {
    divide(candidate).into()
}

fn divide(candidate: &Candidate) -> Result<Score, Gap> {
    let values = candidate.need(FIELDS)?;
    for (name, value) in FIELDS.iter().zip(values) {
        if value < 0.0 {
            return Err(Gap::because(name, &format!("is {}, below 0", figure(value))));
        }
    }
    let [value, urgency, risk, size] = values;
    if size <= 0.0 {
        return Err(Gap::because("job_size", "is 0, and nothing can be divided by it"));
    }
    let score = (value + urgency + risk) / size;
    let roles = [Role::Numerator, Role::Numerator, Role::Numerator, Role::Denominator];
    let parts = (0..4).map(|at| Part::of(FIELDS[at], LABELS[at], values[at], roles[at])).collect();
    let [value, urgency, risk, size] = values.map(figure);
    let arithmetic = format!("({value} + {urgency} + {risk}) ÷ {size} = {}", figure(score));
    Ok(Score { value: score, parts, arithmetic, coverage: 1.0 })
}
