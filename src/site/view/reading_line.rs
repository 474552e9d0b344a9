//! The readings of an outcome as a small line over time.

use crate::backlog::Outcome;
use crate::chart::outcome_line::OutcomeLine;
use crate::document::{Decimal, Quantity, days_between};
use jiff::civil::{Date, date};

/// How large the drawing is, in pixels.
const SIZE: (u32, u32) = (210, 34);

/// Draws the readings up to a date; none with fewer than two days of them. `id` is the outcome's anchor on its page.
pub(super) fn reading_line(outcome: &Outcome, id: &str, as_of: Date) -> Option<String> {
    let taken = || outcome.actuals.iter().filter(|actual| actual.on.value.last_day() <= as_of);
    let unit = &taken().next_back()?.value.value;
    let number = |base: Decimal| unit.from_base(base).to_f64();
    let value = |quantity: &Quantity| quantity.base_value().filter(|_| quantity.same_dimension(unit)).map(number);
    let baseline = outcome.baseline.as_ref().map(|found| &found.value);
    let target = outcome.target.as_ref().and_then(|found| found.value.resolve(baseline).ok()).map(number);
    let day = |on: Date| days_between(date(1970, 1, 1), on);
    let reading =
        |actual: &crate::backlog::Actual| Some((day(actual.on.value.last_day()), value(&actual.value.value)?));
    let metric = outcome.metric.as_ref().map_or("Outcome", |metric| metric.value.as_str());
    let named = unit.unit.to_string();
    let line = OutcomeLine {
        prefix: format!("bl-line-{id}"),
        metric: if named.is_empty() { metric.to_owned() } else { format!("{metric}, {named}") },
        size: SIZE,
        baseline: baseline.and_then(value),
        target,
        readings: taken().filter_map(reading).collect(),
    };
    line.draw().map(|drawing| drawing.svg)
}
