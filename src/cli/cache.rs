//! Where a run keeps for the next what takes long to read: the history, and the documents of large folders.
//!
//! In: the site's folder, the configuration, the environment. Out: bytes of an earlier run; a file in the user's cache
//! folder. Never in a repository, nor in the site's folder; where nothing can be kept, nothing is.

use super::print::digest;
use crate::config::Config;
use crate::source::Stamp;
use crate::{publish, source};
use std::path::{Path, PathBuf};

/// Knows this program from any other one that bears its version; none where it doesn't know itself.
pub(super) fn program() -> Option<Stamp> {
    std::env::current_exe().ok().and_then(|file| Stamp::of(&file.canonicalize().ok()?))
}

/// The place of one file.
#[derive(Debug)]
pub(super) struct Cache {
    file: PathBuf,
    /// What must be the same for what was kept to be of use.
    pub(super) circumstances: String,
}

impl Cache {
    /// Finds the place for the history of a folder; none where that is in no repository.
    pub(super) fn of_history(dir: &Path, config: &Config) -> Option<Self> {
        let root = dir.canonicalize().ok()?;
        source::repository_top(&root)?;
        let version = env!("CARGO_PKG_VERSION");
        // Another clone may stand in its place, which shows less of the same commits.
        let shown = source::shown_of(&root);
        let circumstances = format!("{version}\n{}\n{}\n{shown}", root.display(), config.reading);
        Some(Self { file: file(&root, "history")?, circumstances })
    }

    /// Finds the place for the documents of a folder; `form` says how they are written.
    pub(super) fn of_documents(dir: &Path, form: u32) -> Option<Self> {
        let root = dir.canonicalize().ok()?;
        let circumstances = format!("backlit {} documents {form}", env!("CARGO_PKG_VERSION"));
        Some(Self { file: file(&root, "documents")?, circumstances })
    }

    /// Finds the place for what is known of the pages of a folder's site.
    pub(super) fn of_pages(dir: &Path, output: &Path) -> Option<Self> {
        let (root, output) = (dir.canonicalize().ok()?, output.canonicalize().ok()?);
        let circumstances = format!("{} {}", root.display(), output.display());
        Some(Self { file: file(&root, &format!("{:.16}.pages", name_of(&output)))?, circumstances })
    }

    /// Gives what an earlier run kept.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        source::open_kept(&self.file)
    }

    /// Keeps it for the next run; a place that can't be written keeps nothing.
    pub(super) fn keep(&self, parts: impl IntoIterator<Item = Vec<u8>>) {
        drop(publish::keep(&self.file, parts));
    }
}

/// Names the file for a folder; none without a user's folder, or where that lies in the repository or the folder itself.
fn file(root: &Path, ending: &str) -> Option<PathBuf> {
    let top = source::repository_top(root).unwrap_or_else(|| root.to_owned());
    let folder = user_folder()?;
    let there = folder.ancestors().find_map(|folder| folder.canonicalize().ok())?;
    if there.starts_with(&top) {
        return None;
    }
    Some(folder.join(format!("{}.{ending}", name_of(root))))
}

/// Gives a folder a name that says nothing of it.
fn name_of(folder: &Path) -> String {
    format!("{:032x}", u128::from_be_bytes(digest(folder.as_os_str().as_encoded_bytes())))
}

/// Finds the user's folder for such files.
fn user_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        #[expect(clippy::disallowed_methods, reason = "`cli` is where the environment is read")]
        let value = std::env::var_os(name)?;
        Some(PathBuf::from(value)).filter(|path| path.is_absolute())
    };
    if let Some(own) = named("BACKLIT_CACHE_DIR") {
        return Some(own);
    }
    let system = if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Caches"))
    } else if cfg!(windows) {
        named("LOCALAPPDATA")
    } else {
        named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")))
    };
    system.map(|folder| folder.join("backlit"))
}
