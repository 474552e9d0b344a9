//! Watches a folder, and says that something changed.
//!
//! In: folders. Out: a wake-up after each change that could matter, with the files that it named. Never trusts an
//! event to be all that happened: whoever is woken looks for himself.

mod events;
mod poll;

use events::Events;
use notify::event::{EventKind, MetadataKind, ModifyKind};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, SystemTime};

/// Where git says which commits its branches, those of other places and its tags are at, and which stand for others.
const REFERENCES: [&str; 4] = ["refs/heads", "refs/remotes", "refs/tags", "refs/replace"];
/// How long it must be quiet before a change is passed on: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(4);
/// The longest that a storm of events is waited for.
const STORM: usize = 500;
/// How long a git command that holds the index is waited for, in steps.
const GIT_STEPS: usize = 1000;
/// One such step.
const GIT_STEP: Duration = Duration::from_millis(10);
/// How often it is looked whether the folder is still the same one.
const SAME: Duration = Duration::from_secs(1);

/// Watches until it is dropped.
pub struct Watcher {
    events: Receiver<PathBuf>,
    git: Vec<PathBuf>,
    /// The lock of a git command that was waited for in vain: it died, and its lock would hold up every change.
    left_over: Cell<Option<SystemTime>>,
    system: Option<Events>,
    // Held for its life only.
    _poll: Option<Sender<()>>,
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
    /// Starts to watch a folder, and the folders in which git says where its branches stand; `ignored` is left out, with
    /// all below it.
    pub fn start(root: &Path, ignored: &Path, git: Vec<PathBuf>, notice: Notice) -> notify::Result<Self> {
        let root = root.canonicalize().map_err(notify::Error::io)?;
        let output = ignored.canonicalize().unwrap_or_else(|_| ignored.to_owned());
        let (send, events) = channel();
        // A folder can become a repository while it is watched.
        let scope = Scope { root: root.clone(), output, git: [&git[..], &[root.join(".git")]].concat() };
        if notice == Notice::Poll {
            let poll = Some(poll::start(scope, send));
            return Ok(Self { events, git, left_over: Cell::new(None), system: None, _poll: poll });
        }
        let system = Some(Events::start(scope, &git, send)?);
        Ok(Self { events, git, left_over: Cell::new(None), system, _poll: None })
    }

    /// Waits for a change, and for the end of what belongs to it; gives the files that were named. None when the watch ended.
    pub fn wait(&self) -> Option<BTreeSet<PathBuf>> {
        let mut named = BTreeSet::from([self.first()?]);
        self.calm(&mut named)?;
        // A git command that changes many files holds the index, and says where its branch stands when it is done.
        for _ in 0..GIT_STEPS {
            let lock = self.lock();
            if lock.is_none() || lock == self.left_over.get() {
                return Some(named);
            }
            std::thread::sleep(GIT_STEP);
            self.calm(&mut named)?;
        }
        self.left_over.set(self.lock());
        Some(named)
    }

    /// Waits for the first sign of a change.
    fn first(&self) -> Option<PathBuf> {
        let Some(system) = &self.system else {
            return self.events.recv().ok();
        };
        loop {
            match self.events.recv_timeout(SAME) {
                Ok(path) => return Some(path),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Some(root) = system.renewed() {
                return Some(root);
            }
        }
    }

    /// Says since when a git command has held the index; none where none does.
    fn lock(&self) -> Option<SystemTime> {
        let held =
            |folder: &PathBuf| folder.join("index.lock").symlink_metadata().and_then(|lock| lock.modified()).ok();
        self.git.iter().find_map(held)
    }

    /// Collects what is named until it is quiet for a moment.
    fn calm(&self, named: &mut BTreeSet<PathBuf>) -> Option<()> {
        for _ in 0..STORM {
            match self.events.recv_timeout(QUIET) {
                Ok(path) => drop(named.insert(path)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            named.extend(self.events.try_iter());
        }
        Some(())
    }
}

/// Tells whether an event can mean another content: reading a file is an event too, and the build reads.
fn matters(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)))
}

/// What is watched.
#[derive(Debug)]
struct Scope {
    root: PathBuf,
    output: PathBuf,
    git: Vec<PathBuf>,
}

impl Scope {
    /// Tells whether a path can matter to the site: of git's own files only those that say where HEAD is.
    fn holds(&self, path: &Path) -> bool {
        if path.starts_with(&self.output) {
            return false;
        }
        if let Some(inside) = self.git.iter().find_map(|folder| path.strip_prefix(folder).ok()) {
            let name = inside.to_string_lossy();
            let moves = ["HEAD", "packed-refs", "shallow", "info/exclude"].contains(&&*name)
                || REFERENCES.iter().any(|folder| inside.starts_with(folder));
            return moves && !name.ends_with(".lock");
        }
        if path.strip_prefix(&self.root).is_ok_and(|inside| inside.starts_with(".git")) {
            return false;
        }
        let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy().into_owned());
        let swap = path.extension().is_some_and(|ending| ending == "swp" || ending == "swx");
        !(swap || name.ends_with('~') || name.starts_with(".#") || name == "4913")
    }
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
    fn where_the_system_has_no_more_watches_the_remedy_is_said() {
        let full = |kind| watch_failure(&notify::Error::new(kind));
        let io = |number| notify::ErrorKind::Io(std::io::Error::from_raw_os_error(number));
        for kind in [notify::ErrorKind::MaxFilesWatch, io(28), io(24)] {
            let (words, hint) = full(kind);
            assert_eq!(words, "the system has no more watches for files");
            assert!(hint.contains("sysctl fs.inotify.max_user_watches") && hint.contains("--poll"), "{hint}");
        }
        let (words, hint) = full(io(13));
        assert!(words.starts_with("changes can't be watched: ") && hint.contains("--poll"), "{words}");
    }

    #[test]
    fn reading_wakes_nobody_and_neither_do_editors_own_files() {
        assert!(!matters(EventKind::Access(notify::event::AccessKind::Any)));
        assert!(matters(EventKind::Create(notify::event::CreateKind::File)));
        let scope =
            Scope { root: "/r".into(), output: "/r/_site".into(), git: vec!["/r/.git".into(), "/far/git".into()] };
        for path in [
            "/r/_site/a.html",
            "/r/a.md~",
            "/r/.#a.md",
            "/r/4913",
            "/r/.a.md.swp",
            "/r/.git/index",
            "/r/.git/refs/heads/x.lock",
            "/r/.git/objects/ab",
            "/far/git/index",
            "/far/git/COMMIT_EDITMSG",
        ] {
            assert!(!scope.holds(Path::new(path)), "{path}");
        }
        for path in [
            "/r/a.md",
            "/r/.git/HEAD",
            "/r/.git/refs/heads/main",
            "/r/.git/refs/remotes/origin/main",
            "/r/.git/refs/replace/abc",
            "/r/backlit.toml",
            "/r/new",
            "/far/git/HEAD",
        ] {
            assert!(scope.holds(Path::new(path)), "{path}");
        }
    }
}
