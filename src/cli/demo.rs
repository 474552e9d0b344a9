//! `backlit demo`: a git repository with the example and eighteen months of history.

use super::build::Build;
use super::console::Console;
use crate::demo::{self, Commit};
use crate::diagnostic::Error;
use crate::order::Gather;
use crate::publish::{create_repository, is_free_folder};
use crate::report::terminal::place;
use clap::Args;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Make an example with eighteen months of history
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The folder to make; it must be new or empty
    dir: PathBuf,
    /// Make its site as well, and open it in your browser
    #[arg(long)]
    open: bool,
}

impl Demo {
    /// Writes the repository; a folder that holds something is never touched.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let commits = demo::history()?;
        if !is_free_folder(&self.dir).map_err(Error::new)? {
            let said = format!("`{}` is not empty", self.dir.display());
            return Err(Error::new(said).hint("Name a folder that is not there yet."));
        }
        create_repository(&self.dir, &commits).map_err(Error::new)?;
        console.out(&format!("wrote {}: {}\n", place(&self.dir), summary(&commits)));
        if self.open {
            return Build::opening(self.dir.clone()).run(console);
        }
        console.out(&format!("Next: `backlit build {} --open`.\n", place(&self.dir)));
        Ok(ExitCode::SUCCESS)
    }
}

/// Says how much history there is.
fn summary(commits: &[Commit]) -> String {
    let day = |commit: Option<&Commit>| {
        let at = commit.and_then(|commit| Timestamp::from_second(commit.seconds).ok()).unwrap_or_default();
        at.strftime("%-d %B %Y").to_string()
    };
    let people: BTreeSet<&str> = commits.iter().map(|commit| commit.author.name.as_str()).into_set();
    let (first, last) = (day(commits.first()), day(commits.last()));
    format!("{} commits by {} people, from {first} to {last}", commits.len(), people.len())
}
