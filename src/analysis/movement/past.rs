//! The order of an earlier time.

use crate::analysis::candidates::{self, Candidates};
use crate::analysis::{self, Analysis, Standing, standing};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::Error;
use crate::diff::Renamed;
use crate::ranking::{self, Ranking};
use jiff::civil::Date;

/// A backlog of an earlier time, in its order.
#[derive(Debug)]
pub struct Past {
    /// The backlog.
    pub backlog: Backlog,
    config: Config,
    candidates: Candidates,
    ranking: Ranking,
    standings: Vec<Option<Standing>>,
}

/// An earlier time as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Then<'a> {
    pub(super) backlog: &'a Backlog,
    pub(super) config: &'a Config,
    pub(super) candidates: &'a Candidates,
    pub(super) ranking: &'a Ranking,
    pub(super) standings: &'a [Option<Standing>],
    renamed: Option<&'a Renamed>,
}

impl<'a> Then<'a> {
    /// Takes a backlog that was analysed as a whole.
    pub fn of(backlog: &'a Backlog, config: &'a Config, analysis: &'a Analysis) -> Self {
        let Analysis { candidates, ranking, standings, .. } = analysis;
        Self { backlog, config, candidates, ranking, standings, renamed: None }
    }

    /// Knows epics again whose ids were changed.
    #[must_use]
    pub fn renamed(self, renamed: &'a Renamed) -> Self {
        Self { renamed: Some(renamed), ..self }
    }

    /// Gives the id that an epic of then has now.
    pub(super) fn id_now(&self, id: &'a str) -> &'a str {
        self.renamed.map_or(id, |renamed| renamed.now(id))
    }

    /// Finds the epic of then by the id that it has now.
    pub(super) fn by_id_now(&self, id: &str) -> Option<usize> {
        self.backlog.index.by_id(self.renamed.map_or(id, |renamed| renamed.then(id)))
    }

    /// Ranks the epics of then by the settings of today.
    pub(super) fn by(&self, now: &Analysis) -> Ranking {
        ranking::order(&self.candidates.list, &now.settings)
    }
}

impl Past {
    /// Gives what is compared.
    pub fn then(&self) -> Then<'_> {
        let Self { backlog, config, candidates, ranking, standings } = self;
        Then { backlog, config, candidates, ranking, standings, renamed: None }
    }

    /// Ranks the backlog of a day as it was ranked then. Fails when its settings don't hold.
    pub fn new(backlog: Backlog, config: Config, (text, day): (&str, Date)) -> Result<Self, Error> {
        let candidates = candidates::collect(&backlog);
        let settings = analysis::settings::settings(&config, text, &candidates, day)?;
        let ranking = ranking::order_and_sequence(&candidates.list, &settings);
        let standings = standing::of_items(&backlog, &candidates, &ranking);
        Ok(Self { backlog, config, candidates, ranking, standings })
    }
}
