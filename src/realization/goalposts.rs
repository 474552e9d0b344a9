//! Takes an outcome as committed and as it stands, gives how its goal was moved; never judges why.

use super::progress::{Direction, Goal, GoalFacts, Range};
use crate::document::Decimal;
use crate::document::PartialDate;
use crate::document::Quantity;
use crate::document::Target;
use jiff::civil::Date;
use serde::Serialize;

/// The goal of an outcome at one commit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutcomeVersion {
    /// The metric's name.
    pub metric: String,
    /// The value before the work.
    pub baseline: Option<Quantity>,
    /// The value to reach.
    pub target: Option<Target>,
    /// The range to stay in.
    pub range: Option<Range>,
    /// The direction, where it was stated.
    pub direction: Option<Direction>,
    /// When the target is due.
    pub by: Option<PartialDate>,
}

/// One way in which a goal differs from what was committed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// What kind of change it is.
    pub kind: MoveKind,
    /// What was committed, as text.
    pub from: String,
    /// What stands now, as text; empty where it was taken out.
    pub to: String,
}

/// The kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Another metric, unit or kind of goal.
    Rescoped,
    /// Another starting value.
    Rebased,
    /// The target is easier to reach.
    Eased,
    /// The target is harder to reach.
    Raised,
    /// The date is later.
    Later,
    /// The date is earlier.
    Earlier,
}

/// Lists how the current goal differs from the committed one.
pub fn moves(committed: &OutcomeVersion, current: &OutcomeVersion) -> Vec<Move> {
    let mut found = Vec::new();
    // A metric that is named later than its target was not exchanged for another one.
    if committed.metric.is_empty() || is_same_metric(&committed.metric, &current.metric) {
        found.extend(rebased(committed, current));
        found.extend(goal_moved(committed, current));
    } else {
        found.push(Move { kind: MoveKind::Rescoped, from: committed.metric.clone(), to: current.metric.clone() });
    }
    found.extend(date_moved(committed.by, current.by));
    found
}

/// Tells whether a change is a serious one: made after the first reading or after the judge date.
pub fn is_serious(moved_on: Date, first_reading: Option<Date>, judge_on: Option<Date>) -> bool {
    first_reading.is_some_and(|day| moved_on >= day) || judge_on.is_some_and(|day| moved_on > day)
}

impl MoveKind {
    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            MoveKind::Rescoped => "rescoped",
            MoveKind::Rebased => "baseline moved",
            MoveKind::Eased => "target eased",
            MoveKind::Raised => "target raised",
            MoveKind::Later => "date moved later",
            MoveKind::Earlier => "date moved earlier",
        }
    }

    /// Tells whether the change makes the goal easier to reach.
    pub fn is_easier(self) -> bool {
        matches!(self, MoveKind::Eased | MoveKind::Later)
    }
}

impl OutcomeVersion {
    fn goal(&self) -> Option<Goal> {
        let facts = GoalFacts {
            baseline: self.baseline.as_ref(),
            target: self.target.as_ref(),
            range: self.range.as_ref(),
            direction: self.direction,
        };
        Goal::resolve(facts).ok().flatten()
    }

    /// Writes the target or the range as text; empty without either.
    pub fn goal_text(&self) -> String {
        match (&self.target, &self.range) {
            (Some(target), _) => target.to_string(),
            (None, Some(range)) => {
                let end = |end: &Option<Quantity>| end.as_ref().map_or_else(String::new, ToString::to_string);
                format!("{}–{}", end(&range.low), end(&range.high))
            }
            (None, None) => String::new(),
        }
    }
}

fn goal_moved(committed: &OutcomeVersion, current: &OutcomeVersion) -> Option<Move> {
    if (&committed.target, &committed.range) == (&current.target, &current.range) {
        return None;
    }
    // Without a goal at commitment there is nothing that could have been moved.
    let before = committed.goal()?;
    let dropped = current.target.is_none() && current.range.is_none();
    let kind = match (&before, current.goal()) {
        (_, None) if dropped => MoveKind::Eased,
        (old, Some(new)) if new.unit().same_dimension(old.unit()) => same_unit_moved(old, &new)?,
        _ => MoveKind::Rescoped,
    };
    Some(Move { kind, from: committed.goal_text(), to: current.goal_text() })
}

fn same_unit_moved(before: &Goal, after: &Goal) -> Option<MoveKind> {
    match (before, after) {
        (Goal::Improve(old), Goal::Improve(new)) => target_moved(old.direction, old.target, new.target),
        (Goal::Maintain { .. }, Goal::Maintain { .. }) => limits_moved(before, after),
        _ => Some(MoveKind::Rescoped),
    }
}

fn target_moved(direction: Direction, old: Decimal, new: Decimal) -> Option<MoveKind> {
    let easier = match direction {
        Direction::Up => new < old,
        Direction::Down => new > old,
    };
    (new != old).then_some(if easier { MoveKind::Eased } else { MoveKind::Raised })
}

/// Compares two ranges: a wider one is easier, a narrower one harder, any other one is another goal.
fn limits_moved(before: &Goal, after: &Goal) -> Option<MoveKind> {
    match (covers(after, before), covers(before, after)) {
        (true, true) => None,
        (true, false) => Some(MoveKind::Eased),
        (false, true) => Some(MoveKind::Raised),
        (false, false) => Some(MoveKind::Rescoped),
    }
}

/// Tells whether every value within the inner limits is within the outer ones.
fn covers(outer: &Goal, inner: &Goal) -> bool {
    let (Goal::Maintain { limits: outer, .. }, Goal::Maintain { limits: inner, .. }) = (outer, inner) else {
        return false;
    };
    outer.iter().all(|(bound, limit)| {
        inner.iter().any(|(other, value)| {
            let same_side = other.is_upper() == bound.is_upper();
            same_side && (bound.holds(*value, *limit) || value == limit && other.is_strict())
        })
    })
}

fn rebased(committed: &OutcomeVersion, current: &OutcomeVersion) -> Option<Move> {
    let (from, to) = (committed.baseline.as_ref()?, current.baseline.as_ref());
    let same = to.is_some_and(|to| from.compare(to) == Some(std::cmp::Ordering::Equal));
    let text = || to.map_or_else(String::new, ToString::to_string);
    (!same).then(|| Move { kind: MoveKind::Rebased, from: from.to_string(), to: text() })
}

fn date_moved(committed: Option<PartialDate>, current: Option<PartialDate>) -> Option<Move> {
    let from = committed?;
    let kind = match current.map(|to| to.last_day().cmp(&from.last_day())) {
        Some(std::cmp::Ordering::Equal) => return None,
        Some(std::cmp::Ordering::Less) => MoveKind::Earlier,
        Some(std::cmp::Ordering::Greater) | None => MoveKind::Later,
    };
    let to = current.map_or_else(String::new, |to| to.to_string());
    Some(Move { kind, from: from.to_string(), to })
}

/// Compares two names of a metric, whatever their blanks and case.
fn is_same_metric(a: &str, b: &str) -> bool {
    let plain = |metric: &str| metric.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    // Nearly all are as they were.
    a == b || plain(a) == plain(b)
}

#[cfg(test)]
mod tests;
