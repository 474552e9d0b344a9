//! Who answers for what.
//!
//! In: outcomes with their owners. Out: each person once, in order of name, with outcomes, measurements and epics.
//! Never rates a person.

use super::Judged;
use super::measurement::{Measurement, Measurements, answering, outcome_of};
use crate::backlog::Backlog;
use std::collections::HashMap;
use std::ops::Range;
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
    // Who answers for each outcome: a range of the list of places.
    let mut places: Vec<usize> = Vec::with_capacity(listed.len());
    let mut of: Vec<Range<usize>> = vec![0..0; all.len()];
    for at in listed {
        let judged = &all[*at];
        let start = places.len();
        if let Some(outcome) = outcome_of(backlog, judged) {
            found.add(answering(&backlog.items[judged.item], outcome), &mut places);
        }
        of[*at] = start..places.len();
    }
    let mut owners = std::mem::take(&mut found.owners);
    for at in listed {
        places[of[*at].clone()].iter().for_each(|place| owners[*place].outcomes.push(*at));
    }
    for due in &measurements.open {
        places[of[due.outcome].clone()].iter().for_each(|place| owners[*place].open.push(due.clone()));
    }
    for due in &measurements.planned {
        places[of[due.outcome].clone()].iter().for_each(|place| owners[*place].planned.push(due.clone()));
    }
    found.owners = owners;
    for (at, _) in backlog.epics() {
        places.clear();
        found.add(backlog.items[at].owners.iter().map(String::as_str), &mut places);
        places.iter().for_each(|place| found.owners[*place].epics.push(at));
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
    /// Adds the places of those that are named to a list, each once.
    fn add(&mut self, names: impl IntoIterator<Item = &'n str>, places: &mut Vec<usize>) {
        let start = places.len();
        for name in names {
            if let Some(place) = self.place(name).filter(|place| !places[start..].contains(place)) {
                places.push(place);
            }
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
        let (mut found, mut places) = (Found::default(), Vec::new());
        found.add(["@Maria", "maria", "", "@tom"], &mut places);
        let owners: Vec<_> = found.owners.into_iter().map(|owner| (owner.name, owner.key)).collect();
        assert_eq!(places, [0, 1]);
        assert_eq!(owners, [("@Maria", "maria"), ("@tom", "tom")].map(|(name, key)| (name.to_owned(), key.to_owned())));
    }
}
