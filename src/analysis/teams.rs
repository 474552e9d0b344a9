//! What each team has in hand: work, products, requests, results.
//!
//! In: a backlog with its outcomes judged. Out: a [`TeamLoad`] for each team document. Never compares people.

use super::candidates::class_of;
use super::outcomes::Judged;
use crate::backlog::{Backlog, Epic};
use crate::config::{Kind, StateClass};
use crate::document::{Decimal, PartialDate};
use crate::order::Gather;
use crate::realization::Judgement;
use crate::realization::hit_rate::HitRate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a team has in hand.
#[derive(Debug, Clone, Default)]
pub struct TeamLoad {
    /// Its epics in progress on the main line, which its WIP limit is for; in order of path.
    pub in_progress: Vec<usize>,
    /// Its epics that were begun and set aside, such as blocked or paused ones.
    pub aside: Vec<usize>,
    /// How many of its epics are open.
    pub open: usize,
    /// Its work by type: the wanted types in the order of the file, then the others by name.
    pub mix: Vec<Mix>,
    /// How the outcomes of its epics turned out.
    pub results: HitRate,
    /// How many outcomes its epics promise.
    pub outcomes: usize,
    /// The products with work in progress, with how many epics each.
    pub products: BTreeMap<String, usize>,
    /// Other teams' requests that this team has not answered.
    pub asked: Vec<Ask>,
    /// This team's requests of others that are still open work, answered or not.
    pub asks: Vec<Ask>,
}

/// A work type in a team's hands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mix {
    /// The type; empty for epics without one.
    pub work_type: String,
    /// The share of capacity that is wanted for it, 0 to 1.
    pub wanted: Option<Decimal>,
    /// Its epics in progress.
    pub in_progress: usize,
    /// Its open epics, those in progress among them.
    pub open: usize,
}

/// A request of one team to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The epic that is asked for.
    pub epic: usize,
    /// The position of the request in it.
    pub position: usize,
    /// When it is needed.
    pub need_by: Option<PartialDate>,
}

impl TeamLoad {
    /// Tells by how many epics the work in progress is over a limit.
    pub fn over(&self, limit: Option<u32>) -> Option<usize> {
        let limit = usize::try_from(limit?).unwrap_or(usize::MAX);
        self.in_progress.len().checked_sub(limit).filter(|over| *over > 0)
    }
}

/// Collects what every team has in hand, by the team's position in the backlog.
pub(super) fn collect(backlog: &Backlog, outcomes: &[Arc<Judged>]) -> BTreeMap<usize, TeamLoad> {
    let mut loads: BTreeMap<usize, TeamLoad> =
        backlog.of_kind(Kind::Team).map(|(at, _)| (at, TeamLoad::default())).into_map();
    let mut types: BTreeMap<usize, BTreeMap<String, (usize, usize)>> = BTreeMap::new();
    for (at, epic) in backlog.epics() {
        let team = epic.team.as_ref().and_then(|team| team.target);
        if let Some(load) = team.and_then(|team| loads.get_mut(&team)) {
            take(load, types.entry(team.unwrap_or_default()).or_default(), at, epic);
        }
        requests(&mut loads, at, epic, team);
    }
    for (team, load) in &mut loads {
        load.mix = mix(backlog, *team, types.remove(team).unwrap_or_default());
    }
    results(backlog, outcomes, &mut loads);
    loads
}

/// Tells whether an epic is open work.
fn is_open(epic: &Epic) -> bool {
    class_of(epic).is_open() && class_of(epic) != StateClass::Ignore
}

/// Adds an epic to its team's load.
fn take(load: &mut TeamLoad, types: &mut BTreeMap<String, (usize, usize)>, at: usize, epic: &Epic) {
    if !is_open(epic) {
        return;
    }
    load.open += 1;
    let counts = types.entry(epic.work_type.clone().unwrap_or_default()).or_default();
    counts.1 += 1;
    if epic.commitment && epic.state.as_ref().is_some_and(|state| !state.main_line) {
        load.aside.push(at);
    } else if epic.commitment {
        counts.0 += 1;
        load.in_progress.push(at);
        if let Some(product) = &epic.product {
            *load.products.entry(product.clone()).or_default() += 1;
        }
    }
}

