//! Where findings are written, and files that are mended.

use super::super::console::Console;
use super::super::project::Project;
use crate::diagnostic::{Diagnostic, Error};
use crate::lint::{Mended, fingerprints};
use crate::report::format::{FORMATS, Findings, Format, job_summary};
use crate::report::terminal::plain;
use crate::source;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A form, and the file it goes to.
#[derive(Debug, Clone)]
pub(super) struct Output {
    format: &'static Format,
    file: Option<PathBuf>,
}

impl Output {
    /// Reads `FORMAT` or `FORMAT=FILE`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
        let format = Format::named(name).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            format!("there is no format `{name}`; use one of {}", names.join(", "))
        })?;
        Ok(Self { format, file })
    }
}

/// Writes the findings in every form that is asked for; to people where none is.
pub(super) fn print(
    project: &Project,
    found: &[Diagnostic],
    outputs: &[Output],
    console: &mut Console,
) -> Result<(), Error> {
    let prints = fingerprints(&project.backlog, found);
    let folder = source::folder_in_repository(&project.root);
    let findings = Findings {
        list: found,
        fingerprints: &prints,
        text_of: &|path| project.text_of(path),
        folder: &folder,
        files: project.backlog.items.len(),
        as_of: project.analysis.as_of.to_string(),
    };
    let default = [Output { format: &FORMATS[0], file: None }];
    for output in if outputs.is_empty() { &default[..] } else { outputs } {
        let text = (output.format.write)(&findings);
        match &output.file {
            Some(file) => write_file(file, &plain_text(&text))?,
            None => console.show(&text),
        }
        if output.format.name == "github" {
            summarise(&job_summary(&findings))?;
        }
    }
    Ok(())
}

/// Takes the colours out of what goes to a file.
pub(in crate::cli) fn plain_text(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// Adds a text to the summary of the job, where GitHub Actions names a file for it.
pub(in crate::cli) fn summarise(text: &str) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "`cli` reads the environment")]
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) else {
        return Ok(());
    };
    let opened = OpenOptions::new().append(true).create(true).open(&file);
    let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Error::new(format!("can't write the summary of the job: {error}")))
}

/// Writes a file anew.
pub(in crate::cli) fn write_file(file: &Path, text: &str) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "the user named this file")]
    let written = std::fs::write(file, text);
    written.map_err(|error| Error::new(format!("can't write `{}`: {error}", file.display())))
}

/// Writes the files that were mended; one that changed meanwhile, or isn't plain UTF-8, is left alone.
pub(super) fn mend(root: &Path, mended: &[Mended], console: &mut Console) -> Result<bool, Error> {
    let mut any = false;
    for one in mended {
        let file = root.join(&*one.path);
        let Some(mark) = source::byte_order_mark_before(&file, &one.before) else {
            console.note(&format!("{} is left as it is: it is not the text that was checked", plain(&one.path)));
            continue;
        };
        write_file(&file, &format!("{mark}{}", one.after))?;
        let count = if one.fixes == 1 { "1 finding".to_owned() } else { format!("{} findings", one.fixes) };
        console.note(&format!("mended {count} in {}", plain(&one.path)));
        any = true;
    }
    Ok(any)
}
