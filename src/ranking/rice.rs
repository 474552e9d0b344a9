//! RICE: reach × impact × confidence ÷ effort (Intercom).
//! Reach is people or events in one period, the same for all; confidence is a share, so `70%` arrives
//! as 0.7, and a number from above 1 up to 100 is read as a percentage; effort is in person-months.

use super::number::{figure, percent};
use super::{Candidate, Gap, Method, Part, Role, Score, Scored, Settings, Shape};

/// Reach, impact, confidence, effort.
pub(super) const METHOD: Method = Method {
    name: "rice",
    title: "RICE",
    question: "How many people does it help, how much, how surely, for how much work?",
    doc: "rice.md",
    fields: &FIELDS,
    shape: Shape::Ratio,
    score,
};

const FIELDS: [&str; 4] = ["reach", "impact", "confidence", "effort"];

fn score(candidate: &Candidate, settings: &Settings) -> Scored {
    compute(candidate, settings).into()
}

fn compute(candidate: &Candidate, settings: &Settings) -> Result<Score, Gap> {
    let [reach, impact, stated, effort] = candidate.need(FIELDS)?;
    if reach < 0.0 {
        return Err(Gap::because("reach", &format!("is {}, below 0", figure(reach))));
    }
    let scale = settings.rice_impact;
    if !scale.holds(impact) {
        let ends = format!("where RICE takes {} to {}", figure(scale.lo), figure(scale.hi));
        return Err(Gap::because("impact", &format!("is {}, {ends}", figure(impact))));
    }
    let confidence = share(stated)?;
    if effort <= 0.0 {
        return Err(Gap::because("effort", "is not above 0, and nothing can be divided by it"));
    }
    let value = reach * impact * confidence / effort;
    let mut parts = vec![
        Part::of("reach", "Reach", reach, Role::Numerator),
        Part::of("impact", "Impact", impact, Role::Numerator),
        Part::of("confidence", "Confidence", stated, Role::Numerator),
        Part::of("effort", "Effort", effort, Role::Denominator),
    ];
    parts[2].contribution = confidence;
    let arithmetic = format!(
        "{} × {} × {} ÷ {} = {}",
        figure(reach),
        figure(impact),
        percent(confidence),
        figure(effort),
        figure(value)
    );
    Ok(Score { value, parts, arithmetic, coverage: 1.0 })
}

fn share(stated: f64) -> Result<f64, Gap> {
    match stated {
        share if (0.0..=1.0).contains(&share) => Ok(share),
        hundredths if (1.0..=100.0).contains(&hundredths) => Ok(hundredths / 100.0),
        other => {
            let what = format!("is {}, not a share from 0% to 100%", figure(other));
            Err(Gap::because("confidence", &what))
        }
    }
}
