//! A small builder of real git repositories with set dates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A repository that goes when the test ends.
#[derive(Debug)]
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    /// Starts with an empty repository.
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// Starts with an empty repository of another form.
    pub(crate) fn with(options: &[&str]) -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(repository.root()).unwrap();
        let mut arguments = vec!["init", "--quiet", "--initial-branch=main"];
        arguments.extend(options);
        repository.git(&arguments);
        repository
    }

    /// Gives the working tree.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    /// Gives a place beside the working tree.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    /// Writes an epic with an id, a state and more front matter.
    pub(crate) fn epic(&self, id: &str, status: &str, more: &str) -> &Self {
        self.write(&format!("epics/{id}.md"), epic(id, status, more))
    }

    /// Deletes a file.
    pub(crate) fn delete(&self, path: &str) -> &Self {
        fs::remove_file(self.root().join(path)).unwrap();
        self
    }

    /// Moves a file.
    pub(crate) fn rename(&self, from: &str, to: &str) -> &Self {
        let to = self.root().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.root().join(from), to).unwrap();
        self
    }

    /// Commits everything at noon of a day of 2025, such as `01-31`.
    pub(crate) fn commit(&self, day: &str) -> &Self {
        self.commit_at(&format!("2025-{day}T12:00:00+00:00"))
    }

    /// Commits everything at a moment, in any form that git reads.
    pub(crate) fn commit_at(&self, when: &str) -> &Self {
        self.git(&["add", "--all"]);
        self.git_at(when, &["commit", "--quiet", "--allow-empty", "--message", "A change"]);
        self
    }

    /// Runs git.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_at("2025-01-01T12:00:00+00:00", arguments)
    }

    /// Runs git at a moment.
    pub(crate) fn git_at(&self, when: &str, arguments: &[&str]) -> String {
        git_in(&self.root(), when, arguments)
    }

    /// Clones it to a place beside it.
    pub(crate) fn clone_to(&self, name: &str, options: &[&str]) -> PathBuf {
        let to = self.beside(name);
        let from = format!("file://{}", self.root().display());
        let mut arguments = vec!["clone", "--quiet"];
        arguments.extend(options);
        arguments.extend([from.as_str(), to.to_str().unwrap()]);
        self.git(&arguments);
        to
    }
}

/// Writes an epic.
pub(crate) fn epic(id: &str, status: &str, more: &str) -> String {
    format!("---\nid: {id}\ntitle: Epic {id}\nstatus: {status}\n{more}---\nWhy.\n")
}

/// Runs git in a folder, without anybody's configuration.
pub(crate) fn git_in(folder: &Path, when: &str, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env("HOME", "/nonexistent");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Maria").env(format!("GIT_{who}_EMAIL"), "maria@example.org");
        command.env(format!("GIT_{who}_DATE"), when);
    }
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
