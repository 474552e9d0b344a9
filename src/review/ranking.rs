//! Who changed place and why, who crosses the capacity line, and who waits for whom.

use super::comparison::{Comparison, State, change, named, subject};
use super::{Change, RankedEpic, RankingPair};
use crate::analysis::movement::{Kind, Movement, Since, Subject, Then, movement};
use crate::order::{Gather, Order};
use crate::ranking::capacity::Fit;
use crate::ranking::{Entry, figure};
use std::collections::{BTreeMap, BTreeSet};

/// How many places of each list a report holds.
const SHOWN: usize = 100;

/// How many moves of one review are told one by one.
const MOVES: usize = 200;

/// An epic's place in a ranked list.
#[derive(Clone, Copy)]
struct Spot<'a> {
    item: usize,
    position: usize,
    entry: &'a Entry,
    fit: Fit,
}

/// The two ranked lists by the ids of now.
pub(super) struct Lists<'a> {
    comparison: &'a Comparison<'a>,
    before: BTreeMap<&'a str, Spot<'a>>,
    after: BTreeMap<&'a str, Spot<'a>>,
    movement: Movement,
}

fn list<'a>(state: State<'a>, now: impl Fn(&'a str) -> &'a str) -> BTreeMap<&'a str, Spot<'a>> {
    let mut list = BTreeMap::new();
    for (position, entry) in state.analysis.ranking.entries.iter().enumerate() {
        let item = state.analysis.candidates.items[entry.candidate];
        let fit = state.analysis.capacity.fits.get(position).copied().unwrap_or(Fit::Unknown);
        list.entry(now(&state.backlog.items[item].id)).or_insert(Spot { item, position, entry, fit });
    }
    list
}

impl<'a> Lists<'a> {
    /// Compares the two lists.
    pub(super) fn new(comparison: &'a Comparison<'a>) -> Self {
        let (before, after) = (comparison.before, comparison.after);
        let day = after.analysis.as_of;
        let since = Since { day, days: None, commit: String::new(), committed: day };
        let renamed = &comparison.renamed;
        let then = Then::of(before.backlog, before.config, before.analysis).renamed(renamed);
        let movement = movement(since, then, (after.backlog, after.analysis, after.config));
        Self { comparison, before: list(before, |id| renamed.now(id)), after: list(after, |id| id), movement }
    }

