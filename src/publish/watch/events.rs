//! What the system tells of a folder, also of one that is made anew in its place.
//!
//! In: what is watched. Out: the files that events name. The system watches a folder and not its name, so of one that was
//! moved away or deleted nothing more comes: every now and then it is looked whether the same one still stands there.

use super::{REFERENCES, Scope, matters};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::cell::{Cell, RefCell};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::SystemTime;

/// What no two folders share: a number may be given again, and then not at the same time.
type Mark = ([u64; 2], Option<SystemTime>);

/// The events of a folder.
pub(super) struct Events {
    root: PathBuf,
    watch: RefCell<RecommendedWatcher>,
    mark: Cell<Option<Mark>>,
}

impl Events {
    /// Starts to listen.
    pub(super) fn start(scope: Scope, git: &[PathBuf], send: Sender<PathBuf>) -> notify::Result<Self> {
        let root = scope.root.clone();
        let handler = move |event: notify::Result<Event>| match event {
            Ok(event) if matters(event.kind) => {
                let named = event.paths.into_iter().filter(|path| scope.holds(path));
                named.for_each(|path| drop(send.send(path)));
            }
            Ok(event) if event.need_rescan() => drop(send.send(scope.root.clone())),
            // A fault of the watch itself: look, rather than miss something.
            Err(_) => drop(send.send(scope.root.clone())),
            Ok(_) => {}
        };
        let mut watch = RecommendedWatcher::new(handler, Config::default())?;
        let mark = mark(&root);
        watch.watch(&root, RecursiveMode::Recursive)?;
        for folder in git.iter().filter(|folder| !folder.starts_with(&root)) {
            watch.watch(folder, RecursiveMode::NonRecursive)?;
            for branches in REFERENCES.map(|name| folder.join(name)) {
                if branches.is_dir() {
                    watch.watch(&branches, RecursiveMode::Recursive)?;
                }
            }
        }
        Ok(Self { root, watch: RefCell::new(watch), mark: Cell::new(mark) })
    }

    /// Listens to the folder that stands there now, where it is another one; gives its place then.
    pub(super) fn renewed(&self) -> Option<PathBuf> {
        let now = mark(&self.root)?;
        if self.mark.get() == Some(now) {
            return None;
        }
        let mut watch = self.watch.borrow_mut();
        // The system may have let go of it by itself.
        let _ = watch.unwatch(&self.root);
        watch.watch(&self.root, RecursiveMode::Recursive).ok()?;
        self.mark.set(Some(now));
        Some(self.root.clone())
    }
}

/// Gives what a folder is known by; none where there is none, or a link to one.
fn mark(root: &Path) -> Option<Mark> {
    let found = root.symlink_metadata().ok().filter(Metadata::is_dir)?;
    #[cfg(unix)]
    let numbers = {
        use std::os::unix::fs::MetadataExt;
        [found.dev(), found.ino()]
    };
    #[cfg(not(unix))]
    let numbers = [0; 2];
    Some((numbers, found.created().ok()))
}