/// Adds an epic's requests to the team that is asked and to the one that asks.
fn requests(loads: &mut BTreeMap<usize, TeamLoad>, at: usize, epic: &Epic, team: Option<usize>) {
    if !is_open(epic) {
        return;
    }
    for (position, request) in epic.requested_by.iter().enumerate() {
        let ask = Ask { epic: at, position, need_by: request.need_by };
        let from = request.team.as_ref().and_then(|team| team.target);
        if from.is_some() && from == team {
            continue;
        }
        if request.accepted.is_none()
            && let Some(load) = team.and_then(|team| loads.get_mut(&team))
        {
            load.asked.push(ask);
        }
        if let Some(load) = from.and_then(|from| loads.get_mut(&from)) {
            load.asks.push(ask);
        }
    }
}

/// Lays the wanted shares beside the work at hand.
fn mix(backlog: &Backlog, team: usize, mut types: BTreeMap<String, (usize, usize)>) -> Vec<Mix> {
    let wanted = backlog.items[team].team().map(|team| team.allocation.as_slice()).unwrap_or_default();
    let mut mix: Vec<Mix> = Vec::new();
    for (name, share) in wanted {
        if mix.iter().any(|known| known.work_type == *name) {
            continue;
        }
        let (in_progress, open) = types.remove(name).unwrap_or_default();
        mix.push(Mix { work_type: name.clone(), wanted: Some(*share), in_progress, open });
    }
    let rest = types.into_iter();
    mix.extend(rest.map(|(work_type, (in_progress, open))| Mix { work_type, wanted: None, in_progress, open }));
    mix
}

/// Counts the results of each team's epics.
fn results(backlog: &Backlog, outcomes: &[Arc<Judged>], loads: &mut BTreeMap<usize, TeamLoad>) {
    let mut by_team: BTreeMap<usize, Vec<&Judgement>> = BTreeMap::new();
    for judged in outcomes {
        let team = backlog.items[judged.item].epic().and_then(|epic| epic.team.as_ref()?.target);
        if let Some(team) = team {
            by_team.entry(team).or_default().push(&judged.judgement);
        }
    }
    for (team, judgements) in by_team {
        if let Some(load) = loads.get_mut(&team) {
            load.outcomes = judgements.len();
            load.results = HitRate::of(judgements);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TeamLoad, collect};
    use crate::backlog::assemble;
    use crate::config::Config;
    use crate::document::Document;

    fn load(files: &[(&str, &str)], team: &str) -> TeamLoad {
        let documents = files.iter().map(|(path, matter)| {
            Document::read(format!("{path}.md").into(), format!("---\n{matter}\n---\n").into(), None)
        });
        let backlog = assemble(documents.collect(), &Config::default());
        let at = backlog.index.by_id(team).unwrap();
        collect(&backlog, &[]).remove(&at).unwrap()
    }

    #[test]
    fn work_in_progress_is_held_against_the_limit() {
        let files = [
            ("teams/t", "id: t\nwip_limit: 1"),
            ("epics/a", "team: t\nstatus: in-progress\nproduct: app"),
            ("epics/b", "team: t\nstatus: review\nproduct: portal"),
            ("epics/e", "team: t\nstatus: blocked\nproduct: third"),
            ("epics/c", "team: t\nstatus: ready"),
            ("epics/d", "team: t\nstatus: done"),
        ];
        let load = load(&files, "t");
        assert_eq!((load.in_progress.len(), load.aside.len(), load.open, load.products.len()), (2, 1, 4, 2));
        assert_eq!([load.over(Some(1)), load.over(Some(2)), load.over(None)], [Some(1), None, None]);
    }

    #[test]
    fn wanted_types_come_first_and_missing_ones_stand_at_zero() {
        let files = [
            ("teams/t", "id: t\nallocation: { risk: 20%, feature: 80% }"),
            ("epics/a", "team: t\ntype: defect\nstatus: in-progress"),
            ("epics/b", "team: t\ntype: feature"),
        ];
        let mix = load(&files, "t").mix;
        let seen: Vec<_> = mix.iter().map(|m| (m.work_type.as_str(), m.in_progress, m.open)).collect();
        assert_eq!(seen, [("risk", 0, 0), ("feature", 0, 1), ("defect", 1, 1)]);
    }

    #[test]
    fn a_request_waits_for_the_team_that_is_asked_and_is_remembered_by_the_one_that_asks() {
        let files = [
            ("teams/t", "id: t"),
            ("teams/u", "id: u"),
            ("epics/a", "team: t\nrequested_by: [{ team: u }, { team: u, accepted: true }, { team: t }]"),
            ("epics/b", "team: t\nstatus: done\nrequested_by: [{ team: u }]"),
        ];
        assert_eq!((load(&files, "t").asked.len(), load(&files, "t").asks.len()), (1, 0));
        assert_eq!((load(&files, "u").asked.len(), load(&files, "u").asks.len()), (0, 2));
    }
}
