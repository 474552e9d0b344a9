//! The cascade of objectives: what each key result came to, who breaks it down, and which work serves it.
//!
//! In: the backlog and its judged outcomes. Out: an [`Objectives`]. A child's score never rolls up into its parent's.

use super::outcomes::{Judged, of_item};
use crate::backlog::{Backlog, KeyResultReference, strongly_connected};
use crate::document::{Decimal, PartialDate, Ratio};
use crate::order::Order;
use crate::ranking::natural_order;
use crate::realization::okr::{KeyResultScore, ObjectiveScore, ScoreBand, band_against, grade, is_wrong_bet};
use jiff::civil::Date;
use std::sync::Arc;

/// Every objective of a backlog.
#[derive(Debug, Clone, Default)]
pub struct Objectives {
    /// The objectives, in order of path.
    pub list: Vec<ObjectiveStanding>,
    /// For each item of the backlog its place in the list.
    pub of_item: Vec<Option<usize>>,
    /// The periods, the newest first; objectives without one come last.
    pub periods: Vec<Period>,
    /// The open epics that serve no key result and no objective, in order of path.
    pub unaligned: Vec<usize>,
}

/// An objective with what it came to.
#[derive(Debug, Clone)]
pub struct ObjectiveStanding {
    /// The item.
    pub item: usize,
    /// Its score.
    pub score: ObjectiveScore,
    /// Its key results, in order.
    pub key_results: Vec<KeyResultStanding>,
    /// The objectives that name it as a whole as their parent, as places in the list.
    pub children: Vec<usize>,
    /// The objective above it, as a place in the list; none at the top and in a cycle.
    pub parent: Option<usize>,
    /// Its period, as a place among the periods.
    pub period: usize,
    /// Whether its period is over.
    pub over: bool,
}

/// A key result with what it came to.
#[derive(Debug, Clone, Default)]
pub struct KeyResultStanding {
    /// Its score, once it was measured.
    pub score: Option<Ratio>,
    /// The score's band against what was expected.
    pub band: Option<ScoreBand>,
    /// The epics that serve it, in order of path.
    pub epics: Vec<usize>,
    /// The objectives that break it down, as places in the list.
    pub children: Vec<usize>,
    /// Whether all that breaks it down is green while it is red.
    pub wrong_bet: bool,
}

/// A period with its objectives.
#[derive(Debug, Clone)]
pub struct Period {
    /// Its name.
    pub label: String,
    /// Whether it is over; one that is not named never is.
    pub over: bool,
    /// The objectives at the top of its cascade, as places in the list.
    pub roots: Vec<usize>,
    /// The mean of the graded key results of its objectives.
    pub attainment: ObjectiveScore,
}

impl KeyResultStanding {
    /// Tells whether nothing is done for it: no epic serves it and no objective breaks it down.
    pub fn has_no_bet(&self) -> bool {
        self.epics.is_empty() && self.children.is_empty()
    }
}

impl Objectives {
    /// Lists the key results of periods that are not over and that nothing is done for: objective and position.
    pub fn without_bet(&self) -> Vec<(usize, usize)> {
        let running = self.list.iter().enumerate().filter(|(_, objective)| !objective.over);
        running.flat_map(|(at, objective)| objective.places(at, KeyResultStanding::has_no_bet)).collect()
    }

    /// Lists the key results that are red under green objectives, the newest first: objective and position.
    pub fn wrong_bets(&self) -> Vec<(usize, usize)> {
        let all = self.list.iter().enumerate();
        let mut found: Vec<(usize, usize)> =
            all.flat_map(|(at, objective)| objective.places(at, |key_result| key_result.wrong_bet)).collect();
        found.order_by_key(|(at, position)| (self.list[*at].period, *at, *position));
        found
    }
}

impl ObjectiveStanding {
    fn places(&self, at: usize, is: impl Fn(&KeyResultStanding) -> bool) -> Vec<(usize, usize)> {
        let found = self.key_results.iter().enumerate().filter(|(_, key_result)| is(key_result));
        found.map(|(position, _)| (at, position)).collect()
    }
}

/// Collects the objectives of a backlog.
pub(super) fn collect(backlog: &Backlog, judged: &[Arc<Judged>], as_of: Date) -> Objectives {
    let mut found = Objectives { of_item: vec![None; backlog.items.len()], ..Objectives::default() };
    for (at, item) in backlog.items.iter().enumerate() {
        let Some(objective) = item.objective() else { continue };
        found.of_item[at] = Some(found.list.len());
        let period = objective.period.as_deref().and_then(|text| PartialDate::parse(text).ok());
        let key_results: Vec<KeyResultStanding> =
            of_item(judged, at).iter().map(|judged| standing(judged, as_of)).collect();
        found.list.push(ObjectiveStanding {
            item: at,
            score: mean(&key_results),
            key_results,
            children: Vec::new(),
            parent: None,
            period: 0,
            over: period.is_some_and(|period| period.last_day() < as_of),
        });
    }
    serve(&mut found, backlog);
    align(&mut found, backlog);
    find_wrong_bets(&mut found.list);
    let (periods, of_objective) = periods(&found, backlog);
    for (objective, period) in found.list.iter_mut().zip(of_objective) {
        objective.period = period;
    }
    found.periods = periods;
    found
}

