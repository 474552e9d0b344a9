//! A sprint: an iteration whose goal is an outcome.

use super::fields::{Fields, Reading};
use super::outcome::{self, Outcome};
use super::reference::Reference;
use crate::document::PartialDate;
use std::sync::Arc;

/// An iteration whose goal is an outcome.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sprint {
    /// Whose it is.
    pub team: Option<Reference>,
    /// Its first day.
    pub starts: Option<PartialDate>,
    /// Its last day.
    pub ends: Option<PartialDate>,
    /// What it is for.
    pub goal: Option<String>,
    /// What it promises.
    pub outcomes: Arc<[Outcome]>,
    /// What came of it.
    pub result: Option<String>,
}

/// Reads a sprint.
pub(super) fn read<'a>(reading: &mut Reading<'a>, fields: &mut Fields<'a>) -> Sprint {
    let (starts, ends) = (reading.date(fields.take("starts")), reading.date(fields.take("ends")));
    if let (Some(first), Some(last)) = (&starts, &ends)
        && last.value.last_day() < first.value.first_day()
    {
        reading.wrong("bad-date", last.span, "the sprint ends before it starts", "Swap the two dates.");
    }
    Sprint {
        team: reading.name(fields.take("team")).map(Reference::from),
        starts: starts.map(|found| found.value),
        ends: ends.map(|found| found.value),
        goal: reading.text(fields.take("goal")).map(|found| found.value),
        outcomes: outcome::read_all(reading, fields.take("outcomes")).into_iter().map(|(outcome, _)| outcome).collect(),
        result: reading.text(fields.take("result")).map(|found| found.value),
    }
}
