//! What the rules need to know of a backlog, and nothing that only pages show.
//!
//! In: a backlog, the configuration, a date. Out: the facts that an analysis gives the rules, and what is wrong with the
//! lists that prose asks for. Works out no starting sequence, no forecast and no report, and doesn't ask how firm an
//! order is: no rule does.

use super::lint_facts::{Grounds, facts};
use super::{
    Candidates, Judged, candidates, debt, live_list, objectives, outcomes, promises, settings, standing, teams,
};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error};
use crate::flow::{ItemFlows, history};
use crate::lint::Facts;
use crate::ranking::{self, Ranking};
use jiff::civil::Date;
use std::sync::Arc;

/// What the rules need to know.
#[derive(Debug)]
pub struct Inspected {
    /// What was computed for the date.
    pub facts: Arc<Facts>,
    /// What is wrong with the lists that prose asks for.
    pub live_lists: Vec<Diagnostic>,
    #[expect(dead_code, reason = "kept so that whoever ends with it can leave it to the system")]
    rest: Rest,
}

/// What was computed on the way, in many small parts that take long to give back.
#[derive(Debug)]
#[expect(dead_code, reason = "nothing of it is asked for")]
struct Rest {
    candidates: Candidates,
    ranking: Ranking,
    outcomes: Vec<Arc<Judged>>,
}

/// Computes what the rules need to know, as [`analyse`](super::analyse) does, and fails where that fails.
pub fn inspect(backlog: &Backlog, (config, config_text): (&Config, &str), as_of: Date) -> Result<Inspected, Error> {
    let candidates = candidates::collect(backlog);
    let settings = settings::settings(config, config_text, &candidates, as_of)?;
    let outcome_settings = settings::outcome_settings(config);
    let promised = promises::Facts { backlog, config, settings: &outcome_settings, as_of };
    // Neither needs the other.
    let ((ranking, flows), outcomes) = rayon::join(
        || (ranking::order_alone(&candidates.list, &settings), ItemFlows::measure(&history(backlog, config, as_of))),
        || outcomes::judge_all(&promised, None).0,
    );
    // The teams take as long as all the rest.
    let ((standings, objectives, debt), teams) = rayon::join(
        || {
            let objectives = objectives::collect(backlog, &outcomes, as_of);
            (standing::of_items(backlog, &candidates, &ranking), objectives, debt::register(backlog, config, as_of))
        },
        || teams::collect(backlog, &outcomes),
    );
    let facts = facts(Grounds {
        backlog,
        as_of,
        settings: &settings,
        candidates: &candidates,
        ranking: &ranking,
        standings: &standings,
        outcomes: &outcomes,
        outcome_settings: &outcome_settings,
        objectives: &objectives,
        debt: &debt,
        teams: &teams,
        flows: &flows,
    });
    let live_lists = live_list::mistakes(backlog, config);
    Ok(Inspected { facts: Arc::new(facts), live_lists, rest: Rest { candidates, ranking, outcomes } })
}
