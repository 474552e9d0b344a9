//! Reads the history of a project from git, and what an earlier run kept of it.

use super::cache::Cache;
use super::console::Console;
use crate::backlog::{Backlog, Ledger, Timelines, Today, retrace, trace};
use crate::config::Config;
use crate::document::{PartialDate, head};
use crate::report::terminal;
use crate::source::{Begun, Cut, Mailmap, Request};
use std::path::Path;

/// What git says of a folder's documents.
#[derive(Debug, Clone)]
pub(super) struct Mined {
    ledger: Ledger,
    mailmap: Mailmap,
    is_new: bool,
}

/// What git says of a folder's documents, as far as it is known without their contents.
#[derive(Debug)]
pub(super) struct Mining {
    known: Ledger,
    begun: Begun,
}

/// Reads the history of a folder from git, seen from the newest commit; goes on where `known` ends, else where an earlier
/// run ended.
pub(super) fn mine(dir: &Path, config: &Config, known: Option<Mined>, cache: Option<&Cache>) -> Mined {
    let known = known.map(|mined| mined.ledger).filter(Ledger::is_whole);
    let kept = || cache.and_then(|cache| Ledger::decode(&cache.bytes()?, &cache.circumstances, config));
    let known = known.or_else(kept).unwrap_or_default();
    Mining::of((dir, None), config, known).read(&Today::default(), config, cache)
}

impl Mining {
    /// Begins to read the history of a folder, seen from a commit or the newest; goes on where what was kept of it ends.
    pub(super) fn begin(
        place: (&Path, Option<&str>),
        config: &Config,
        (cache, kept): (Option<&Cache>, Option<&[u8]>),
    ) -> Self {
        let known = cache.zip(kept).and_then(|(cache, kept)| Ledger::decode(kept, &cache.circumstances, config));
        Self::of(place, config, known.unwrap_or_default())
    }

    fn of((folder, start): (&Path, Option<&str>), config: &Config, known: Ledger) -> Self {
        let begun = Begun::of(Request { folder, config, start, known: known.head(), head });
        Self { known, begun }
    }

    /// Reads the contents that today's documents don't have, and keeps what is new for the next run.
    pub(super) fn read(self, today: &Today, config: &Config, cache: Option<&Cache>) -> Mined {
        let history = self.begun.read(&|blob, matter| today.has(blob, matter));
        let ledger = self.known.advance(&history, today, config);
        let news = !(history.continues && history.commits.is_empty());
        if let (true, Some(cache)) = (news && ledger.is_whole(), cache) {
            cache.keep([ledger.encode(&cache.circumstances)]);
        }
        Mined { ledger, mailmap: history.mailmap, is_new: news }
    }
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
