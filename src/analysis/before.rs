//! An earlier state of a backlog, of which an analysis takes over what can't differ.
//!
//! In: two backlogs with the same documents at the same places. Out: whether an item and its history are what they were.
//! Never guesses: what isn't surely the same is computed anew.

use super::Analysis;
use crate::backlog::{Backlog, Timeline};
use std::sync::Arc;

/// A state with the same documents at the same places, under the same configuration and for the same date.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// Its backlog; an item that it shares says the same.
    pub backlog: &'a Backlog,
    /// Its analysis.
    pub analysis: &'a Analysis,
}

impl Before<'_> {
    /// Tells whether an item says what it said, and happened to it what had happened.
    pub(super) fn has_same_past(&self, now: &Backlog, at: usize) -> bool {
        let trusted = |backlog: &Backlog| (backlog.timelines.coverage.limit, backlog.timelines.coverage.since);
        let same = match (timeline(self.backlog, at), timeline(now, at)) {
            (Some(then), Some(now)) => Arc::ptr_eq(then, now) || then == now,
            (then, now) => then.is_none() && now.is_none(),
        };
        Arc::ptr_eq(&self.backlog.items[at], &now.items[at]) && trusted(self.backlog) == trusted(now) && same
    }
}

/// Gives what happened to an item.
fn timeline(backlog: &Backlog, at: usize) -> Option<&Arc<Timeline>> {
    backlog.timelines.documents.get(backlog.timelines.of_item.get(at).copied().flatten()?)
}
