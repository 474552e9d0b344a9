//! An anticipated outcome: what will change, by how much, by when, and who will know.
//!
//! In: a group of keys. Out: an [`Outcome`] whose quantities share a unit, and findings where they clash.

use super::fields::{Fields, Located, Reading, unlinked};
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Decimal, Duration, Node, PartialDate, Quantity, Target, Value};
use crate::order::Order;
use std::sync::Arc;

/// A promise that something measurable will change.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The place of the group.
    pub span: Span,
    /// What is measured.
    pub metric: Option<Located<String>>,
    /// The value before.
    pub baseline: Option<Located<Quantity>>,
    /// The value promised.
    pub target: Option<Located<Target>>,
    /// The band to keep, in place of a target: low and high.
    pub range: Option<Band>,
    /// The date of the promise.
    pub by: Option<Located<PartialDate>>,
    /// Where the number comes from.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// `lead` or `lag`.
    pub timing: Option<String>,
    /// The value category: business, customer, efficiency.
    pub value: Option<String>,
    /// When to measure again after delivery.
    pub checkpoints: Vec<Located<Duration>>,
    /// What was measured.
    pub actuals: Vec<Actual>,
    /// What must not get worse.
    pub guardrails: Vec<Guard>,
    /// What the result taught.
    pub learned: Option<String>,
    /// Why it was given up.
    pub abandoned: Option<String>,
    /// How sure its authors were, 0 to 1.
    pub confidence: Option<Located<Decimal>>,
    /// Why the baseline, the target or the date was corrected.
    pub amended: Option<String>,
    /// Whether 70% of the way already counts as a hit.
    pub aspirational: bool,
}

/// The lower and the upper end of a band, each where it is given.
pub type Band = (Option<Located<Quantity>>, Option<Located<Quantity>>);

/// A measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Actual {
    /// The date that the value describes.
    pub on: Located<PartialDate>,
    /// The value.
    pub value: Located<Quantity>,
    /// A remark.
    pub note: Option<String>,
}

/// A metric that must not get worse.
#[derive(Debug, Clone, PartialEq)]
pub struct Guard {
    /// What is measured.
    pub metric: Option<String>,
    /// The limit, with its comparison.
    pub limit: Option<Located<Target>>,
    /// The lower end of a band.
    pub low: Option<Located<Quantity>>,
    /// The upper end of a band.
    pub high: Option<Located<Quantity>>,
    /// What was measured.
    pub actuals: Vec<Actual>,
}

/// Reads the outcomes of a document, or the key results of an objective with their ids and titles.
pub(super) fn read_all<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<(Outcome, Fields<'a>)> {
    reading
        .groups(node, "- metric: Search success rate")
        .into_iter()
        .map(|(mut fields, span)| (read(reading, &mut fields, span), fields))
        .collect()
}

/// Reads the outcomes of a document into a list of their own: one that is collected in place keeps the room of all that
/// stood beside them.
pub(super) fn read_alone<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<Outcome> {
    let read = read_all(reading, node);
    let mut outcomes = Vec::with_capacity(read.len());
    outcomes.extend(read.into_iter().map(|(outcome, _)| outcome));
    outcomes
}

/// Reads the outcomes that an old version of a document had; what was wrong with them then is nobody's concern now.
pub fn outcomes_in(node: &Node) -> Vec<Outcome> {
    let path = Arc::from("");
    let mut reading = Reading { path: &path, text: "", diagnostics: Vec::new() };
    read_all(&mut reading, Some(node)).into_iter().map(|(outcome, _)| outcome).collect()
}

/// Reads the share that an old version of a document stated, such as its confidence.
pub fn share_in(node: &Node) -> Option<Decimal> {
    let path = Arc::from("");
    let mut reading = Reading { path: &path, text: "", diagnostics: Vec::new() };
    reading.share(Some(node)).map(|found| found.value)
}

/// Reads one outcome and leaves the keys that it does not know.
fn read<'a>(reading: &mut Reading<'a>, fields: &mut Fields<'a>, span: Span) -> Outcome {
    let words = |reading: &mut Reading<'a>, fields: &mut Fields<'a>, name: &str| {
        reading.text(fields.take(name)).map(|found| found.value)
    };
    let word = |reading: &mut Reading<'a>, fields: &mut Fields<'a>, name: &str| {
        reading.name(fields.take(name)).map(|found| found.value)
    };
    let outcome = Outcome {
        span,
        metric: reading.name(fields.take("metric")),
        baseline: reading.quantity(fields.take("baseline")),
        target: reading.target(fields.take("target")),
        range: range(reading, fields.take("range")),
        by: reading.date(fields.take("by")),
        source: words(reading, fields, "source"),
        owner: word(reading, fields, "owner").map(|owner| unlinked(&owner).to_owned()),
        timing: word(reading, fields, "timing"),
        value: word(reading, fields, "value"),
        checkpoints: durations(reading, fields.take("checkpoints")),
        actuals: actuals(reading, fields.take("actuals")),
        guardrails: guardrails(reading, fields.take("guardrails")),
        learned: words(reading, fields, "learned"),
        abandoned: words(reading, fields, "abandoned"),
        confidence: reading.share(fields.take("confidence")),
        amended: words(reading, fields, "amended"),
        aspirational: word(reading, fields, "ambition").is_some_and(|word| word == "aspirational"),
    };
    check_units(reading, &outcome);
    outcome
}

