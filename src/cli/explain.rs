//! `backlit explain`: the page of a rule.

use super::console::Console;
use crate::diagnostic::{Error, nearest};
use crate::lint::{RULES, page, rule};
use clap::Args;
use std::process::ExitCode;

/// Print the page of a rule
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's name, such as missing-baseline
    rule: String,
}

impl Explain {
    /// Prints the page.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let Some(found) = rule(&self.rule) else {
            let hint = match nearest(&self.rule, RULES.iter().map(|rule| rule.name)) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "`backlit rules` lists them.".to_owned(),
            };
            return Err(Error::new(format!("there is no rule `{}`", self.rule.escape_debug())).hint(hint));
        };
        console.out(page(found));
        Ok(ExitCode::SUCCESS)
    }
}
