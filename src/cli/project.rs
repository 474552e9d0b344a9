//! A folder read and analysed, for the commands that need one.

mod gather;
mod raw;
mod sheets;

pub(super) use gather::{Inspected, Purpose};
pub(super) use raw::{Raw, documents, raw_documents};
pub(super) use sheets::Sheets;

use super::console::Console;
use super::past::{self, Present};
use super::traces::Traces;
use crate::analysis::Analysis;
use crate::backlog::Backlog;
use crate::config::{self, Config, PRESETS};
use crate::diagnostic::{Diagnostic, Error};
use crate::document::front_matter::bare_yaml;
use crate::source::{Attachment, Origin, Revision, When};
use clap::Args;
pub(super) use gather::Ready;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which folder, and for which date.
#[derive(Debug, Clone, Args)]
pub(super) struct Folder {
    /// The folder that holds your Markdown
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Read the folder as it was at a commit, tag or branch, or at the end of a day such as 2025-03-31
    #[arg(long, value_name = "REV", value_parser = |text: &str| Ok::<_, Infallible>(parse_when(text)))]
    at: Option<When>,
    /// Compare the ranks with those of a commit, tag or branch, or of a day [default: some days ago, `movement_days`]
    #[arg(long, value_name = "REV", value_parser = |text: &str| Ok::<_, Infallible>(parse_when(text)))]
    since: Option<When>,
    /// Compute everything for this date [default: that of the commit that is shown; today without one, or where front matter differs from it]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// Read everything again, and keep nothing of it for the next run
    #[arg(long)]
    no_cache: bool,
    #[arg(skip)]
    keeps: Keeps,
}

/// What is kept of a large folder for the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Keeps {
    #[default]
    Nothing,
    /// Its documents.
    Documents,
    /// Its documents, and what the pages of its site were made from.
    Pages,
}

impl Keeps {
    /// Tells whether documents are kept.
    fn documents(self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Documents => true,
            // A machine that starts from nothing each time would only wait for it.
            Self::Pages => !is_lost(),
        }
    }
}

/// Tells whether what is kept goes with the machine: continuous integration without a folder of its own for it.
fn is_lost() -> bool {
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the environment is read")]
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "false");
    set("CI") && !set("BACKLIT_CACHE_DIR")
}

/// Reads a date argument.
pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    let read = crate::document::parse_date(text).map_err(|error| format!("{} ({})", error.message, error.hint))?;
    Ok(read.value.last_day())
}

/// Reads the name of a commit, or a day.
pub(super) fn parse_when(text: &str) -> When {
    let dated = text.len() >= 7 && text.as_bytes()[4] == b'-' && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    match crate::document::parse_date(text).ok().filter(|_| dated) {
        Some(read) => When::Day(read.value.last_day(), text.to_owned()),
        None => When::Name(text.to_owned()),
    }
}

/// A folder, read and analysed.
#[derive(Debug)]
pub(super) struct Project {
    /// The folder.
    pub(super) root: PathBuf,
    /// By what a later build knows what was read; none where it keeps nothing.
    pub(super) traces: Option<Traces>,
    /// Where it was read from.
    pub(super) origin: Origin,
    /// The configuration.
    pub(super) config: Arc<Config>,
    /// The backlog.
    pub(super) backlog: Backlog,
    /// What it was bound from, where another state of the folder is to be read.
    pub(super) sheets: Sheets,
    /// Its analysis.
    pub(super) analysis: Arc<Analysis>,
    /// The text of `backlit.toml`; empty where there is none.
    pub(super) config_text: String,
    /// Files that pages may link to.
    pub(super) attachments: Arc<BTreeMap<String, Attachment>>,
    /// What was found so far.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Project {
    /// Gives the text of a file that a finding points into.
    pub(super) fn text_of(&self, path: &str) -> Option<&str> {
        text_of((&self.backlog, &self.config_text), path)
    }
}

/// Gives the text of a file of a backlog, or that of its configuration.
fn text_of<'a>((backlog, config_text): (&'a Backlog, &'a str), path: &str) -> Option<&'a str> {
    if path == "backlit.toml" {
        return Some(config_text);
    }
    let beside = || backlog.documents.iter().find(|document| &**document.matter_file().0 == path);
    match backlog.index.by_path(path) {
        Some(at) => Some(&backlog.documents[at].text),
        None => beside().map(|document| document.matter_file().1),
    }
}

impl Folder {
    /// Names a folder and a date.
    pub(super) fn of(dir: PathBuf, as_of: Option<Date>) -> Self {
        Self { dir, at: None, since: None, as_of, no_cache: false, keeps: Keeps::Nothing }
    }

    /// Keeps the documents of a large folder for the next run.
    pub(super) fn keeping(self) -> Self {
        Self { keeps: Keeps::Documents, ..self }
    }

    /// Keeps the documents of a large folder for the next run, and how to know the pages that are made of them again.
    pub(super) fn keeping_pages(&self) -> Self {
        Self { keeps: Keeps::Pages, ..self.clone() }
    }

    /// Names a folder as it was at a commit.
    pub(super) fn at(dir: PathBuf, name: &str, as_of: Option<Date>) -> Self {
        Self { at: Some(When::Name(name.to_owned())), ..Self::of(dir, as_of) }
    }

    /// Gives the folder's own path.
    pub(super) fn root(&self) -> &Path {
        &self.dir
    }

    /// Reads and analyses the folder, and compares it with the past; `change` may set what the command line says about
    /// the configuration.
    pub(super) fn load(
        &self,
        console: &mut Console,
        change: impl FnOnce(&mut Config),
    ) -> Result<ManuallyDrop<Project>, Error> {
        let ready = self.ready(console, change)?;
        self.load_ready(ready, console)
    }

