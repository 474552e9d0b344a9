//! What the figures are made of: items with their changes of state and their labels, in order of time.
//!
//! In: nothing but values, so that a table of dated changes can be measured as well as a repository. Out: a
//! [`History`]. Never knows where the dates come from, or today's.

use super::line::Line;
use crate::backlog::Commit;
use crate::config;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is measured, and how.
#[derive(Debug, Clone)]
pub struct History<'a> {
    /// The items, in order of id.
    pub items: Vec<FlowItem>,
    /// The states in their order.
    pub line: Line,
    /// The commits that changes name by their position.
    pub commits: &'a [Commit],
    /// The zone in which days begin.
    pub zone: TimeZone,
    /// The zone's name.
    pub zone_name: String,
    /// The first instant of which something is known, where history is cut.
    pub since: Option<Timestamp>,
    /// The settings.
    pub settings: &'a config::Flow,
    /// The day for which everything is computed.
    pub as_of: Date,
    /// For each team the share of its work that it wants of each work type, 0 to 1.
    pub allocations: BTreeMap<Arc<str>, Vec<(String, f64)>>,
}

/// One item: an epic, there or gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowItem {
    /// Its id.
    pub id: String,
    /// Its position in today's backlog; none when it is gone.
    pub item: Option<usize>,
    /// When it was written down, where that is declared and earlier than its first state.
    pub created: Option<Timestamp>,
    /// The states that it entered, in order of time; the first is the one in which it appeared.
    pub passages: Vec<Passage>,
    /// When its file went for good.
    pub removed: Option<Timestamp>,
    /// What it was called, each from an instant on, in order; before the first, the first holds.
    pub labels: Vec<(Timestamp, Labels)>,
    /// Whether it was marked as blocked, each from an instant on, in order.
    pub blocked: Vec<(Timestamp, bool)>,
    /// The days of its outcomes' readings, in order.
    pub readings: Vec<Date>,
    /// How many outcomes it promises.
    pub outcomes: usize,
    /// How many of its versions could not be read.
    pub unread: usize,
}

/// An item enters a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// When.
    pub at: Timestamp,
    /// The state, by its position in the workflow; none when it is no state of today's workflow.
    pub state: Option<usize>,
    /// The commit, by its position; none when the front matter declares it.
    pub commit: Option<usize>,
}

/// What an item is called: the groups that it counts in.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Labels {
    /// The work type.
    pub work_type: Option<Arc<str>>,
    /// The team, by its title where it has a document.
    pub team: Option<Arc<str>>,
    /// The product.
    pub product: Option<Arc<str>>,
    /// The initiative, by its title where it has a document.
    pub initiative: Option<Arc<str>>,
}

/// What figures are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The team.
    Team,
    /// The work type.
    WorkType,
    /// The product.
    Product,
    /// The initiative.
    Initiative,
}

impl Dimension {
    /// Every dimension, in the order in which pages show them.
    pub const ALL: [Self; 4] = [Self::Team, Self::WorkType, Self::Product, Self::Initiative];
}

impl Labels {
    /// Gives the label of a dimension.
    pub fn of(&self, dimension: Dimension) -> Option<&Arc<str>> {
        match dimension {
            Dimension::Team => self.team.as_ref(),
            Dimension::WorkType => self.work_type.as_ref(),
            Dimension::Product => self.product.as_ref(),
            Dimension::Initiative => self.initiative.as_ref(),
        }
    }
}

impl FlowItem {
    /// Gives the labels as they stood at an instant.
    pub fn labels_at(&self, at: Timestamp) -> Labels {
        let known = self.labels.iter().take_while(|(from, _)| *from <= at).last();
        known.or(self.labels.first()).map(|(_, labels)| labels.clone()).unwrap_or_default()
    }
}

impl History<'_> {
    /// Gives the day of an instant in the site's zone.
    pub fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// Gives the instant at which a day begins in the site's zone.
    pub fn midnight(&self, day: Date) -> Timestamp {
        start_of_day(day, &self.zone)
    }
}

/// Gives the instant at which a day begins in a zone.
pub fn start_of_day(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned(zone.clone()).map_or(Timestamp::UNIX_EPOCH, |start| start.timestamp())
}
