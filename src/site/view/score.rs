//! A score as a bar and as the sum that it is.

mod markup;

use super::bar_svg::score_svg;
use crate::analysis::Analysis;
use crate::ranking::{self, Entry, Part, Quadrant, Role, Shape, Stability, quadrant};
use crate::site::words::{adding_up, capital, figure, list, ordinal, whole, without_marks};
use serde::Serialize;

/// The bar of a score, and its figure.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Score {
    total: String,
    value: f64,
    bar_svg: String,
    coverage: Option<String>,
}

/// A score with every part of its sum.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct ScoreCard {
    total: String,
    label: String,
    method: String,
    method_href: Option<String>,
    parts: Vec<CardPart>,
    sum: String,
    bar: Score,
    stability: Option<String>,
    sequence: Option<String>,
    quadrant: Option<String>,
    cost_of_delay: Option<String>,
}

/// One line of the sum.
#[derive(Debug, Clone, Serialize)]
struct CardPart {
    label: String,
    input: String,
    weight: String,
    contribution: String,
    note: Option<String>,
}

/// Writes a score: of 100 for a weighted sum, as it is for other methods.
pub(in crate::site) fn score_text(analysis: &Analysis, score: f64) -> String {
    match analysis.settings.method.shape {
        Shape::Linear => figure(score * 100.0, 0),
        _ => ranking::figure((score * 100.0).round() / 100.0),
    }
}

/// Writes what each part brings to a score of 100, so that the figures add up to it.
fn contributions(entry: &Entry, places: u8) -> Vec<String> {
    let parts: Vec<f64> = entry.parts.iter().map(|part| part.contribution * 100.0).collect();
    adding_up(&parts, entry.score * 100.0, places)
}

/// Gives the heading of a score.
fn score_label(analysis: &Analysis, entry: &Entry) -> String {
    let total = entry_text(analysis, entry);
    if analysis.settings.method.shape == Shape::Linear {
        format!("Score {total} of 100")
    } else {
        format!("Score {total}")
    }
}

/// Writes an entry's score; where the method has classes, the class.
pub(in crate::site) fn entry_text(analysis: &Analysis, entry: &Entry) -> String {
    match analysis.settings.method.shape {
        Shape::Class => capital(&entry.arithmetic),
        _ => score_text(analysis, entry.score),
    }
}

/// Draws the bar of a score. The whole bar is the scale's maximum, or the best score of the list.
pub(in crate::site) fn score_bar(analysis: &Analysis, entry: &Entry) -> Score {
    let linear = analysis.settings.method.shape == Shape::Linear;
    let full = match analysis.settings.method.shape {
        Shape::Linear => 1.0,
        Shape::Class => 3.0,
        Shape::Ratio | Shape::Free => analysis.best_score,
    };
    let share = |value: f64| {
        if full > 0.0 { value / full * 100.0 } else { 0.0 }
    };
    let mut parts = Vec::new();
    if linear {
        let mut at = 0.0;
        for (step, part) in entry.parts.iter().enumerate() {
            let (x, end) = (whole(share(at), 0, 100), whole(share(at + part.contribution), 0, 100));
            parts.push((x, end - x, step % 8));
            at += part.contribution;
        }
    } else {
        parts.push((0, whole(share(entry.score), 0, 100), 0));
    }
    let given = entry.parts.iter().filter(|part| part.input.is_some()).count();
    Score {
        total: entry_text(analysis, entry),
        value: entry.score,
        bar_svg: score_svg(&bar_label(analysis, entry), &parts),
        coverage: (entry.coverage < 1.0 - 1e-9)
            .then(|| format!("{given} of {} criteria scored", analysis.settings.criteria.len())),
    }
}

/// Says the bar in words.
fn bar_label(analysis: &Analysis, entry: &Entry) -> String {
    let total = entry_text(analysis, entry);
    if analysis.settings.method.shape != Shape::Linear {
        return format!("Score {total}: {}", entry.arithmetic);
    }
    let mut label = String::with_capacity(128);
    label.extend(["Score ", &*total, " of 100: "]);
    for (at, (part, brought)) in entry.parts.iter().zip(contributions(entry, 0)).enumerate() {
        label.extend([if at > 0 { ", " } else { "" }, &*part.label.to_lowercase(), " ", &*brought]);
    }
    label
}

