//! One build at a time for one output folder. In: the place. Out: a lock that lasts until it is dropped or the process
//! ends in any way. Never leaves the lock file behind, except after a kill; never removes a lock file that holds bytes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::error::{Problem, PublishError};
use super::place::Place;

/// The right to write to one output folder.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    made_folders: Vec<PathBuf>,
}

/// How long to wait for another build, in steps of 20 ms.
pub(super) const PATIENCE: u32 = 60 * 50;

impl Lock {
    /// Takes the lock, making the folders above the output; tries at most `patience` times.
    pub(super) fn take(place: &Place, patience: u32) -> Result<Self, PublishError> {
        let made_folders = missing_folders(place);
        for _ in 0..patience {
            fs::create_dir_all(&place.parent).map_err(|e| PublishError::system("make the folder", &place.parent, e))?;
            if let Some(file) = attempt(place)? {
                return Ok(Self { file, path: place.lock.clone(), made_folders });
            }
        }
        if let Err(error) = open(place) {
            return Err(PublishError::system("write beside", &place.output, error));
        }
        Err(PublishError::new(
            Problem::Busy,
            &place.output,
            "is being written by another build",
            "Wait for the other build to end, or stop it, then build again.",
        ))
    }
}

impl Drop for Lock {
    /// Removes the lock file while the lock is held, then folders that were made for a site that never came.
    fn drop(&mut self) {
        if self.file.metadata().is_ok_and(|m| m.len() == 0) {
            let _ = fs::remove_file(&self.path);
        }
        for folder in &self.made_folders {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The folders that are not there yet, deepest first.
fn missing_folders(place: &Place) -> Vec<PathBuf> {
    let missing = place.parent.ancestors().take_while(|a| fs::symlink_metadata(a).is_err());
    missing.map(PathBuf::from).collect()
}

fn attempt(place: &Place) -> Result<Option<File>, PublishError> {
    let failed = |e: io::Error| PublishError::system("write beside", &place.output, e);
    let file = match open(place) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failed(e)),
    };
    match file.try_lock() {
        Ok(()) => Ok(still_named(&file, place).then_some(file)),
        Err(TryLockError::WouldBlock) => {
            thread::sleep(Duration::from_millis(20));
            Ok(None)
        }
        Err(TryLockError::Error(e)) => Err(failed(e)),
    }
}

fn open(place: &Place) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o644).custom_flags(super::old_site::no_follow());
    }
    options.open(&place.lock)
}

/// Whether the locked file still bears the name: the holder before may have removed it.
#[cfg(unix)]
fn still_named(file: &File, place: &Place) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |m: fs::Metadata| (m.dev(), m.ino());
    match (file.metadata(), fs::symlink_metadata(&place.lock)) {
        (Ok(held), Ok(named)) => id(held) == id(named),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_named(_: &File, place: &Place) -> bool {
    fs::symlink_metadata(&place.lock).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_lock_is_refused_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::resolve(&folder.path().join("a/b/site")).unwrap();
        let first = Lock::take(&place, 1).unwrap();
        let refused = Lock::take(&place, 1).unwrap_err();
        assert_eq!(refused.problem(), Problem::Busy);
        drop(first);
        assert!(!folder.path().join("a").exists(), "folders made in vain are gone");
        drop(Lock::take(&place, 1).unwrap());
    }

    #[test]
    fn a_file_of_somebody_else_is_not_removed() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::resolve(&folder.path().join("site")).unwrap();
        fs::write(&place.lock, "mine").unwrap();
        drop(Lock::take(&place, 1).unwrap());
        assert_eq!(fs::read_to_string(&place.lock).unwrap(), "mine");
    }
}
