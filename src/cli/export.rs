//! `backlit export`: the whole analysis as JSON.

use super::console::Console;
use super::project::Folder;
use crate::analysis::export;
use crate::diagnostic::{Error, sort};
use crate::embedded::SCHEMAS;
use crate::report::format::json_text;
use clap::Args;
use std::process::ExitCode;

/// Print the whole analysis as JSON
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    folder: Folder,
    /// Print the JSON Schema of the export instead
    #[arg(long)]
    schema: bool,
}

impl Export {
    /// Prints the analysis.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        if self.schema {
            console.out(SCHEMAS.text("docs/export.schema.json").unwrap_or_default());
            return Ok(ExitCode::SUCCESS);
        }
        let project = self.folder.load(console, |_| ())?;
        let mut diagnostics = project.diagnostics.clone();
        diagnostics.extend(project.backlog.diagnostics.iter().cloned());
        sort(&mut diagnostics);
        console.out(&json_text(&export(&project.backlog, &project.analysis, &diagnostics)));
        Ok(ExitCode::SUCCESS)
    }
}
