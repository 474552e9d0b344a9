//! What a method says about one candidate: a score that opens into its parts, or why there is none.

use serde::{Serialize, Serializer};
use std::sync::Arc;

/// A method's answer for one candidate.
#[derive(Debug, Clone, PartialEq)]
pub enum Scored {
    /// It has a score and can be ranked.
    Score(Score),
    /// It's shown beside the ranking and takes no place in it; the text says why.
    Listed(String),
    /// It can't be scored.
    Unscored(Gap),
}

/// A score and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The score; finite, higher ranks first.
    pub value: f64,
    /// What it is made of.
    pub parts: Vec<Part>,
    /// The sum in words, such as `(8 + 5 + 3) ÷ 5 = 3.2`.
    pub arithmetic: String,
    /// The share of the weights that had a number, 0 to 1.
    pub coverage: f64,
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The front-matter name.
    #[serde(serialize_with = "text")]
    pub name: Arc<str>,
    /// The name for readers.
    #[serde(serialize_with = "text")]
    pub label: Arc<str>,
    /// The number as given; absent where it is missing.
    pub input: Option<f64>,
    /// The weight, where the method has weights; all weights add up to 1.
    pub weight: Option<f64>,
    /// The input on a scale from 0 (worst) to 1 (best), where the method has a scale.
    pub normalised: Option<f64>,
    /// What it brings to the sum, the numerator or the denominator.
    pub contribution: f64,
    /// How the contribution is used.
    pub role: Role,
}

/// Writes a text that several share.
pub(super) fn text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// How a part enters the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The contributions of all addends add up to the score.
    Addend,
    /// It stands above the line of a ratio, or is a factor.
    Numerator,
    /// It stands below the line of a ratio.
    Denominator,
}

/// Why there is no score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The reason in words.
    pub reason: String,
    /// The front-matter names that would have to be given or mended.
    pub missing: Vec<String>,
}

impl Gap {
    /// Says that one named field stands in the way.
    pub(super) fn because(name: &str, what: &str) -> Self {
        Self { reason: format!("`{name}` {what}"), missing: vec![name.to_owned()] }
    }
}

impl Part {
    /// Makes a part of a ratio or a product from one input.
    pub(super) fn of(name: &str, label: &str, value: f64, role: Role) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            input: Some(value),
            weight: None,
            normalised: None,
            contribution: value,
            role,
        }
    }
}

impl From<Result<Score, Gap>> for Scored {
    fn from(result: Result<Score, Gap>) -> Self {
        match result {
            Ok(score) if score.value.is_finite() => Self::Score(score),
            Ok(_) => {
                Self::Unscored(Gap { reason: "the score is too large to compare".to_owned(), missing: Vec::new() })
            }
            Err(gap) => Self::Unscored(gap),
        }
    }
}
