//! Reads a folder to a backlog with its history, before anything is computed of it.
//!
//! In: a folder and its configuration. Out: the backlog, then a project, or what the rules need to know. What earlier
//! runs parsed is looked up while the folder is walked.

use super::super::cache::Cache;
use super::super::console::Console;
use super::super::mining::Mining;
use super::super::parsed::{How, Note, Parsed, Read};
use super::super::traces::Traces;
use super::{Folder, Keeps, Project, Raw, Sheets, raw_documents};
use crate::analysis;
use crate::backlog::{Backlog, Sheet, Today, Trees, bind};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error};
use crate::source::{self, Attachment, Origin, Source};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Where a folder is read from, and how.
pub(in crate::cli) struct Ready {
    pub(in crate::cli) origin: Origin,
    pub(in crate::cli) config: Config,
    pub(in crate::cli) config_text: String,
}

/// What a folder is read for.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) enum Purpose<'a> {
    /// For itself.
    Alone,
    /// To be compared with another state of it, that will be read like this one.
    Review,
    /// To be compared with a state that was read before.
    Base(&'a Sheets),
}

impl Purpose<'_> {
    fn trees(self) -> Trees {
        if matches!(self, Self::Alone) { Trees::Drop } else { Trees::Keep }
    }
}

/// The documents of a folder, not bound yet and without their history.
struct Documents {
    traces: Option<Traces>,
    known: Parsed,
    sheets: Vec<Sheet>,
    today: Today,
    attachments: BTreeMap<String, Attachment>,
    diagnostics: Vec<Diagnostic>,
    /// What is kept of them for another state.
    like: Sheets,
}

/// Where documents are read from, and how.
struct Way<'a> {
    ready: &'a Ready,
    purpose: Purpose<'a>,
    /// Whether nothing counts that earlier runs parsed.
    alone: bool,
    /// Whether git will be asked for what they say.
    versions: bool,
}

/// A folder as it was read.
pub(super) struct Gathered {
    root: PathBuf,
    traces: Option<Traces>,
    ready: Ready,
    backlog: Backlog,
    sheets: Sheets,
    attachments: BTreeMap<String, Attachment>,
    diagnostics: Vec<Diagnostic>,
    as_of: Date,
}

/// A folder, read, with what the rules need to know of it.
#[derive(Debug)]
pub(in crate::cli) struct Inspected {
    /// The folder.
    pub(in crate::cli) root: PathBuf,
    /// Where it was read from.
    pub(in crate::cli) origin: Origin,
    /// The configuration.
    pub(in crate::cli) config: Config,
    /// The text of `backlit.toml`; empty where there is none.
    pub(in crate::cli) config_text: String,
    /// The backlog.
    pub(in crate::cli) backlog: Backlog,
    /// What was computed for the rules.
    pub(in crate::cli) found: analysis::Inspected,
    /// Files that pages may link to.
    pub(in crate::cli) attachments: BTreeMap<String, Attachment>,
    /// What was found so far.
    pub(in crate::cli) diagnostics: Vec<Diagnostic>,
}

impl Folder {
    /// Reads the folder.
    pub(super) fn gather(&self, ready: Ready, purpose: Purpose<'_>, console: &mut Console) -> Result<Gathered, Error> {
        let Ready { origin, config, .. } = &ready;
        let start = origin.commit();
        let alone = self.no_cache || start.is_some();
        let cache = if alone { None } else { Cache::of_history(&self.dir, config) };
        let kept = cache.as_ref().and_then(Cache::bytes);
        // All versions are read then, and the newest of most files are what the folder holds.
        let versions = kept.is_none() && source::repository_top(&self.dir).is_some();
        let way = Way { ready: &ready, purpose, alone, versions };
        // What each commit changed hangs on no document.
        let (read, mining) = rayon::join(
            || self.documents(&way),
            || Mining::begin((&self.dir, start.as_deref()), config, (cache.as_ref(), kept.as_deref())),
        );
        let Documents { traces, known, sheets, today, attachments, diagnostics, like } = read?;
        let ((mut backlog, ()), mined) = rayon::join(
            || rayon::join(|| bind(sheets), || drop(known)),
            || mining.read(&today, config, cache.as_ref()),
        );
        backlog.timelines = mined.trace(&backlog, config, console).into();
        let committed = backlog.timelines.coverage.uncommitted == 0;
        let as_of = self.date(&ready, committed);
        let like = if matches!(purpose, Purpose::Review) { like.with(today).bound(&backlog) } else { like };
        Ok(Gathered { root: self.dir.clone(), traces, ready, backlog, sheets: like, attachments, diagnostics, as_of })
    }

