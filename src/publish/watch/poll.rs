//! Looks through a folder again and again, where the file system tells of no changes.
//!
//! In: what is watched. Out: the files whose size, place or time is another one than at the last look, until nobody
//! listens. Never opens a file.

use super::{REFERENCES, Scope};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// How often it looks.
const PAUSE: Duration = Duration::from_millis(500);

/// What differs whenever a file was written.
type Stamp = (u64, Option<SystemTime>, [i64; 3]);

/// Starts to look; ends when what it gives is dropped.
pub(super) fn start(scope: Scope, changed: Sender<PathBuf>) -> Sender<()> {
    let (stop, stopped) = channel();
    // What is written from now on is a change, however soon it comes.
    let before = look(&scope);
    std::thread::spawn(move || again(&scope, before, &changed, &stopped));
    stop
}

/// Looks until it is stopped.
fn again(scope: &Scope, mut before: BTreeMap<PathBuf, Stamp>, changed: &Sender<PathBuf>, stopped: &Receiver<()>) {
    while matches!(stopped.recv_timeout(PAUSE), Err(RecvTimeoutError::Timeout)) {
        let now = look(scope);
        let new = now.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| path);
        let gone = before.keys().filter(|path| !now.contains_key(*path));
        for path in new.chain(gone) {
            if changed.send(path.clone()).is_err() {
                return;
            }
        }
        before = now;
    }
}

/// Notes the stamp of every file that can matter.
fn look(scope: &Scope) -> BTreeMap<PathBuf, Stamp> {
    let mut found = BTreeMap::new();
    let mut note = |root: &Path, enters: &dyn Fn(&Path) -> bool| {
        let walk = WalkDir::new(root).follow_links(false).into_iter().filter_entry(|entry| enters(entry.path()));
        for entry in walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
            if let (true, Ok(metadata)) = (scope.holds(entry.path()), entry.metadata()) {
                found.insert(entry.path().to_owned(), stamp(&metadata));
            }
        }
    };
    note(&scope.root, &|path| path != scope.output && path.file_name().is_none_or(|name| name != ".git"));
    for folder in &scope.git {
        for part in ["HEAD", "packed-refs", "shallow"].into_iter().chain(REFERENCES) {
            note(&folder.join(part), &|_| true);
        }
    }
    found
}

/// Gives what differs whenever a file was written.
fn stamp(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    let place = {
        use std::os::unix::fs::MetadataExt;
        [metadata.ino().cast_signed(), metadata.ctime(), metadata.ctime_nsec()]
    };
    #[cfg(not(unix))]
    let place = [0; 3];
    (metadata.len(), metadata.modified().ok(), place)
}
