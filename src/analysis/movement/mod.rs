//! What changed place between two days, and why.
//!
//! In: a backlog with its order as they were, and as they are. Out: the moves in the ranked list, what entered and left
//! it, and for each move its cause; a cause that moves many is held once. Pure: it compares by id, and knows neither git
//! nor a clock.

mod compare;
mod crossing;
mod event;
mod factor;
mod lists;
mod order;
mod past;
#[cfg(test)]
mod tests;

pub use event::{Entry, Event, Exit, Kind, Others, Subject};
pub use factor::Factor;
pub use order::{Need, Reordered};
pub use past::{Past, Then};

use super::Analysis;
use crate::backlog::Backlog;
use crate::config::Config;
use jiff::civil::Date;

/// How many causes of others a move names; the rest is counted.
const NAMED: usize = 3;

/// What changed place since a day.
#[derive(Debug, Clone)]
pub struct Movement {
    /// With what today is compared.
    pub since: Since,
    /// For each item of the backlog what became of its rank; none for what is not in the ranked list.
    pub changes: Vec<Option<Change>>,
    /// The epics that changed place, in order of rank.
    pub moves: Vec<Move>,
    /// What happened, the causes that moved most first.
    pub events: Vec<Event>,
    /// How many epics came into the list.
    pub entered: usize,
    /// Epics that start earlier or later because of what they wait for, in order.
    pub reordered: Vec<Reordered>,
}

/// The earlier time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Since {
    /// The day.
    pub day: Date,
    /// How many days before today, where a number of days was asked for.
    pub days: Option<u16>,
    /// The first characters of the commit's id.
    pub commit: String,
    /// The day of that commit.
    pub committed: Date,
}

/// What became of an epic's rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is the same.
    Same,
    /// It moved: the position of the move.
    Moved(usize),
    /// It was not in the list: the position of the event.
    Entered(usize),
}

/// An epic that changed place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Which, by its position in the backlog.
    pub item: usize,
    /// The rank then.
    pub from: usize,
    /// The rank now.
    pub to: usize,
    /// Why: positions of events, its own first.
    pub causes: Vec<usize>,
    /// How many more events had a part in it.
    pub more: usize,
}

impl Move {
    /// Gives the number of places upwards, negative for downwards.
    pub fn up(&self) -> i64 {
        let signed = |rank: usize| i64::try_from(rank).unwrap_or(i64::MAX);
        signed(self.from) - signed(self.to)
    }
}

/// Compares an earlier time with today.
pub fn movement(since: Since, past: Then<'_>, now: (&Backlog, &Analysis, &Config)) -> Movement {
    compare::compare(since, past, now)
}

impl Movement {
    /// Gives an epic's move.
    pub fn of(&self, item: usize) -> Option<&Move> {
        match self.changes.get(item)?.as_ref()? {
            Change::Moved(at) => self.moves.get(*at),
            Change::Same | Change::Entered(_) => None,
        }
    }

    /// Gives the rank that an epic had, where it has one now.
    pub fn rank_before(&self, item: usize, now: usize) -> Option<usize> {
        match self.changes.get(item)?.as_ref()? {
            Change::Same => Some(now),
            Change::Moved(at) => self.moves.get(*at).map(|found| found.from),
            Change::Entered(_) => None,
        }
    }

    /// Says why an epic stands where it stands, where that changed.
    pub fn cause(&self, item: usize) -> Option<String> {
        match self.changes.get(item)?.as_ref()? {
            Change::Same => None,
            Change::Entered(at) => self.events.get(*at).map(Event::words),
            Change::Moved(at) => self.moves.get(*at).map(|found| self.why(found)),
        }
    }

    /// Says why an epic moved.
    pub fn why(&self, found: &Move) -> String {
        let mut said: Vec<String> = Vec::new();
        for at in &found.causes {
            let Some(event) = self.events.get(*at) else { continue };
            let own = matches!(event.subject, Subject::Item(item) if item == found.item);
            said.push(if own { event.own_words() } else { event.words() });
        }
        if found.more > 0 {
            said.push(format!("and {} more", found.more));
        }
        said.join("; ")
    }

    /// Tells whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty() && self.events.is_empty() && self.reordered.is_empty()
    }

    /// Counts the epics that changed place.
    pub fn moved(&self) -> usize {
        self.moves.len()
    }
}
