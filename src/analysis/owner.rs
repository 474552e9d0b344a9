//! Who answers for what.
//!
//! In: outcomes with their owners. Out: each person once, in order of name, with outcomes, measurements and epics.
//! Never rates a person.

use super::Judged;
use super::measurement::{Measurement, Measurements, answering, outcome_of};
use crate::backlog::Backlog;
use crate::order::Order;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A person with what they answer for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    /// The name as it is first written.
    pub name: String,
    /// The name without its `@` and in small letters, or that in brackets behind it: what tells people apart.
    pub key: String,
    /// Outcomes, by position, in the order of the report.
    pub outcomes: Vec<usize>,
    /// Measurements that are overdue, the longest first.
    pub open: Vec<Measurement>,
    /// Measurements to come, the nearest first; those in their days of grace before them.
    pub planned: Vec<Measurement>,
    /// Epics, by position in the backlog.
    pub epics: Vec<usize>,
}

impl Owner {
    /// Counts what they answer for.
    const fn answers_for(&self) -> usize {
        self.outcomes.len() + self.epics.len()
    }

    /// Counts the measurements whose day has come, whether late or in their days of grace.
    pub fn due(&self) -> usize {
        self.open.len() + self.planned.iter().filter(|planned| planned.days_late >= 0).count()
    }
}

/// Gives what tells people apart: `@Maria` and `maria` are one, and `Maria Lopes (@maria)` is the same person.
///
/// # Examples
/// ```
/// use backlit::analysis::owner_key;
/// assert_eq!(owner_key("Maria Lopes (@Maria) <m@example.org>"), owner_key("@maria"));
/// assert_ne!(owner_key("Maria (Lisbon)"), owner_key("Maria"));
/// ```
pub fn owner_key(name: &str) -> String {
    let handle = name.split_once("(@").and_then(|(_, rest)| rest.split_once(')'));
    let handle = handle.map(|(handle, _)| handle.trim()).filter(|handle| !handle.is_empty());
    handle.unwrap_or(name).trim().trim_start_matches('@').to_lowercase()
}

/// The most people who are listed, each with a page.
const MOST: usize = 5_000;

/// Keeps those who answer for most where there are more than can be listed, in order of name; tells how many are left
/// out.
fn few(mut owners: Vec<Owner>, most: usize) -> (Vec<Owner>, usize) {
    let beyond = owners.len().saturating_sub(most);
    if beyond > 0 {
        owners.order_by(|a, b| b.answers_for().cmp(&a.answers_for()).then_with(|| a.key.cmp(&b.key)));
        owners.truncate(most);
    }
    owners.order_by(|a, b| a.key.cmp(&b.key));
    (owners, beyond)
}

/// Collects everyone who owns an outcome or an epic, and tells how many more there are.
pub(super) fn owners(
    backlog: &Backlog,
    all: &[Arc<Judged>],
    (listed, measurements): (&[usize], &Measurements),
) -> (Vec<Owner>, usize) {
    let mut found = Found::default();
    // Who answers for each outcome: a range of the list of places. Outcomes are looked at as they lie in memory.
    let mut places: Vec<usize> = Vec::with_capacity(all.len());
    let mut raw: Vec<&str> = Vec::with_capacity(all.len());
    let mut of: Vec<Range<usize>> = vec![0..0; all.len()];
    let mut in_order = listed.to_vec();
    in_order.sort_unstable();
    for at in in_order {
        let judged = &all[at];
        let start = places.len();
        if let Some(outcome) = outcome_of(backlog, judged) {
            found.add(answering(&backlog.items[judged.item], outcome), (&mut places, &mut raw));
        }
        of[at] = start..places.len();
    }
    found.name(listed.iter().flat_map(|at| of[*at].clone()).map(|at| (places[at], raw[at])));
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
        raw.clear();
        found.add(backlog.items[at].owners.iter().map(String::as_str), (&mut places, &mut raw));
        for place in &places {
            found.owners[*place].epics.push(at);
        }
    }
    few(found.owners, MOST)
}

/// People, and where each of their names leads.
#[derive(Default)]
struct Found<'n> {
    owners: Vec<Owner>,
    by_key: HashMap<String, usize>,
    by_name: HashMap<&'n str, Option<usize>>,
}

impl<'n> Found<'n> {
    /// Adds those that are named to two lists, each once: their places, and how they are written.
    fn add(&mut self, names: impl Iterator<Item = &'n str>, (places, raw): (&mut Vec<usize>, &mut Vec<&'n str>)) {
        let start = places.len();
        for name in names {
            if let Some(place) = self.place(name).filter(|place| !places[start..].contains(place)) {
                places.push(place);
                raw.push(name);
            }
        }
    }

    /// Names everyone as the first of some mentions does.
    fn name(&mut self, mentions: impl Iterator<Item = (usize, &'n str)>) {
        let mut named = vec![false; self.owners.len()];
        for (place, raw) in mentions {
            if !std::mem::replace(&mut named[place], true) {
                raw.trim().clone_into(&mut self.owners[place].name);
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
    use super::{Found, Owner, few, owner_key};

    #[test]
    fn of_more_people_than_can_be_listed_those_stay_who_answer_for_most() {
        let owner =
            |(name, epics): (&str, usize)| Owner { key: name.to_owned(), epics: vec![0; epics], ..Owner::default() };
        let all = || [("zoe", 2), ("ann", 1), ("tom", 1), ("bob", 3)].map(owner).to_vec();
        let names = |owners: Vec<Owner>| owners.into_iter().map(|owner| owner.key).collect::<Vec<_>>().join(" ");
        let (listed, beyond) = few(all(), 3);
        assert_eq!((names(listed).as_str(), beyond), ("ann bob zoe", 1));
        let (listed, beyond) = few(all(), 4);
        assert_eq!((names(listed).as_str(), beyond), ("ann bob tom zoe", 0));
    }

    #[test]
    fn a_person_is_one_however_the_name_is_written() {
        assert_eq!([owner_key("@Maria"), owner_key(" maria "), owner_key("@")], ["maria", "maria", ""]);
        let (mut found, mut places, mut raw) = (Found::default(), Vec::new(), Vec::new());
        found.add(["@Maria", "maria", "", "@tom"].into_iter(), (&mut places, &mut raw));
        assert_eq!(raw, ["@Maria", "@tom"]);
        found.name([(0, "@Maria"), (0, "maria")].into_iter());
        let owners: Vec<_> = found.owners.into_iter().map(|owner| (owner.name, owner.key)).collect();
        assert_eq!(places, [0, 1]);
        assert_eq!(owners, [("@Maria", "maria"), ("@tom", "tom")].map(|(name, key)| (name.to_owned(), key.to_owned())));
    }
}
