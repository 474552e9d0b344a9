//! Where an epic stands: ranked, under way, not scored, set aside, or over.

use super::candidates::Candidates;
use crate::backlog::Backlog;
use crate::ranking::Ranking;

/// Where an epic stands; the number is its position in that list of the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open and ranked.
    Ranked(usize),
    /// Under way: a commitment.
    Committed(usize),
    /// Without a score.
    Unscored(usize),
    /// Shown but not ranked, such as MoSCoW's won'ts.
    Listed(usize),
    /// Delivered or given up.
    Over,
}

/// Finds where every epic of a backlog stands.
pub(super) fn of_items(backlog: &Backlog, candidates: &Candidates, ranking: &Ranking) -> Vec<Option<Standing>> {
    let mut standings: Vec<Option<Standing>> =
        backlog.items.iter().map(|item| item.epic().map(|_| Standing::Over)).collect();
    let mut place = |candidate: usize, standing: Standing| standings[candidates.items[candidate]] = Some(standing);
    for (at, entry) in ranking.entries.iter().enumerate() {
        place(entry.candidate, Standing::Ranked(at));
    }
    for (at, entry) in ranking.commitments.iter().enumerate() {
        place(entry.candidate, Standing::Committed(at));
    }
    for (at, entry) in ranking.unscored.iter().enumerate() {
        place(entry.candidate, Standing::Unscored(at));
    }
    for (at, entry) in ranking.listed.iter().enumerate() {
        place(entry.candidate, Standing::Listed(at));
    }
    standings
}
