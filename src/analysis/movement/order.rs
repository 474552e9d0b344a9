//! Who starts earlier or later because of what it waits for.

use super::Then;
use crate::analysis::{Analysis, class_of};
use crate::backlog::Backlog;
use crate::config::StateClass;
use crate::order::Gather;
use crate::ranking::Commitment;
use std::collections::BTreeSet;

/// An epic whose place in the starting order changed with what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reordered {
    /// Which, by its position in the backlog.
    pub item: usize,
    /// Its place in the starting order then.
    pub from: usize,
    /// Its place now.
    pub to: usize,
    /// What changed about what it waits for: the id, and how.
    pub because: Vec<(String, Need)>,
}

/// What changed about a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It waits for it now.
    Added,
    /// It waits for it no longer.
    Dropped,
    /// What it waited for was finished.
    Finished,
    /// What it waited for was given up.
    Cancelled,
    /// What it waited for is gone.
    Removed,
}

impl Need {
    /// Says it of the prerequisite with an id.
    pub fn words(self, id: &str) -> String {
        match self {
            Self::Added => format!("it waits for `{id}` now"),
            Self::Dropped => format!("it waits for `{id}` no longer"),
            Self::Finished => format!("`{id}` was finished"),
            Self::Cancelled => format!("`{id}` was given up"),
            Self::Removed => format!("`{id}` was removed"),
        }
    }
}

impl Reordered {
    /// Says why.
    pub fn words(&self) -> String {
        self.because.iter().map(|(id, need)| need.words(id)).collect::<Vec<_>>().join("; ")
    }
}

/// Finds the epics that start earlier or later because of a dependency, in their order now.
pub(super) fn reordered(past: Then<'_>, backlog: &Backlog, analysis: &Analysis) -> Vec<Reordered> {
    let mut found = Vec::new();
    for candidate in &analysis.ranking.sequence.order {
        let now = &analysis.candidates.list[*candidate];
        let item = analysis.candidates.items[*candidate];
        let then = past.by_id_now(&now.id).and_then(|at| past.candidates.of_item[at]);
        let Some(then) = then.filter(|at| past.candidates.list[*at].commitment == Commitment::Open) else {
            continue;
        };
        let places = past.ranking.sequence.number(then).zip(analysis.ranking.sequence.number(*candidate));
        let Some((from, to)) = places.filter(|(from, to)| from != to) else {
            continue;
        };
        let before = ids(&past.candidates.list, &past.candidates.list[then].depends_on);
        let before: BTreeSet<&str> = before.into_iter().map(|id| past.id_now(id)).into_set();
        let after: BTreeSet<&str> = ids(&analysis.candidates.list, &now.depends_on);
        let gone = before.difference(&after).filter_map(|id| Some(((*id).to_owned(), gone(backlog, item, id)?)));
        let added = after.difference(&before).map(|id| ((*id).to_owned(), Need::Added));
        let because: Vec<(String, Need)> = gone.chain(added).collect();
        if !because.is_empty() {
            found.push(Reordered { item, from, to, because });
        }
    }
    found
}

fn ids<'a>(list: &'a [crate::ranking::Candidate], needs: &[usize]) -> BTreeSet<&'a str> {
    needs.iter().map(|at| list[*at].id.as_str()).into_set()
}

/// Says why an epic no longer waits for another; nothing is said of what isn't published.
fn gone(backlog: &Backlog, item: usize, id: &str) -> Option<Need> {
    if backlog.withheld.has(id) {
        return None;
    }
    let named = backlog.items[item].epic().is_some_and(|epic| {
        epic.depends_on.iter().any(|reference| reference.target == backlog.index.by_id(id) || reference.id == id)
    });
    let epic = backlog.index.by_id(id).and_then(|at| backlog.items[at].epic());
    Some(match epic.map(class_of) {
        None => Need::Removed,
        Some(StateClass::Done) if named => Need::Finished,
        Some(StateClass::Cancelled | StateClass::Ignore) if named => Need::Cancelled,
        Some(_) => Need::Dropped,
    })
}
