//! Initiatives across teams: what waits for what, how long it takes at least, and which conflicts need a decision.
//!
//! In: the backlog and its ranking. Out: an [`InitiativeStanding`] for each initiative. Never decides a conflict.

use super::candidates::Candidates;
use super::critical_path::{Schedule, Task, schedule};
use super::standing::Standing;
use crate::backlog::{Backlog, Epic};
use crate::config::Kind;
use crate::document::{PartialDate, add_days};
use crate::order::Gather;
use crate::ranking::Ranking;
use crate::ranking::capacity::{CapacityPlan, Fit};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How many prerequisites outside an initiative are followed. Where initiatives wait for each other in a line, each would
/// have all those before it. What is left out only makes work later, so what it takes at least stays true.
const OUTSIDE: usize = 100;

/// An initiative with its network of epics.
#[derive(Debug, Clone, Default)]
pub struct InitiativeStanding {
    /// The item.
    pub item: usize,
    /// The epics: its own in order of path, then unfinished prerequisites outside it, the nearest first.
    pub epics: Vec<usize>,
    /// Whether more prerequisites stand before these.
    pub goes_on: bool,
    /// How many of them are its own.
    pub own: usize,
    /// For each of them the others that it waits for, as places among the epics.
    pub needs: Vec<Vec<usize>>,
    /// For each of them the unfinished ones that wait for it, as places among the epics.
    pub waiting: Vec<Vec<usize>>,
    /// When each can be done at the earliest.
    pub schedule: Schedule,
    /// How many unfinished epics have no estimate.
    pub without_estimate: usize,
    /// What needs a decision.
    pub conflicts: Vec<Conflict>,
}

/// Something that a team cannot settle alone. Epics are positions in the backlog, requests positions in their epic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// A team declined what another one asked for.
    Declined {
        /// The epic that was asked for.
        epic: usize,
        /// The request.
        request: usize,
        /// The unfinished epics that wait for it.
        waiting: Vec<usize>,
    },
    /// A prerequisite stands below the line of what its team can finish.
    BelowLine {
        /// The prerequisite.
        epic: usize,
        /// The unfinished epics that wait for it.
        waiting: Vec<usize>,
    },
    /// A need-by date cannot be kept, even if every team began today.
    TooLate {
        /// The epic that is needed.
        epic: usize,
        /// The request.
        request: usize,
        /// The earliest day on which it can be done; none where the date has passed.
        earliest: Option<Date>,
    },
    /// A promise of the initiative falls due before its own work can be done.
    DueBefore {
        /// The outcome, as a position in the initiative.
        outcome: usize,
        /// The earliest day on which the work can be done.
        earliest: Date,
    },
}

/// An epic's place in its own team's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamPlace {
    /// The place, from 1; tied epics share the first of theirs.
    pub place: usize,
    /// How many ranked epics the team has.
    pub of: usize,
}

/// What the networks are drawn from.
pub(super) struct Facts<'a> {
    pub(super) backlog: &'a Backlog,
    pub(super) candidates: &'a Candidates,
    pub(super) standings: &'a [Option<Standing>],
    pub(super) capacity: &'a CapacityPlan,
    pub(super) as_of: Date,
}

/// Collects the initiatives of a backlog.
pub(super) fn collect(facts: &Facts<'_>) -> Vec<InitiativeStanding> {
    let mut own: BTreeMap<usize, Vec<usize>> =
        facts.backlog.of_kind(Kind::Initiative).map(|(at, _)| (at, Vec::new())).into_map();
    for (at, epic) in facts.backlog.epics() {
        let target = epic.initiative.as_ref().and_then(|reference| reference.target);
        if let Some(epics) = target.and_then(|target| own.get_mut(&target)) {
            epics.push(at);
        }
    }
    own.into_iter().map(|(item, epics)| standing(facts, item, epics)).collect()
}

/// Gives every ranked entry its place in the list of its team; none without a team.
pub(super) fn team_places(candidates: &Candidates, ranking: &Ranking) -> Vec<Option<TeamPlace>> {
    let team = |entry: &crate::ranking::Entry| candidates.list[entry.candidate].team.as_ref();
    let mut seen: BTreeMap<&String, (usize, usize, usize)> = BTreeMap::new();
    let mut places = Vec::new();
    for entry in &ranking.entries {
        places.push(team(entry).map(|team| {
            let (number, rank, place) = seen.entry(team).or_insert((0, 0, 0));
            *number += 1;
            if *rank != entry.rank {
                (*rank, *place) = (entry.rank, *number);
            }
            *place
        }));
    }
    let entries = ranking.entries.iter().zip(places);
    entries.map(|(entry, place)| Some(TeamPlace { place: place?, of: seen.get(team(entry)?)?.0 })).collect()
}

