//! The team's own formula: arithmetic on front-matter numbers, parsed once and evaluated per epic.
//! A name that no epic can have is found when the formula is read; a mistake points into its text.
//! Nothing recurses by the length of a formula, and every result is finite or an error.

mod branch;
mod compile;
mod evaluate;
mod program;
mod token;
mod vocabulary;

use std::fmt;
use std::ops::Range;

use super::number::figure;
use super::{Candidate, Gap, Method, Part, Role, Score, Scored, Settings, Shape};
use program::Program;

/// The team's own formula.
pub(super) const METHOD: Method = Method {
    name: "formula",
    title: "Own formula",
    question: "What does the formula that we wrote ourselves say?",
    doc: "formula.md",
    fields: &[],
    shape: Shape::Free,
    score,
};

/// The names that every formula may use, beside a team's own numbers.
pub const FIELDS: &[&str] = &[
    "confidence",
    "cost_of_delay",
    "duration",
    "ease",
    "effort",
    "impact",
    "job_size",
    "reach",
    "risk",
    "risk_reduction",
    "time_criticality",
    "time_to_value",
    "user_business_value",
];

/// The longest formula, in bytes.
pub const MAX_LENGTH: usize = 4096;

/// How deep brackets and the like may nest.
pub const MAX_DEPTH: usize = 64;

/// A formula that can be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    text: String,
    program: Program,
}

/// A mistake in a formula, or in evaluating it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// The bytes of the formula that it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub hint: String,
    /// The field that an epic lacks, where that is the mistake.
    pub missing: Option<String>,
}

impl Formula {
    /// Reads a formula; `fields` are the names it may use beside [`FIELDS`].
    pub fn parse(text: &str, fields: &[String]) -> Result<Self, FormulaError> {
        if text.len() > MAX_LENGTH {
            let message = format!("the formula is longer than {MAX_LENGTH} bytes");
            let hint = "Shorten it, or give parts of it a field of their own.";
            return Err(FormulaError::new(0..text.len(), message, hint));
        }
        let program = compile::compile(text, fields)?;
        Ok(Self { text: text.to_owned(), program })
    }

    /// Gives the formula as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the names that the formula uses, each once, in the order of their first use.
    pub fn names(&self) -> &[String] {
        &self.program.names
    }

    /// Computes the formula; `field` gives the number behind a name.
    pub fn evaluate(&self, field: impl Fn(&str) -> Option<f64>) -> Result<f64, FormulaError> {
        evaluate::run(&self.program, 0..self.program.steps.len(), &field)
    }

    fn score(&self, candidate: &Candidate) -> Result<Score, FormulaError> {
        let field = |name: &str| field(candidate, name);
        let value = self.evaluate(field)?;
        let mut parts = Vec::with_capacity(self.program.terms.len());
        for term in &self.program.terms {
            let amount = evaluate::run(&self.program, term.steps.clone(), &field)?;
            let text = self.text[term.span.clone()].trim();
            let mut part = Part::of(text, text, amount * term.sign, Role::Addend);
            part.input = self.text_input(text, candidate);
            parts.push(part);
        }
        let arithmetic = format!("{} = {}", self.with_numbers(candidate), figure(value));
        Ok(Score { value, parts, arithmetic, coverage: 1.0 })
    }

    fn text_input(&self, text: &str, candidate: &Candidate) -> Option<f64> {
        self.names().iter().find(|name| *name == text).and_then(|name| field(candidate, name))
    }

    fn with_numbers(&self, candidate: &Candidate) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for (name, span) in &self.program.uses {
            out.push_str(&self.text[from..span.start]);
            match field(candidate, &self.program.names[*name]) {
                Some(value) => out.push_str(&figure(value)),
                None => out.push_str(&self.text[span.clone()]),
            }
            from = span.end;
        }
        out.push_str(&self.text[from..]);
        out.trim().to_owned()
    }
}

impl FormulaError {
    fn new(span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: hint.into(), missing: None }
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for FormulaError {}

fn score(candidate: &Candidate, settings: &Settings) -> Scored {
    let Some(formula) = &settings.formula else {
        let reason = "no formula is set".to_owned();
        return Scored::Unscored(Gap { reason, missing: Vec::new() });
    };
    formula
        .score(candidate)
        .map_err(|cause| Gap { reason: reason(&cause, formula.text()), missing: cause.missing.into_iter().collect() })
        .into()
}

fn reason(cause: &FormulaError, text: &str) -> String {
    match &cause.missing {
        Some(_) => cause.message.clone(),
        None => format!("{} in `{}`", cause.message, &text[cause.span.clone()]),
    }
}

/// Reads a name: an epic's own number wins, then the cost of delay and the duration.
fn field(candidate: &Candidate, name: &str) -> Option<f64> {
    match (candidate.inputs.get(name), name) {
        (Some(value), _) => Some(*value),
        (None, "cost_of_delay") => candidate.cost_of_delay(),
        (None, "duration") => candidate.duration(),
        (None, _) => None,
    }
}
