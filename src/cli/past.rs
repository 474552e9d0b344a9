//! Reads the backlog of an earlier day, as little of it as needed, and compares.

use super::project::documents;
use crate::analysis::Analysis;
use crate::analysis::movement::{self, Movement, Past, Since};
use crate::backlog::{Backlog, Limit, recall};
use crate::config::{self, Config, Line};
use crate::diagnostic::Error;
use crate::document::{Document, PartialDate, add_days};
use crate::order::Gather;
use crate::source::{Content, Origin, Revision, When};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// What is compared with the earlier day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Present<'a> {
    pub(super) folder: &'a Path,
    pub(super) origin: &'a Origin,
    pub(super) backlog: &'a Backlog,
    pub(super) analysis: &'a Analysis,
    pub(super) config: &'a Config,
}

/// Compares with a commit or day that was asked for; fails where it can't be read.
pub(super) fn since(present: Present<'_>, when: &When) -> Result<Movement, Error> {
    let zone = &present.config.site.timezone;
    let revision = Revision::find(present.folder, when, zone)?;
    revision.expect_folder()?;
    let committed = revision.at().to_zoned(zone.clone()).date();
    let day = if let When::Day(day, _) = when { *day } else { committed };
    let since = Since { day, days: None, commit: revision.short(), committed };
    let past = past(present, &revision, &since)?;
    Ok(movement::movement(since, past.then(), (present.backlog, present.analysis, present.config)))
}

/// An earlier day that was read, with what it was read for.
pub(super) struct Earlier {
    commit: String,
    days: u16,
    as_of: Date,
    since: Since,
    past: Past,
}

/// Compares with some days ago; says in a sentence why that can't be done. Takes what was read before, where that is
/// still what is asked for: `known` is forgotten whenever the configuration changes.
pub(super) fn days_ago(present: Present<'_>, known: &mut Option<Earlier>) -> Result<Movement, String> {
    let days = present.config.ranking.movement_days;
    if days == 0 {
        return Err("`movement_days` is 0, so the ranks of earlier days aren't read".to_owned());
    }
    let day = add_days(present.analysis.as_of, -i64::from(days));
    let commit = commit_on(present, day)?;
    let now = (present.backlog, present.analysis, present.config);
    let as_of = present.analysis.as_of;
    if let Some(known) =
        known.as_ref().filter(|known| known.commit == commit && (known.days, known.as_of) == (days, as_of))
    {
        return Ok(movement::movement(known.since.clone(), known.past.then(), now));
    }
    let read = || {
        let revision = Revision::at_commit(present.folder, &commit)?;
        if !revision.has_folder() {
            return Ok::<_, Error>(None);
        }
        let committed = revision.at().to_zoned(present.config.site.timezone.clone()).date();
        let since = Since { day, days: Some(days), commit: revision.short(), committed };
        let past = past(present, &revision, &since)?;
        Ok(Some((since, past)))
    };
    match read() {
        Ok(Some((since, past))) => {
            let movement = movement::movement(since.clone(), past.then(), now);
            *known = Some(Earlier { commit, days, as_of, since, past });
            Ok(movement)
        }
        Ok(None) => Err(format!("the backlog wasn't in git yet on {}", shown(day))),
        Err(error) => Err(format!("the backlog of {} can't be read: {}", shown(day), error.message)),
    }
}

/// Writes a day.
fn shown(day: Date) -> String {
    PartialDate::Day(day).label()
}