fn standing(facts: &Facts<'_>, item: usize, own: Vec<usize>) -> InitiativeStanding {
    let number = own.len();
    let (epics, needs, goes_on) = network(facts, own);
    let weeks = |at: usize| {
        let candidate = facts.candidates.of_item[at]?;
        facts.candidates.list[candidate].duration_weeks
    };
    let tasks: Vec<Task> =
        epics.iter().zip(&needs).map(|(at, needs)| Task { weeks: weeks(*at), needs: needs.clone() }).collect();
    let open = |at: &usize| facts.candidates.of_item[*at].is_some();
    let mut standing = InitiativeStanding {
        item,
        own: number,
        without_estimate: epics.iter().filter(|at| open(at) && weeks(**at).is_none()).count(),
        schedule: schedule(&tasks),
        waiting: waiting(facts, &epics, &needs),
        needs,
        epics,
        goes_on,
        conflicts: Vec::new(),
    };
    standing.conflicts = conflicts(facts, &standing);
    standing
}

/// Follows what the epics wait for; outside the initiative only what is not finished. Tells whether that goes on.
fn network(facts: &Facts<'_>, own: Vec<usize>) -> (Vec<usize>, Vec<Vec<usize>>, bool) {
    let (most, mut goes_on) = (own.len() + OUTSIDE, false);
    let mut place: BTreeMap<usize, usize> = own.iter().enumerate().map(|(place, at)| (*at, place)).into_map();
    let (mut epics, mut needs) = (own, Vec::new());
    while let Some(at) = epics.get(needs.len()).copied() {
        let references = facts.backlog.items[at].epic().map_or(&[][..], |epic| &epic.depends_on);
        let mut found = BTreeSet::new();
        for target in references.iter().filter_map(|reference| reference.target) {
            if !place.contains_key(&target) && facts.candidates.of_item[target].is_some() {
                if epics.len() == most {
                    goes_on = true;
                    continue;
                }
                place.insert(target, epics.len());
                epics.push(target);
            }
            found.extend(place.get(&target));
        }
        needs.push(found.into_iter().collect());
    }
    (epics, needs, goes_on)
}

/// Lists for each epic the unfinished others that wait for it.
fn waiting(facts: &Facts<'_>, epics: &[usize], needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut waiting = vec![Vec::new(); epics.len()];
    for (place, needs) in
        needs.iter().enumerate().filter(|(place, _)| facts.candidates.of_item[epics[*place]].is_some())
    {
        for need in needs.iter().filter(|need| **need != place) {
            waiting[*need].push(place);
        }
    }
    waiting
}

/// Finds what needs a decision, in order of the epics.
fn conflicts(facts: &Facts<'_>, standing: &InitiativeStanding) -> Vec<Conflict> {
    let items = |places: &[usize]| places.iter().map(|place| standing.epics[*place]).collect::<Vec<_>>();
    let mut found: Vec<Conflict> = due_before(facts, standing).into_iter().collect();
    for (place, at) in standing.epics.iter().enumerate() {
        let open = facts.candidates.of_item[*at].is_some();
        let Some(epic) = facts.backlog.items[*at].epic().filter(|_| open) else { continue };
        let waiting = items(&standing.waiting[place]);
        for request in 0..epic.requested_by.len() {
            found.extend(of_request(facts, standing, (place, epic), (request, &waiting)));
        }
        if !waiting.is_empty() && is_below_line(facts, *at) {
            found.push(Conflict::BelowLine { epic: *at, waiting });
        }
    }
    found
}

/// Finds the first promise of the initiative that falls due before its own work can be done.
fn due_before(facts: &Facts<'_>, standing: &InitiativeStanding) -> Option<Conflict> {
    let last = standing.schedule.finish.iter().take(standing.own).copied().fold(0.0, f64::max);
    let earliest = add_days(facts.as_of, super::candidates::days(last * 7.0));
    let outcomes = facts.backlog.items[standing.item].outcomes().into_iter().enumerate();
    let due = outcomes.filter_map(|(at, outcome)| Some((outcome.by.as_ref()?.value.last_day(), at)));
    let (_, outcome) = due.filter(|(day, _)| last > 0.0 && (facts.as_of..earliest).contains(day)).min()?;
    Some(Conflict::DueBefore { outcome, earliest })
}

/// Tells whether an epic stands below the line of what its team can finish.
fn is_below_line(facts: &Facts<'_>, at: usize) -> bool {
    matches!(facts.standings[at], Some(Standing::Ranked(entry)) if facts.capacity.fits.get(entry) == Some(&Fit::Waits))
}

/// Finds what is wrong with one request: it was declined, or its date cannot be kept.
fn of_request(
    facts: &Facts<'_>,
    standing: &InitiativeStanding,
    (place, epic): (usize, &Epic),
    (request, waiting): (usize, &[usize]),
) -> Option<Conflict> {
    let at = standing.epics[place];
    let asked = &epic.requested_by[request];
    if asked.accepted == Some(false) {
        return Some(Conflict::Declined { epic: at, request, waiting: waiting.to_vec() });
    }
    let need_by = asked.need_by.map(PartialDate::last_day)?;
    if need_by < facts.as_of {
        return Some(Conflict::TooLate { epic: at, request, earliest: None });
    }
    let earliest = add_days(facts.as_of, super::candidates::days(standing.schedule.finish[place] * 7.0));
    (earliest > need_by).then_some(Conflict::TooLate { epic: at, request, earliest: Some(earliest) })
}

#[cfg(test)]
mod tests;