/// Opens a score into its sum.
pub(in crate::site) fn score_card(analysis: &Analysis, entry: &Entry, numbers: &str) -> ScoreCard {
    let method = analysis.settings.method;
    let linear = method.shape == Shape::Linear;
    let candidate = &analysis.candidates.list[entry.candidate];
    let brought = if linear { contributions(entry, 1) } else { entry.parts.iter().map(ratio_part).collect() };
    let sum = if linear {
        format!("{} = {}", brought.join(" + "), figure(entry.score * 100.0, 1))
    } else {
        entry.arithmetic.to_string()
    };
    ScoreCard {
        total: entry_text(analysis, entry),
        label: score_label(analysis, entry),
        method: method.title.to_owned(),
        method_href: Some(format!("{numbers}#{}", method.name)),
        parts: entry.parts.iter().zip(&brought).map(|(part, brought)| card_part(analysis, part, brought)).collect(),
        sum,
        bar: score_bar(analysis, entry),
        stability: stability(analysis, entry),
        sequence: sequence(entry),
        quadrant: quadrant(candidate, &analysis.settings).map(quadrant_words),
        cost_of_delay: None,
    }
}

impl ScoreCard {
    /// Adds what a delay costs.
    pub(in crate::site) fn with_cost_of_delay(mut self, words: Option<String>) -> Self {
        self.cost_of_delay = words;
        self
    }
}

/// Writes one line of the sum.
fn card_part(analysis: &Analysis, part: &Part, brought: &str) -> CardPart {
    let linear = analysis.settings.method.shape == Shape::Linear;
    let cost = analysis
        .settings
        .criteria
        .iter()
        .any(|criterion| criterion.name == part.name && criterion.direction == crate::ranking::Direction::Cost);
    CardPart {
        label: part.label.to_string(),
        input: part.input.map_or_else(|| "–".to_owned(), ranking::figure),
        weight: part.weight.map_or_else(String::new, |weight| figure(weight, 2)),
        contribution: if linear { format!("+{brought}") } else { brought.to_owned() },
        note: (linear && cost).then(|| "less is better".to_owned()),
    }
}

/// Writes a part of a ratio with the decimals that its arithmetic has.
fn ratio_part(part: &Part) -> String {
    let size = ranking::figure(part.contribution);
    if part.role == Role::Denominator { format!("÷ {size}") } else { size }
}

/// Says how firm a rank is.
pub(in crate::site) fn stability(analysis: &Analysis, entry: &Entry) -> Option<String> {
    // One epic alone is first under any weights, which says nothing.
    let interval = entry.interval.as_ref().filter(|_| analysis.ranking.entries.len() > 1)?;
    let percent = figure(analysis.settings.variation * 100.0, 0);
    let words = match interval.stability() {
        Stability::Stable => "stable",
        Stability::MostlyStable => "mostly stable",
        Stability::Sensitive => "sensitive to the weights",
    };
    let range = if interval.best == interval.worst {
        format!("rank {} for any weights within ±{percent}%", interval.best)
    } else {
        format!("between rank {} and {} for any weights within ±{percent}%", interval.best, interval.worst)
    };
    let first = entry.acceptability.as_ref().map(|acceptability| acceptability.first).filter(|share| *share >= 0.005);
    let first = first.map_or_else(String::new, |share| {
        format!("; first under {}% of all possible weights", figure(share * 100.0, 0))
    });
    Some(format!("{}: {range}{first}", capital(words)))
}

/// Says its place in the order in which to start.
fn sequence(entry: &Entry) -> Option<String> {
    let place = entry.sequence?;
    let reason = if entry.sequence_reason.is_empty() {
        String::new()
    } else {
        format!(": {}", without_marks(&entry.sequence_reason))
    };
    Some(format!("{} in sequence{reason}", ordinal(place)))
}

/// Names a quadrant in words.
fn quadrant_words(quadrant: Quadrant) -> String {
    let words = match quadrant {
        Quadrant::QuickWin => ["quick win", "high impact, low effort"],
        Quadrant::BigBet => ["big bet", "high impact, high effort"],
        Quadrant::FillIn => ["fill-in", "low impact, low effort"],
        Quadrant::TimeSink => ["time sink", "low impact, high effort"],
    };
    list(&[format!("{}: {}", capital(words[0]), words[1])])
}