    /// Tells everything about places, what matters most first.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut found = self.crossings();
        found.extend(self.displaced());
        found.extend(self.moves());
        found.extend(self.events());
        found
    }

    fn on(&self, change: Change, item: usize) -> Change {
        change.on(&subject(&self.comparison.after.backlog.items[item]))
    }

    /// Tells who crosses the line of its team.
    fn crossings(&self) -> Vec<Change> {
        let mut found = Vec::new();
        for (id, now) in self.in_order() {
            let Some(then) = self.before.get(id) else { continue };
            let kind = match (then.fit, now.fit) {
                (Fit::Fits, Fit::Waits) => "below-the-line",
                (Fit::Waits, Fit::Fits) => "above-the-line",
                _ => continue,
            };
            let ranks = (format!("rank {}", then.entry.rank), format!("rank {}", now.entry.rank));
            let same = then.entry.rank == now.entry.rank;
            let cause = self.movement.cause(now.item).unwrap_or_default();
            let cause = if same && cause.is_empty() { self.line_moved(now.item) } else { cause };
            found.push(self.on(change(kind).was_is(ranks.0, ranks.1).note(cause), now.item));
        }
        found
    }

    /// Says why the line itself stands elsewhere.
    fn line_moved(&self, item: usize) -> String {
        let team = |state: State<'a>, item: usize| {
            let epic = state.backlog.items[item].epic()?;
            crate::analysis::team_name(state.backlog, epic)
        };
        let Some(name) = team(self.comparison.after, item) else { return String::new() };
        let line = |state: State<'_>| state.analysis.capacity.teams.get(name).cloned();
        let (Some(then), Some(now)) = (line(self.comparison.before), line(self.comparison.after)) else {
            return String::new();
        };
        let weeks = |weeks: f64| figure((weeks * 10.0).round() / 10.0);
        let parts = [("capacity", then.capacity, now.capacity), ("work in progress", then.committed, now.committed)];
        let moved = parts.iter().filter(|(_, then, now)| (then - now).abs() > 1e-9);
        let said = moved.map(|(what, then, now)| format!("{what} of {name} {} → {} weeks", weeks(*then), weeks(*now)));
        said.collect::<Vec<_>>().join("; ")
    }

    /// Tells what has to wait for each epic that came into the list: those of its team below it.
    fn displaced(&self) -> Vec<Change> {
        let mut found = Vec::new();
        let candidates = &self.comparison.after.analysis.candidates.list;
        let order = self.in_order();
        for (id, now) in &order {
            let candidate = &candidates[now.entry.candidate];
            let (Some(weeks), Some(team)) = (candidate.duration_weeks, &candidate.team) else { continue };
            if self.before.contains_key(id) || self.before.is_empty() || now.fit == Fit::Waits {
                continue;
            }
            let waiting = order.iter().filter(|(other, spot)| {
                let same_team = candidates[spot.entry.candidate].team.as_ref() == Some(team);
                same_team
                    && spot.position > now.position
                    && self.before.get(other).is_some_and(|then| then.fit == Fit::Fits)
            });
            let waiting: Vec<&(&str, Spot<'_>)> = waiting.collect();
            let below =
                waiting.iter().filter(|(_, spot)| spot.fit == Fit::Waits).map(|(id, _)| *id).collect::<Vec<_>>();
            let ids: Vec<&str> = waiting.iter().map(|(id, _)| *id).collect();
            if ids.is_empty() {
                continue;
            }
            let time = figure((weeks * 10.0).round() / 10.0);
            let unit = if time == "1" { "week" } else { "weeks" };
            let note = format!(
                "to take it in, {} {} {time} {unit}",
                named(&ids),
                if ids.len() == 1 { "waits" } else { "wait" }
            );
            let fall = if below.is_empty() {
                String::new()
            } else {
                format!("{} no longer fit{}", named(&below), if below.len() == 1 { "s" } else { "" })
            };
            let told = change("displaces").was_is("", format!("{time} {unit} of {team}")).note(note).note(fall);
            found.push(self.on(told, now.item));
        }
        found
    }

    /// Tells who moved far enough, or was touched itself; the furthest first.
    fn moves(&self) -> Vec<Change> {
        let least = self.comparison.after.config.review.least_move;
        let differences = self.comparison.differences.iter();
        let touched: BTreeSet<usize> = differences.filter_map(|difference| difference.after).into_set();
        let far = |up: i64| usize::try_from(up.abs()).unwrap_or(usize::MAX) >= least;
        let mut moves: Vec<_> =
            self.movement.moves.iter().filter(|found| far(found.up()) || touched.contains(&found.item)).collect();
        moves.order_by_key(|found| (std::cmp::Reverse(found.up().abs()), found.to));
        let told = moves.into_iter().take(MOVES).map(|found| {
            let told = change("rank-changed")
                .was_is(format!("rank {}", found.from), format!("rank {}", found.to))
                .note(self.movement.why(found));
            self.on(told, found.item)
        });
        told.collect()
    }

    /// Tells who came into the list, who left it, and how the ranking itself changed.
    fn events(&self) -> Vec<Change> {
        let mut found = Vec::new();
        for event in &self.movement.events {
            let reach = match (event.up.len(), event.down.len()) {
                (0, 0) => String::new(),
                (up, 0) => format!("moves {up} up"),
                (0, down) => format!("moves {down} down"),
                (up, down) => format!("moves {up} up and {down} down"),
            };
            let told = match &event.kind {
                Kind::Configured(changes) => change("ranking-configured").note(changes.join(", ")).note(reach),
                Kind::Entered(entry, rank) => {
                    change("entered-ranking").was_is("", format!("rank {rank}")).note(entry.words()).note(reach)
                }
                Kind::Left(exit, Some(rank)) => {
                    change("left-ranking").was_is(format!("rank {rank}"), "").note(exit.words()).note(reach)
                }
                Kind::Left(_, None) | Kind::Rescored(_) => continue,
            };
            found.push(match event.subject {
                Subject::Item(item) => self.on(told, item),
                Subject::Gone => self.gone(told, &event.id),
                Subject::Settings | Subject::Withheld => told,
            });
        }
        found
    }

    fn gone(&self, told: Change, id: &str) -> Change {
        let before = self.comparison.before.backlog;
        match before.index.by_id(id) {
            Some(at) => told.on(&subject(&before.items[at])),
            None => told,
        }
    }

    /// Gives the list of now in order of rank.
    fn in_order(&self) -> Vec<(&'a str, Spot<'a>)> {
        let mut order: Vec<(&str, Spot<'_>)> = self.after.iter().map(|(id, spot)| (*id, *spot)).collect();
        order.order_by_key(|(_, spot)| spot.position);
        order
    }

    /// Gives both lists for a report, as far as it shows them.
    pub(super) fn pair(&self) -> RankingPair {
        let moved = |id: &&str| match (self.before.get(id), self.after.get(id)) {
            (Some(then), Some(now)) => then.entry.rank != now.entry.rank,
            _ => true,
        };
        let touched: Vec<&str> = self.before.keys().chain(self.after.keys()).copied().filter(moved).collect();
        let (before, after) = (self.comparison.before, self.comparison.after);
        RankingPair {
            method_before: before.analysis.settings.method.title.to_owned(),
            method_after: after.analysis.settings.method.title.to_owned(),
            before: shown(before, (&self.before, &self.after), &touched),
            after: shown(after, (&self.after, &self.before), &touched),
            ranked_before: self.before.len(),
            ranked_after: self.after.len(),
            moved: self.movement.moved(),
        }
    }
}

/// Gives the first places of a list, and what else of it was touched, in order and up to twice as many.
fn shown<'a>(
    state: State<'_>,
    (own, other): (&BTreeMap<&'a str, Spot<'_>>, &BTreeMap<&'a str, Spot<'_>>),
    touched: &[&str],
) -> Vec<RankedEpic> {
    let touched: BTreeSet<&str> = touched.iter().copied().into_set();
    let mut order: Vec<(&str, &Spot<'_>)> = own.iter().map(|(id, spot)| (*id, spot)).collect();
    order.order_by_key(|(_, spot)| spot.position);
    let wanted = order.into_iter().filter(|(id, spot)| spot.position < SHOWN || touched.contains(id));
    let row = |(id, spot): (&str, &Spot<'_>)| RankedEpic {
        id: id.to_owned(),
        title: state.backlog.items[spot.item].title.clone(),
        rank: spot.entry.rank,
        score: state.analysis.score_words(spot.entry),
        other: other.get(id).map(|there| there.entry.rank),
        below_line: match spot.fit {
            Fit::Fits => Some(false),
            Fit::Waits => Some(true),
            Fit::Unknown => None,
        },
    };
    wanted.map(row).take(2 * SHOWN).collect()
}
