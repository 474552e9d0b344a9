//! Everything that is computed for one date.
//!
//! In: a backlog, the configuration, a date. Out: an [`Analysis`], which pages and reports only show. Pure: the same
//! input gives the same figures wherever and whenever it is made.

mod candidates;
pub mod cost;
pub mod critical_path;
mod csv;
pub mod debt;
mod export;
mod flow;
mod flow_export;
pub mod initiatives;
mod lint_facts;
pub mod live_list;
mod measurement;
pub mod movement;
pub mod objectives;
mod outcome_report;
mod outcomes;
mod owner;
pub mod promises;
mod sprint;
mod standing;
mod stream;
mod teams;
#[cfg(test)]
pub(crate) mod tests_support;

pub use candidates::{Candidates, class_of, team_name};
pub use csv::cell as csv_cell;
pub use export::{export, rank_change};
pub use lint_facts::lint_facts;
pub use measurement::{Measurement, Measurements, accountable, checkpoints_of, outcome_of};
pub use outcome_report::{OutcomeReport, Part, RECENT_QUARTERS, learned_on, recent_start};
pub use outcomes::{Judged, delivered};
pub use owner::{Owner, owner_key};
pub use sprint::{SprintTime, sprint_time};
pub use standing::Standing;
pub use stream::{StreamTimes, days_of, stream_times};
pub use teams::{Ask, Mix, TeamLoad};

use initiatives::{InitiativeStanding, TeamPlace};
use live_list::LiveLists;
use objectives::Objectives;

use crate::backlog::{Backlog, Outcome, Timeline};
use crate::config::{Config, Period, place, place_of_text};
use crate::diagnostic::{Diagnostic, Error, Span};
use crate::document::{Decimal, Duration};
use crate::flow::Flow;
use crate::flow::forecast::Placed;
use crate::ranking::capacity::{Capacity, CapacityPlan, Demand};
use crate::ranking::{Criterion, Direction, IceVariant, Ranking, Scale, Settings, SettingsInput};
use crate::realization::Checkpoint;
use crate::{ranking, realization};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that is computed for one date.
#[derive(Debug)]
pub struct Analysis {
    /// The date.
    pub as_of: Date,
    /// The settings of the ranking in force.
    pub settings: Settings,
    /// What was ranked.
    pub candidates: Arc<Candidates>,
    /// The ranking.
    pub ranking: Arc<Ranking>,
    /// For each item of the backlog its place in the ranking; none for what is no epic.
    pub standings: Vec<Option<Standing>>,
    /// The capacity line.
    pub capacity: CapacityPlan,
    /// The best score of the list, for bars of methods that have no scale.
    pub best_score: f64,
    /// Every outcome, judged.
    pub outcomes: Vec<Arc<Judged>>,
    /// Outcomes that were promised and are gone, in order of item.
    pub dropped: Vec<promises::Dropped>,
    /// Every technical debt agreement.
    pub debt: debt::DebtRegister,
    /// What each team has in hand, by the team's position in the backlog.
    pub teams: BTreeMap<usize, TeamLoad>,
    /// The settings by which outcomes are judged.
    pub outcome_settings: realization::Settings,
    /// What came of the outcomes as a whole.
    pub report: Arc<OutcomeReport>,
    /// The cascade of objectives.
    pub objectives: Objectives,
    /// The initiatives, in order of path.
    pub initiatives: Vec<InitiativeStanding>,
    /// What changed place since an earlier day, or why that isn't known.
    pub movement: Result<movement::Movement, String>,
    /// For each ranked entry its place in its own team's list.
    pub team_places: Vec<Option<TeamPlace>>,
    /// How work flowed.
    pub flow: Arc<Flow>,
    /// For each unfinished epic of the list, by its position in the backlog, its place and when it is likely done.
    pub forecasts: Arc<BTreeMap<usize, Placed>>,
    /// The lists that prose asks for.
    pub live_lists: LiveLists,
}

/// A state with the same documents at the same places, under the same configuration and for the same date.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// Its backlog; an item that it shares says the same.
    pub backlog: &'a Backlog,
    /// Its analysis.
    pub analysis: &'a Analysis,
}

/// The outcomes as they were judged.
#[derive(Debug, Clone, Copy)]
struct Outcomes<'a> {
    all: &'a [Arc<Judged>],
    settings: &'a realization::Settings,
    as_of: Date,
}

/// Analyses a backlog. Fails only on a ranking that cannot be configured as `backlit.toml` asks.
pub fn analyse(backlog: &Backlog, config: &Config, config_text: &str, as_of: Date) -> Result<Analysis, Error> {
    analyse_after(backlog, (config, config_text), as_of, None)
}

