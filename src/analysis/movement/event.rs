//! What happened between two days that can move an epic.

use super::Factor;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What happened, and whom it moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// To whom it happened.
    pub subject: Subject,
    /// Its id; empty for the configuration and for what isn't published.
    pub id: String,
    /// Its title; of what is gone, the last one.
    pub title: String,
    /// What happened.
    pub kind: Kind,
    /// Others that it moved up.
    pub up: Others,
    /// Others that it moved down.
    pub down: Others,
}

/// Others that an event moved, in order of rank. All events share one list: thousands of them can each have moved
/// thousands.
#[derive(Debug, Clone, Default)]
pub struct Others {
    all: Arc<[usize]>,
    range: Range<usize>,
}

impl Others {
    /// Gives a part of all that moved.
    pub(super) const fn of(all: Arc<[usize]>, range: Range<usize>) -> Self {
        Self { all, range }
    }
}

impl Deref for Others {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        self.all.get(self.range.clone()).unwrap_or_default()
    }
}

impl PartialEq for Others {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// To whom something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// To the configuration of the ranking.
    Settings,
    /// To an epic that is there, by its position in the backlog.
    Item(usize),
    /// To one that is gone.
    Gone,
    /// To one that is not published.
    Withheld,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// The ranking was configured anew: what changed, in words.
    Configured(Vec<String>),
    /// An epic's own score changed: what of it.
    Rescored(Vec<Factor>),
    /// It entered the ranked list, at a rank.
    Entered(Entry, usize),
    /// It left the ranked list, from a rank; none where it was under way.
    Left(Exit, Option<usize>),
}

/// How an epic came into the ranked list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// It is new.
    New,
    /// It has a score now.
    Scored,
    /// It was over and is open again.
    Reopened,
    /// It was under way and waits again.
    PutBack,
    /// It was set aside and counts again.
    Relisted,
}

/// How an epic left the ranked list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Work on it began.
    Started,
    /// It was delivered.
    Finished,
    /// It was given up.
    Cancelled,
    /// Its document is gone, or is no epic any more.
    Removed,
    /// It has no score any more.
    Unscored,
    /// It is shown but not ranked.
    SetAside,
}

impl Entry {
    /// Says it in a word or two, for "was …" or "is …".
    pub const fn words(self) -> &'static str {
        match self {
            Self::New => "is new",
            Self::Scored => "has a score now",
            Self::Reopened => "was reopened",
            Self::PutBack => "was put back into the list",
            Self::Relisted => "counts again",
        }
    }
}

impl Exit {
    /// Says it in a word or two.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Started => "was started",
            Self::Finished => "was finished",
            Self::Cancelled => "was given up",
            Self::Removed => "was removed",
            Self::Unscored => "has no score any more",
            Self::SetAside => "was set aside",
        }
    }
}

impl Event {
    /// Says what happened, with the name of the epic, its id between back-ticks; what of a score changed is told once,
    /// in [`Event::details`].
    pub fn words(&self) -> String {
        let who = match self.subject {
            Subject::Withheld => "an epic that isn't published".to_owned(),
            _ => format!("`{}`", self.id),
        };
        match &self.kind {
            Kind::Configured(_) => self.own_words(),
            Kind::Rescored(_) => format!("{who} was scored anew"),
            Kind::Entered(..) | Kind::Left(..) => format!("{who} {}", self.own_words()),
        }
    }

    /// Says what happened, without the name.
    pub fn own_words(&self) -> String {
        match &self.kind {
            Kind::Configured(changes) => format!("the ranking was configured anew ({})", changes.join(", ")),
            Kind::Rescored(factors) => format!("its own score ({})", said(factors)),
            Kind::Entered(entry, _) => entry.words().to_owned(),
            Kind::Left(exit, _) => exit.words().to_owned(),
        }
    }

    /// Says what of it changed; none where nothing more is to be said.
    pub fn details(&self) -> Option<String> {
        match &self.kind {
            Kind::Rescored(factors) => Some(said(factors)),
            Kind::Configured(changes) => Some(changes.join(", ")),
            Kind::Entered(..) | Kind::Left(..) => None,
        }
    }

    /// Counts the others that it moved.
    pub fn reach(&self) -> usize {
        self.up.len() + self.down.len()
    }
}

/// Says what of a score changed.
fn said(factors: &[Factor]) -> String {
    factors.iter().map(Factor::words).collect::<Vec<_>>().join(", ")
}
