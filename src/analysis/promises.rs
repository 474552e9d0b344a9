//! Promises kept in view: what each outcome said when work began, and how that changed.
//!
//! In: a backlog with the timelines of its documents, judged outcomes. Out: for each outcome its [`Promise`], and the
//! judgement held against what was committed. Never judges a change, and never takes today's words for the first ones.

mod history;
mod start;
mod versions;

use super::Judged;
use super::outcomes::judge_for;
use crate::backlog::{Backlog, Outcome};
use crate::config::{Config, Kind};
use crate::document::Decimal;
use crate::flow::Line;
use crate::realization::goalposts::{Move, OutcomeVersion, moves};
use crate::realization::{Judgement, OutcomeFacts, Range, Settings};
use history::History;
use jiff::civil::Date;

/// What was promised first, and how it changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promise {
    /// What was committed to, corrections of mistakes included; none where nothing is, or nobody knows.
    pub committed: Option<OutcomeVersion>,
    /// The day on which the outcome was first written down; none where git does not say.
    pub written: Option<Date>,
    /// Where the outcome stood when work began.
    pub standing: Standing,
    /// Every change since the commitment, the oldest first.
    pub moves: Vec<DatedMove>,
    /// How sure its authors were when work began.
    pub confidence: Option<Decimal>,
    /// The judgement against today's words, where it differs from the one against what was committed.
    pub current: Option<Judgement>,
}

/// How an outcome stands to the beginning of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// There is no git history, or nothing of this document is in it.
    #[default]
    NoHistory,
    /// History is cut after the beginning of the work: it starts on this day.
    Cut(Date),
    /// Work has not begun, so nothing is committed to.
    NotBegun,
    /// It was written down before work began, or with its beginning.
    Before,
    /// It was written down after work began.
    After,
    /// The document came into git when work had begun, and with it the outcome.
    Unknown,
    /// It belongs to something that has no beginning, such as an initiative: it counts from its first words.
    FromTheFirst,
}

/// A change of a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedMove {
    /// What changed.
    pub change: Move,
    /// The day; none while it is not committed to git.
    pub on: Option<Date>,
    /// The commit, by its position in the timelines.
    pub commit: Option<usize>,
    /// Whether it came after the first reading or after the day of judgement.
    pub serious: bool,
    /// Whether it mends a mistake, with its reason, before anything was measured.
    pub corrected: bool,
    /// What the document says of it, in `amended`.
    pub reason: Option<String>,
}

/// An outcome that was promised and is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The document.
    pub item: usize,
    /// What was promised.
    pub promised: OutcomeVersion,
    /// The day on which it went; none while that is not committed to git.
    pub on: Option<Date>,
    /// The commit, by its position in the timelines.
    pub commit: Option<usize>,
}

impl Promise {
    /// Tells whether the goal is another one than was committed to; corrections do not count.
    pub fn has_moved(&self) -> bool {
        self.moves.iter().any(|moved| !moved.corrected)
    }

    /// Tells whether the promise was made easier to keep.
    pub fn was_eased(&self) -> bool {
        self.moves.iter().any(|moved| !moved.corrected && moved.change.kind.is_easier())
    }
}

/// What promises are followed with.
pub(super) struct Facts<'a> {
    /// The backlog.
    pub(super) backlog: &'a Backlog,
    /// The configuration.
    pub(super) config: &'a Config,
    /// The settings by which outcomes are judged.
    pub(super) settings: &'a Settings,
    /// The date.
    pub(super) as_of: Date,
}

/// Follows the promises of an item's outcomes, and judges each against what was committed; gives those that were
/// dropped. Key results have none.
pub(super) fn keep(facts: &Facts<'_>, line: &Line, item: usize, outcomes: &mut [Judged]) -> Vec<Dropped> {
    let Facts { backlog, config, .. } = facts;
    let timeline = backlog.timelines.of_item.get(item).copied().flatten();
    let Some(timeline) = timeline.map(|at| &backlog.timelines.documents[at]) else { return Vec::new() };
    if backlog.items[item].kind == Kind::Objective {
        return Vec::new();
    }
    let history = History::new(backlog, (config, line), item, timeline);
    if history.begins_after(facts.as_of) {
        return Vec::new();
    }
    for judged in outcomes {
        let mut promise = history.promise(judged, (facts.settings, facts.as_of));
        judge_committed(judged, &mut promise, facts);
        judged.promise = promise;
    }
    history.dropped()
}

/// Holds the readings against what was committed, and keeps the judgement against today's words where it differs.
fn judge_committed(judged: &mut Judged, promise: &mut Promise, facts: &Facts<'_>) {
    let Some(committed) = &promise.committed else { return };
    let now = version_of_facts(&judged.facts, &committed.metric);
    if moves(committed, &now).is_empty() {
        return;
    }
    let kind = facts.backlog.items[judged.item].kind;
    let against = judge_for(kind, &against(&judged.facts, committed), facts.settings, facts.as_of);
    if against != judged.judgement {
        promise.current = Some(std::mem::replace(&mut judged.judgement, against));
    }
}

/// Gives today's goal, under a metric's name.
fn version_of_facts(facts: &OutcomeFacts, metric: &str) -> OutcomeVersion {
    OutcomeVersion {
        metric: metric.to_owned(),
        baseline: facts.baseline.clone(),
        target: facts.target.clone(),
        range: facts.range.clone(),
        direction: facts.direction,
        by: facts.by,
    }
}

/// Puts what was committed in place of today's words; what was not said then stays as it is now.
fn against(facts: &OutcomeFacts, committed: &OutcomeVersion) -> OutcomeFacts {
    let had_goal = committed.target.is_some() || committed.range.is_some();
    let (target, range) = if had_goal { (&committed.target, &committed.range) } else { (&facts.target, &facts.range) };
    OutcomeFacts {
        baseline: committed.baseline.clone().or_else(|| facts.baseline.clone()),
        target: target.clone(),
        range: range.clone(),
        by: committed.by.or(facts.by),
        ..facts.clone()
    }
}

/// Gives the goal of an outcome as it is written.
pub fn version_of(outcome: &Outcome) -> OutcomeVersion {
    OutcomeVersion {
        metric: outcome.metric.as_ref().map_or_else(String::new, |metric| metric.value.clone()),
        baseline: outcome.baseline.as_ref().map(|found| found.value.clone()),
        target: outcome.target.as_ref().map(|found| found.value.clone()),
        range: outcome.range.as_ref().map(|(low, high)| Range {
            low: low.as_ref().map(|found| found.value.clone()),
            high: high.as_ref().map(|found| found.value.clone()),
        }),
        direction: None,
        by: outcome.by.as_ref().map(|found| found.value),
    }
}

#[cfg(test)]
mod tests;