/// Analyses a backlog, and takes over from another state what can't differ.
pub fn analyse_after(
    backlog: &Backlog,
    (config, config_text): (&Config, &str),
    as_of: Date,
    before: Option<Before<'_>>,
) -> Result<Analysis, Error> {
    let kept = before.and_then(|before| Some((candidates::kept(backlog, before)?, before.analysis.settings.clone())));
    let (candidates, settings) = if let Some(kept) = kept {
        kept
    } else {
        let candidates = candidates::collect(backlog);
        let settings = settings(config, config_text, &candidates, as_of)?;
        (Arc::new(candidates), settings)
    };
    let outcome_settings = outcome_settings(config);
    // Neither needs the other.
    let (ranked, promised) = rayon::join(
        || Ranked::of((backlog, as_of), candidates, &settings, before),
        || Promised::of(backlog, config, (&outcome_settings, as_of), before),
    );
    let Ranked { candidates, ranking, standings, capacity, initiatives, team_places } = ranked;
    let Promised { outcomes, dropped, report, objectives, debt, teams, flow } = promised;
    let mut analysis = Analysis {
        as_of,
        objectives,
        initiatives,
        flow,
        forecasts: Arc::default(),
        movement: Err("no earlier day was asked for".to_owned()),
        team_places,
        standings,
        capacity,
        best_score: ranking.entries.iter().chain(&ranking.commitments).map(|entry| entry.score).fold(0.0, f64::max),
        debt,
        teams,
        outcomes,
        dropped,
        settings,
        candidates,
        ranking,
        outcome_settings,
        report,
        live_lists: LiveLists::default(),
    };
    analysis.forecasts = flow::forecasts(&analysis, before);
    analysis.live_lists = live_list::collect(backlog, config, &analysis);
    Ok(analysis)
}

/// What follows from the order of the work.
struct Ranked {
    candidates: Arc<Candidates>,
    ranking: Arc<Ranking>,
    standings: Vec<Option<Standing>>,
    capacity: CapacityPlan,
    initiatives: Vec<InitiativeStanding>,
    team_places: Vec<Option<TeamPlace>>,
}

