//! Where the history of earlier runs is kept, so that the next one reads only new commits.
//!
//! In: the site's folder, the configuration, the environment. Out: bytes of an earlier run; a file in the user's cache
//! folder. Never in a repository; where nothing can be kept, nothing is.

use crate::config::Config;
use crate::{publish, source};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The place of one repository's history.
#[derive(Debug)]
pub(super) struct Cache {
    file: PathBuf,
    /// What must be the same for an earlier history to be of use.
    pub(super) circumstances: String,
}

impl Cache {
    /// Finds the place for a folder's history; none without a user's folder, or where that lies in the repository.
    pub(super) fn of(dir: &Path, config: &Config) -> Option<Self> {
        let root = dir.canonicalize().ok()?;
        let top = source::repository_top(&root)?;
        let folder = user_folder()?;
        let there = folder.ancestors().find_map(|folder| folder.canonicalize().ok())?;
        if there.starts_with(&top) {
            return None;
        }
        let name = Sha256::digest(root.as_os_str().as_encoded_bytes());
        let (name, _) = name.split_first_chunk::<16>()?;
        let name = u128::from_be_bytes(*name);
        let version = env!("CARGO_PKG_VERSION");
        let circumstances = format!("{version}\n{}\n{}", root.display(), config.reading);
        Some(Self { file: folder.join(format!("{name:032x}.history")), circumstances })
    }

    /// Gives what an earlier run kept.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        source::open_bytes(&self.file)
    }

    /// Keeps it for the next run; a place that can't be written keeps nothing.
    pub(super) fn keep(&self, bytes: &[u8]) {
        drop(publish::keep(&self.file, bytes));
    }
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
