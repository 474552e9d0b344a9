//! A folder read and analysed, for the commands that need one.

use super::cache::Cache;
use super::console::Console;
use super::mining::mine;
use crate::analysis::{Analysis, analyse};
use crate::backlog::{Backlog, assemble};
use crate::config::{self, Config, PRESETS};
use crate::diagnostic::{Diagnostic, Error};
use crate::document::{DESCRIBED, Document};
use crate::source::{self, Attachment, Found, Source};
use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which folder, and for which date.
#[derive(Debug, Args)]
pub(super) struct Folder {
    /// The folder that holds your Markdown
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Compute everything for this date [default: the date of the newest commit, else today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// Read the whole history again, and keep nothing of it for the next run
    #[arg(long)]
    no_cache: bool,
}

/// Reads a date argument.
pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    let read = crate::document::parse_date(text).map_err(|error| format!("{} ({})", error.message, error.hint))?;
    Ok(read.value.last_day())
}

/// A folder, read and analysed.
#[derive(Debug)]
pub(super) struct Project {
    /// The folder.
    pub(super) root: PathBuf,
    /// The configuration.
    pub(super) config: Config,
    /// The backlog.
    pub(super) backlog: Backlog,
    /// Its analysis.
    pub(super) analysis: Analysis,
    /// The text of `backlit.toml`; empty where there is none.
    pub(super) config_text: String,
    /// Files that pages may link to.
    pub(super) attachments: BTreeMap<String, Attachment>,
    /// What was found so far.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Project {
    /// Gives the text of a file that a finding points into.
    pub(super) fn text_of(&self, path: &str) -> Option<&str> {
        if path == "backlit.toml" {
            return Some(&self.config_text);
        }
        let beside = || self.backlog.documents.iter().find(|document| &**document.matter_file().0 == path);
        match self.backlog.index.by_path(path) {
            Some(at) => Some(&self.backlog.documents[at].text),
            None => beside().map(|document| document.matter_file().1),
        }
    }
}

impl Folder {
    /// Names a folder and a date.
    pub(super) const fn at(dir: PathBuf, as_of: Option<Date>) -> Self {
        Self { dir, as_of, no_cache: false }
    }

    /// Reads and analyses the folder; `change` may set what the command line says about the configuration.
    pub(super) fn load(&self, console: &mut Console, change: impl FnOnce(&mut Config)) -> Result<Project, Error> {
        let text = source::open_text(&self.dir.join("backlit.toml"))?;
        let preset = if text.is_none() { self.detect(console) } else { None };
        let mut config = config::load(text.as_deref(), preset)?.config;
        change(&mut config);
        let found = source::read(&self.dir, &config)?;
        let Source { files, attachments, mut diagnostics } = found;
        diagnostics.retain(|found| !config.privacy.exclude.is_match(&*found.path));
        let mut backlog = assemble(documents(files, &config), &config);
        let cache = if self.no_cache { None } else { Cache::of(&self.dir, &config) };
        backlog.timelines = mine(&self.dir, (&backlog, &config), cache.as_ref(), console);
        let as_of = self.as_of.or(config.site.as_of).unwrap_or_else(|| default_date(&self.dir, &config));
        let config_text = text.unwrap_or_default();
        let analysis = analyse(&backlog, &config, &config_text, as_of)?;
        Ok(Project { root: self.dir.clone(), config, config_text, analysis, attachments, diagnostics, backlog })
    }

    /// Finds the preset of a repository that has no `backlit.toml`, by the files that mark it.
    fn detect(&self, console: &mut Console) -> Option<&'static str> {
        for preset in PRESETS {
            let mark = preset.marks().into_iter().find(|mark| self.dir.join(mark).is_file());
            if let Some(mark) = mark {
                console.note(&format!(
                    "no backlit.toml here: reading it as {} (preset `{}`), because `{mark}` is there",
                    preset.about(),
                    preset.name
                ));
                return Some(preset.name);
            }
        }
        None
    }
}

/// Gives the date of the newest commit in the site's zone, else today.
fn default_date(dir: &Path, config: &Config) -> Date {
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
    let instant = source::head_date(dir).unwrap_or_else(jiff::Timestamp::now);
    instant.to_zoned(config.site.timezone.clone()).date()
}

/// Parses every file, in parallel, and joins YAML files to the Markdown that they describe.
fn documents(files: Vec<Found>, config: &Config) -> Vec<Document> {
    let describes =
        |path: &str| config.site.front_matter_files.iter().any(|name| path.rsplit('/').next() == Some(name));
    let (described, prose): (Vec<Found>, Vec<Found>) = files.into_iter().partition(|file| describes(&file.path));
    let mut documents: Vec<Document> =
        prose.into_par_iter().map(|file| Document::read(file.path, file.bytes, file.cut)).collect();
    let places: BTreeMap<Arc<str>, usize> =
        documents.iter().enumerate().map(|(at, document)| (Arc::clone(&document.path), at)).collect();
    let mut alone = Vec::new();
    for file in described {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = DESCRIBED.iter().find_map(|name| places.get(format!("{folder}/{name}").trim_start_matches('/')));
        if let Some(at) = beside {
            documents[*at].describe(file.path, file.bytes);
        } else {
            let path: Arc<str> = format!("{folder}/README.md").trim_start_matches('/').into();
            let mut document = Document::read(path, Vec::new(), None);
            document.describe(file.path, file.bytes);
            alone.push(document);
        }
    }
    documents.extend(alone);
    documents
}
