//! `backlit check`: what is wrong or missing in the files, in the editor, on the command line and in CI.

mod changed;
mod known;
mod output;
mod place;
mod sentence;

use super::console::{Console, REFUSED};
use super::output::write_file;
use super::project::{Folder, Inspected, Project, parse_date, parse_when};
use crate::analysis::lint_facts;
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::lint::{self, Baseline, Context, Facts};
use crate::report::format::counted;
use crate::report::terminal;
use crate::site::Inspection;
use crate::site::theme::Theme;
use crate::source::{self, Attachment, Origin};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use output::Output;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Say what is wrong or missing
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The site's folder, or files and folders in it
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Compute everything for this date [default: that of the newest commit; today without one, or where front matter differs from it]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// How findings are written: human, concise, json, sarif, github, gitlab or rdjson; FORMAT=FILE writes a file,
    /// and the option can be given several times
    #[arg(long, value_name = "FORMAT", value_parser = output::parse)]
    format: Vec<Output>,
    /// Exit with 1 from this severity on
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = Deny::Error)]
    deny: Deny,
    /// Leave out what this file says was there before
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found into the baseline, so that only new findings count from now on
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    /// Forget what the baseline has and the files no longer have; until then it fails
    #[arg(long, requires = "baseline", conflicts_with = "write_baseline")]
    prune_baseline: bool,
    /// Only what this branch touched: files that differ from where it left REV
    #[arg(long, value_name = "REV", value_parser = |text: &str| Ok::<_, Infallible>(parse_when(text)))]
    changed: Option<source::When>,
    /// Mend what is certain: misspelt keys, forms of dates, blanks at the ends of lines
    #[arg(long)]
    fix: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// Read one sentence instead: does it say what changes, or what is made?
    #[arg(long, value_name = "TEXT")]
    sentence: Option<String>,
}

/// From which severity on the exit code is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// From notes on
    Info,
    /// From warnings on
    Warning,
    /// Only for errors
    Error,
    /// Never
    Never,
}

impl Deny {
    /// Tells whether a finding is refused.
    fn refuses(self, severity: Severity) -> bool {
        match self {
            Self::Info => true,
            Self::Warning => severity <= Severity::Warning,
            Self::Error => severity == Severity::Error,
            Self::Never => false,
        }
    }
}

impl Check {
    /// Checks the files.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        if let Some(text) = &self.sentence {
            console.out(&sentence::answer(text));
            return Ok(ExitCode::SUCCESS);
        }
        let place = place::find(&self.paths)?;
        let folder = Folder::of(place.root.clone(), self.as_of).keeping();
        let mut project = folder.load_inspected(console)?;
        if project.backlog.items.is_empty() {
            return Err(Error::new(format!("there is no document to check in `{}`", place.root.display()))
                .hint("Name the folder that holds your backlog, or set `site.include`; drafts are not checked."));
        }
        let mut scope = self.scope(&project, &place)?;
        let mut found = findings(&project, &scope)?;
        if self.diff || self.fix {
            let mended = mended(&project, &found);
            if self.diff {
                let diffs: String = mended.iter().map(lint::Mended::diff).collect();
                console.out(&crate::report::terminal::plain_lines(&diffs));
                return Ok(if mended.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) });
            }
            if output::mend(&project.root, &mended, console)? {
                project = folder.load_inspected(console)?;
                scope = self.scope(&project, &place)?;
                found = findings(&project, &scope)?;
            }
        }
        self.report(&project, &scope, found, console)
    }

    /// Says what is looked at.
    fn scope<'a>(&self, project: &Inspected, place: &'a place::Place) -> Result<Scope<'a>, Error> {
        let Some(revision) = &self.changed else { return Ok(Scope { place, touched: None }) };
        let texts = project.backlog.documents.iter().flat_map(|document| {
            let beside = document.beside.as_ref().map(|(path, text)| (&**path, text.as_str()));
            std::iter::once((&*document.path, document.text.as_str())).chain(beside)
        });
        let touched = changed::files(&project.root, &project.config, revision, texts)?;
        Ok(Scope { place, touched: Some(touched) })
    }

    /// Sets aside what was there before, and prints the rest.
    fn report(
        &self,
        project: &Inspected,
        scope: &Scope<'_>,
        mut found: Vec<Diagnostic>,
        console: &mut Console,
    ) -> Result<ExitCode, Error> {
        let mut stale = false;
        if let Some(file) = &self.baseline {
            if self.write_baseline {
                let baseline = Baseline::of(&project.backlog, &found);
                write_file(file, &baseline.write())?;
                console.note(&format!(
                    "wrote {}: {} taken over",
                    terminal::place(file),
                    counted(found.len(), "finding")
                ));
                return Ok(ExitCode::SUCCESS);
            }
            let known = known::read(file)?;
            let before = found.len();
            let gone = known.keep_new(&project.backlog, &mut found, |path| scope.holds(path));
            console.note(&format!("{} there before", known::were(before - found.len())));
            if self.prune_baseline {
                known::prune(file, known, &gone, console)?;
            } else if let Some(words) = known::words(&gone) {
                console.note(&words);
                stale = self.deny != Deny::Never;
            }
        }
        output::print(project, &found, &self.format, console)?;
        let refused = stale || found.iter().any(|one| self.deny.refuses(one.severity));
        Ok(if refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
    }
}

