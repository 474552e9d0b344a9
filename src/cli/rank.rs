//! `backlit rank`: the ranked list in the terminal.

use super::console::Console;
use super::project::Folder;
use crate::diagnostic::Error;
use crate::ranking::{METHODS, method};
use crate::report::format::json_text;
use crate::report::rank_table;
use clap::{Args, ValueEnum};
use std::process::ExitCode;

/// Print the ranked list
#[derive(Debug, Args)]
pub(super) struct Rank {
    #[command(flatten)]
    folder: Folder,
    /// Rank by another method: weighted, wsjf, cd3, rice, ice, moscow or formula
    #[arg(long)]
    method: Option<String>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// The form of the list.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Columns for people
    Table,
    /// JSON for programs
    Json,
    /// CSV for spreadsheets
    Csv,
}

impl Rank {
    /// Prints the list.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        if let Some(name) = self.method.as_deref().filter(|name| method(name).is_none()) {
            let names: Vec<String> = METHODS.iter().map(|method| format!("`{}`", method.name)).collect();
            return Err(Error::new(format!("unknown ranking method `{name}`"))
                .hint(format!("Use one of {}.", names.join(", "))));
        }
        let project = self.folder.load(console, |config| {
            if let Some(method) = &self.method {
                config.ranking.method.clone_from(method);
            }
        })?;
        let text = match self.format {
            Format::Table => rank_table::table(&project.backlog, &project.analysis, 110),
            Format::Csv => rank_table::csv(&project.backlog, &project.analysis),
            Format::Json => json_text(&rank_table::json(&project.backlog, &project.analysis)),
        };
        console.out(&text);
        Ok(ExitCode::SUCCESS)
    }
}
