//! By what a later build knows what this one read.
//!
//! In: a folder while it is read. Out: a print of each document, what was seen of each file before it was read, and the
//! commit that the history starts from.

use super::parsed::{Parsed, Prints};
use super::print::{Print, Seed, sum_up};
use crate::diagnostic::Diagnostic;
use crate::source::{Found, Seen, head_of};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// By what a later build knows what this one read.
#[derive(Debug)]
pub(super) struct Traces {
    /// What the key of all prints is made of.
    pub(super) seed: Seed,
    /// The documents, by path.
    pub(super) prints: Vec<(Arc<str>, Prints)>,
    /// Every file that was read for them, in order of path, with what was seen of it before.
    pub(super) files: Vec<(Arc<str>, Option<Seen>)>,
    /// What the walk found, in short.
    pub(super) walk: Print,
    /// When the walk began.
    pub(super) began: SystemTime,
    /// Which commit was at HEAD before the walk began; none without a repository.
    pub(super) head: Option<String>,
    /// Whether ranks are compared with a commit that was named: its name may come to mean another one.
    pub(super) names_past: bool,
}

impl Traces {
    /// Begins before a folder is walked: what changes from now on must not look as if it had been read.
    pub(super) fn begin(folder: &Path, names_past: bool) -> Self {
        #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
        let began = SystemTime::now();
        let (seed, walk) = (Seed::default(), Print::default());
        Self { seed, prints: Vec::new(), files: Vec::new(), walk, began, head: head_of(folder), names_past }
    }

    /// Notes what the walk found.
    pub(super) fn walked(&mut self, files: &[Found], found: &[Diagnostic]) {
        self.files = files.iter().map(|file| (Arc::clone(&file.path), file.seen.as_deref().copied())).collect();
        self.walk = sum_up(&found);
    }

    /// Notes what was read.
    pub(super) fn read(self, known: &Parsed, prints: Vec<(Arc<str>, Prints)>) -> Self {
        Self { seed: known.seed(), prints, ..self }
    }
}
