//! The order of an earlier time.

use crate::analysis::candidates::{self, Candidates};
use crate::analysis::{self, Analysis, Standing, standing};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::Error;
use crate::ranking::{self, Ranking};
use jiff::civil::Date;

/// A backlog of an earlier time, in its order.
#[derive(Debug)]
pub struct Past {
    /// The backlog.
    pub backlog: Backlog,
    pub(super) config: Config,
    pub(super) candidates: Candidates,
    pub(super) ranking: Ranking,
    pub(super) standings: Vec<Option<Standing>>,
}

impl Past {
    /// Ranks the backlog of a day as it was ranked then. Fails when its settings don't hold.
    pub fn new(backlog: Backlog, config: Config, (text, day): (&str, Date)) -> Result<Self, Error> {
        let candidates = candidates::collect(&backlog);
        let settings = analysis::settings(&config, text, &candidates, day)?;
        let ranking = ranking::order_and_sequence(&candidates.list, &settings);
        let standings = standing::of_items(&backlog, &candidates, &ranking);
        Ok(Self { backlog, config, candidates, ranking, standings })
    }

    /// Ranks the epics of then by the settings of today.
    pub(super) fn by(&self, now: &Analysis) -> Ranking {
        ranking::order(&self.candidates.list, &now.settings)
    }
}
