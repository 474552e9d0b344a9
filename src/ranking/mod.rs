//! Ranking: candidates and settings come in, an order that opens into its reasons goes out.
//! It never reads files, the clock or the environment, and adding an epic moves no other score.

mod acceptability;
mod blocks;
mod candidate;
pub mod capacity;
mod cd3;
mod closure;
pub mod formula;
mod ice;
mod lattice;
pub mod moscow;
mod natural;
mod number;
mod pairs;
mod placement;
mod quadrant;
mod rank;
mod reach;
mod rice;
mod score;
mod sensitivity;
pub mod sequence;
mod settings;
mod tier;
mod ties;
mod weighted;
mod weights;
pub mod wsjf;

use serde::Serialize;

pub use acceptability::Acceptability;
pub use candidate::{Candidate, Commitment, DurationBasis, Urgency};
pub use lattice::Lattice;
pub use natural::natural_order;
pub use number::figure;
pub use quadrant::{Quadrant, quadrant};
pub use rank::{
    Entry, ListedEntry, Ranked, Ranking, UnscoredEntry, order, order_alone, order_and_sequence, rank, rank_after,
    ranks_by,
};
pub use score::{Gap, Part, Role, Score, Scored};
pub use sensitivity::{Interval, MAX_GROUPS, Sensitivity, Stability, Swap, swaps};
pub use settings::{
    Criterion, Direction, IceVariant, MAX_CRITERIA, Scale, Settings, SettingsError, SettingsInput, Spread,
};
pub use ties::{among_equals, equal as same_score};

/// Every ranking method, in the order in which a page lists them.
pub const METHODS: &[Method] =
    &[weighted::METHOD, wsjf::METHOD, cd3::METHOD, rice::METHOD, ice::METHOD, moscow::METHOD, formula::METHOD];

/// A way to score a candidate.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Method {
    /// The name in the configuration.
    pub name: &'static str,
    /// The name for readers.
    pub title: &'static str,
    /// The question that it answers, one sentence.
    pub question: &'static str,
    /// The file under `docs/ranking/`.
    pub doc: &'static str,
    /// The front-matter fields it reads; empty where the settings name them.
    pub fields: &'static [&'static str],
    /// How the parts make the score.
    pub shape: Shape,
    /// Scores one candidate by itself.
    #[serde(skip)]
    pub score: fn(&Candidate, &Settings) -> Scored,
}

impl Method {
    /// Scores one candidate, whose front matter may be one that could not be read.
    pub(super) fn score_of(&self, it: &Candidate, settings: &Settings) -> Scored {
        if it.unread {
            let reason = "its front matter can't be read".to_owned();
            return Scored::Unscored(Gap { reason, missing: Vec::new() });
        }
        (self.score)(it, settings)
    }
}

/// How parts make a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A weighted sum on fixed scales: the weights can be varied.
    Linear,
    /// One number divided by another, or a product.
    Ratio,
    /// Classes in an order; the score only carries the order.
    Class,
    /// Whatever the team's formula says.
    Free,
}

/// Finds a method by its configuration name.
pub fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}
