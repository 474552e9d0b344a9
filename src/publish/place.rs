//! Where one output folder and its working names live. In: the path as given. Out: absolute paths whose parent holds
//! no link. Never changes anything.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::{Problem, PublishError};

/// The output folder and the names beside it that the publisher uses while it works.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) parent: PathBuf,
    pub(super) output: PathBuf,
    /// The new site while it is built; after the exchange, the old one until it is removed.
    pub(super) staging: PathBuf,
    /// The old site during an exchange by two renames.
    pub(super) aside: PathBuf,
    pub(super) lock: PathBuf,
}

impl Place {
    /// Finds the real place of `output`, which need not exist.
    pub(super) fn resolve(output: &Path) -> Result<Self, PublishError> {
        let given = std::path::absolute(output).map_err(|e| PublishError::system("find", output, e))?;
        let given = if ends_in_name(&given) { given } else { real(&given)? };
        let (Some(parent), Some(name)) = (given.parent(), given.file_name()) else {
            return Err(PublishError::new(
                Problem::Home,
                &given,
                "is the root of the disk, which cannot be an output folder",
                "Choose a folder that holds nothing else, such as `_site`.",
            ));
        };
        Ok(Self::beside(real(parent)?, name))
    }

    fn beside(parent: PathBuf, name: &OsStr) -> Self {
        let working = |suffix: &str| {
            let mut own = OsString::from(".");
            own.push(name);
            own.push(suffix);
            parent.join(own)
        };
        Self { output: parent.join(name), staging: working(NEW), aside: working(OLD), lock: working(LOCK), parent }
    }
}

/// Tells whether a file name is one of the publisher's own beside an output folder; readers and watchers skip it.
pub fn is_working_name(name: &str) -> bool {
    name.starts_with('.') && [NEW, OLD, LOCK].iter().any(|suffix| name.ends_with(suffix))
}

const NEW: &str = ".backlit-new";
const OLD: &str = ".backlit-old";
const LOCK: &str = ".backlit-lock";

fn ends_in_name(path: &Path) -> bool {
    matches!(path.components().next_back(), Some(Component::Normal(_)))
}

/// The real path of the part that exists, and the rest as written.
fn real(path: &Path) -> Result<PathBuf, PublishError> {
    let existing = path.ancestors().find(|a| fs::symlink_metadata(a).is_ok()).unwrap_or(path);
    let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
    if rest.components().any(|c| c == Component::ParentDir) {
        return Err(PublishError::new(
            Problem::BadPath,
            path,
            "goes through a folder that does not exist",
            "Write the output folder without `..`.",
        ));
    }
    let existing = fs::canonicalize(existing).map_err(|e| PublishError::system("find", existing, e))?;
    Ok(if rest.as_os_str().is_empty() { existing } else { existing.join(rest) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_names_are_recognised() {
        let place = Place::beside(PathBuf::from("/p"), OsStr::new("site"));
        for path in [&place.staging, &place.aside, &place.lock] {
            assert!(is_working_name(path.file_name().unwrap().to_str().unwrap()));
        }
        assert!(!is_working_name("site") && !is_working_name(".backlit"));
    }

    #[test]
    fn the_root_of_the_disk_is_refused() {
        assert_eq!(Place::resolve(Path::new("/")).unwrap_err().problem(), Problem::Home);
        assert_eq!(Place::resolve(Path::new("/tmp/..")).unwrap_err().problem(), Problem::Home);
    }
}
