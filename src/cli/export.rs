//! `backlit export`: the whole analysis as JSON.

use super::console::Console;
use super::project::Folder;
use crate::analysis::export;
use crate::diagnostic::{Error, sort};
use crate::report::format::json_text;
use clap::Args;
use std::process::ExitCode;

/// The schema of the export, part of the binary.
const SCHEMA: &str = include_str!("../../docs/export.schema.json");

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
            console.out(SCHEMA);
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
