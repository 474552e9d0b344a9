//! `backlit rules`: every rule with its level and what it asks for.

use super::console::Console;
use crate::lint::{Family, RULES};
use clap::Args;
use std::process::ExitCode;

/// List the rules of `check`
#[derive(Debug, Args)]
pub(super) struct Rules {}

impl Rules {
    /// Prints the list, family by family.
    #[expect(clippy::unused_self, reason = "every command runs this way")]
    pub(super) fn run(&self, console: &mut Console) -> ExitCode {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for family in Family::ALL {
            text.extend([format!("{}\n", family.word())]);
            for rule in RULES.iter().filter(|rule| rule.family == family) {
                text.extend([format!("  {:width$}  {:7}  {}\n", rule.name, rule.level.word(), rule.summary)]);
            }
        }
        console.out(&text);
        ExitCode::SUCCESS
    }
}
