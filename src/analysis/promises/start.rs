//! When the work behind a document's outcomes began, as far as a commitment needs it.

use crate::backlog::{Coverage, Details, Item, Timeline};
use crate::config::{Config, Kind, StateClass};
use crate::document::PartialDate;
use crate::flow::Line;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// When work began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// At the latest at this moment: that of the commit, or the end of the day that the document declares.
    At(Timestamp),
    /// Not yet.
    NotBegun,
    /// Before the history, which is cut and starts on this day.
    Cut(Date),
    /// Such a document has no beginning.
    None,
}

impl Start {
    /// Finds when work began: where the clock of an epic's flow time starts, or the first day of a sprint.
    pub(super) fn of(item: &Item, timeline: &Timeline, coverage: &Coverage, (config, line): (&Config, &Line)) -> Self {
        let zone = &config.site.timezone;
        let cut = coverage.limit.and(coverage.since);
        let at_the_cut = |at: Timestamp| cut.is_some_and(|since| at <= since);
        let known = timeline.values.first().map(|first| first.moment.at);
        let end_of = |day: Date| {
            let next = day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp();
            next.checked_sub(1.nanosecond()).ok()
        };
        let begun = match item.kind {
            Kind::Epic => timeline.transitions.iter().find_map(|transition| {
                let state = transition.state?;
                let done = line.states[state].class == StateClass::Done;
                (done || line.begun(state)).then_some(transition.moment)
            }),
            Kind::Sprint => {
                let day = match &item.details {
                    Details::Sprint(sprint) => sprint.starts.map(PartialDate::last_day),
                    _ => None,
                };
                return day.and_then(end_of).map_or(Self::None, Self::At);
            }
            _ => {
                let day = cut.filter(|_| known.is_some_and(at_the_cut));
                return day.map_or(Self::None, |since| Self::Cut(since.to_zoned(zone.clone()).date()));
            }
        };
        let Some(moment) = begun else { return Self::NotBegun };
        if let Some(since) = cut.filter(|since| moment.at <= *since) {
            return Self::Cut(since.to_zoned(zone.clone()).date());
        }
        let declared = moment.commit.is_none();
        let end = declared.then(|| end_of(moment.at.to_zoned(zone.clone()).date())).flatten();
        Self::At(end.unwrap_or(moment.at))
    }
}