/// What is looked at.
struct Scope<'a> {
    place: &'a place::Place,
    /// The files that a branch touched; none where all count.
    touched: Option<BTreeSet<String>>,
}

impl Scope<'_> {
    /// Tells whether findings in a file are asked for.
    fn holds(&self, path: &str) -> bool {
        self.place.holds(path) && self.touched.as_ref().is_none_or(|touched| touched.contains(path))
    }
}

/// Finds everything that is asked for.
fn findings(project: &Inspected, scope: &Scope<'_>) -> Result<Vec<Diagnostic>, Error> {
    let mut found = inspect(Parts {
        root: &project.root,
        origin: &project.origin,
        config: &project.config,
        backlog: &project.backlog,
        facts: Arc::clone(&project.found.facts),
        attachments: &project.attachments,
        diagnostics: project.diagnostics.clone(),
    })?;
    found.retain(|one| {
        let other = || scope.touched.is_some() && one.related.iter().any(|other| scope.holds(&other.path));
        scope.place.holds(&one.path) && (scope.holds(&one.path) || other())
    });
    Ok(found)
}

/// Finds everything about a project: what the readers, the site and the rules say.
pub(super) fn all(project: &Project) -> Result<Vec<Diagnostic>, Error> {
    inspect(Parts {
        root: &project.root,
        origin: &project.origin,
        config: &project.config,
        backlog: &project.backlog,
        facts: Arc::new(lint_facts(&project.backlog, &project.analysis)),
        attachments: &project.attachments,
        diagnostics: project.diagnostics.clone(),
    })
}

/// What findings are asked of.
struct Parts<'a> {
    root: &'a Path,
    origin: &'a Origin,
    config: &'a Config,
    backlog: &'a Backlog,
    facts: Arc<Facts>,
    attachments: &'a BTreeMap<String, Attachment>,
    diagnostics: Vec<Diagnostic>,
}

/// Finds what the readers, the links and the rules say; fails where the theme can't be used, as a build does.
fn inspect(parts: Parts<'_>) -> Result<Vec<Diagnostic>, Error> {
    let Parts { root, origin, config, backlog, facts, attachments, mut diagnostics } = parts;
    diagnostics.extend(backlog.diagnostics.iter().cloned());
    let repository_folder = source::folder_in_repository(root);
    let inspection = Inspection { config, backlog, facts, attachments, diagnostics, repository_folder };
    let theme = || Theme::check(config, &origin.own_files()?);
    let (found, usable) = rayon::join(|| inspection.findings(), theme);
    usable.map(|()| found)
}

/// Mends what is certain.
fn mended(project: &Inspected, found: &[Diagnostic]) -> Vec<lint::Mended> {
    lint::mend(&Context::new(&project.backlog, &project.config, &project.found.facts), found)
}
