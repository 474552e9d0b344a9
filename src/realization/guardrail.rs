//! Takes a metric that must not get worse with its readings, gives whether it held; never scores it.

use super::progress::Direction;
use super::state::Reading;
use crate::document::Quantity;
use crate::document::write_day;
use crate::document::{Bound, Target, TargetProblem};
use jiff::civil::Date;
use serde::Serialize;

/// A metric with limits that it must not cross.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guardrail {
    /// The name of the metric.
    pub metric: String,
    /// Every limit that it has to respect.
    pub limits: Vec<(Bound, Quantity)>,
    /// The measurements, in any order.
    pub readings: Vec<Reading>,
}

/// Whether a guardrail held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuardrailState {
    /// The last reading respects every limit.
    Kept,
    /// The last reading crosses a limit.
    Broken {
        /// The day of that reading.
        #[serde(serialize_with = "write_day")]
        on: Date,
        /// Its value as written.
        value: String,
        /// The limit that it crosses, in words.
        limit: String,
    },
    /// Nothing comparable was measured.
    Unmeasured,
}

impl Guardrail {
    /// Judges the last comparable reading up to a date.
    pub fn state(&self, as_of: Date) -> GuardrailState {
        let comparable =
            |r: &&Reading| r.on <= as_of && self.limits.iter().all(|(_, limit)| r.value.same_dimension(limit));
        let last = self.readings.iter().filter(comparable).max_by_key(|reading| reading.on);
        let Some(reading) = last.filter(|_| !self.limits.is_empty()) else {
            return GuardrailState::Unmeasured;
        };
        let crossed = self.limits.iter().find(|(bound, limit)| !holds(*bound, &reading.value, limit));
        crossed.map_or(GuardrailState::Kept, |limit| GuardrailState::Broken {
            on: reading.on,
            value: reading.value.text.clone(),
            limit: format!("{} {}", limit.0.words(), limit.1),
        })
    }
}

/// Turns a guard as it is written into a limit: `<= 300 ms` as it stands, `300 ms` on the side that is not worse.
pub fn limit_of(
    guard: &Target,
    baseline: Option<&Quantity>,
    better: Direction,
) -> Result<(Bound, Quantity), TargetProblem> {
    let side = match better {
        Direction::Up => Bound::AtLeast,
        Direction::Down => Bound::AtMost,
    };
    match (guard, baseline) {
        (Target::Bounded(bound, quantity), _) => Ok((*bound, quantity.clone())),
        (Target::Absolute(quantity), _) => Ok((side, quantity.clone())),
        (Target::Relative(_), None) => Err(TargetProblem::NoBaseline),
        (Target::Relative(change), Some(from)) => {
            let base = guard.resolve(baseline)?;
            let quantity = from.with_value(from.from_base(base));
            // A room of `+5%` is above the baseline, so it is a ceiling, and `-5%` a floor.
            let side = if change.value.is_negative() { Bound::AtLeast } else { Bound::AtMost };
            Ok((side, quantity))
        }
    }
}

fn holds(bound: Bound, value: &Quantity, limit: &Quantity) -> bool {
    let pair = value.base_value().zip(limit.base_value());
    pair.is_none_or(|(value, limit)| bound.holds(value, limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_target;
    use jiff::civil::date;

    fn guardrail(limit: &str, readings: &[(i8, &str)]) -> Guardrail {
        let limit =
            limit_of(&parse_target(limit).unwrap(), Quantity::parse("1 s").ok().as_ref(), Direction::Down).unwrap();
        let reading =
            |(day, value): &(i8, &str)| Reading { on: date(2025, 1, *day), value: Quantity::parse(value).unwrap() };
        Guardrail { metric: "p95".into(), limits: vec![limit], readings: readings.iter().map(reading).collect() }
    }

    #[test]
    fn the_last_reading_decides() {
        let guard = guardrail("<= 300 ms", &[(9, "0.2 s"), (2, "400 ms"), (20, "900 ms")]);
        assert_eq!(guard.state(date(2025, 1, 10)), GuardrailState::Kept);
        assert!(matches!(guard.state(date(2025, 1, 3)), GuardrailState::Broken { .. }));
        assert!(matches!(guard.state(date(2025, 1, 31)), GuardrailState::Broken { on, .. } if on == date(2025, 1, 20)));
        assert_eq!(guard.state(date(2025, 1, 1)), GuardrailState::Unmeasured);
    }

    #[test]
    fn limits_follow_the_way_they_are_written() {
        let broken =
            |limit: &str, value: &str| guardrail(limit, &[(1, value)]).state(date(2025, 2, 1)) != GuardrailState::Kept;
        assert!(broken("under 300 ms", "300 ms") && !broken("300 ms", "300 ms"));
        assert!(broken("+5%", "1051 ms") && !broken("+5%", "1050 ms"));
        assert!(broken("300 ms", "2 users"));
    }
}
