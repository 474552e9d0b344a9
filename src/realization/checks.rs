//! Takes a delivery, its readings and a date, gives the measurements due; never judges the outcome.

use super::settings::Settings;
use super::status::{Judgement, Status};
use crate::document::Duration;
use crate::document::{add_days, days_between, write_day, write_day_or_none};
use crate::order::Order;
use jiff::civil::Date;
use serde::Serialize;

/// A day after delivery on which to measure again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Checkpoint {
    /// How long after delivery.
    pub after: Duration,
    /// The day.
    #[serde(serialize_with = "write_day")]
    pub due: Date,
    /// Where it stands.
    pub state: CheckpointState,
    /// The first reading that counts for it.
    #[serde(serialize_with = "write_day_or_none")]
    pub read_on: Option<Date>,
}

/// Where a checkpoint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckpointState {
    /// Its day is still to come.
    Planned,
    /// Its day has come and the grace days run.
    Due,
    /// A reading was taken.
    Done,
    /// The grace days have passed without a reading.
    Overdue,
}

/// A measurement that someone still owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenLoop {
    /// The outcome, as the caller named it.
    pub id: String,
    /// Who is accountable, if anyone is named.
    pub owner: Option<String>,
    /// The checkpoint that is owed, or nothing when the outcome itself is to be judged.
    pub checkpoint: Option<Duration>,
    /// The day it was due.
    #[serde(serialize_with = "write_day")]
    pub due: Date,
    /// Days since then.
    pub days_late: i64,
}

/// One outcome whose loop may be open.
#[derive(Debug, Clone, Copy)]
pub struct LoopFacts<'a> {
    /// The outcome's name for the list.
    pub id: &'a str,
    /// Who is accountable.
    pub owner: Option<&'a str>,
    /// Its status.
    pub judgement: &'a Judgement,
    /// Its checkpoints, in order.
    pub checkpoints: &'a [Checkpoint],
}

/// Gives the checkpoints of work delivered on a day, in order of their days.
pub fn checkpoints(delivered: Date, readings: &[Date], settings: &Settings, as_of: Date) -> Vec<Checkpoint> {
    if delivered > as_of {
        return Vec::new();
    }
    let mut planned: Vec<(Date, Duration)> =
        settings.checkpoints.iter().map(|after| (after.after(delivered), *after)).collect();
    planned.order_by_key(|(due, _)| *due);
    // Written twice it is still measured once.
    planned.dedup_by_key(|(due, _)| *due);
    let opens =
        |index: usize| planned.get(index).map(|(due, _)| add_days(*due, -i64::from(settings.checkpoint_early_days)));
    let mut read: Vec<Date> = readings.iter().copied().filter(|day| *day <= as_of).collect();
    read.sort_unstable();
    let checkpoint = |(index, (due, after)): (usize, &(Date, Duration))| {
        let from = opens(index).unwrap_or(*due);
        let first = read.get(read.partition_point(|day| *day < from)).copied();
        let read_on = first.filter(|day| opens(index + 1).is_none_or(|next| *day < next));
        let state = state_of(*due, read_on, settings, as_of);
        Checkpoint { after: *after, due: *due, state, read_on }
    };
    planned.iter().enumerate().map(checkpoint).collect()
}

