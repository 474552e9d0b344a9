//! Promises kept in view: what each outcome said when work began, and how that changed.
//!
//! In: a backlog with the timelines of its documents, judged outcomes. Out: for each outcome its [`Promise`], and the
//! judgement held against what was committed. Never judges a change, and never takes today's words for the first ones.

mod start;
mod versions;

use super::Judged;
use super::outcomes::{judge_for, of_item};
use crate::backlog::{Backlog, Moment, Outcome, Timeline};
use crate::config::{Config, Kind};
use crate::document::Decimal;
use crate::realization::goalposts::{Move, MoveKind, OutcomeVersion, is_serious, moves};
use crate::realization::{Judgement, OutcomeFacts, Range, Settings};
use jiff::Timestamp;
use jiff::civil::Date;
use start::Start;
use std::cmp::Ordering;
use versions::Version;

/// What was promised first, and how it changed.
#[derive(Debug, Clone, Default)]
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

/// Follows the promises of every outcome, and judges each against what was committed; key results have none.
pub(super) fn keep(facts: &Facts<'_>, outcomes: &mut [Judged]) -> Vec<Dropped> {
    let Facts { backlog, config, .. } = facts;
    let mut dropped = Vec::new();
    for (item, timeline) in backlog.timelines.of_item.iter().enumerate() {
        let Some(timeline) = timeline.map(|at| &backlog.timelines.documents[at]) else { continue };
        if backlog.items[item].kind == Kind::Objective {
            continue;
        }
        let history = History::new(backlog, config, item, timeline);
        if history.begins_after(facts.as_of) {
            continue;
        }
        let range = range_of(outcomes, item);
        for judged in &mut outcomes[range] {
            let mut promise = history.promise(judged, facts.settings);
            judge_committed(judged, &mut promise, facts);
            judged.promise = promise;
        }
        dropped.extend(history.dropped());
    }
    dropped
}

