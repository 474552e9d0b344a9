//! Where reports are written: to standard output, to a file that the user named, to the summary of a job.

use super::console::Console;
use crate::diagnostic::Error;
use crate::publish;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A form of a report, and the file it goes to; none for standard output.
#[derive(Debug, Clone)]
pub(super) struct Output<F> {
    /// The form.
    pub(super) form: F,
    /// The file.
    pub(super) file: Option<PathBuf>,
}

impl<F> Output<F> {
    /// Reads `FORMAT` or `FORMAT=FILE`; `known` are the names that `find` finds.
    pub(super) fn parse(text: &str, find: impl Fn(&str) -> Option<F>, known: &[&str]) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
        let form = find(name);
        let form = form.ok_or_else(|| format!("there is no format `{name}`; use one of {}", known.join(", ")))?;
        if file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) {
            return Err(format!("no file is named behind `{name}=`; without `=` the report is printed"));
        }
        Ok(Self { form, file })
    }

    /// Writes a report; only a terminal gets its colours.
    pub(super) fn write(&self, text: &str, console: &mut Console) -> Result<(), Error> {
        if let Some(file) = &self.file {
            return write_file(file, &plain_text(text));
        }
        console.show(text);
        Ok(())
    }

    /// Writes a page as it is; where it is printed, nothing in it is a command of a runner that keeps the log.
    pub(super) fn write_page(&self, page: &str, console: &mut Console) -> Result<(), Error> {
        if let Some(file) = &self.file {
            return write_file(file, page);
        }
        console.out(&page.replace("##[", "##&#91;"));
        Ok(())
    }
}

/// Takes the colours out of what goes to a file.
fn plain_text(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// Adds a text to the summary of the job, where GitHub Actions names a file for it.
pub(super) fn summarise(text: &str) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "`cli` reads the environment")]
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) else {
        return Ok(());
    };
    let opened = OpenOptions::new().append(true).create(true).open(&file);
    let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        Error::new(format!("can't write the summary of the job: {error}"))
            .hint("The variable `GITHUB_STEP_SUMMARY` names its file; without it there is none.")
    })
}

/// Writes a file anew, whole or not at all.
pub(super) fn write_file(file: &Path, text: &str) -> Result<(), Error> {
    publish::write_over(file, text.as_bytes()).map_err(unwritten)
}

/// Says what to do about a file that could not be written.
pub(super) fn unwritten(why: String) -> Error {
    Error::new(why).hint("Name a place in a folder that is there, where you may write and where there is room.")
}