/// Lists what is still to be measured, longest overdue first.
pub fn open_loops(outcomes: &[LoopFacts<'_>], as_of: Date) -> Vec<OpenLoop> {
    let mut open: Vec<OpenLoop> = outcomes.iter().filter_map(|outcome| open_loop(outcome, as_of)).collect();
    open.order_by(|a, b| b.days_late.cmp(&a.days_late).then_with(|| a.id.cmp(&b.id)));
    open
}

/// Counts the days from delivery to the first reading on or after it.
pub fn loop_lag_days(delivered: Date, readings: &[Date]) -> Option<i64> {
    let first = readings.iter().filter(|day| **day >= delivered).min()?;
    Some(days_between(delivered, *first))
}

fn state_of(due: Date, read_on: Option<Date>, settings: &Settings, as_of: Date) -> CheckpointState {
    let last = add_days(due, settings.grace_days.into());
    match read_on {
        Some(_) => CheckpointState::Done,
        None if as_of > last => CheckpointState::Overdue,
        None if as_of >= due => CheckpointState::Due,
        None => CheckpointState::Planned,
    }
}

/// Finds what an outcome owes: its judgement, else its last checkpoint past its day, unless a reading came after it.
fn open_loop(outcome: &LoopFacts<'_>, as_of: Date) -> Option<OpenLoop> {
    let owed = |due: Date, checkpoint: Option<Duration>| OpenLoop {
        id: outcome.id.to_owned(),
        owner: outcome.owner.map(str::to_owned),
        checkpoint,
        due,
        days_late: days_between(due, as_of),
    };
    match outcome.judgement.status {
        Status::Overdue => outcome.judgement.judge_on.map(|due| owed(due, None)),
        Status::AwaitingMeasurement => {
            let last = outcome.checkpoints.iter().rfind(|point| point.state != CheckpointState::Planned)?;
            (last.state != CheckpointState::Done).then(|| owed(last.due, Some(last.after)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::realization::state::{OutcomeFacts, WorkClass, judge};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn states(readings: &[Date], as_of: Date) -> Vec<CheckpointState> {
        let points = checkpoints(date(2025, 1, 31), readings, &Settings::default(), as_of);
        points.iter().map(|point| point.state).collect()
    }

    #[test]
    fn a_checkpoint_waits_falls_due_and_is_overdue() {
        use CheckpointState::{Done, Due, Overdue, Planned};
        assert_eq!(states(&[], date(2025, 2, 27)), [Planned, Planned, Planned]);
        assert_eq!(states(&[], date(2025, 2, 28)), [Due, Planned, Planned]);
        assert_eq!(states(&[], date(2025, 3, 14)), [Due, Planned, Planned]);
        assert_eq!(states(&[], date(2025, 3, 15)), [Overdue, Planned, Planned]);
        assert_eq!(states(&[date(2025, 2, 20)], date(2025, 2, 28)), [Due, Planned, Planned]);
        assert_eq!(states(&[date(2025, 2, 21)], date(2025, 2, 28)), [Done, Planned, Planned]);
        assert_eq!(states(&[date(2025, 4, 23)], date(2025, 4, 24)), [Overdue, Done, Planned]);
        assert_eq!(states(&[], date(2025, 1, 30)), []);
    }

    #[test]
    fn a_checkpoint_that_is_written_twice_is_one() {
        let months = [1, 3, 1].map(Duration::from_months).to_vec();
        let settings = Settings { checkpoints: months, ..Settings::default() };
        assert_eq!(checkpoints(date(2025, 1, 31), &[], &settings, date(2025, 6, 9)).len(), 2);
    }

    #[test]
    fn loops_are_listed_longest_overdue_first() {
        let settings = Settings::default();
        let as_of = date(2025, 7, 20);
        let target = crate::document::parse_target("90").ok();
        let facts = |by: Option<&str>, delivered| OutcomeFacts {
            target: target.clone(),
            by: by.map(|text| crate::document::PartialDate::parse(text).unwrap()),
            delivered: Some(delivered),
            class: WorkClass::Done,
            ..OutcomeFacts::default()
        };
        let late = judge(&facts(Some("2025-06-30"), date(2025, 3, 10)), &settings, as_of);
        let waiting = judge(&facts(None, date(2025, 3, 10)), &settings, as_of);
        let points = checkpoints(date(2025, 3, 10), &[], &settings, as_of);
        let loops = open_loops(
            &[
                LoopFacts { id: "A", owner: Some("@maria"), judgement: &late, checkpoints: &points },
                LoopFacts { id: "B", owner: None, judgement: &waiting, checkpoints: &points },
            ],
            as_of,
        );
        let seen: Vec<(&str, i64, bool)> =
            loops.iter().map(|l| (l.id.as_str(), l.days_late, l.checkpoint.is_some())).collect();
        assert_eq!(seen, [("B", 40, true), ("A", 20, false)]);
    }

    #[test]
    fn lag_counts_from_delivery() {
        let days = [date(2025, 1, 1), date(2025, 3, 5), date(2025, 2, 3)];
        assert_eq!(loop_lag_days(date(2025, 2, 1), &days), Some(2));
        assert_eq!(loop_lag_days(date(2025, 4, 1), &days), None);
    }

    proptest! {
        #[test]
        fn a_reading_counts_for_one_checkpoint_at_most(day in 0_i64..400) {
            let on = add_days(date(2025, 1, 1), day);
            let points = checkpoints(date(2025, 1, 15), &[on], &Settings::default(), date(2027, 1, 1));
            prop_assert!(points.iter().filter(|point| point.state == CheckpointState::Done).count() <= 1);
        }
    }
}
