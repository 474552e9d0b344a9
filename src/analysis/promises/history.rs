//! The past of one document's outcomes: which version counts, and every change after it.

use super::start::Start;
use super::versions::{self, Links, Version};
use super::{DatedMove, Dropped, Promise, Standing, against, version_of};
use crate::analysis::Judged;
use crate::backlog::{Backlog, Moment, Timeline};
use crate::config::Config;
use crate::document::Decimal;
use crate::flow::Line;
use crate::realization::Settings;
use crate::realization::goalposts::{MoveKind, OutcomeVersion, is_serious, moves};
use jiff::Timestamp;
use jiff::civil::Date;
use std::cmp::Ordering;

/// The past of one document's outcomes.
pub(super) struct History<'a> {
    timeline: &'a Timeline,
    item: usize,
    versions: Vec<Version>,
    links: Vec<Links>,
    start: Start,
    config: &'a Config,
}

impl<'a> History<'a> {
    /// Reads the past of an item.
    pub(super) fn new(
        backlog: &'a Backlog,
        (config, line): (&'a Config, &Line),
        item: usize,
        timeline: &'a Timeline,
    ) -> Self {
        let of_item = &backlog.items[item];
        let versions = versions::of(timeline, &of_item.outcomes());
        let links = versions::links(&versions);
        let start = Start::of(of_item, timeline, &backlog.timelines.coverage, (config, line));
        Self { timeline, item, versions, links, start, config }
    }

    fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.config.site.timezone.clone()).date()
    }

    /// Tells whether git has nothing of the document up to a date: then it knows nothing of that time.
    pub(super) fn begins_after(&self, as_of: Date) -> bool {
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
    pub(super) fn promise(&self, judged: &Judged, (settings, as_of): (&Settings, Date)) -> Promise {
        let chain = versions::chain(&self.links, judged.position);
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
            // What is not committed to git yet is made today.
            let serious = is_serious(on.unwrap_or(as_of), first_reading, judge_on);
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
        crate::backlog::share_in(&self.timeline.value_at("confidence", end?)?)
    }

    /// Lists the outcomes that were committed to and are gone.
    pub(super) fn dropped(&self) -> Vec<Dropped> {
        let end = match self.start {
            Start::At(end) => Some(end),
            Start::None => None,
            Start::NotBegun | Start::Cut(_) => return Vec::new(),
        };
        let begun = |at: usize| end.is_none_or(|end| self.versions[at].at.is_none_or(|moment| moment.at > end));
        let mut dropped = Vec::new();
        for at in (1..self.versions.len()).filter(|at| begun(*at)) {
            let moment = self.versions[at].at;
            for gone in versions::gone(&self.versions[at - 1], &self.links[at]) {
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
