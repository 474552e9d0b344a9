//! `backlit schema`: what front matter can hold, for editors.

use super::console::Console;
use crate::config::{self, Kind};
use crate::diagnostic::Error;
use crate::lint::front_matter_schema;
use crate::report::format::json_text;
use crate::source::Origin;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print a JSON Schema of front matter
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The site's folder, whose states, types and field names count
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Only for epic, initiative, objective, team, value-stream, sprint or page [default: all in one]
    #[arg(long)]
    kind: Option<String>,
}

impl Schema {
    /// Prints the schema.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let kind = self.kind.as_deref().map(|name| {
            Kind::named(name).ok_or_else(|| {
                Error::new(format!("`{}` is no kind of document", name.escape_debug()))
                    .hint(format!("Kinds are {}.", Kind::ALL.map(Kind::name).join(", ")))
            })
        });
        let text = Origin::Folder(self.dir.clone()).text("backlit.toml")?;
        let config = config::load(text.as_deref(), None)?.config;
        console.out(&json_text(&front_matter_schema(&config, kind.transpose()?)));
        Ok(ExitCode::SUCCESS)
    }
}
