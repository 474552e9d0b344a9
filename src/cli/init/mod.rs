//! `backlit init`: a `backlit.toml` that says how a folder is read, and the workflows that publish and review it.

mod states;
mod workflows;

use super::console::Console;
use super::output::unwritten;
use super::project::{preset, title};
use crate::config::{self, Preset};
use crate::diagnostic::Error;
use crate::publish::{create_file, replace_file, stays_below};
use crate::report::terminal::{self, place};
use crate::source::{Origin, default_branch, folder_in_repository, open_bytes, repository_top};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use workflows::{Blanks, GITHUB, GITLAB, Workflow};

/// What the default configuration teaches.
const DEFAULT: &str = include_str!("default.toml");

/// Write a backlit.toml
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder that holds your Markdown
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// A mapping for repositories of another form: default, backlog-md, eip, kep or plain [default: that of the form
    /// that is recognised, else default]
    #[arg(long)]
    preset: Option<String>,
    /// Write workflows too: publish to GitHub Pages, check, and review pull requests
    #[arg(long)]
    github: bool,
    /// Write a .gitlab-ci.yml too: publish to GitLab Pages, check, and review merge requests
    #[arg(long)]
    gitlab: bool,
    /// The action that installs Backlit in the workflows, as OWNER/NAME@REF [default: that of this release]
    #[arg(long, value_name = "ACTION", requires = "github")]
    action: Option<String>,
    /// Write over workflows that are there and say something else
    #[arg(long)]
    force: bool,
}

/// A workflow that is due, with what is there in its place.
struct Due {
    path: &'static str,
    file: PathBuf,
    text: String,
    there: Option<Vec<u8>>,
}

impl Due {
    /// Tells whether another text stands in its place.
    fn differs(&self) -> bool {
        self.there.as_ref().is_some_and(|there| there != self.text.as_bytes())
    }
}

