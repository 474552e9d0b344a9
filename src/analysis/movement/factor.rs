//! What of a score or of the ranking's settings changed.

use crate::config::Config;
use crate::ranking::{Candidate, Entry, figure, method};

/// One number of a score that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// What it is called for readers.
    pub label: String,
    /// What it was.
    pub from: String,
    /// What it is.
    pub to: String,
}

impl Factor {
    /// Says it in words.
    pub fn words(&self) -> String {
        format!("{} {} → {}", self.label, self.from, self.to)
    }
}

/// Finds what of an epic's score changed, both by the same settings; nothing when the score is the same.
pub(super) fn factors(then: (&Entry, &Candidate), now: (&Entry, &Candidate)) -> Vec<Factor> {
    if crate::ranking::same_score(then.0.score, now.0.score) {
        return Vec::new();
    }
    let number = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), figure);
    let mut found: Vec<Factor> = Vec::new();
    for part in now.0.parts.iter() {
        let before = then.0.parts.iter().find(|other| other.name == part.name).and_then(|other| other.input);
        if before != part.input {
            found.push(Factor { label: lower(&part.label), from: number(before), to: number(part.input) });
        }
    }
    for part in then.0.parts.iter().filter(|part| part.input.is_some()) {
        if !now.0.parts.iter().any(|other| other.name == part.name) {
            found.push(Factor { label: lower(&part.label), from: number(part.input), to: number(None) });
        }
    }
    if then.1.moscow != now.1.moscow {
        let class = |class: &Option<String>| class.clone().unwrap_or_else(|| "none".to_owned());
        found.push(Factor { label: "class".to_owned(), from: class(&then.1.moscow), to: class(&now.1.moscow) });
    }
    if found.is_empty() {
        let score = |entry: &Entry| figure(entry.score);
        found.push(Factor { label: "score".to_owned(), from: score(then.0), to: score(now.0) });
    }
    found
}

/// Says what of the ranking's configuration changed.
pub(super) fn settings(then: &Config, now: &Config) -> Vec<String> {
    let (then, now) = (&then.ranking, &now.ranking);
    let mut said = Vec::new();
    let title = |name: &str| method(name).map_or_else(|| name.to_owned(), |method| lower(method.title));
    if then.method != now.method {
        said.push(format!("method {} → {}", title(&then.method), title(&now.method)));
    }
    if then.scale != now.scale {
        let scale = |(low, high): (f64, f64)| format!("{} to {}", figure(low), figure(high));
        said.push(format!("scale {} → {}", scale(then.scale), scale(now.scale)));
    }
    let names = now.weights.iter().chain(&then.weights).map(|(name, _)| name);
    let mut seen: Vec<&String> = Vec::new();
    for name in names {
        let (before, after) = (share(&then.weights, name), share(&now.weights, name));
        if !seen.contains(&name) && before != after {
            said.push(format!("weight of {} {before} → {after}", name.replace('_', " ")));
        }
        seen.push(name);
    }
    for (changed, what) in [
        (then.costs != now.costs, "which criteria are costs"),
        (then.formula != now.formula, "the formula"),
        (then.ice != now.ice, "how ICE is computed"),
        (then.classes != now.classes, "the words for classes"),
    ] {
        said.extend(changed.then(|| what.to_owned()));
    }
    said
}

/// Writes a weight as its share of all.
fn share(weights: &[(String, f64)], name: &str) -> String {
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let weight = weights.iter().find(|(other, _)| other == name).map_or(0.0, |(_, weight)| *weight);
    format!("{}%", figure((weight / total * 1000.0).round() / 10.0))
}

/// Begins a label in lower case; names such as WSJF keep their capitals.
fn lower(label: &str) -> String {
    let name = label.chars().nth(1).is_some_and(char::is_uppercase);
    let mut chars = label.chars();
    match chars.next() {
        Some(first) if !name => first.to_lowercase().chain(chars).collect(),
        _ => label.to_owned(),
    }
}
