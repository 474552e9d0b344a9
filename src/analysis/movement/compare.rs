//! Finds the moves and their causes.
//!
//! A score depends on nothing but the epic itself and the settings. So an epic whose own score is the same moves only
//! because others cross it, and the crossings add up to its move: each other epic that entered, left or was scored anew
//! counts one place up or down (`crossing.rs`).

use super::crossing::{Actor, Crossed, crossings};
use super::event::{Entry, Event, Exit, Kind, Others, Subject};
use super::lists::Lists;
use super::{Change, Move, Movement, Since, Then, factor, order};
use crate::analysis::{Analysis, Standing, class_of};
use crate::backlog::Backlog;
use crate::config::{Config, StateClass};
use crate::order::{Gather, Order};
use std::collections::{BTreeMap, BTreeSet};

/// Compares.
pub(super) fn compare(
    since: Since,
    past: Then<'_>,
    (backlog, analysis, config): (&Backlog, &Analysis, &Config),
) -> Movement {
    let settings = factor::settings(past.config, config);
    let retold = if settings.is_empty() { None } else { Some(past.by(analysis)) };
    let lists = || Lists::of(past, retold.as_ref(), (backlog, analysis));
    let (lists, reordered) = rayon::join(lists, || order::reordered(past, backlog, analysis));
    let mut comparison = Comparison { past, backlog, analysis, lists, events: Vec::new(), actors: Vec::new() };
    comparison.configured(settings);
    comparison.rescored();
    comparison.entered();
    comparison.left();
    comparison.finished();
    let moves = comparison.moves();
    comparison.whole(since, moves, reordered)
}

struct Comparison<'a> {
    past: Then<'a>,
    backlog: &'a Backlog,
    analysis: &'a Analysis,
    lists: Lists<'a>,
    events: Vec<Event>,
    actors: Vec<Actor<'a>>,
}

impl<'a> Comparison<'a> {
    /// Notes that the ranking was configured anew; its event is the first.
    fn configured(&mut self, settings: Vec<String>) {
        if !settings.is_empty() {
            let kind = Kind::Configured(settings);
            self.note(Subject::Settings, (String::new(), String::new()), kind);
        }
    }

    /// Notes epics whose own score changed.
    fn rescored(&mut self) {
        let mut found = Vec::new();
        for (before, now) in self.lists.between().iter().zip(&self.lists.now) {
            let Some((before, now)) = before.zip(*now) else { continue };
            let factors = factor::factors((before.entry, before.candidate), (now.entry, now.candidate));
            if !factors.is_empty() {
                found.push((now.id(), before.rank, now.rank, factors));
            }
        }
        found.order_by_key(|(id, ..)| *id);
        for (id, before, after, factors) in found {
            self.act(id, (before, after), Kind::Rescored(factors));
        }
    }

    /// Notes epics that came into the list.
    fn entered(&mut self) {
        for (id, rank, between) in self.lists.only(&self.lists.now, &self.lists.then) {
            let before = self.past.by_id_now(id).and_then(|at| self.past.standings[at]);
            let entry = match before {
                None => Entry::New,
                Some(Standing::Committed(_)) => Entry::PutBack,
                Some(Standing::Over) => Entry::Reopened,
                Some(Standing::Listed(_)) => Entry::Relisted,
                Some(Standing::Unscored(_) | Standing::Ranked(_)) => Entry::Scored,
            };
            self.act(id, (between, rank), Kind::Entered(entry, rank));
        }
    }

    /// Notes epics that left the list.
    fn left(&mut self) {
        for (id, rank, between) in self.lists.only(&self.lists.then, &self.lists.now) {
            let id = self.past.id_now(id);
            self.act(id, (between, usize::MAX), Kind::Left(self.exit(id), Some(rank)));
        }
    }

    /// Notes work under way that came to its end.
    fn finished(&mut self) {
        for entry in &self.past.ranking.commitments {
            let id = self.past.id_now(&self.past.candidates.list[entry.candidate].id);
            let exit = self.exit(id);
            let first = self.past.by_id_now(id) == Some(self.past.candidates.items[entry.candidate]);
            if first && matches!(exit, Exit::Finished | Exit::Cancelled | Exit::Removed) {
                self.act(id, (usize::MAX, usize::MAX), Kind::Left(exit, None));
            }
        }
    }

    /// Finds how an epic left.
    fn exit(&self, id: &str) -> Exit {
        let Some(at) = self.backlog.index.by_id(id) else { return Exit::Removed };
        match self.analysis.standings[at] {
            None => Exit::Removed,
            Some(Standing::Committed(_)) => Exit::Started,
            Some(Standing::Unscored(_) | Standing::Ranked(_)) => Exit::Unscored,
            Some(Standing::Listed(_)) => Exit::SetAside,
            Some(Standing::Over) => {
                let done = self.backlog.items[at].epic().is_some_and(|epic| class_of(epic) == StateClass::Done);
                if done { Exit::Finished } else { Exit::Cancelled }
            }
        }
    }

