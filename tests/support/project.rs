//! A folder with files, and the command run in it.

use super::site::{Site, tree};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The day for which tests compute everything.
pub(crate) const AS_OF: &str = "2025-06-09";

/// A folder that goes when the test ends.
#[derive(Debug)]
pub(crate) struct Project {
    folder: TempDir,
    environment: BTreeMap<String, String>,
}

impl Project {
    /// Starts with an empty folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder, environment: BTreeMap::new() }
    }

    /// Starts with a copy of the example site.
    pub(crate) fn example() -> Self {
        let project = Self::new();
        copy(&super::repository("example-site"), &project.root());
        project
    }

    /// Gives the folder that the command runs in.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Gives a place in the folder.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    /// Writes a file later in a test.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.at(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Writes an epic with a title and more front matter.
    pub(crate) fn epic(self, id: &str, matter: &str) -> Self {
        let text = format!("---\nid: {id}\ntitle: Epic {id}\n{matter}\n---\nWhy.\n");
        self.file(&format!("epics/{id}.md"), text)
    }

    /// Sets a variable of the environment of every run.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Commits everything on a fixed day.
    pub(crate) fn git(self) -> Self {
        self.git_run(&["init", "--quiet", "--initial-branch=main"]);
        self.git_run(&["add", "--all"]);
        self.git_run(&["commit", "--quiet", "--message", "All of it"]);
        self
    }

    /// Runs git in the folder.
    pub(crate) fn git_run(&self, arguments: &[&str]) {
        self.git_says(".", arguments);
    }

    /// Runs git in a folder without anybody's configuration, and gives what it prints.
    pub(crate) fn git_says(&self, folder: &str, arguments: &[&str]) -> String {
        let date = "2025-06-02T09:00:00+00:00";
        let mut command = self.command("git", &self.at(folder));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "Maria")
                .env(format!("GIT_{who}_EMAIL"), "maria@example.org")
                .env(format!("GIT_{who}_DATE"), date);
        }
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs the command in the folder.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Run {
        self.run_in(&self.root(), &arguments)
    }

    /// Runs the command in another folder.
    pub(crate) fn run_in(&self, folder: &Path, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_backlit"), folder);
        let child = command.args(arguments).spawn().unwrap();
        let output = within_limit(child, &format!("{arguments:?}"));
        Run::new(&output, self.folder.path())
    }

    /// Builds the site, which must be made whatever its files say.
    pub(crate) fn build(&self) -> (Run, Site) {
        let run = self.run(["build", "--as-of", AS_OF]);
        assert_eq!(run.code, 0, "{run}");
        (run, self.site())
    }

    /// Reads the site that was built.
    pub(crate) fn site(&self) -> Site {
        Site::read(&self.at("_site"))
    }

    /// Lists everything in and around the folder, but not in the built site, nor what is kept for the next run.
    pub(crate) fn around(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(self.folder.path());
        files.retain(|path, _| !path.starts_with("site/_site/") && !path.starts_with("home/.cache/backlit/"));
        files
    }

    /// Prepares a program with an environment of its own.
    pub(crate) fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path().join("home"))
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .envs(&self.environment)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// Waits for a program; one that hangs is ended and the test fails.
fn within_limit(mut child: std::process::Child, what: &str) -> Output {
    let streams = (child.stdout.take(), child.stderr.take());
    let (stdout, stderr) = (drain(streams.0), drain(streams.1));
    let (sender, receiver) = std::sync::mpsc::channel();
    let id = child.id();
    let waiter = std::thread::spawn(move || sender.send(child.wait()));
    let Ok(status) = receiver.recv_timeout(std::time::Duration::from_secs(180)) else {
        let process = rustix::process::Pid::from_raw(id.cast_signed()).unwrap();
        rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
        panic!("{what} did not end");
    };
    waiter.join().unwrap().unwrap();
    Output { status: status.unwrap(), stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

/// Reads a stream to its end beside everything else.
fn drain(stream: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    })
}

/// What a run printed.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Run {
    fn new(output: &Output, folder: &Path) -> Self {
        let clean = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).expect("what is printed is UTF-8");
            timeless(&text.replace(folder.to_str().unwrap(), "[TEMP]"))
        };
        Self { stdout: clean(&output.stdout), stderr: clean(&output.stderr), code: output.status.code().unwrap_or(-1) }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "exit {}", self.code)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(formatter, "--- {name}\n{}", text.trim_end())?;
            }
        }
        Ok(())
    }
}

/// Replaces how long a build took and how many pages it has, which every new page would change.
fn timeless(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let parts = line.strip_prefix("built ").and_then(|line| line.split_once(" into "));
        let Some((made, (folder, rest))) = parts.and_then(|(made, place)| Some((made, place.rsplit_once(" in ")?)))
        else {
            return line.to_owned();
        };
        let words = made.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty());
        let made = words.collect::<Vec<_>>().join("[N]");
        let after = rest.split_once(" s").map_or("", |(_, after)| after);
        format!("built [N]{made} into {folder} in [TIME]{after}")
    });
    lines.collect()
}

/// Copies a folder of files.
fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let file = to.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}
