//! What in an item's history bends a figure, and how.

use serde::Serialize;

/// Something in an item's history that bends a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// It came with an import.
    Imported,
    /// It was done when it appeared.
    BornDone,
    /// It was in progress when it appeared.
    BornInProgress,
    /// It is done and was never in progress.
    NeverStarted,
    /// It went back to an earlier state.
    MovedBack,
    /// It was put back before the start after it had begun.
    Decommitted,
    /// It was done, and then not.
    Reopened,
    /// It was closed together with many others.
    BulkClosed,
    /// It went past a state of the main line.
    SkippedStates,
    /// Some of its dates lie after the day of the site.
    FutureDates,
    /// It was in states that the workflow does not have.
    UnmappedStates,
    /// Some of its versions could not be read.
    UnreadVersions,
    /// One of its dates had to be moved to keep the order of commits.
    ClampedCommits,
    /// Some of its dates are declared in its front matter.
    Declared,
    /// Its history starts before what is known.
    CutHistory,
    /// Its file was removed before it was done.
    Removed,
}

impl Flag {
    /// Every flag, in the order of lists.
    pub const ALL: [Self; 16] = [
        Self::Imported,
        Self::BornDone,
        Self::BornInProgress,
        Self::NeverStarted,
        Self::MovedBack,
        Self::Decommitted,
        Self::Reopened,
        Self::BulkClosed,
        Self::SkippedStates,
        Self::FutureDates,
        Self::UnmappedStates,
        Self::UnreadVersions,
        Self::ClampedCommits,
        Self::Declared,
        Self::CutHistory,
        Self::Removed,
    ];

    /// Gives the word that the export uses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::BornDone => "born-done",
            Self::BornInProgress => "born-in-progress",
            Self::NeverStarted => "never-started",
            Self::MovedBack => "moved-back",
            Self::Decommitted => "decommitted",
            Self::Reopened => "reopened",
            Self::BulkClosed => "bulk-closed",
            Self::SkippedStates => "skipped-states",
            Self::FutureDates => "future-dates",
            Self::UnmappedStates => "unmapped-states",
            Self::UnreadVersions => "unread-versions",
            Self::ClampedCommits => "clamped-commits",
            Self::Declared => "declared",
            Self::CutHistory => "cut-history",
            Self::Removed => "removed",
        }
    }

    /// Names it for readers.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Imported => "Imported in bulk",
            Self::BornDone => "Done when first seen",
            Self::BornInProgress => "In progress when first seen",
            Self::NeverStarted => "Done without ever being in progress",
            Self::MovedBack => "Moved back",
            Self::Decommitted => "Put back after it had begun",
            Self::Reopened => "Reopened",
            Self::BulkClosed => "Closed in bulk",
            Self::SkippedStates => "Skipped states",
            Self::FutureDates => "Dates in the future",
            Self::UnmappedStates => "States that the workflow does not have",
            Self::UnreadVersions => "Versions that could not be read",
            Self::ClampedCommits => "Commits whose date was moved",
            Self::Declared => "Dates declared by hand",
            Self::CutHistory => "History that is cut",
            Self::Removed => "Removed before it was done",
        }
    }

    /// Says what it does to which figure.
    pub const fn effect(self) -> &'static str {
        match self {
            Self::Imported => {
                "The day of the import stands for the day when it was written down, so its age and its time from idea \
                 to done are too short."
            }
            Self::BornDone => {
                "It counts in no figure unless it was begun anew: the day when it appeared is not the day when it was finished."
            }
            Self::BornInProgress => {
                "It counts, and its start is the day when it appeared: its flow time may be longer."
            }
            Self::NeverStarted => "It counts in velocity and distribution, and has no flow time and no efficiency.",
            Self::MovedBack => "Its later states count from the last time they were entered; its start stays.",
            Self::Decommitted => {
                "Its clock goes on from the first start, and the time before it was taken up again counts as waiting; \
                 with `start_mode = \"reset\"` the clock starts anew."
            }
            Self::Reopened => {
                "Only the last time it was done counts: velocity of the earlier week goes down, and the time between \
                 counts as waiting."
            }
            Self::BulkClosed => {
                "All count in velocity on one day, which makes weeks look uneven and forecasts wide; \
                 `forecast_without_bulk` leaves them out of forecasts."
            }
            Self::SkippedStates => {
                "A state that was skipped takes the date of the next one, so times in single states are less telling."
            }
            Self::FutureDates => "A date after the day of the site counts as that day.",
            Self::UnmappedStates => "Such a state is passed over: the item stays in the state before it.",
            Self::UnreadVersions => "The values before such a version stay until the next one that can be read.",
            Self::ClampedCommits => {
                "A commit dated before the one below it counts at the time of that one, so times may be too short."
            }
            Self::Declared => "Declared dates win over those of commits; they have no time of day.",
            Self::CutHistory => {
                "What happened before is unknown: such items have no time from idea to done, and their flow time may \
                 be longer."
            }
            Self::Removed => "It leaves work in progress on the day when its file went, as if it had been cancelled.",
        }
    }
}
