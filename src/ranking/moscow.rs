//! MoSCoW (DSDM): must, should, could, won't this time. Classes in an order, not scores; the numbers
//! 3, 2 and 1 only carry the order. Shares are of effort, never of counts.

use serde::Serialize;

use super::{Candidate, Gap, Method, Part, Role, Score, Scored, Settings, Shape};

/// Must, should, could, won't this time.
pub(super) const METHOD: Method = Method {
    name: "moscow",
    title: "MoSCoW",
    question: "What must be in this time, and what can be left out?",
    doc: "moscow.md",
    fields: &["moscow"],
    shape: Shape::Class,
    score,
};

/// The largest share of the effort that musts may take (DSDM).
pub const MUST_LIMIT: f64 = 0.6;

/// A MoSCoW class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Without it there is no point in delivering.
    Must,
    /// Important, but not vital.
    Should,
    /// Wanted, and the first to go.
    Could,
    /// Agreed to be left out this time.
    Wont,
}

/// How the effort of a plan is spread over the classes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Shares {
    /// Musts' share of the effort, without won'ts.
    pub must: f64,
    /// Shoulds' share.
    pub should: f64,
    /// Coulds' share: the contingency.
    pub could: f64,
    /// Whether musts take more than 60%.
    pub too_many_musts: bool,
    /// How many classed items have no duration and are not in the shares.
    pub without_estimate: usize,
}

impl Class {
    /// Reads a class as people write it: `must`, `Must have`, `M`, `won't`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().to_lowercase();
        match plain.strip_suffix("thistime").unwrap_or(&plain) {
            "m" | "must" | "musthave" => Some(Self::Must),
            "s" | "should" | "shouldhave" => Some(Self::Should),
            "c" | "could" | "couldhave" => Some(Self::Could),
            "w" | "wont" | "wonthave" => Some(Self::Wont),
            _ => None,
        }
    }
}

/// Spreads the effort over the classes; none where nothing is both classed and estimated.
pub fn shares(candidates: &[Candidate]) -> Option<Shares> {
    let mut weeks = [0.0; 3];
    let mut without_estimate = 0;
    for candidate in candidates {
        match (class(candidate), candidate.duration()) {
            (None | Some(Class::Wont), _) => {}
            (Some(_), None) => without_estimate += 1,
            (Some(class), Some(duration)) => weeks[class as usize] += duration,
        }
    }
    let total: f64 = weeks.iter().sum();
    let [must, should, could] = weeks.map(|part| part / total);
    let too_many_musts = must > MUST_LIMIT + 1e-9;
    (total > 0.0 && total.is_finite()).then_some(Shares { must, should, could, too_many_musts, without_estimate })
}

fn class(candidate: &Candidate) -> Option<Class> {
    Class::parse(candidate.moscow.as_deref()?)
}

fn score(candidate: &Candidate, settings: &Settings) -> Scored {
    let Some(text) = candidate.moscow.as_deref() else {
        let reason = format!("`{}` is missing", settings.moscow_field);
        return Scored::Unscored(Gap { reason, missing: vec![settings.moscow_field.clone()] });
    };
    match Class::parse(text) {
        Some(Class::Must) => Scored::Score(carry("Must", 3.0)),
        Some(Class::Should) => Scored::Score(carry("Should", 2.0)),
        Some(Class::Could) => Scored::Score(carry("Could", 1.0)),
        Some(Class::Wont) => Scored::Listed("won't this time".to_owned()),
        None => {
            let what = format!("is `{text}`, not must, should, could or won't");
            Scored::Unscored(Gap::because(&settings.moscow_field, &what))
        }
    }
}

fn carry(label: &str, value: f64) -> Score {
    let part = Part { input: None, ..Part::of("moscow", label, value, Role::Addend) };
    Score { value, parts: vec![part], arithmetic: label.to_owned(), coverage: 1.0 }
}
