//! ICE: impact, confidence and ease on a scale of 1 to 10, multiplied or averaged.
//! The two variants order differently, so the arithmetic always names the one in use.

use super::number::figure;
use super::{Candidate, Gap, IceVariant, Method, Part, Role, Scale, Score, Scored, Settings, Shape};

/// Impact, confidence, ease.
pub(super) const METHOD: Method = Method {
    name: "ice",
    title: "ICE",
    question: "Which idea is worth a quick try?",
    doc: "ice.md",
    fields: &FIELDS,
    shape: Shape::Ratio,
    score,
};

const FIELDS: [&str; 3] = ["impact", "confidence", "ease"];
const LABELS: [&str; 3] = ["Impact", "Confidence", "Ease"];
const SCALE: Scale = Scale { lo: 1.0, hi: 10.0 };

fn score(candidate: &Candidate, settings: &Settings) -> Scored {
    compute(candidate, settings.ice).into()
}

fn compute(candidate: &Candidate, variant: IceVariant) -> Result<Score, Gap> {
    let values = candidate.need(FIELDS)?;
    for (name, value) in FIELDS.iter().zip(values) {
        if !SCALE.holds(value) {
            let what = format!("is {}, where ICE takes 1 to 10", figure(value));
            return Err(Gap::because(name, &what));
        }
    }
    Ok(match variant {
        IceVariant::Product => product(values),
        IceVariant::Mean => mean(values),
    })
}

fn product(values: [f64; 3]) -> Score {
    let value = values.iter().product();
    let parts = (0..3).map(|at| Part::of(FIELDS[at], LABELS[at], values[at], Role::Numerator));
    let [impact, confidence, ease] = values.map(figure);
    let arithmetic = format!("{impact} × {confidence} × {ease} = {} (product)", figure(value));
    Score { value, parts: parts.collect(), arithmetic, coverage: 1.0 }
}

fn mean(values: [f64; 3]) -> Score {
    let value = values.iter().map(|value| value / 3.0).sum();
    let parts = (0..3)
        .map(|at| Part { contribution: values[at] / 3.0, ..Part::of(FIELDS[at], LABELS[at], values[at], Role::Addend) })
        .collect();
    let [impact, confidence, ease] = values.map(figure);
    let arithmetic = format!("({impact} + {confidence} + {ease}) ÷ 3 = {} (mean)", figure(value));
    Score { value, parts, arithmetic, coverage: 1.0 }
}