    /// Reads the configuration; `change` may set what the command line says about it.
    pub(super) fn ready(&self, console: &mut Console, change: impl FnOnce(&mut Config)) -> Result<Ready, Error> {
        let origin = self.origin()?;
        let (mut config, config_text) = settings(&origin, console)?;
        change(&mut config);
        Ok(Ready { origin, config, config_text })
    }

    /// Reads and analyses the folder under its configuration, and compares it with the past. The process ends with the
    /// command that asks for it, so the memory of each document isn't given back one by one before.
    pub(super) fn load_ready(&self, ready: Ready, console: &mut Console) -> Result<ManuallyDrop<Project>, Error> {
        let gathered = self.gather(ready, Purpose::Alone, console)?;
        let mut project = ManuallyDrop::new(gathered.analysed()?);
        let (origin, backlog, config) = (&project.origin, &project.backlog, &project.config);
        let present = Present { folder: &self.dir, origin, backlog, analysis: &project.analysis, config };
        let movement = match &self.since {
            Some(when) => Ok(past::since(present, when)?),
            None => past::days_ago(present, &mut None),
        };
        if let Some(analysis) = Arc::get_mut(&mut project.analysis) {
            analysis.movement = movement;
        }
        Ok(project)
    }

    /// Reads a folder under a configuration and analyses it alone.
    pub(super) fn read(
        &self,
        origin: Origin,
        (config, config_text): (Config, String),
        purpose: Purpose<'_>,
        console: &mut Console,
    ) -> Result<Project, Error> {
        let ready = Ready { origin, config, config_text };
        self.gather(ready, purpose, console)?.analysed()
    }

    /// Reads the folder alone, and computes what the rules need to know of it.
    pub(super) fn load_inspected(&self, console: &mut Console) -> Result<ManuallyDrop<Inspected>, Error> {
        let ready = self.ready(console, |_| ())?;
        self.gather(ready, Purpose::Alone, console)?.inspected().map(ManuallyDrop::new)
    }

    /// Tells whether pages may be known by what an earlier build noted of them.
    pub(super) fn may_know_pages(&self) -> bool {
        !self.no_cache && self.at.is_none() && self.since.is_none() && self.keeps.documents()
    }

    /// Gives the date for which everything is computed; `committed` says whether git has all that documents say.
    pub(super) fn date(&self, ready: &Ready, committed: bool) -> Date {
        let config = &ready.config;
        self.as_of.or(config.site.as_of).unwrap_or_else(|| default_date(&ready.origin, config, committed))
    }

    /// Finds where the folder is read from.
    pub(super) fn origin(&self) -> Result<Origin, Error> {
        let Some(when) = &self.at else {
            return Ok(Origin::Folder(self.dir.clone()));
        };
        let zone = self.zone(when)?;
        let revision = Revision::find(&self.dir, when, &zone)?;
        revision.expect_folder()?;
        Ok(Origin::Commit(Box::new(revision)))
    }

    /// Gives the zone in which a named day ends: that of the folder as it is, or in a repository without a working tree
    /// that of the newest commit.
    fn zone(&self, when: &When) -> Result<TimeZone, Error> {
        if matches!(when, When::Name(_)) {
            return Ok(TimeZone::UTC);
        }
        let newest = Revision::head(&self.dir).filter(|revision| revision.is_bare() || !self.dir.is_dir());
        let origin = newest.map_or_else(|| Origin::Folder(self.dir.clone()), |it| Origin::Commit(Box::new(it)));
        Ok(config::load(origin.text("backlit.toml")?.as_deref(), None)?.config.site.timezone)
    }
}

/// Reads the configuration, and gives its text; empty where there is none.
pub(super) fn settings(origin: &Origin, console: &mut Console) -> Result<(Config, String), Error> {
    let text = origin.text("backlit.toml")?;
    let preset = preset(origin, text.as_deref(), console);
    let mut config = config::load(text.as_deref(), preset)?.config;
    config.site.title = title(origin, &config);
    Ok((config, text.unwrap_or_default()))
}

/// Gives the site's name: where the configuration names none, that which a repository of its form has elsewhere.
pub(super) fn title(origin: &Origin, config: &Config) -> String {
    let Some((key, files)) = &config.site.title_from else { return config.site.title.clone() };
    let text = files.iter().find_map(|file| origin.text(file).ok()?);
    let matter = text.and_then(|text| bare_yaml(&text).matter);
    let name = matter.as_ref().and_then(|matter| matter.get(key)?.as_text()).unwrap_or_default();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the preset that is in force where there is no `backlit.toml`.
pub(super) fn preset(origin: &Origin, text: Option<&str>, console: &mut Console) -> Option<&'static str> {
    if text.is_none() { detect(origin, console) } else { None }
}

/// Finds the preset of a repository that has no `backlit.toml`, by the files that mark it.
fn detect(origin: &Origin, console: &mut Console) -> Option<&'static str> {
    for preset in PRESETS {
        let mark = preset.marks().into_iter().find(|mark| origin.has_file(mark));
        if let Some(mark) = mark {
            console.note_once(&format!(
                "no backlit.toml here: reading it as {} (preset `{}`), because `{mark}` is there",
                preset.about(),
                preset.name
            ));
            return Some(preset.name);
        }
    }
    None
}

/// Gives the date of the commit that is shown in the site's zone; else today, as where documents say what isn't
/// `committed` yet: somebody writes down today's measurement before the commit.
fn default_date(origin: &Origin, config: &Config, committed: bool) -> Date {
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
    let instant = origin.date().filter(|_| committed).unwrap_or_else(jiff::Timestamp::now);
    instant.to_zoned(config.site.timezone.clone()).date()
}
