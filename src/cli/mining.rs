//! Reads the history of a project from git, and what an earlier run kept of it.

use super::cache::Cache;
use super::console::Console;
use crate::backlog::{Backlog, Ledger, Timelines, retrace, trace};
use crate::config::Config;
use crate::document::{PartialDate, head};
use crate::report::terminal;
use crate::source::{self, Cut, Mailmap, Request};
use std::path::Path;

/// What git says of a folder's documents.
#[derive(Debug, Clone)]
pub(super) struct Mined {
    ledger: Ledger,
    mailmap: Mailmap,
    is_new: bool,
}

/// Reads the history of a folder from git, seen from a commit or the newest; goes on where `known` ends, else where an
/// earlier run ended.
pub(super) fn mine(
    (dir, start): (&Path, Option<&str>),
    config: &Config,
    known: Option<Mined>,
    cache: Option<&Cache>,
) -> Mined {
    let kept = || cache.and_then(|cache| Ledger::decode(&cache.bytes()?, &cache.circumstances, config));
    let known = known.map(|mined| mined.ledger).filter(Ledger::is_whole).or_else(kept).unwrap_or_default();
    let history = source::history(Request { folder: dir, config, start, known: known.head(), head });
    let ledger = known.advance(&history, config);
    let news = !(history.continues && history.commits.is_empty());
    if let (true, Some(cache)) = (news && ledger.is_whole(), cache) {
        cache.keep([ledger.encode(&cache.circumstances)]);
    }
    Mined { ledger, mailmap: history.mailmap, is_new: news }
}

impl Mined {
    /// Tells whether it holds more than was known before.
    pub(super) const fn is_new(&self) -> bool {
        self.is_new
    }

    /// Joins what git says with a backlog of which some items say something else than in the one before; none where
    /// that changes more than their own timelines.
    pub(super) fn retrace(
        &self,
        backlogs: (&Backlog, &Backlog),
        config: &Config,
        changed: &[usize],
    ) -> Option<Timelines> {
        retrace(&self.ledger, backlogs, config, changed)
    }

    /// Joins what git says with today's backlog; says where the history is cut.
    pub(super) fn trace(self, backlog: &Backlog, config: &Config, console: &mut Console) -> Timelines {
        let cut = self.ledger.cut().cloned();
        let timelines = trace(self.ledger, &self.mailmap, backlog, config);
        if let Some(words) = cut.and_then(|cut| cut_words(&cut, &timelines, config)) {
            console.note_once(&words);
        }
        timelines
    }
}

/// Says in a sentence why history is cut, and what to do about it.
fn cut_words(cut: &Cut, timelines: &Timelines, config: &Config) -> Option<String> {
    let day = |at: jiff::Timestamp| PartialDate::Day(at.to_zoned(config.site.timezone.clone()).date()).label();
    let since = timelines.coverage.since.map_or_else(|| "late".to_owned(), |at| format!("on {}", day(at)));
    Some(match cut {
        Cut::NoRepository | Cut::Unborn => return None,
        Cut::Shallow => format!(
            "history starts {since}: shallow clone; fetch the whole history for true dates \
             (`git fetch --unshallow`, or `fetch-depth: 0` in GitHub Actions)"
        ),
        Cut::Partial => format!(
            "history is whole only from {}: partial clone without old contents; fetch them for true dates \
             (`git fetch --refetch --no-filter`)",
            timelines.coverage.since.map_or_else(|| "now".to_owned(), day)
        ),
        Cut::Unreadable(words) => format!("the history in git can't be read in full: {}", terminal::plain(words)),
    })
}
