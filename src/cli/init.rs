//! `backlit init`: a `backlit.toml` that says how a folder is read.

use super::console::Console;
use crate::config::Preset;
use crate::diagnostic::Error;
use crate::publish::create_file;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the default configuration teaches.
const DEFAULT: &str = include_str!("init.toml");

/// Write a backlit.toml
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder that holds your Markdown
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// A mapping for repositories of another form: default, backlog-md, eip, kep or plain
    #[arg(long, default_value = "default")]
    preset: String,
}

impl Init {
    /// Writes the file; one that is there is never touched.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let preset = Preset::named(&self.preset)?;
        let text = if preset.name == "default" { DEFAULT.to_owned() } else { mapping(preset) };
        let file = self.dir.join("backlit.toml");
        create_file(&file, text.as_bytes()).map_err(|error| {
            let error = Error::new(error);
            if file.exists() { error.hint("Edit the file that is there, or move it away first.") } else { error }
        })?;
        let (of_new, of_build) = self.elsewhere();
        console.out(&format!(
            "wrote {}\nNext: `backlit new epic \"What should change\"{of_new}`, then `backlit build{of_build} --open`.\nNote: a site on GitHub Pages is public, even when its repository is private.\n",
            file.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

impl Init {
    /// Names the folder for the commands that come next, where it is not the one that the reader stands in.
    fn elsewhere(&self) -> (String, String) {
        let name = self.dir.display().to_string();
        if self.dir.components().all(|part| part == std::path::Component::CurDir) {
            return (String::new(), String::new());
        }
        let plain = name.chars().all(|c| c.is_alphanumeric() || "/-_.~".contains(c)) && !name.starts_with('-');
        let name = if plain { name } else { format!("'{}'", name.replace('\'', "'\\''")) };
        (format!(" --dir {name}"), format!(" {name}"))
    }
}

/// Writes a preset out, so that it can be changed.
fn mapping(preset: &Preset) -> String {
    let kept = preset.text.lines().filter(|line| !line.starts_with("about =") && !line.starts_with("detect ="));
    let lines: Vec<&str> = kept.collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT, mapping};
    use crate::config::{PRESETS, load};

    #[test]
    fn what_is_written_can_be_read() {
        load(Some(DEFAULT), None).unwrap();
        for preset in PRESETS {
            load(Some(&mapping(preset)), None).unwrap();
        }
    }
}