/// Reads `[low, high]`, or `{ low: …, high: … }`.
fn range<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Option<Band> {
    let node = node?;
    match &node.value {
        Value::List(items) if items.len() == 2 => {
            Some((reading.quantity(items.first()), reading.quantity(items.get(1))))
        }
        Value::Map(entries) => {
            let mut fields = Fields::inner(entries);
            Some((reading.quantity(fields.take("low")), reading.quantity(fields.take("high"))))
        }
        _ => {
            let message = "a band has a lower and an upper end";
            reading.wrong("wrong-type", node.span, message, "Write it as `range: [200 ms, 400 ms]`.");
            None
        }
    }
}

/// Reads a list of durations.
fn durations(reading: &mut Reading<'_>, node: Option<&Node>) -> Vec<Located<Duration>> {
    match node.map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(|item| reading.duration(Some(item))).collect(),
        _ => reading.duration(node).into_iter().collect(),
    }
}

/// Reads measurements, the oldest first; one without a date or a value says so and is left out.
fn actuals<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<Actual> {
    let mut found = Vec::new();
    for (mut fields, span) in reading.groups(node, "- { on: 2025-05-26, value: 77% }") {
        let (on, value) = (fields.take("on").or_else(|| fields.take("date")), fields.take("value"));
        if on.is_none() || value.is_none() {
            let missing = if on.is_none() { "date" } else { "value" };
            let message = format!("this measurement has no {missing}");
            reading.wrong("actual-incomplete", span, message, "Write it as `{ on: 2025-05-26, value: 77% }`.");
        }
        let note = reading.text(fields.take("note")).map(|found| found.value);
        if let (Some(on), Some(value)) = (reading.date(on), reading.quantity(value)) {
            found.push(Actual { on, value, note });
        }
    }
    found.order_by_key(|actual| actual.on.value.last_day());
    found
}

/// Reads the metrics that must not get worse.
fn guardrails<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<Guard> {
    let groups = reading.groups(node, "- { metric: Refund rate, limit: \"<= 2%\" }");
    groups
        .into_iter()
        .map(|(mut fields, _)| Guard {
            metric: reading.name(fields.take("metric")).map(|found| found.value),
            limit: {
                let node = fields.take("limit").or_else(|| fields.take("target")).or_else(|| fields.take("guard"));
                reading.target(node)
            },
            low: reading.quantity(fields.take("low")),
            high: reading.quantity(fields.take("high")),
            actuals: actuals(reading, fields.take("actuals")),
        })
        .collect()
}

/// Compares the units of an outcome's quantities with the first of them, and names both places of a clash.
fn check_units(reading: &mut Reading<'_>, outcome: &Outcome) {
    let mut quantities: Vec<(&str, &Quantity, Span)> = Vec::new();
    if let Some(found) = &outcome.baseline {
        quantities.push(("baseline", &found.value, found.span));
    }
    if let Some(found) = &outcome.target
        && !matches!(found.value, Target::Relative(_))
    {
        quantities.push(("target", found.value.quantity(), found.span));
    }
    if let Some((low, high)) = &outcome.range {
        for (name, end) in [("lower end", low), ("upper end", high)] {
            quantities.extend(end.as_ref().map(|found| (name, &found.value, found.span)));
        }
    }
    quantities.extend(outcome.actuals.iter().map(|actual| ("measurement", &actual.value.value, actual.value.span)));
    let Some(((name, first, span), rest)) = quantities.split_first() else {
        return;
    };
    for (other, quantity, place) in rest {
        if !first.same_dimension(quantity) {
            let message =
                format!("the {other} `{}` and the {name} `{}` have different units", quantity.text, first.text);
            let path = reading.path;
            reading.diagnostics.push(
                Diagnostic::error("unit-clash", path, *place, message)
                    .hint("Give the baseline, the target and every measurement the same unit.")
                    .related(path, *span, format!("the {name} stands here")),
            );
        }
    }
}
