//! Takes a baseline, a target or range and a reading, gives exact progress; never decides what it means.
//!
//! `progress = (actual - baseline) / (target - baseline)`, one formula for rising and falling metrics.

use crate::document::Decimal;
use crate::document::Quantity;
use crate::document::Ratio;
use crate::document::Unit;
use crate::document::{Bound, Target, TargetProblem};
use serde::Serialize;

/// The way in which a metric should move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// A range to keep a metric within, ends included.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Range {
    /// The least that is good.
    pub low: Option<Quantity>,
    /// The most that is good.
    pub high: Option<Quantity>,
}

/// What an outcome says about its goal.
#[derive(Debug, Clone, Copy, Default)]
pub struct GoalFacts<'a> {
    /// The value before the work.
    pub baseline: Option<&'a Quantity>,
    /// The value to reach.
    pub target: Option<&'a Target>,
    /// The range to stay in, where there is no target.
    pub range: Option<&'a Range>,
    /// The direction, for a target whose baseline is unknown.
    pub direction: Option<Direction>,
}

/// A goal in base units, ready to measure readings against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Move a metric to a value.
    Improve(Improvement),
    /// Keep a metric within limits.
    Maintain {
        /// Every limit that a reading has to respect.
        limits: Vec<(Bound, Decimal)>,
        /// The unit that readings must share.
        unit: Unit,
    },
}

/// A metric that should reach a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvement {
    /// The value before the work, if it differs from the target.
    pub baseline: Option<Decimal>,
    /// The value to reach.
    pub target: Decimal,
    /// The way there.
    pub direction: Direction,
    /// The comparator that the target was written with.
    pub bound: Option<Bound>,
    /// The unit that readings must share.
    pub unit: Unit,
}

/// Why a goal cannot be measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoalProblem {
    /// The target has no value.
    Target(TargetProblem),
    /// The range has no end, or its low end lies above its high end.
    EmptyRange,
    /// The two ends of the range, or the range and the baseline, differ in unit.
    UnitClash,
}

/// How far one reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The share of the way from baseline to target; below zero or above one where it went past.
    Measured(Ratio),
    /// Reached or not, where no share can be given.
    Reached(bool),
    /// Inside the range or not.
    InRange(bool),
}

impl Goal {
    /// Works out the goal; nothing when there is neither a target nor a range.
    pub fn resolve(facts: GoalFacts<'_>) -> Result<Option<Goal>, GoalProblem> {
        match (facts.target, facts.range) {
            (Some(target), _) => improvement(target, facts).map(Some),
            (None, Some(range)) => maintenance(range, facts.baseline).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Measures one reading; nothing when its unit clashes.
    pub fn progress(&self, reading: &Quantity) -> Option<Progress> {
        if !reading.unit.same_dimension(self.unit()) {
            return None;
        }
        let actual = reading.base_value()?;
        match self {
            Goal::Improve(improvement) => improvement.progress(actual),
            Goal::Maintain { limits, .. } => {
                Some(Progress::InRange(limits.iter().all(|(bound, limit)| bound.holds(actual, *limit))))
            }
        }
    }

    /// Tells whether a progress fulfils the goal from a threshold of the score on.
    pub fn is_reached(&self, progress: Progress, hit_from: Decimal) -> bool {
        match (progress, self) {
            (Progress::Reached(yes) | Progress::InRange(yes), _) => yes,
            (Progress::Measured(raw), Goal::Improve(goal)) => {
                // `under 10` is not reached at 10, where the share of the way is exactly one.
                let strict = goal.bound.is_some_and(Bound::is_strict) && hit_from >= Decimal::ONE;
                raw.at_least(hit_from) && !(strict && raw == Ratio::ONE)
            }
            (Progress::Measured(raw), Goal::Maintain { .. }) => raw.at_least(hit_from),
        }
    }

    /// The unit that readings must share.
    pub fn unit(&self) -> &Unit {
        match self {
            Goal::Improve(goal) => &goal.unit,
            Goal::Maintain { unit, .. } => unit,
        }
    }
}

impl Improvement {
    fn progress(&self, actual: Decimal) -> Option<Progress> {
        let Some(baseline) = self.baseline else {
            let plain = match self.direction {
                Direction::Up => Bound::AtLeast,
                Direction::Down => Bound::AtMost,
            };
            return Some(Progress::Reached(self.bound.unwrap_or(plain).holds(actual, self.target)));
        };
        let way = self.target.checked_sub(baseline)?;
        Ratio::new(actual.checked_sub(baseline)?, way).map(Progress::Measured)
    }
}

impl Progress {
    /// The score to show, from 0 to 1.
    pub fn score(self) -> Ratio {
        match self {
            Progress::Measured(raw) => raw.clamp01(),
            Progress::Reached(true) | Progress::InRange(true) => Ratio::ONE,
            Progress::Reached(false) | Progress::InRange(false) => Ratio::ZERO,
        }
    }

    /// The share of the way, not limited to 0..=1.
    pub fn raw(self) -> Ratio {
        match self {
            Progress::Measured(raw) => raw,
            _ => self.score(),
        }
    }
}

fn improvement(target: &Target, facts: GoalFacts<'_>) -> Result<Goal, GoalProblem> {
    let value = target.resolve(facts.baseline).map_err(GoalProblem::Target)?;
    let unit = facts.baseline.map_or_else(|| target.quantity().unit.clone(), |from| from.unit.clone());
    let baseline = facts.baseline.and_then(Quantity::base_value);
    let bound = target.bound();
    // A limit that already holds is to be kept: `under 10` from 5 asks for no movement.
    if let (Some(bound), Some(from)) = (bound, baseline)
        && bound.holds(from, value)
    {
        return Ok(Goal::Maintain { limits: vec![(bound, value)], unit });
    }
    let direction = match baseline.map(|from| from.cmp(&value)) {
        Some(std::cmp::Ordering::Less) => Direction::Up,
        Some(std::cmp::Ordering::Greater) => Direction::Down,
        _ => stated_direction(bound, facts.direction),
    };
    let baseline = baseline.filter(|from| *from != value);
    Ok(Goal::Improve(Improvement { baseline, target: value, direction, bound, unit }))
}

fn stated_direction(bound: Option<Bound>, stated: Option<Direction>) -> Direction {
    match bound {
        Some(bound) if bound.is_upper() => Direction::Down,
        Some(_) => Direction::Up,
        None => stated.unwrap_or(Direction::Up),
    }
}

fn maintenance(range: &Range, baseline: Option<&Quantity>) -> Result<Goal, GoalProblem> {
    let ends = [(Bound::AtLeast, &range.low), (Bound::AtMost, &range.high)];
    let written: Vec<(Bound, &Quantity)> = ends.into_iter().filter_map(|(b, q)| Some((b, q.as_ref()?))).collect();
    let unit = written.first().ok_or(GoalProblem::EmptyRange)?.1.unit.clone();
    let units = written.iter().map(|(_, q)| &q.unit).chain(baseline.map(|q| &q.unit));
    if units.into_iter().any(|other| !other.same_dimension(&unit)) {
        return Err(GoalProblem::UnitClash);
    }
    let limit = |(bound, end): (Bound, &Quantity)| Some((bound, end.base_value()?));
    let limits: Option<Vec<_>> = written.into_iter().map(limit).collect();
    let limits = limits.ok_or(GoalProblem::Target(TargetProblem::TooLarge))?;
    if let [(_, low), (_, high)] = limits[..]
        && low > high
    {
        return Err(GoalProblem::EmptyRange);
    }
    Ok(Goal::Maintain { limits, unit })
}

#[cfg(test)]
mod tests;
