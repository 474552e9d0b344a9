//! `backlit review`: what a branch does to the promises, the ranking and the work, against where it left its base.

pub(super) mod base;
mod output;

use super::check;
use super::console::{Console, REFUSED};
use super::project::{Folder, Project, Purpose, Sheets, parse_date, settings};
use crate::backlog::Limit;
use crate::diagnostic::{Diagnostic, Error};
use crate::report::review::{Earlier, Options};
use crate::review::{About, Review, Side, State, check_policy, review};
use crate::site::theme::Theme;
use crate::source;
use clap::Args;
use jiff::civil::Date;
use output::Output;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Say what a branch does to the promises
#[derive(Debug, Args)]
pub(super) struct ReviewCommand {
    /// The folder that holds your Markdown
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Compare with where the branch left this commit, tag or branch [default: the main branch, here or at the origin]
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Review this commit, tag or branch [default: the folder as it is]
    #[arg(long, value_name = "REV")]
    head: Option<String>,
    /// Compare with the base itself, not with where the branch left it: for histories that have nothing in common
    #[arg(long)]
    exact: bool,
    /// Compute everything for this date [default: that of the newest commit; today without one, or where front matter differs from it]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// How the review is written: terminal, markdown, json, github or html; FORMAT=FILE writes a file, and the option
    /// can be given several times
    #[arg(long, value_name = "FORMAT", value_parser = output::parse)]
    format: Vec<Output>,
    /// Show a review that was written with `--format json`; nothing of it is trusted
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base", "head", "exact", "as_of"])]
    from: Option<PathBuf>,
    /// Where the repository can be seen on the web, for links [default: `site.repository`; on GitHub Actions that of
    /// the run]
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
    /// Where the whole report can be read, for what has no room in a comment
    #[arg(long, value_name = "URL")]
    report_url: Option<String>,
    /// Tells several sites of one repository apart: each has a comment of its own
    #[arg(long, value_name = "NAME")]
    key: Option<String>,
    /// An earlier comment is there: where nothing is left to say, say so
    #[arg(long)]
    update: bool,
}

impl ReviewCommand {
    /// Compares and reports.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let made = match &self.from {
            Some(file) => Made { review: output::read(file)?, repository: None, theme: base::plain()? },
            None => self.review(console)?,
        };
        let Made { review, repository, theme } = made;
        let options = Options {
            repository: &self.repository.clone().or(repository).or_else(output::of_the_run).unwrap_or_default(),
            key: self.key.as_deref().unwrap_or_default(),
            whole: self.report_url.as_deref().unwrap_or_default(),
            earlier: if self.update { Earlier::There } else { Earlier::None },
            ..Options::default()
        };
        output::print((&review, &theme), &options, &self.format, console)?;
        // Who shows what another run found doesn't judge it again: that run has.
        let refused = self.from.is_none() && !review.policy.refused.is_empty();
        Ok(if refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
    }

    /// Makes the review.
    fn review(&self, console: &mut Console) -> Result<Made, Error> {
        let folder = match &self.head {
            Some(name) => Folder::at(self.dir.clone(), name, self.as_of),
            None => Folder::of(self.dir.clone(), self.as_of),
        };
        let origin = folder.origin()?;
        let own = settings(&origin, console)?;
        check_policy(&own.0.review.fail_on, &own.1)?;
        let mut head = folder.read(origin, own, Purpose::Review, console)?;
        let name = match &self.base {
            Some(name) => name.clone(),
            None => base::main_branch(&self.dir)?,
        };
        let asked = base::Asked { name: &name, exact: self.exact };
        let base = base::read(&self.dir, &asked, &head, console)?;
        head.sheets = Sheets::default();
        let found = [check::all(&base.project)?, check::all(&head)?];
        let head_name = self.head.as_deref().unwrap_or(WORKING_TREE);
        let review = compare((&base, &found[0], asked.name), (&head, &found[1], head_name));
        Ok(Made { review, repository: base.project.config.site.repository.clone(), theme: base.theme })
    }
}

/// The name of the folder as it is.
pub(super) const WORKING_TREE: &str = "working tree";

/// Compares what a branch left with what it is, each with its findings and its name.
pub(super) fn compare(
    (base, base_found, base_name): (&base::Base, &[Diagnostic], &str),
    (head, head_found, head_name): (&Project, &[Diagnostic], &str),
) -> Review {
    let mut notes = base.notes.clone();
    notes.extend(cut(head));
    let about = About {
        base: Side { name: base_name.to_owned(), commit: base.commit.clone() },
        head: Side { name: head_name.to_owned(), commit: head.origin.commit().unwrap_or_default() },
        folder: source::folder_in_repository(&head.root).trim_end_matches('/').to_owned(),
        notes,
    };
    review(state(&base.project, base_found), state(head, head_found), about)
}

/// A review, where the site's repository can be seen, and the look of its page.
struct Made {
    review: Review,
    repository: Option<String>,
    theme: Arc<Theme>,
}

/// Gives what a comparison sees of a folder.
fn state<'a>(project: &'a Project, findings: &'a [Diagnostic]) -> State<'a> {
    let Project { backlog, analysis, config, config_text, .. } = project;
    State { backlog, analysis, config, config_text, findings }
}

/// Says that the history doesn't reach back far enough to know when work began.
fn cut(project: &Project) -> Option<String> {
    let why = match project.backlog.timelines.coverage.limit? {
        Limit::Shallow => {
            "the clone is shallow, so the days on which work began aren't known; fetch the whole history (`git fetch --unshallow`, on GitHub Actions `fetch-depth: 0`)"
        }
        Limit::Partial => {
            "the clone is partial, so the days on which work began aren't known; clone without `--filter`"
        }
        _ => return None,
    };
    Some(why.to_owned())
}