/// Grades a key result by its latest reading that is not in the future; one that was given up has no score.
fn standing(judged: &Judged, as_of: Date) -> KeyResultStanding {
    let facts = &judged.facts;
    let readings = facts.readings.iter().filter(|reading| reading.on <= as_of);
    let latest = readings.max_by_key(|reading| reading.on).map(|reading| &reading.value);
    let goal = facts.goal().ok().flatten().filter(|_| !facts.abandoned);
    let score = goal.and_then(|goal| grade(&goal, latest));
    let band = score.map(|score| band_against(score, facts.ambition));
    KeyResultStanding { score, band, ..KeyResultStanding::default() }
}

/// Averages key results, each as heavy as the next.
fn mean<'a>(key_results: impl IntoIterator<Item = &'a KeyResultStanding>) -> ObjectiveScore {
    let weight = Decimal::from(1);
    let scores = key_results.into_iter().map(|found| KeyResultScore { score: found.score, weight });
    ObjectiveScore::of(&scores.collect::<Vec<_>>())
}

/// Finds which epics serve which key results, and which open ones serve none.
fn serve(found: &mut Objectives, backlog: &Backlog) {
    for (at, epic) in backlog.epics() {
        let mut serves = false;
        for reference in &epic.key_results {
            let Some((objective, key_result)) = place(found, reference) else { continue };
            serves = true;
            let Some(key_result) = key_result else { continue };
            let epics = &mut found.list[objective].key_results[key_result].epics;
            if epics.last() != Some(&at) {
                epics.push(at);
            }
        }
        if !serves && super::class_of(epic).is_open() {
            found.unaligned.push(at);
        }
    }
}

/// Finds the objective and the key result that a reference means, as places.
fn place(found: &Objectives, reference: &KeyResultReference) -> Option<(usize, Option<usize>)> {
    let at = found.of_item[reference.objective.target?]?;
    Some((at, reference.position.filter(|position| *position < found.list[at].key_results.len())))
}

/// Hangs every objective under the key result that it breaks down; those that go round in a circle stand alone.
fn align(found: &mut Objectives, backlog: &Backlog) {
    let parents: Vec<Option<(usize, Option<usize>)>> = found
        .list
        .iter()
        .map(|objective| place(found, backlog.items[objective.item].objective()?.parent.as_ref()?))
        .collect();
    let edges: Vec<Vec<usize>> = parents.iter().map(|parent| parent.iter().map(|found| found.0).collect()).collect();
    let mut circular = vec![false; found.list.len()];
    for at in strongly_connected(&edges).into_iter().flatten() {
        circular[at] = true;
    }
    for (at, parent) in parents.into_iter().enumerate() {
        let Some((above, key_result)) = parent.filter(|_| !circular[at]) else { continue };
        found.list[at].parent = Some(above);
        match key_result {
            Some(key_result) => found.list[above].key_results[key_result].children.push(at),
            None => found.list[above].children.push(at),
        }
    }
}

/// Marks the key results that are red although everything that breaks them down is green.
fn find_wrong_bets(list: &mut [ObjectiveStanding]) {
    let bands: Vec<Option<ScoreBand>> = list.iter().map(|objective| objective.score.band).collect();
    for key_result in list.iter_mut().flat_map(|objective| &mut objective.key_results) {
        let below: Option<Vec<ScoreBand>> = key_result.children.iter().map(|at| bands[*at]).collect();
        key_result.wrong_bet =
            key_result.band.zip(below).is_some_and(|(band, supporting)| is_wrong_bet(band, &supporting));
    }
}

/// Groups the objectives by period; every objective counts for its own, and is shown under its parent.
fn periods(found: &Objectives, backlog: &Backlog) -> (Vec<Period>, Vec<usize>) {
    let written = |at: usize| {
        let objective = backlog.items[found.list[at].item].objective();
        objective.and_then(|objective| objective.period.clone()).filter(|period| !period.trim().is_empty())
    };
    let read = |text: &Option<String>| text.as_deref().and_then(|text| PartialDate::parse(text).ok());
    let key = |at: usize| {
        let text = written(at);
        let date = read(&text);
        let label = date.map(PartialDate::label).or(text).unwrap_or_default();
        (date.map(|date| (date.last_day(), date.first_day())), label)
    };
    let mut places: Vec<_> = (0..found.list.len()).map(|at| (key(at), at)).collect();
    places.order_by(|((date, label), at), ((other, name), next)| {
        other.cmp(date).then_with(|| natural_order(label, name)).then(at.cmp(next))
    });
    let groups: Vec<_> = places.chunk_by(|(one, _), (other, _)| one == other).collect();
    let mut of_objective = vec![0; found.list.len()];
    for (period, group) in groups.iter().enumerate() {
        for (_, at) in *group {
            of_objective[*at] = period;
        }
    }
    let periods = groups.into_iter().map(|group| Period {
        label: if group[0].0.1.is_empty() { "No period".to_owned() } else { group[0].0.1.clone() },
        over: group.iter().all(|(_, at)| found.list[*at].over),
        roots: group.iter().map(|(_, at)| *at).filter(|at| found.list[*at].parent.is_none()).collect(),
        attainment: mean(group.iter().flat_map(|(_, at)| &found.list[*at].key_results)),
    });
    (periods.collect(), of_objective)
}

#[cfg(test)]
mod tests;
