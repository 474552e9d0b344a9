//! The last commit of a day.
//!
//! In: the line of first parents from a commit, a day in a zone. Out: the newest commit that belongs to the line at the
//! end of that day. A commit dated before the one below it counts from that one's date, as everywhere.

use super::{UNSHALLOW, short, unreachable};
use crate::diagnostic::Error;
use crate::source::history::{Cut, first_parents};
use crate::source::repository::Place;
use gix::ObjectId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Finds the last commit on or before the end of a day, from a commit downwards.
pub(super) fn last_on(place: &Place, start: ObjectId, day: Date, zone: &TimeZone) -> Result<ObjectId, Error> {
    let handle = place.handle();
    let (line, cut) = first_parents(place, start).map_err(|cut| unreachable(handle.path(), &cut))?;
    let end = end_of(day, zone);
    let mut newest = i64::MIN;
    let mut found = None;
    for (id, seconds) in line.iter().rev() {
        newest = newest.max(seconds.unwrap_or(newest));
        if newest >= end {
            break;
        }
        found = Some(*id);
    }
    found.ok_or_else(|| too_early(day, &line, cut.as_ref(), zone))
}

/// Gives the first second after a day.
fn end_of(day: Date, zone: &TimeZone) -> i64 {
    let next = day.tomorrow().ok().and_then(|next| next.to_zoned(zone.clone()).ok());
    next.map_or(i64::MAX, |next| next.timestamp().as_second())
}

/// Says that the history starts later.
fn too_early(day: Date, line: &[(ObjectId, Option<i64>)], cut: Option<&Cut>, zone: &TimeZone) -> Error {
    let oldest = line.last();
    let since = oldest.and_then(|(_, seconds)| Timestamp::from_second((*seconds)?).ok());
    let since = since.map_or_else(
        || oldest.map_or_else(String::new, |(id, _)| format!("commit `{}`", short(*id))),
        |at| at.to_zoned(zone.clone()).date().to_string(),
    );
    let error = Error::new(format!("there is no commit on or before {day}: the history here starts on {since}"));
    match cut {
        Some(Cut::Shallow) => error.hint(UNSHALLOW),
        Some(Cut::Partial) => error.hint("The clone is partial: clone without `--filter`."),
        Some(_) => error.hint("Older commits can't be read; `git fsck` says what is lost."),
        None => error.hint("Name a later day."),
    }
}