impl Init {
    /// Writes the files. A `backlit.toml` that is there is never touched, and a workflow only where that was asked for.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let preset = self.preset(console)?;
        let due = self.due()?;
        self.refuse_differing(&due)?;
        let mut said = self.write_configuration(preset)?;
        for workflow in &due {
            said += &workflow.write()?;
        }
        self.say_next(&mut said);
        console.out(&said);
        Ok(ExitCode::SUCCESS)
    }

    /// Gives the preset that was asked for, else that by which the folder would be read without a `backlit.toml`.
    fn preset(&self, console: &mut Console) -> Result<&'static Preset, Error> {
        if let Some(name) = &self.preset {
            return Preset::named(name);
        }
        let there = self.dir.join("backlit.toml").exists();
        let found = if there { None } else { preset(&Origin::Folder(self.dir.clone()), None, console) };
        Preset::named(found.unwrap_or("default"))
    }

    /// Writes `backlit.toml`, and says so; where workflows are asked for, one that is there stays as it is.
    fn write_configuration(&self, preset: &Preset) -> Result<String, Error> {
        let text = if preset.name == "default" { DEFAULT.to_owned() } else { mapping(preset) };
        let file = self.dir.join("backlit.toml");
        if (self.github || self.gitlab) && preset.name == "default" && file.exists() {
            return Ok(format!("kept {} as it is\n", place(&file)));
        }
        let text = self.entitled(text, preset)?;
        let (text, added) = states::add(&Origin::Folder(self.dir.clone()), text)?;
        create_file(&file, text.as_bytes()).map_err(|error| {
            let there = "Edit the file that is there, or move it away first.";
            if file.exists() { Error::new(error).hint(there) } else { unwritten(error) }
        })?;
        Ok(format!("wrote {}\n{added}", place(&file)))
    }

    /// Writes the name that the repository has elsewhere into a mapping.
    fn entitled(&self, text: String, preset: &Preset) -> Result<String, Error> {
        let config = config::load(None, Some(preset.name))?.config;
        let title = title(&Origin::Folder(self.dir.clone()), &config);
        if title.is_empty() {
            return Ok(text);
        }
        let line = format!("[site]\ntitle = {}\n", toml::Value::String(title));
        Ok(text.replacen("[site]\n", &line, 1))
    }

    /// Fills in the workflows that were asked for.
    fn due(&self) -> Result<Vec<Due>, Error> {
        let wanted: Vec<&Workflow> = [(self.github, GITHUB), (self.gitlab, GITLAB)]
            .into_iter()
            .flat_map(|(wanted, workflows)| workflows.iter().filter(move |_| wanted))
            .collect();
        let top = repository_top(&self.dir).unwrap_or_else(|| self.dir.clone());
        let blanks = Blanks {
            folder: folder_in_repository(&self.dir).trim_end_matches('/').to_owned(),
            branch: self.branch(),
            action: self.action.clone(),
        };
        let due = wanted.into_iter().map(|workflow| {
            let file = stays_below(&top, workflow.path).map_err(Error::new)?;
            let there = open_bytes(&file);
            Ok(Due { path: workflow.path, text: blanks.fill(workflow)?, there, file })
        });
        due.collect()
    }

    /// Gives the branch that is published.
    fn branch(&self) -> String {
        let plain = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
        default_branch(&self.dir).filter(plain).unwrap_or_else(|| "main".to_owned())
    }

    /// Refuses to write over what somebody may have changed, before anything is written.
    fn refuse_differing(&self, due: &[Due]) -> Result<(), Error> {
        let differing: Vec<String> =
            due.iter().filter(|due| due.differs()).map(|due| format!("`{}`", due.path)).collect();
        if self.force || differing.is_empty() {
            return Ok(());
        }
        let verb = if differing.len() == 1 { "is" } else { "are" };
        Err(Error::new(format!("{} {verb} there already, with another text", differing.join(", ")))
            .hint("Give `--force` to write over it, or move it away first; `git diff` then shows what changed."))
    }

    /// Says what comes next.
    fn say_next(&self, said: &mut String) {
        let (of_new, of_build) = self.elsewhere();
        let mut next = format!(
            "Next: `backlit new epic \"What should change\"{of_new}`, then `backlit build{of_build} --open`.\n"
        );
        let branch = self.branch();
        if self.github {
            let pages = "choose Settings → Pages → Source: GitHub Actions in the repository";
            next = format!("Next: {pages}, then commit and push; the branch `{branch}` is published.\n");
        } else if self.gitlab {
            "Next: commit and push; the default branch is published.\n".clone_into(&mut next);
        }
        if (self.github || self.gitlab) && repository_top(&self.dir).is_none() {
            next += "Note: no git repository holds this folder yet; workflows count only at a repository's top.\n";
        }
        let note = "Note: a site on GitHub Pages is public, even when its repository is private.\n";
        let of_gitlab = "Note: a site on GitLab Pages is public, unless the project's settings say otherwise.\n";
        let note = if self.gitlab && !self.github { of_gitlab } else { note };
        // A text always has room for more.
        let _ = write!(said, "{next}{note}{}", self.of_the_site());
    }

    /// Says how the site stays out of a repository, where nothing of it keeps it out.
    fn of_the_site(&self) -> &'static str {
        let Some(top) = repository_top(&self.dir) else { return "" };
        let says = |folder: &Path| {
            let text = open_bytes(&folder.join(".gitignore")).unwrap_or_default();
            String::from_utf8_lossy(&text).contains("_site")
        };
        let kept_out = says(&self.dir) || says(&top);
        if kept_out { "" } else { "Note: git needs no copy of the site; a line `_site` in .gitignore keeps it out.\n" }
    }

    /// Names the folder for the commands that come next, where it is not the one that the reader stands in.
    fn elsewhere(&self) -> (String, String) {
        let name = self.dir.display().to_string();
        if self.dir.components().all(|part| part == std::path::Component::CurDir) {
            return (String::new(), String::new());
        }
        let plain = name.chars().all(|c| c.is_alphanumeric() || "/-_.~".contains(c)) && !name.starts_with('-');
        let name = if plain { name } else { format!("'{}'", name.replace('\'', "'\\''")) };
        let name = terminal::plain(&name);
        (format!(" --dir {name}"), format!(" {name}"))
    }
}

impl Due {
    /// Writes it, and says what became of it.
    fn write(&self) -> Result<String, Error> {
        let bytes = self.text.as_bytes();
        let verb = match &self.there {
            None => {
                create_file(&self.file, bytes).map_err(unwritten)?;
                "wrote"
            }
            Some(_) if self.differs() => {
                replace_file(&self.file, bytes).map_err(unwritten)?;
                "wrote over"
            }
            Some(_) => "found the same",
        };
        Ok(format!("{verb} {}\n", self.path))
    }
}

/// Writes a preset out, so that it can be changed.
fn mapping(preset: &Preset) -> String {
    let own = ["about =", "detect =", "title_from ="];
    let kept = preset.text.lines().filter(|line| !own.iter().any(|key| line.starts_with(key)));
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
