//! What can go wrong while publishing. In: the step, the path and the system's error. Out: one sentence that names the
//! path, and a hint that says the next step. Never prints.

use std::fmt::{self, Display, Formatter};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The kind of a publishing failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The output folder, or a working folder beside it, holds files of somebody else.
    NotOurs,
    /// A symbolic link stands where a folder or a file is needed.
    Link,
    /// The output is a file.
    NotAFolder,
    /// The output lies inside git's own data.
    InsideGit,
    /// The output is a git repository.
    Repository,
    /// The output holds the files that are read.
    Source,
    /// The output is the home folder or the root of the disk.
    Home,
    /// The output is a mount point, which cannot be exchanged.
    MountPoint,
    /// Another build writes to the same folder.
    Busy,
    /// A path of the site is not acceptable.
    BadPath,
    /// Two pages want one path.
    Twice,
    /// An asset is too large or no regular file.
    Asset,
    /// The disk is full.
    DiskFull,
    /// The system denies access.
    Denied,
    /// Any other failure of the system.
    Failed,
    /// An earlier write failed, so the site is not whole.
    Incomplete,
}

/// A failure to publish; the published site is still the old one.
#[derive(Debug)]
pub struct PublishError {
    path: PathBuf,
    problem: Problem,
    message: String,
    hint: String,
    source: Option<io::Error>,
}

impl PublishError {
    /// Returns the path that the failure is about.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the kind of the failure.
    pub fn problem(&self) -> Problem {
        self.problem
    }

    /// Returns the next step as one whole sentence.
    pub fn hint(&self) -> &str {
        &self.hint
    }

    /// Makes an error whose message is the shown path and what `is` wrong with it.
    pub(super) fn new(problem: Problem, path: &Path, is: &str, hint: &str) -> Self {
        let message = format!("{} {is}", shown(path));
        Self { path: path.to_owned(), problem, message, hint: hint.to_owned(), source: None }
    }

    /// Makes an error from what the system said to `step`, such as "write".
    pub(super) fn system(step: &str, path: &Path, source: io::Error) -> Self {
        let (problem, why, hint) = classify(&source);
        let hint = if step == READ && problem == Problem::Denied { UNREADABLE } else { hint };
        let message = format!("cannot {step} {}: {why}", shown(path));
        Self { path: path.to_owned(), problem, message, hint: hint.to_owned(), source: Some(source) }
    }
}

impl Display for PublishError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// The step that needs another right than all others.
pub(super) const READ: &str = "read";

const UNREADABLE: &str =
    "Give yourself the right to read it, or take the link to it out; the published site has not changed.";

/// The kind, the reason and the hint for a system error.
fn classify(error: &io::Error) -> (Problem, String, &'static str) {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            Problem::DiskFull,
            "the disk is full".to_owned(),
            "Free some space and build again; the published site has not changed.",
        ),
        ErrorKind::FileTooLarge => (
            Problem::DiskFull,
            "no file may be that large here".to_owned(),
            "Allow larger files (`ulimit -f`) and build again; the published site has not changed.",
        ),
        ErrorKind::PermissionDenied => (
            Problem::Denied,
            "the system denies access".to_owned(),
            "Give yourself write access to this folder or choose another output folder.",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            Problem::Denied,
            "the disk is read-only".to_owned(),
            "Choose an output folder on a disk that can be written.",
        ),
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => (
            Problem::MountPoint,
            "it is a mount point or in use, so it cannot be exchanged as a whole".to_owned(),
            "Choose a folder inside it as the output folder.",
        ),
        _ => (
            Problem::Failed,
            error.to_string().to_lowercase(),
            "Check the folder and build again; the published site has not changed.",
        ),
    }
}

/// The path in backticks, with every character that could disturb a terminal or a log written as its code.
fn shown(path: &Path) -> String {
    let mut text = String::from("`");
    for c in path.to_string_lossy().chars() {
        if disturbs(c) {
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
    }
    text.push('`');
    text
}

fn disturbs(c: char) -> bool {
    let bidi = matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || bidi || matches!(c, '`' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_disturb_the_log() {
        let error = PublishError::new(Problem::BadPath, Path::new("a\n::b\u{202e}`"), "is odd", "");
        assert_eq!(error.to_string(), "`a\\u{a}::b\\u{202e}\\u{60}` is odd");
    }

    #[test]
    fn who_may_not_read_is_not_told_to_write() {
        let hint = |step| PublishError::system(step, Path::new("p"), ErrorKind::PermissionDenied.into()).hint;
        assert!(hint(READ).contains("right to read") && hint("write").contains("write access"));
    }

    #[test]
    fn a_full_disk_is_named() {
        let error = PublishError::system("write", Path::new("p"), ErrorKind::StorageFull.into());
        assert_eq!(error.problem(), Problem::DiskFull);
        assert_eq!(error.to_string(), "cannot write `p`: the disk is full");
    }
}
