//! The day on which an item reached each stage.
//!
//! In: its steps, its start and its end. Out: a day for each stage, never falling from one to the next. A stage takes its
//! earliest entry after the last time the item was before it; one that was skipped takes the day of the next.

use super::history::History;
use super::line::Place;
use super::passage::Step;
use crate::config::StartMode;
use jiff::civil::Date;

/// Gives the day of each stage; none for those not reached.
pub(super) fn stage_dates(
    steps: &[Step],
    (start, done): (Option<Date>, Option<Date>),
    history: &History<'_>,
) -> Vec<Option<Date>> {
    let count = history.line.stages.len();
    let mut dates: Vec<Option<Date>> = vec![None; count];
    let mut own: Vec<Option<Date>> = vec![None; count];
    for step in steps {
        let Place::Stage(stage) = step.place(history) else { continue };
        let day = history.day(step.at);
        dates[stage].get_or_insert(day);
        own[stage].get_or_insert(day);
        dates[stage + 1..].fill(None);
    }
    // What was done and then given up or set aside is not done; what is done is so since the last time.
    dates[count - 1] = done;
    for stage in (0..count - 1).rev() {
        dates[stage] = dates[stage].or(dates[stage + 1]);
    }
    if let (Some(start), true) = (start, history.line.start < count - 1) {
        let first = history.settings.start_mode == StartMode::First;
        dates[history.line.start] = Some(start);
        for stage in (0..history.line.start).rev() {
            let entered = if first { own[stage] } else { dates[stage] };
            dates[stage] = entered.min_some(dates[stage + 1]);
        }
    }
    dates
}

/// The earlier of two days, where there are any.
trait MinSome {
    fn min_some(self, other: Self) -> Self;
}

impl MinSome for Option<Date> {
    fn min_some(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}
