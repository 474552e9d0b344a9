//! How to rank: the method, the scale, the weights, the formula. Comes in as written by a team
//! ([`SettingsInput`]), goes out checked and with weights that add up to 1 ([`Settings`]).

mod check;

use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;

use super::formula::{Formula, FormulaError};
use super::{METHODS, Method};

/// The most criteria that a weighted score may have.
pub const MAX_CRITERIA: usize = 32;

/// Settings as a team writes them; nothing is checked yet.
#[derive(Debug, Clone)]
pub struct SettingsInput {
    /// The ordering method's name.
    pub method: String,
    /// The ends of the scale of scores.
    pub scale: Scale,
    /// The criteria of the weighted score, in the order shown.
    pub criteria: Vec<Criterion>,
    /// How ICE puts its three numbers together.
    pub ice: IceVariant,
    /// The impact scale of RICE.
    pub rice_impact: Scale,
    /// The team's own expression.
    pub formula: Option<String>,
    /// The front-matter numbers that a formula may name, beside the built-in ones.
    pub fields: Vec<String>,
    /// The front-matter name of the MoSCoW class.
    pub moscow_field: String,
    /// The share of the weights that must have a number.
    pub min_coverage: f64,
    /// How far each weight is moved to see whether the order holds.
    pub variation: f64,
    /// How many first places count as the head of the list.
    pub head: usize,
    /// How weight sets are spread when shares of places are counted.
    pub spread: Spread,
}

/// Settings that hold: made by [`Settings::build`] only.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The ordering method.
    pub method: &'static Method,
    /// The ends of the scale of scores; `hi` is above `lo`.
    pub scale: Scale,
    /// The criteria; every weight is above 0 and they add up to 1.
    pub criteria: Vec<Criterion>,
    /// How ICE puts its three numbers together.
    pub ice: IceVariant,
    /// The impact scale of RICE.
    pub rice_impact: Scale,
    /// The parsed formula.
    pub formula: Option<Formula>,
    /// The front-matter name of the MoSCoW class.
    pub moscow_field: String,
    /// The share of the weights that must have a number.
    pub min_coverage: f64,
    /// How far each weight is moved to see whether the order holds.
    pub variation: f64,
    /// How many first places count as the head of the list.
    pub head: usize,
    /// How weight sets are spread when shares of places are counted.
    pub spread: Spread,
    /// The day the ranking speaks of.
    pub as_of: Date,
    /// Whether how a score came about is written down, where that takes long.
    pub(super) explains: bool,
}

/// The two ends of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scale {
    /// The low end.
    pub lo: f64,
    /// The high end.
    pub hi: f64,
}

/// One criterion of the weighted score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Criterion {
    /// The front-matter name.
    #[serde(serialize_with = "super::score::text")]
    pub name: Arc<str>,
    /// The name for readers.
    #[serde(serialize_with = "super::score::text")]
    pub label: Arc<str>,
    /// How much it counts.
    pub weight: f64,
    /// Whether more is better.
    pub direction: Direction,
}

/// Whether more of something is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Benefit,
    /// Less is better.
    Cost,
}

/// How ICE puts its three numbers together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IceVariant {
    /// Impact × confidence × ease.
    #[default]
    Product,
    /// The mean of the three.
    Mean,
}

/// How weight sets are spread when shares of places are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spread {
    /// Every set of weights counts the same.
    #[default]
    Even,
    /// Sets near the configured weights count more: Dirichlet(kappa × weights).
    Near {
        /// How near; 20 to 50 is usual.
        kappa: f64,
    },
}

/// What is wrong with the settings, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    /// The key under `[ranking]`, such as `weights.impact`.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub hint: String,
    /// The mistake in the formula, with its place in the text.
    pub formula: Option<FormulaError>,
}

impl Default for SettingsInput {
    fn default() -> Self {
        Self {
            method: "weighted".to_owned(),
            scale: Scale { lo: 1.0, hi: 10.0 },
            criteria: default_criteria(),
            ice: IceVariant::default(),
            rice_impact: Scale { lo: 0.25, hi: 3.0 },
            formula: None,
            fields: Vec::new(),
            moscow_field: "moscow".to_owned(),
            min_coverage: 0.6,
            variation: 0.2,
            head: 5,
            spread: Spread::default(),
        }
    }
}

impl Scale {
    /// Tells whether a value lies on the scale.
    pub fn holds(self, value: f64) -> bool {
        value >= self.lo && value <= self.hi
    }

    /// Gives the middle of the scale.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.lo, self.hi)
    }
}

impl Criterion {
    /// Makes a criterion.
    pub fn new(name: &str, label: &str, weight: f64, direction: Direction) -> Self {
        Self { name: name.into(), label: label.into(), weight, direction }
    }
}

impl Settings {
    /// Checks what a team wrote; every mistake is reported, not only the first.
    pub fn build(input: SettingsInput, as_of: Date) -> Result<Self, Vec<SettingsError>> {
        let (method, formula, errors) = check::check(&input);
        match method {
            Some(method) if errors.is_empty() => Ok(assemble(input, method, formula, as_of)),
            _ => Err(errors),
        }
    }

    /// Gives the default settings for one date.
    pub fn standard(as_of: Date) -> Self {
        let method = &METHODS[0];
        assemble(SettingsInput::default(), method, None, as_of)
    }
}

fn assemble(input: SettingsInput, method: &'static Method, formula: Option<Formula>, as_of: Date) -> Settings {
    let total: f64 = input.criteria.iter().map(|criterion| criterion.weight).sum();
    let mut criteria = input.criteria;
    for criterion in &mut criteria {
        criterion.weight /= total;
    }
    Settings {
        method,
        scale: input.scale,
        criteria,
        ice: input.ice,
        rice_impact: input.rice_impact,
        formula,
        moscow_field: input.moscow_field,
        min_coverage: input.min_coverage,
        variation: input.variation,
        head: input.head.max(1),
        spread: input.spread,
        as_of,
        explains: true,
    }
}

fn default_criteria() -> Vec<Criterion> {
    vec![
        Criterion::new("impact", "Impact", 0.40, Direction::Benefit),
        Criterion::new("effort", "Effort", 0.25, Direction::Cost),
        Criterion::new("risk", "Risk of waiting", 0.20, Direction::Benefit),
        Criterion::new("time_to_value", "Time to value", 0.15, Direction::Cost),
    ]
}