/// Finds the outcomes of one item among all.
fn range_of(outcomes: &[Judged], item: usize) -> std::ops::Range<usize> {
    let start = outcomes.partition_point(|judged| judged.item < item);
    start..start + of_item(outcomes, item).len()
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

/// Gives the goal of an outcome.
fn version_of(outcome: &Outcome) -> OutcomeVersion {
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

/// The past of one document's outcomes.
struct History<'a> {
    timeline: &'a Timeline,
    item: usize,
    versions: Vec<Version>,
    start: Start,
    config: &'a Config,
}

impl<'a> History<'a> {
    fn new(backlog: &'a Backlog, config: &'a Config, item: usize, timeline: &'a Timeline) -> Self {
        let of_item = &backlog.items[item];
        let versions = versions::of(timeline, &of_item.outcomes());
        let start = Start::of(of_item, timeline, &backlog.timelines.coverage, config);
        Self { timeline, item, versions, start, config }
    }

    fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.config.site.timezone.clone()).date()
    }

    /// Tells whether git has nothing of the document up to a date: then it knows nothing of that time.
    fn begins_after(&self, as_of: Date) -> bool {
        self.timeline.values.first().is_none_or(|first| self.day(first.moment.at) > as_of)
    }

    /// Gives the version that counts: the last one up to the beginning, else the first one that has the outcome.
    fn committed_at(&self, chain: &[Option<usize>]) -> Option<usize> {
        let first = chain.iter().position(Option::is_some)?;
        let begun = match self.start {
            Start::At(end) => self.versions.iter().rposition(|version| version.at.is_some_and(|at| at.at <= end)),
            Start::None => Some(first),
            Start::NotBegun | Start::Cut(_) => return None,
        };
        Some(begun.map_or(first, |begun| begun.max(first)))
    }

    /// Follows one outcome of today.
    fn promise(&self, judged: &Judged, settings: &Settings) -> Promise {
        let chain = versions::chain(&self.versions, judged.position);
        let written = chain.iter().position(Option::is_some).and_then(|first| self.versions[first].at);
        let mut promise = Promise {
            written: written.map(|moment| self.day(moment.at)),
            standing: self.standing(written),
            ..Promise::default()
        };
        let Some(from) = self.committed_at(&chain) else { return promise };
        let outcome = |at: usize| chain[at].map(|place| &self.versions[at].outcomes[place]);
        let Some(first) = outcome(from) else { return promise };
        promise.confidence = first.confidence.as_ref().map(|found| found.value).or_else(|| self.confidence(from));
        let mut committed = version_of(first);
        let first_reading = judged.facts.readings.iter().map(|reading| reading.on).min();
        let judge_on = against(&judged.facts, &committed).judge_on(settings);
        for at in from + 1..self.versions.len() {
            let (Some(before), Some(after)) = (outcome(at - 1), outcome(at)) else { continue };
            let moment = self.versions[at].at;
            let on = moment.map(|moment| self.day(moment.at));
            let serious = on.is_some_and(|on| is_serious(on, first_reading, judge_on));
            let reason = after.amended.clone().filter(|_| after.amended != before.amended);
            let (old, new) = (version_of(before), version_of(after));
            for change in moves(&old, &new) {
                let corrected = reason.is_some() && !serious;
                if corrected {
                    correct(&mut committed, &new, change.kind);
                }
                let commit = moment.and_then(|moment| moment.commit);
                promise.moves.push(DatedMove { change, on, commit, serious, corrected, reason: reason.clone() });
            }
        }
        // Readings of another metric say nothing of the one that was promised.
        let today = self.versions.last().and_then(|last| last.outcomes.get(judged.position)).map(version_of);
        let same_metric =
            today.is_some_and(|today| moves(&committed, &today).iter().all(|change| change.kind != MoveKind::Rescoped));
        promise.committed = same_metric.then_some(committed);
        promise
    }

    /// Tells where an outcome stood when work began.
    fn standing(&self, written: Option<Moment>) -> Standing {
        match (self.start, written) {
            (Start::Cut(day), _) => Standing::Cut(day),
            (_, None) => Standing::NoHistory,
            (Start::None, _) => Standing::FromTheFirst,
            (Start::NotBegun, _) => Standing::NotBegun,
            (Start::At(end), Some(written)) => {
                // A document that comes into git with work under way does not say when the work began.
                let with_document = self.timeline.values.first().is_some_and(|first| first.moment == written);
                match written.at.cmp(&end) {
                    Ordering::Less => Standing::Before,
                    _ if with_document => Standing::Unknown,
                    Ordering::Equal => Standing::Before,
                    Ordering::Greater => Standing::After,
                }
            }
        }
    }

    /// Gives the confidence that the document stated at a version, or when work began if that is later.
    fn confidence(&self, from: usize) -> Option<Decimal> {
        let version = self.versions[from].at.map(|moment| moment.at);
        let end = match self.start {
            Start::At(end) => version.map(|at| at.max(end)),
            _ => version,
        };
        crate::backlog::share_in(self.timeline.value_at("confidence", end?)?)
    }

    /// Lists the outcomes that were committed to and are gone.
    fn dropped(&self) -> Vec<Dropped> {
        let end = match self.start {
            Start::At(end) => Some(end),
            Start::None => None,
            Start::NotBegun | Start::Cut(_) => return Vec::new(),
        };
        let begun = |at: usize| end.is_none_or(|end| self.versions[at].at.is_none_or(|moment| moment.at > end));
        let mut dropped = Vec::new();
        for at in (1..self.versions.len()).filter(|at| begun(*at)) {
            let moment = self.versions[at].at;
            for gone in versions::gone(&self.versions[at - 1], &self.versions[at]) {
                dropped.push(Dropped {
                    item: self.item,
                    promised: version_of(&self.versions[at - 1].outcomes[gone]),
                    on: moment.map(|moment| self.day(moment.at)),
                    commit: moment.and_then(|moment| moment.commit),
                });
            }
        }
        dropped
    }
}

/// Mends what was committed in the one way that a correction names.
fn correct(committed: &mut OutcomeVersion, new: &OutcomeVersion, kind: MoveKind) {
    match kind {
        MoveKind::Rebased => committed.baseline.clone_from(&new.baseline),
        MoveKind::Later | MoveKind::Earlier => committed.by = new.by,
        MoveKind::Eased | MoveKind::Raised => {
            committed.target.clone_from(&new.target);
            committed.range.clone_from(&new.range);
        }
        MoveKind::Rescoped => committed.clone_from(new),
    }
}

#[cfg(test)]
mod tests;