    /// Notes an event of an epic that may have crossed others.
    fn act(&mut self, id: &'a str, (before, after): (usize, usize), kind: Kind) {
        let here = self.backlog.index.by_id(id);
        let (subject, names) = match here {
            Some(at) => (Subject::Item(at), (id.to_owned(), self.backlog.items[at].title.clone())),
            None if self.backlog.withheld.has(id) => (Subject::Withheld, (String::new(), String::new())),
            None => {
                let title = self.past.backlog.index.by_id(id).map(|at| self.past.backlog.items[at].title.clone());
                (Subject::Gone, (id.to_owned(), title.unwrap_or_default()))
            }
        };
        self.actors.push(Actor { id, event: self.events.len(), before, after });
        self.note(subject, names, kind);
    }

    fn note(&mut self, subject: Subject, (id, title): (String, String), kind: Kind) {
        self.events.push(Event { subject, id, title, kind, up: Others::default(), down: Others::default() });
    }

    /// Finds the epics that changed place, in order of rank, and gives each its causes.
    fn moves(&mut self) -> Vec<Move> {
        let own: BTreeMap<&str, usize> = self
            .actors
            .iter()
            .filter(|actor| matches!(self.events[actor.event].kind, Kind::Rescored(_)))
            .map(|actor| (actor.id, actor.event))
            .into_map();
        let configured = matches!(self.events.first().map(|event| &event.kind), Some(Kind::Configured(_)));
        let (mut moves, mut crossed, mut shifted) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
        for entry in &self.analysis.ranking.entries {
            let item = self.analysis.candidates.items[entry.candidate];
            // Of several with one id only the first has a place in the lists.
            let Some((then, now)) = self.lists.then[item].zip(self.lists.now[item]) else { continue };
            if then.rank == now.rank || self.lists.first[entry.candidate] != item {
                continue;
            }
            let mut found = Move { item, from: then.rank, to: now.rank, causes: Vec::new(), more: 0 };
            let between = self.lists.between()[item].map_or(then.rank, |at| at.rank);
            if configured && between != then.rank {
                found.causes.push(0);
                shifted[usize::from(between > then.rank)].push(item);
            }
            match own.get(now.id()) {
                Some(event) => found.causes.insert(0, *event),
                None => crossed.push(Crossed { found: moves.len(), item, before: between, after: now.rank }),
            }
            moves.push(found);
        }
        if let Some(event) = self.events.first_mut().filter(|_| configured) {
            let [up, down] = shifted.map(|items| Others::of(items.as_slice().into(), 0..items.len()));
            (event.up, event.down) = (up, down);
        }
        crossings(&mut self.events, &self.actors, &mut moves, crossed);
        moves
    }

    /// Puts everything together; what changed a score without moving anybody isn't news.
    fn whole(self, since: Since, mut moves: Vec<Move>, reordered: Vec<order::Reordered>) -> Movement {
        let moved: BTreeSet<usize> = moves.iter().map(|found| found.item).into_set();
        let mut kept: Vec<(usize, Event)> = self
            .events
            .into_iter()
            .enumerate()
            .filter(|(_, event)| match (&event.kind, event.subject) {
                (Kind::Entered(..) | Kind::Left(..), _) => true,
                (_, Subject::Item(item)) => event.reach() > 0 || moved.contains(&item),
                _ => event.reach() > 0,
            })
            .collect();
        kept.order_by_key(|(at, event)| (event.subject != Subject::Settings, std::cmp::Reverse(event.reach()), *at));
        let places: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, (old, _))| (*old, new)).into_map();
        for found in &mut moves {
            found.causes = found.causes.iter().filter_map(|at| places.get(at).copied()).collect();
        }
        let events: Vec<Event> = kept.into_iter().map(|(_, event)| event).collect();
        let mut changes = vec![None; self.backlog.items.len()];
        for entry in &self.analysis.ranking.entries {
            let item = self.analysis.candidates.items[entry.candidate];
            if self.lists.first[entry.candidate] == item {
                changes[item] = Some(Change::Same);
            }
        }
        for (at, found) in moves.iter().enumerate() {
            changes[found.item] = Some(Change::Moved(at));
        }
        for (at, event) in events.iter().enumerate() {
            if let (Kind::Entered(..), Subject::Item(item)) = (&event.kind, event.subject) {
                changes[item] = Some(Change::Entered(at));
            }
        }
        let entered = events.iter().filter(|event| matches!(event.kind, Kind::Entered(..))).count();
        Movement { since, changes, moves, events, entered, reordered }
    }
}
