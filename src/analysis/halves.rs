//! The two halves of an analysis, neither of which needs the other: the order of the work, and what became of promises.
//!
//! In: a backlog, settings, the state before if there is one. Out: what follows from each. Never reads what the other
//! half finds, so that both run side by side.

use super::initiatives::{self, InitiativeStanding, TeamPlace};
use super::objectives::{self, Objectives};
use super::{
    Before, Candidates, Judged, OutcomeReport, Standing, TeamLoad, debt, flow, outcome_report, outcomes, promises,
    standing, teams,
};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::flow::Flow;
use crate::order::Gather;
use crate::ranking::capacity::{Capacity, CapacityPlan, Demand};
use crate::ranking::{Ranking, Settings};
use crate::{ranking, realization};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The outcomes as they were judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcomes<'a> {
    pub(super) all: &'a [Arc<Judged>],
    pub(super) settings: &'a realization::Settings,
    pub(super) as_of: Date,
}

/// What follows from the order of the work.
pub(super) struct Ranked {
    pub(super) candidates: Arc<Candidates>,
    pub(super) ranking: Arc<Ranking>,
    pub(super) standings: Vec<Option<Standing>>,
    pub(super) capacity: CapacityPlan,
    pub(super) initiatives: Vec<InitiativeStanding>,
    pub(super) team_places: Vec<Option<TeamPlace>>,
}

impl Ranked {
    pub(super) fn of(
        (backlog, as_of): (&Backlog, Date),
        candidates: Arc<Candidates>,
        settings: &Settings,
        before: Option<Before<'_>>,
    ) -> Self {
        let ranking = match before {
            Some(before) if Arc::ptr_eq(&before.analysis.candidates, &candidates) => {
                Arc::clone(&before.analysis.ranking)
            }
            _ => Arc::new(rank(&candidates, settings, before)),
        };
        let standings = standing::of_items(backlog, &candidates, &ranking);
        let capacity = capacity(backlog, &candidates, &ranking);
        let facts =
            initiatives::Facts { backlog, candidates: &candidates, standings: &standings, capacity: &capacity, as_of };
        let initiatives = initiatives::collect(&facts);
        let team_places = initiatives::team_places(&candidates, &ranking);
        Self { candidates, ranking, standings, capacity, initiatives, team_places }
    }
}

/// Ranks, and takes over the scores of those that have the numbers that they had.
fn rank(candidates: &Candidates, settings: &Settings, before: Option<Before<'_>>) -> Ranking {
    let was = |before: Before<'_>| -> Vec<Option<usize>> {
        candidates.items.iter().map(|at| before.analysis.candidates.of_item[*at]).collect()
    };
    let was = before.map(was).unwrap_or_default();
    let before = before.map(|before| {
        let ranked =
            ranking::Ranked { candidates: &before.analysis.candidates.list, ranking: &before.analysis.ranking };
        (ranked, &was[..])
    });
    ranking::rank_after(&candidates.list, settings, before)
}

/// What follows from the promises and from what happened.
pub(super) struct Promised {
    pub(super) outcomes: Vec<Arc<Judged>>,
    pub(super) dropped: Vec<promises::Dropped>,
    pub(super) report: Arc<OutcomeReport>,
    pub(super) objectives: Objectives,
    pub(super) debt: debt::DebtRegister,
    pub(super) teams: BTreeMap<usize, TeamLoad>,
    pub(super) flow: Arc<Flow>,
}

impl Promised {
    pub(super) fn of(
        backlog: &Backlog,
        config: &Config,
        (settings, as_of): (&realization::Settings, Date),
        before: Option<Before<'_>>,
    ) -> Self {
        let (outcomes, dropped) = outcomes::judge_all(&promises::Facts { backlog, config, settings, as_of }, before);
        let judged = Outcomes { all: &outcomes, settings, as_of };
        let ((report, flow), (objectives, debt, teams)) = rayon::join(
            || {
                rayon::join(
                    || outcome_report::report_after(backlog, judged, before),
                    || flow::collect(backlog, config, as_of, before),
                )
            },
            || {
                let objectives = objectives::collect(backlog, &outcomes, as_of);
                (objectives, debt::register(backlog, config, as_of), teams::collect(backlog, &outcomes))
            },
        );
        Self { outcomes, dropped, report, objectives, debt, teams, flow }
    }
}

/// Draws the capacity line: what is under way first, then the list in order of rank.
fn capacity(backlog: &Backlog, candidates: &Candidates, ranking: &Ranking) -> CapacityPlan {
    let demand = |candidate: usize| Demand {
        candidate,
        team: candidates.list[candidate].team.clone(),
        weeks: candidates.list[candidate].duration_weeks,
    };
    let started =
        (0..candidates.list.len()).filter(|at| candidates.list[*at].commitment == ranking::Commitment::InProgress);
    let started: Vec<Demand> = started.map(demand).collect();
    let ranked: Vec<Demand> = ranking.entries.iter().map(|entry| demand(entry.candidate)).collect();
    let teams = backlog.items.iter().filter_map(|item| {
        let weeks = item.team()?.capacity.as_ref()?.weeks();
        Some((item.title.clone(), weeks))
    });
    ranking::capacity::plan(&started, &ranked, &Capacity { teams: teams.into_map() })
}
