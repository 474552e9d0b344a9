//! `backlit completions`: a completion script for a shell.

use super::console::Console;
use clap::Args;
use clap_complete::{Shell, generate};
use std::process::ExitCode;

/// Print a completion script for your shell
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    pub(super) fn run(&self, console: &mut Console, command: &mut clap::Command) -> ExitCode {
        let mut script = Vec::new();
        generate(self.shell, command, "backlit", &mut script);
        console.out(&String::from_utf8_lossy(&script));
        ExitCode::SUCCESS
    }
}