impl Ranked {
    fn of(
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
struct Promised {
    outcomes: Vec<Arc<Judged>>,
    dropped: Vec<promises::Dropped>,
    report: Arc<OutcomeReport>,
    objectives: Objectives,
    debt: debt::DebtRegister,
    teams: BTreeMap<usize, TeamLoad>,
    flow: Arc<Flow>,
}

impl Promised {
    fn of(
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

impl Before<'_> {
    /// Tells whether an item says what it said, and happened to it what had happened.
    fn has_same_past(&self, now: &Backlog, at: usize) -> bool {
        let trusted = |backlog: &Backlog| (backlog.timelines.coverage.limit, backlog.timelines.coverage.since);
        let same = match (timeline(self.backlog, at), timeline(now, at)) {
            (Some(then), Some(now)) => Arc::ptr_eq(then, now) || then == now,
            (then, now) => then.is_none() && now.is_none(),
        };
        Arc::ptr_eq(&self.backlog.items[at], &now.items[at]) && trusted(self.backlog) == trusted(now) && same
    }
}

/// Gives what happened to an item.
fn timeline(backlog: &Backlog, at: usize) -> Option<&Arc<Timeline>> {
    backlog.timelines.documents.get(backlog.timelines.of_item.get(at).copied().flatten()?)
}

impl Analysis {
    /// Names the method in the middle of a sentence; names such as WSJF keep their capitals.
    pub fn method_words(&self) -> String {
        let title = self.settings.method.title;
        let name = title.chars().skip(1).any(char::is_uppercase);
        if name { title.to_owned() } else { title.to_lowercase() }
    }

    /// Writes a score as the lists of reports do: of 100 for a weighted sum, with one decimal; a class as its name.
    pub fn score_words(&self, entry: &ranking::Entry) -> String {
        match self.settings.method.shape {
            ranking::Shape::Linear => ranking::figure((entry.score * 1000.0).round() / 10.0),
            ranking::Shape::Class => entry.arithmetic.to_string(),
            ranking::Shape::Ratio | ranking::Shape::Free => ranking::figure((entry.score * 100.0).round() / 100.0),
        }
    }

    /// Gives an epic's entry in the ranking, open or under way.
    pub fn entry(&self, item: usize) -> Option<&ranking::Entry> {
        match self.standings[item]? {
            Standing::Ranked(at) => self.ranking.entries.get(at),
            Standing::Committed(at) => self.ranking.commitments.get(at),
            _ => None,
        }
    }

    /// Gives the next date by which one of an item's outcomes is due: the earliest among those not yet judged.
    pub fn due(&self, item: usize) -> Option<Date> {
        let open = |judged: &&Arc<Judged>| !judged.judgement.is_judged() && !judged.facts.abandoned;
        let dates = self.outcomes_of(item).iter().filter(open).filter_map(|judged| judged.facts.by);
        dates.map(crate::document::PartialDate::last_day).min()
    }

    /// Lists the judged outcomes of one item, in order.
    pub fn outcomes_of(&self, item: usize) -> &[Arc<Judged>] {
        outcomes::of_item(&self.outcomes, item)
    }

    /// Lists the measurements due after an outcome's delivery; none before it.
    pub fn checkpoints(&self, outcome: &Outcome, judged: &Judged) -> Vec<Checkpoint> {
        checkpoints_of(outcome, judged, &self.outcome_settings, self.as_of)
    }
}

/// Builds the ranking's settings from the configuration, and points at what they refuse.
fn settings(config: &Config, text: &str, candidates: &Candidates, as_of: Date) -> Result<Settings, Error> {
    let named: BTreeSet<&str> = candidates.list.iter().flat_map(|it| it.inputs.keys().map(String::as_str)).collect();
    let weights = config.ranking.weights.iter().map(|(name, _)| name.as_str());
    let fields = named.into_iter().chain(weights).collect::<BTreeSet<&str>>();
    let fields = fields.into_iter().map(str::to_owned).collect();
    let (lo, hi) = config.ranking.scale;
    let input = SettingsInput {
        method: config.ranking.method.clone(),
        scale: Scale { lo, hi },
        criteria: criteria(config),
        ice: if config.ranking.ice == "mean" { IceVariant::Mean } else { IceVariant::Product },
        formula: config.ranking.formula.clone(),
        fields,
        variation: config.ranking.variation,
        moscow_field: config
            .fields
            .get("moscow")
            .and_then(|names| names.first().cloned())
            .unwrap_or_else(|| "moscow".to_owned()),
        ..SettingsInput::default()
    };
    Settings::build(input, as_of).map_err(|errors| refused(text, errors))
}

/// Makes the criteria of the weighted method; a weight of zero leaves its criterion out.
fn criteria(config: &Config) -> Vec<Criterion> {
    let weights = config.ranking.weights.iter().filter(|(_, weight)| *weight > 0.0);
    weights
        .map(|(name, weight)| {
            let cost = config.ranking.costs.contains(name);
            let direction = if cost { Direction::Cost } else { Direction::Benefit };
            Criterion::new(name, &criterion_label(name), *weight, direction)
        })
        .collect()
}

/// Names a criterion for readers; `risk` is read both ways in the wild, so the page says which is meant.
fn criterion_label(name: &str) -> String {
    if name == "risk" {
        return "Risk of waiting".to_owned();
    }
    let spaced = name.replace('_', " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Turns the first refused setting into a failure at its place in `backlit.toml`.
fn refused(text: &str, errors: Vec<ranking::SettingsError>) -> Error {
    let Some(first) = errors.into_iter().next() else {
        return Error::new("the ranking can't be configured");
    };
    let path: Arc<str> = Arc::from("backlit.toml");
    let keys: Vec<&str> = std::iter::once("ranking").chain(first.key.split('.')).collect();
    let span = match &first.formula {
        Some(error) => place_of_text(text, &["ranking", "formula"])
            .map(|at| Span::of(text, at.start + error.span.start..at.start + error.span.end)),
        None => place(text, &keys).map(|at| Span::of(text, at)),
    };
    let Some(span) = span else {
        return Error::new(first.message).hint(first.hint);
    };
    Error::at(Diagnostic::error("configuration", &path, span, first.message).hint(first.hint), text)
}

/// Gives the settings by which outcomes are judged.
fn outcome_settings(config: &Config) -> realization::Settings {
    let share = |value: f64| Decimal::new(rounded(value * 10_000.0), 4);
    realization::Settings {
        grace_days: config.outcomes.grace_days.into(),
        hit_from: share(config.outcomes.hit_from),
        partial_from: share(config.outcomes.partial_from),
        checkpoints: config
            .outcomes
            .checkpoints_months
            .iter()
            .map(|months| Duration::from_months((*months).into()))
            .collect(),
        ..realization::Settings::default()
    }
}

/// Rounds a small configured number to an integer.
fn rounded(value: f64) -> i128 {
    #[expect(clippy::cast_possible_truncation, reason = "configured shares are small")]
    let whole = value.round().clamp(-1e9, 1e9) as i128;
    whole
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
    ranking::capacity::plan(&started, &ranked, &Capacity { teams: teams.collect() })
}

impl Period {
    /// Names the planning period that holds a day, such as `Q2 2025`.
    pub fn containing(self, day: Date) -> String {
        let year = day.year();
        match self {
            Self::Month => day.strftime("%B %Y").to_string(),
            Self::Quarter => format!("Q{} {year}", (day.month() - 1) / 3 + 1),
            Self::HalfYear => format!("H{} {year}", (day.month() - 1) / 6 + 1),
            Self::Year => year.to_string(),
        }
    }
}