    /// Reads the documents, alone or with what earlier runs parsed.
    fn documents(&self, way: &Way<'_>) -> Result<Documents, Error> {
        let Way { ready: Ready { origin, config, config_text }, purpose, alone, versions } = *way;
        let known = || if alone { Parsed::nothing() } else { Parsed::open(&self.dir, config) };
        let mut traces = (self.keeps == Keeps::Pages && !alone).then(|| Traces::begin(&self.dir, self.since.is_some()));
        let (found, known) = rayon::join(|| origin.read(config), known);
        let Source { files, attachments, mut diagnostics } = found?;
        if let Some(traces) = &mut traces {
            traces.walked(&files, &diagnostics);
        }
        diagnostics.retain(|found| !config.privacy.exclude.is_match(&*found.path));
        let raws = raw_documents(files, config);
        let known = known.of(raws.len(), || self.keeps.documents());
        let traces = traces.filter(|_| known.keeps());
        let like = if let Purpose::Base(sheets) = purpose { sheets.under(config, config_text) } else { None };
        let how = How { config, trees: purpose.trees(), versions };
        // Each tree of a front matter goes before the next is made: together they would leave holes all over the memory.
        let sheet = |raw: Raw| {
            let whole = raw.is_one_whole_file();
            if let Some(same) = like.and_then(|sheets| sheets.same(&raw)) {
                return ((same, whole), None, None, Note::Nothing);
            }
            let blob = raw.prose.as_ref().filter(|_| versions && whole).and_then(|file| source::blob_of(&file.bytes));
            let Read { sheet, said, note } = known.read(raw, how);
            let prints =
                traces.is_some().then(|| (Arc::clone(&sheet.document.path), known.prints(&sheet.document, &note)));
            ((sheet, whole), prints, blob.zip(said), note)
        };
        let read: Vec<_> = raws.into_par_iter().map(sheet).collect();
        let (mut sheets, mut prints, mut notes) = (Vec::with_capacity(read.len()), Vec::new(), Vec::new());
        let mut today = like.map_or_else(Today::default, |sheets| sheets.today().clone());
        for (sheet, print, version, note) in read {
            sheets.push(sheet);
            prints.extend(print);
            today.extend(version);
            notes.push(note);
        }
        let traces = traces.map(|traces| traces.read(&known, prints));
        known.keep(notes);
        let like = match purpose {
            Purpose::Review => Sheets::of(sheets.iter().cloned(), config, config_text),
            Purpose::Alone | Purpose::Base(_) => Sheets::default(),
        };
        let sheets = sheets.into_iter().map(|(sheet, _)| sheet).collect();
        Ok(Documents { traces, known, sheets, today, attachments, diagnostics, like })
    }
}

impl Gathered {
    /// Computes everything.
    pub(super) fn analysed(self) -> Result<Project, Error> {
        let Self { root, traces, ready, backlog, sheets, attachments, mut diagnostics, as_of } = self;
        let Ready { origin, config, config_text } = ready;
        let computed = analysis::analyse(&backlog, &config, &config_text, as_of)?;
        diagnostics.extend(computed.live_lists.diagnostics().cloned());
        let (config, analysis, attachments) = (Arc::new(config), Arc::new(computed), Arc::new(attachments));
        Ok(Project { root, traces, origin, config, backlog, sheets, analysis, config_text, attachments, diagnostics })
    }

    /// Computes what the rules need to know.
    pub(super) fn inspected(self) -> Result<Inspected, Error> {
        let Self { root, ready, backlog, attachments, mut diagnostics, as_of, .. } = self;
        let Ready { origin, config, config_text } = ready;
        let found = analysis::inspect(&backlog, (&config, &config_text), as_of)?;
        diagnostics.extend(found.live_lists.iter().cloned());
        Ok(Inspected { root, origin, config, config_text, backlog, found, attachments, diagnostics })
    }
}

impl Inspected {
    /// Gives the text of a file that a finding points into.
    pub(in crate::cli) fn text_of(&self, path: &str) -> Option<&str> {
        super::text_of((&self.backlog, &self.config_text), path)
    }
}
