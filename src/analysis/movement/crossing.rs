//! Who crossed whom in the ranked list.
//!
//! In: epics that entered, left or were scored anew, and those that moved though their own score is the same. Out: for
//! each of these the nearest that crossed it, for each of the others whom it moved. Those that kept their score kept
//! their order among themselves, so whoever crosses some of them crosses neighbours: what would be a look at every pair
//! is one walk down the list.

use super::event::{Event, Others};
use super::{Move, NAMED};
use crate::order::Order;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Somebody who may have crossed others: the event, the rank before and after; out of the list is below everybody.
pub(super) struct Actor<'a> {
    pub(super) id: &'a str,
    pub(super) event: usize,
    pub(super) before: usize,
    pub(super) after: usize,
}

/// An epic that moved because others crossed it.
pub(super) struct Crossed {
    /// Its place among the moves.
    pub(super) found: usize,
    /// Its position in the backlog.
    pub(super) item: usize,
    pub(super) before: usize,
    pub(super) after: usize,
}

/// Those whose way leads across an epic, the nearest first: the rank where it is nearest to the top, and the event.
#[derive(Default)]
struct Across {
    up: BTreeSet<(usize, usize)>,
    down: BTreeSet<(usize, usize)>,
}

/// Where an actor's way across the others begins or ends.
struct Edge {
    at: usize,
    begins: bool,
    up: bool,
    key: (usize, usize),
}

/// Gives each move its causes, what moved it the way it went first, and each event those that it moved.
pub(super) fn crossings(events: &mut [Event], actors: &[Actor<'_>], moves: &mut [Move], mut crossed: Vec<Crossed>) {
    crossed.order_by_key(|it| (it.after, it.before));
    let before = rising(&crossed);
    let items: Arc<[usize]> = crossed.iter().map(|it| it.item).collect();
    let mut edges = Vec::new();
    for actor in actors {
        let first_below = before.partition_point(|rank| *rank <= actor.before);
        let first_below_now = crossed.partition_point(|it| it.after <= actor.after);
        let up = first_below < first_below_now;
        let range = first_below.min(first_below_now)..first_below.max(first_below_now);
        if range.is_empty() {
            continue;
        }
        let key = (actor.before.min(actor.after), actor.event);
        edges.extend([(range.start, true), (range.end, false)].map(|(at, begins)| Edge { at, begins, up, key }));
        moved(&mut events[actor.event], up, &items, range);
    }
    edges.order_by_key(|edge| edge.at);
    let mut edges = edges.into_iter().peekable();
    let mut across = Across::default();
    for (at, one) in crossed.iter().enumerate() {
        while let Some(edge) = edges.next_if(|edge| edge.at <= at) {
            across.pass(&edge);
        }
        across.tell(one, &mut moves[one.found]);
    }
}

/// Gives the ranks that they had, which rise with those that they have; where scores that count as the same are parted
/// otherwise, the one above decides.
fn rising(crossed: &[Crossed]) -> Vec<usize> {
    let mut highest = 0;
    let rank = |it: &Crossed| {
        highest = it.before.max(highest);
        highest
    };
    crossed.iter().map(rank).collect()
}

/// Notes whom an event moved.
fn moved(event: &mut Event, up: bool, items: &Arc<[usize]>, range: Range<usize>) {
    let others = Others::of(Arc::clone(items), range);
    if up { event.up = others } else { event.down = others }
}

impl Across {
    /// Begins or ends somebody's way.
    fn pass(&mut self, edge: &Edge) {
        let side = if edge.up { &mut self.up } else { &mut self.down };
        if edge.begins {
            side.insert(edge.key)
        } else {
            side.remove(&edge.key)
        };
    }

    /// Names the nearest that crossed an epic.
    fn tell(&self, one: &Crossed, found: &mut Move) {
        let up = one.after < one.before;
        let (with, against) = if up { (&self.up, &self.down) } else { (&self.down, &self.up) };
        let all = with.len() + against.len();
        found.causes.extend(with.iter().chain(against).take(NAMED).map(|(_, event)| *event));
        found.more = all.saturating_sub(NAMED);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Event, Kind, Move, NAMED, Others, Subject};
    use super::{Actor, Crossed, crossings};
    use proptest::prelude::*;

    fn event() -> Event {
        let kind = Kind::Rescored(Vec::new());
        let (up, down) = (Others::default(), Others::default());
        Event { subject: Subject::Gone, id: String::new(), title: String::new(), kind, up, down }
    }

    fn rank() -> impl Strategy<Value = usize> {
        prop_oneof![9 => 1_usize..30, 1 => Just(usize::MAX)]
    }

    /// Ranks of epics that kept their order, before and after.
    fn kept() -> impl Strategy<Value = Vec<(usize, usize)>> {
        let ranks = || prop::collection::vec(1_usize..30, 12);
        (ranks(), ranks()).prop_map(|(mut before, mut after)| {
            before.sort_unstable();
            after.sort_unstable();
            before.into_iter().zip(after).collect()
        })
    }

    proptest! {
        #[test]
        fn one_walk_finds_what_a_look_at_every_pair_finds(
            kept in kept(), ways in prop::collection::vec((rank(), rank()), 0..12),
        ) {
            let mut events: Vec<Event> = ways.iter().map(|_| event()).collect();
            let actor = |(event, (before, after)): (usize, &(usize, usize))| {
                Actor { id: "", event, before: *before, after: *after }
            };
            let actors: Vec<Actor<'_>> = ways.iter().enumerate().map(actor).collect();
            let still = |(item, (from, to)): (usize, &(usize, usize))| {
                Move { item, from: *from, to: *to, causes: Vec::new(), more: 0 }
            };
            let mut moves: Vec<Move> = kept.iter().enumerate().map(still).collect();
            let crossed = kept.iter().enumerate().map(|(at, (before, after))| {
                Crossed { found: at, item: at, before: *before, after: *after }
            });
            crossings(&mut events, &actors, &mut moves, crossed.collect());
            for (found, (before, after)) in moves.iter().zip(&kept) {
                let crosses = |actor: &&Actor<'_>| (actor.before < *before) != (actor.after < *after);
                let mut across: Vec<&Actor<'_>> = actors.iter().filter(crosses).collect();
                let with = |actor: &Actor<'_>| (actor.before < *before) == (after < before);
                across.sort_by_key(|actor| (!with(actor), actor.before.min(actor.after), actor.event));
                let named: Vec<usize> = across.iter().take(NAMED).map(|actor| actor.event).collect();
                prop_assert_eq!((&found.causes, found.more), (&named, across.len().saturating_sub(NAMED)));
            }
            for (event, (before, after)) in events.iter().zip(&ways) {
                let pass = |up: bool| {
                    let passes = move |(_, (was, is)): &(usize, &(usize, usize))| {
                        (before < was) != (after < is) && (before < was) == up
                    };
                    kept.iter().enumerate().filter(passes).map(|(at, _)| at).collect::<Vec<_>>()
                };
                prop_assert_eq!((&*event.up, &*event.down), (&*pass(true), &*pass(false)));
            }
        }
    }
}
