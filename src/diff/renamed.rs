//! Which ids were changed.
//!
//! In: two backlogs and their pairs. Out: for each document that is the same and has another id, the one that it had and
//! the one that it has. An id that somebody else has on the other side is never among them.

use super::pair::Pair;
use crate::backlog::Backlog;
use std::collections::BTreeMap;

/// Ids that were changed, by what they were and by what they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renamed {
    now: BTreeMap<String, String>,
    then: BTreeMap<String, String>,
}

impl Renamed {
    /// Finds them.
    pub fn of(before: &Backlog, after: &Backlog, pairs: &[Pair]) -> Self {
        let mut found = Self::default();
        for (old, new) in pairs.iter().filter_map(|pair| pair.0.zip(pair.1)) {
            let (was, is) = (before.items[old].id.as_str(), after.items[new].id.as_str());
            let first = has(before, was) == Some(old) && has(after, is) == Some(new);
            if was != is && first && has(after, was).is_none() && has(before, is).is_none() {
                found.now.insert(was.to_owned(), is.to_owned());
                found.then.insert(is.to_owned(), was.to_owned());
            }
        }
        found
    }

    /// Gives the id of now for one of then; the same where nobody changed it.
    pub fn now<'a>(&'a self, id: &'a str) -> &'a str {
        self.now.get(id).map_or(id, String::as_str)
    }

    /// Gives the id of then for one of now; the same where nobody changed it.
    pub fn then<'a>(&'a self, id: &'a str) -> &'a str {
        self.then.get(id).map_or(id, String::as_str)
    }
}

/// Finds the first item that has exactly this id.
fn has(backlog: &Backlog, id: &str) -> Option<usize> {
    backlog.index.by_id(id).filter(|at| backlog.items[*at].id == id)
}