/// Finds the last commit on or before the end of a day, from the commits that were read already where they are those of
/// the branch itself.
fn commit_on(present: Present<'_>, day: Date) -> Result<String, String> {
    let timelines = &present.backlog.timelines;
    let zone = &present.config.site.timezone;
    let why = match timelines.coverage.limit {
        Some(Limit::NoRepository) => Some("the folder is in no git repository, so nothing says how the ranks were"),
        Some(Limit::Unborn) => Some("the repository has no commit yet, so nothing says how the ranks were"),
        Some(Limit::Off) => Some("history wasn't asked for"),
        Some(Limit::Unreadable) if timelines.commits.is_empty() => Some("the history in git can't be read"),
        _ => None,
    };
    if let Some(why) = why {
        return Err(why.to_owned());
    }
    if present.config.history.line == Line::Full {
        // Commits of merged branches are among those that were read; the branch itself went along first parents.
        let start = match present.origin {
            Origin::Commit(revision) => Some((**revision).clone()),
            Origin::Folder(folder) => Revision::head(folder),
        };
        let start = start.ok_or_else(|| "the newest commit can't be read".to_owned())?;
        return start.on(day, zone).map(|found| found.id()).map_err(|error| error.message);
    }
    let on = |at: jiff::Timestamp| at.to_zoned(zone.clone()).date();
    let last = timelines.commits.iter().take_while(|commit| on(commit.at) <= day).last();
    last.map(|commit| commit.id.clone()).ok_or_else(|| {
        let start =
            timelines.commits.first().map_or_else(|| "later".to_owned(), |first| format!("on {}", shown(on(first.at))));
        let cut = match timelines.coverage.limit {
            Some(Limit::Shallow) => ": shallow clone; fetch the whole history for true ranks",
            Some(Limit::Partial) => ": partial clone; clone without `--filter` for true ranks",
            _ => "",
        };
        format!("history starts {start}, after {}{cut}", shown(day))
    })
}

/// Reads the backlog of a commit. What may not be shown today isn't read there either.
fn past(present: Present<'_>, revision: &Revision, since: &Since) -> Result<Past, Error> {
    let text = match revision.text("backlit.toml")? {
        Some(text) => Some(text),
        // Before anybody wrote down how files are read, only today's configuration says what they are.
        None => present.origin.text("backlit.toml")?,
    };
    let preset = text.is_none().then_some(present.config.preset);
    let mut config = config::load(text.as_deref(), preset)?.config;
    let alike = config.reading == present.config.reading
        && config.types == present.config.types
        && config.ranking.classes == present.config.ranking.classes;
    config.privacy = present.config.privacy.clone();
    if let Some(method) = present.method_asked_for() {
        config.ranking.method = method;
    }
    let listed = revision.documents(&config)?;
    let same = if alike { same(present.backlog, &listed, &config) } else { Vec::new() };
    let read = others(present.backlog, &same, &listed);
    let files = revision.fetch(&read)?;
    let backlog = recall(present.backlog, &same, documents(files, &config), &config);
    Past::new(backlog, config, (text.as_deref().unwrap_or(""), since.day))
}

impl Present<'_> {
    /// Gives the ranking method that the command line asked for, which then counts for the earlier day too.
    fn method_asked_for(&self) -> Option<String> {
        let own = self.origin.text("backlit.toml").ok()?;
        let preset = own.is_none().then_some(self.config.preset);
        let written = config::load(own.as_deref(), preset).ok()?.config.ranking.method;
        Some(self.config.ranking.method.clone()).filter(|method| *method != written)
    }
}

/// Finds today's items whose files are the same in the commit.
fn same(backlog: &Backlog, listed: &[(Arc<str>, Content)], config: &Config) -> Vec<usize> {
    let by_path: BTreeMap<&str, Content> = listed.iter().map(|(path, content)| (&**path, *content)).into_map();
    let described: BTreeSet<&str> =
        by_path.keys().copied().filter(|path| is_described(path, config)).map(folder).into_set();
    let is = |path: &str, text: &str| by_path.get(path).is_some_and(|content| content.is(text.as_bytes()));
    let alike = |document: &Document| {
        let beside = match &document.beside {
            Some((path, text)) => is(path, text),
            None => !described.contains(folder(&document.path)),
        };
        beside && is(&document.path, &document.text)
    };
    let found = backlog.documents.par_iter().enumerate().filter(|(_, document)| alike(document));
    found.map(|(at, _)| at).collect()
}

/// Lists the files of the commit that today's items don't stand for.
fn others(backlog: &Backlog, same: &[usize], listed: &[(Arc<str>, Content)]) -> Vec<(Arc<str>, Content)> {
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for at in same {
        let document = &backlog.documents[*at];
        taken.insert(&document.path);
        taken.extend(document.beside.as_ref().map(|(path, _)| &**path));
    }
    listed.iter().filter(|(path, _)| !taken.contains(&**path)).cloned().collect()
}

fn is_described(path: &str, config: &Config) -> bool {
    config.site.front_matter_files.iter().any(|name| path.rsplit('/').next() == Some(name))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
