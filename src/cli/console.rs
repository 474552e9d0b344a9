//! Standard output and error, with colour only where a person looks.

use crate::diagnostic::Error;
use crate::report::terminal;
use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use std::collections::BTreeSet;
use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The exit code for findings that the caller asked to refuse.
pub(super) const REFUSED: u8 = 1;
/// The exit code when the command could not run.
const FAILED: u8 = 2;

/// Where a command prints. A closed pipe is not an error.
#[derive(Debug, Clone)]
pub(super) struct Console {
    colour: ColorChoice,
    watched: bool,
    said: BTreeSet<String>,
    /// Why a result could not be printed.
    lost: Option<String>,
}

impl Console {
    /// Looks at where the output goes.
    pub(super) fn open() -> Self {
        Self {
            colour: AutoStream::choice(&stderr()),
            watched: stderr().is_terminal(),
            said: BTreeSet::new(),
            lost: None,
        }
    }

    /// Prints a result.
    pub(super) fn out(&mut self, text: &str) {
        let mut stream = stdout().lock();
        let printed = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
        self.note_lost(printed);
    }

    /// Prints a result that may hold colour, which only a terminal gets.
    pub(super) fn show(&mut self, text: &str) {
        if AutoStream::choice(&stdout()) == ColorChoice::Never {
            // In one piece: a stream that takes the colour away writes each line by itself.
            return self.out(&strip_str(text).to_string());
        }
        let mut stream = AutoStream::auto(stdout());
        let printed = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
        self.note_lost(printed);
    }

    /// Remembers that a result was not printed, unless its reader went away: what it has not read nobody misses.
    fn note_lost(&mut self, printed: std::io::Result<()>) {
        if let Err(error) = printed.map_err(|error| (error.kind() != ErrorKind::BrokenPipe).then(|| error.to_string()))
        {
            self.lost = self.lost.take().or(error);
        }
    }

    /// Gives the exit code of a command, which fails where its result could not be printed.
    pub(super) fn code(&mut self, code: ExitCode) -> ExitCode {
        match self.lost.take() {
            None => code,
            Some(why) => self.failure(
                &Error::new(format!("can't write the result: {why}"))
                    .hint("Free some space, or name another place for it; what was written of it is not whole."),
            ),
        }
    }

    /// Prints a notice.
    pub(super) fn note(&mut self, text: &str) {
        let mut stream = AutoStream::new(stderr(), self.colour);
        if writeln!(stream, "{text}").is_err() {
            // Nobody is there to hear it.
        }
    }

    /// Prints a notice that says the same however often a command comes to it.
    pub(super) fn note_once(&mut self, text: &str) {
        if self.said.insert(text.to_owned()) {
            self.note(text);
        }
    }

    /// Prints why the command could not run, and gives its exit code.
    pub(super) fn failure(&mut self, error: &Error) -> ExitCode {
        self.note(&terminal::failure(error));
        ExitCode::from(FAILED)
    }

    /// Prints help or what is wrong with the arguments.
    pub(super) fn usage(&mut self, message: &clap::Error) -> ExitCode {
        // An argument is quoted as it is, and a workflow may take it from the name of a branch.
        let said = message.to_string();
        let harmless = terminal::plain_lines(&said);
        if message.use_stderr() && harmless.trim_end() != said.trim_end() {
            self.note(harmless.trim_end());
        } else if message.print().is_err() {
            // As above.
        }
        if message.use_stderr() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
    }

    /// Starts a line that counts; on a terminal it is written over, elsewhere nothing is.
    pub(super) fn progress(&self, what: &'static str, all: usize) -> Progress {
        Progress { what, all, done: AtomicUsize::new(0), watched: self.watched }
    }
}

/// A line that counts up to a number.
#[derive(Debug)]
pub(super) struct Progress {
    what: &'static str,
    all: usize,
    done: AtomicUsize,
    watched: bool,
}

impl Progress {
    /// Every how many steps the line is written.
    const EVERY: usize = 256;

    /// Counts one.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.watched && done.is_multiple_of(Self::EVERY) {
            self.write(&format!("\r{} {done} of {}", self.what, self.all));
        }
    }

    /// Clears the line.
    pub(super) fn finish(&self) {
        if self.watched && self.all >= Self::EVERY {
            self.write("\r\u{1b}[K");
        }
    }

    /// Writes to the terminal; one that went away is no error.
    #[expect(clippy::unused_self, reason = "the line belongs to the count")]
    fn write(&self, text: &str) {
        let mut stream = stderr().lock();
        if stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).is_err() {
            // As above.
        }
    }
}
