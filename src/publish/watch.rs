//! Watches a folder, and says that something changed.
//!
//! In: folders. Out: a wake-up after each change that could matter, with the files that it named. Never trusts an
//! event to be all that happened: whoever is woken looks for himself.

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long it must be quiet before a change is passed on: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(4);
/// The longest that a storm of events is waited for.
const STORM: usize = 500;
/// How often a folder without events is looked through.
const POLL: Duration = Duration::from_millis(500);
/// How long a git command that holds the index is waited for, in steps.
const GIT_STEPS: usize = 1000;
/// One such step.
const GIT_STEP: Duration = Duration::from_millis(10);

/// Watches until it is dropped.
pub struct Watcher {
    events: Receiver<PathBuf>,
    root: PathBuf,
    // Held for its life only.
    _watch: Box<dyn notify::Watcher + Send>,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The system tells.
    Events,
    /// The folder is looked through twice a second: for file systems that tell nothing.
    Poll,
}

impl Watcher {
    /// Starts to watch a folder; `ignored` is left out, with all below it.
    pub fn start(root: &Path, ignored: &Path, notice: Notice) -> notify::Result<Self> {
        let root = root.canonicalize().map_err(notify::Error::io)?;
        let ignored = ignored.canonicalize().unwrap_or_else(|_| ignored.to_owned());
        let (send, events) = channel();
        let base = root.clone();
        let handler = move |event: notify::Result<Event>| match event {
            Ok(event) if matters(event.kind) => {
                let named = event.paths.into_iter().filter(|path| concerns(path, &base, &ignored));
                named.for_each(|path| drop(send.send(path)));
            }
            Ok(event) if event.need_rescan() => drop(send.send(base.clone())),
            // A fault of the watch itself: look, rather than miss something.
            Err(_) => drop(send.send(base.clone())),
            Ok(_) => {}
        };
        let mut watch: Box<dyn notify::Watcher + Send> = match notice {
            Notice::Events => Box::new(RecommendedWatcher::new(handler, Config::default())?),
            Notice::Poll => Box::new(PollWatcher::new(handler, Config::default().with_poll_interval(POLL))?),
        };
        watch.watch(&root, RecursiveMode::Recursive)?;
        Ok(Self { events, root, _watch: watch })
    }

    /// Waits for a change, and for the end of what belongs to it; gives the files that were named. None when the watch ended.
    pub fn wait(&self) -> Option<BTreeSet<PathBuf>> {
        let mut named = BTreeSet::from([self.events.recv().ok()?]);
        for _ in 0..STORM {
            match self.events.recv_timeout(QUIET) {
                Ok(path) => drop(named.insert(path)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            named.extend(self.events.try_iter());
        }
        let lock = self.root.join(".git/index.lock");
        for _ in 0..GIT_STEPS {
            if !lock.exists() {
                break;
            }
            std::thread::sleep(GIT_STEP);
        }
        named.extend(self.events.try_iter());
        Some(named)
    }
}

/// Tells whether an event can mean another content: reading a file is an event too, and the build reads.
fn matters(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)))
}

/// Tells whether a path can matter to the site: of git's own files only those that say where HEAD is.
fn concerns(path: &Path, root: &Path, ignored: &Path) -> bool {
    if path.starts_with(ignored) {
        return false;
    }
    let Ok(inside) = path.strip_prefix(root) else { return true };
    if let Ok(git) = inside.strip_prefix(".git") {
        let name = git.to_string_lossy();
        return !name.ends_with(".lock") && (name == "HEAD" || name == "packed-refs" || git.starts_with("refs/heads"));
    }
    let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy().into_owned());
    !(name.ends_with('~')
        || name.starts_with(".#")
        || name == "4913"
        || name.ends_with(".swp")
        || name.ends_with(".swx"))
}

/// Says why a watch could not start, and what helps.
pub fn watch_failure(error: &notify::Error) -> (String, &'static str) {
    use notify::ErrorKind;
    let full = matches!(&error.kind, ErrorKind::MaxFilesWatch)
        || matches!(&error.kind, ErrorKind::Io(io) if matches!(io.raw_os_error(), Some(24 | 28)));
    if full {
        let hint = "Raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`, or use `--poll`.";
        ("the system has no more watches for files".to_owned(), hint)
    } else {
        (format!("changes can't be watched: {error}"), "Use `--poll`, which looks through the folder twice a second.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_wakes_nobody_and_neither_do_editors_own_files() {
        assert!(!matters(EventKind::Access(notify::event::AccessKind::Any)));
        assert!(matters(EventKind::Create(notify::event::CreateKind::File)));
        let (root, out) = (Path::new("/r"), Path::new("/r/_site"));
        for path in [
            "/r/_site/a.html",
            "/r/a.md~",
            "/r/.#a.md",
            "/r/4913",
            "/r/.a.md.swp",
            "/r/.git/index",
            "/r/.git/refs/heads/x.lock",
            "/r/.git/objects/ab",
        ] {
            assert!(!concerns(Path::new(path), root, out), "{path}");
        }
        for path in ["/r/a.md", "/r/.git/HEAD", "/r/.git/refs/heads/main", "/r/backlit.toml", "/r/new"] {
            assert!(concerns(Path::new(path), root, out), "{path}");
        }
    }
}
