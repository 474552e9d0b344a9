//! Everything that is computed for one date.
//!
//! In: a backlog, the configuration, a date. Out: an [`Analysis`], which pages and reports only show. Pure: the same
//! input gives the same figures wherever and whenever it is made.

mod before;
mod candidates;
pub mod cost;
pub mod critical_path;
mod csv;
pub mod debt;
mod export;
mod flow;
mod flow_export;
mod halves;
pub mod initiatives;
mod inspect;
mod lint_facts;
pub mod live_list;
mod measurement;
pub mod movement;
pub mod objectives;
mod outcome_report;
mod outcomes;
mod owner;
mod pieces;
pub mod promises;
mod settings;
mod sprint;
mod standing;
mod stream;
mod teams;
#[cfg(test)]
pub(crate) mod tests_support;

pub use before::Before;
pub use candidates::{Candidates, class_of, team_name};
pub use csv::cell as csv_cell;
pub use export::{export, rank_change};
pub use inspect::{Inspected, inspect};
pub use lint_facts::lint_facts;
pub use measurement::{Measurement, Measurements, accountable, checkpoints_of, outcome_of};
pub use outcome_report::{OutcomeReport, Part, RECENT_QUARTERS, learned_on, recent_start};
pub use outcomes::{Judged, delivered, latest};
pub use owner::{Owner, owner_key};
pub use pieces::Piece;
pub use sprint::{SprintTime, sprint_time};
pub use standing::Standing;
pub use stream::{StreamTimes, days_of, stream_times};
pub use teams::{Ask, Mix, TeamLoad};

use halves::{Outcomes, Promised, Ranked};
use initiatives::{InitiativeStanding, TeamPlace};
use live_list::LiveLists;
use objectives::Objectives;

use crate::backlog::{Backlog, Outcome};
use crate::config::{Config, Period};
use crate::diagnostic::Error;
use crate::flow::Flow;
use crate::flow::forecast::Placed;
use crate::ranking::capacity::CapacityPlan;
use crate::ranking::{Ranking, Settings};
use crate::realization::Checkpoint;
use crate::{ranking, realization};
use jiff::civil::Date;
use std::collections::BTreeMap;
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
        let settings = settings::settings(config, config_text, &candidates, as_of)?;
        (Arc::new(candidates), settings)
    };
    let outcome_settings = settings::outcome_settings(config);
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
