//! Who answers for what.
//!
//! In: outcomes with their owners. Out: each person once, in order of name, with outcomes, measurements and epics.
//! Never rates a person.

use super::Judged;
use super::measurement::{Measurement, Measurements, answering, outcome_of};
use crate::backlog::Backlog;
use std::collections::HashMap;
use std::sync::Arc;

/// A person with what they answer for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    /// The name as it is first written.
    pub name: String,
    /// The name without its `@` and in small letters, which is what tells people apart.
    pub key: String,
    /// Outcomes, by position, in the order of the report.
    pub outcomes: Vec<usize>,
    /// Measurements that are due, the longest overdue first.
    pub open: Vec<Measurement>,
    /// Measurements to come, the nearest first.
    pub planned: Vec<Measurement>,
    /// Epics, by position in the backlog.
    pub epics: Vec<usize>,
}

/// Gives what tells people apart: `@Maria` and `maria` are one.
pub fn owner_key(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

/// Collects everyone who owns an outcome or an epic.
pub(super) fn owners(
    backlog: &Backlog,
    all: &[Arc<Judged>],
    (listed, measurements): (&[usize], &Measurements),
) -> Vec<Owner> {
    let mut found = Found::default();
    let of = |at: usize| {
        let judged = &all[at];
        outcome_of(backlog, judged).map_or_else(Vec::new, |outcome| answering(&backlog.items[judged.item], outcome))
    };
    for at in listed {
        found.each(of(*at), |owner| owner.outcomes.push(*at));
    }
    for due in &measurements.open {
        found.each(of(due.outcome), |owner| owner.open.push(due.clone()));
    }
    for due in &measurements.planned {
        found.each(of(due.outcome), |owner| owner.planned.push(due.clone()));
    }
    for (at, _) in backlog.epics() {
        found.each(backlog.items[at].owners.iter().map(String::as_str), |owner| owner.epics.push(at));
    }
    found.owners.sort_by(|a, b| a.key.cmp(&b.key));
    found.owners
}

/// People, and where each of their names leads.
#[derive(Default)]
struct Found<'n> {
    owners: Vec<Owner>,
    by_key: HashMap<String, usize>,
    by_name: HashMap<&'n str, Option<usize>>,
}

impl<'n> Found<'n> {
    /// Does something to each of the named, once.
    fn each(&mut self, names: impl IntoIterator<Item = &'n str>, mut act: impl FnMut(&mut Owner)) {
        let mut done: Vec<usize> = Vec::new();
        for name in names {
            let Some(at) = self.place(name).filter(|at| !done.contains(at)) else { continue };
            act(&mut self.owners[at]);
            done.push(at);
        }
    }

    /// Finds whom a name means; nobody where it says nothing.
    fn place(&mut self, name: &'n str) -> Option<usize> {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        let key = owner_key(name);
        let place = (!key.is_empty()).then(|| {
            let new = self.owners.len();
            let place = *self.by_key.entry(key.clone()).or_insert(new);
            if place == new {
                self.owners.push(Owner { name: name.trim().to_owned(), key, ..Owner::default() });
            }
            place
        });
        self.by_name.insert(name, place);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, owner_key};

    #[test]
    fn a_person_is_one_however_the_name_is_written() {
        assert_eq!([owner_key("@Maria"), owner_key(" maria "), owner_key("@")], ["maria", "maria", ""]);
        let mut found = Found::default();
        found.each(["@Maria", "maria", "", "@tom"], |owner| owner.epics.push(7));
        let owners: Vec<_> = found.owners.into_iter().map(|owner| (owner.name, owner.epics)).collect();
        assert_eq!(owners, [("@Maria".to_owned(), vec![7]), ("@tom".to_owned(), vec![7])]);
    }
}
