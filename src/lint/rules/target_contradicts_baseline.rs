//! `target-contradicts-baseline`: a target lies where its metric should move to.

use super::super::context::{Context, Promise};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::document::{Quantity, Target};
use std::cmp::Ordering;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "target-contradicts-baseline",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "a target lies where its metric should move to",
    check: Check::Outcome(check),
    fix: None,
};

/// Finds limits that the baseline keeps already, and targets on the other side than the metric's own words say.
fn check(_: &Context<'_>, promise: &Promise<'_>) -> Option<Found> {
    let outcome = promise.outcome;
    let (baseline, target) = (outcome.baseline.as_ref()?, outcome.target.as_ref()?);
    if !promise.ahead {
        return None;
    }
    let message = if let Target::Bounded(_, limit) = &target.value
        && promise.fact.holds_at_baseline
    {
        format!("the baseline `{}` is within the target `{}` already", baseline.value.text, limit.text)
    } else {
        let (wanted, written) = (wanted(&promise.statement()?.value)?, written(&baseline.value, &target.value)?);
        if wanted == written {
            return None;
        }
        let (verb, way) = if written == Ordering::Greater { ("rise", "less") } else { ("fall", "more") };
        format!("{} asks for {way}, and its target lets it {verb}", promise.name())
    };
    let hint = "Swap the two if they were mixed up, or correct the one that is wrong.";
    Some(Found::new(target.span, message, hint).related(
        &promise.item.matter_path,
        baseline.span,
        "the baseline stands here",
    ))
}

/// Reads the way in which a metric should move from its first word, where that leaves no doubt.
fn wanted(statement: &str) -> Option<Ordering> {
    let first = statement.split_whitespace().next()?.to_lowercase();
    match first.as_str() {
        "fewer" | "less" | "reduce" | "lower" | "cut" | "decrease" => Some(Ordering::Less),
        "more" | "increase" | "raise" | "grow" => Some(Ordering::Greater),
        _ => None,
    }
}

/// Compares the target with the baseline.
fn written(baseline: &Quantity, target: &Target) -> Option<Ordering> {
    let found = match target {
        Target::Absolute(quantity) | Target::Bounded(_, quantity) => quantity.compare(baseline)?,
        Target::Relative(change) if change.value.is_negative() => Ordering::Less,
        Target::Relative(_) => Ordering::Greater,
    };
    (found != Ordering::Equal).then_some(found)
}
