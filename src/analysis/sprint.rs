//! Where a sprint stands in time.

use crate::backlog::Sprint;
use crate::document::{PartialDate, days_between};
use jiff::civil::Date;

/// Where a sprint stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SprintTime {
    /// It runs, with so many days left; on its last day none. Nothing where it has no last day.
    Running(Option<i64>),
    /// It begins in so many days.
    Ahead(i64),
    /// It ended so many days ago.
    Over(i64),
    /// Nothing says when.
    Undated,
}

/// Says where a sprint stands on a date; its last day belongs to it.
pub fn sprint_time(sprint: &Sprint, as_of: Date) -> SprintTime {
    let starts = sprint.starts.map(PartialDate::first_day);
    let ends = sprint.ends.map(PartialDate::last_day);
    match (starts, ends) {
        (_, Some(end)) if end < as_of => SprintTime::Over(days_between(end, as_of)),
        (Some(start), _) if start > as_of => SprintTime::Ahead(days_between(as_of, start)),
        (None, None) => SprintTime::Undated,
        (_, end) => SprintTime::Running(end.map(|end| days_between(as_of, end))),
    }
}

#[cfg(test)]
mod tests {
    use super::{SprintTime, sprint_time};
    use crate::backlog::Sprint;
    use crate::document::PartialDate;
    use jiff::civil::date;

    #[test]
    fn the_first_and_the_last_day_belong_to_a_sprint() {
        let day = |text| PartialDate::parse(text).ok();
        let sprint = Sprint { starts: day("2025-05-26"), ends: day("2025-06-06"), ..Sprint::default() };
        let at = |month, on| sprint_time(&sprint, date(2025, month, on));
        assert_eq!([at(5, 25), at(5, 26)], [SprintTime::Ahead(1), SprintTime::Running(Some(11))]);
        assert_eq!([at(6, 6), at(6, 9)], [SprintTime::Running(Some(0)), SprintTime::Over(3)]);
        let open = Sprint { ends: None, ..sprint };
        assert_eq!(sprint_time(&open, date(2025, 7, 1)), SprintTime::Running(None));
        assert_eq!(sprint_time(&Sprint::default(), date(2025, 7, 1)), SprintTime::Undated);
    }
}
