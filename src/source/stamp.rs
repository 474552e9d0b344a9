//! What the system says of a file without opening it.
//!
//! In: a path. Out: what differs once the file is written again, whoever writes it. Never follows a link.

use std::fs::Metadata;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// What differs once a regular file is written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970.
    pub written: u64,
    /// Its number on the disk; 0 where the system has none.
    pub number: u64,
    /// Its rights; 0 where the system has none.
    pub mode: u32,
}

impl Stamp {
    /// Looks at a file; none where it is no regular file, or says nothing of its time.
    pub fn of(file: &Path) -> Option<Self> {
        Self::from_metadata(&std::fs::symlink_metadata(file).ok()?)
    }

    /// Tells whether the file was written last before a moment, or at it.
    pub fn is_before(&self, moment: SystemTime) -> bool {
        nanoseconds(moment).is_some_and(|moment| self.written <= moment)
    }

    fn from_metadata(found: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        let (number, mode) = {
            use std::os::unix::fs::MetadataExt;
            (found.ino(), found.mode())
        };
        #[cfg(not(unix))]
        let (number, mode) = (0, 0);
        let written = nanoseconds(found.modified().ok()?)?;
        found.is_file().then_some(Self { size: found.len(), written, number, mode })
    }
}

/// Counts nanoseconds since 1970; none before that, and from the year 2554 on.
fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the files that they look at")]
mod tests {
    use super::Stamp;
    use std::fs;

    #[test]
    fn every_writing_leaves_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "one").unwrap();
        let first = Stamp::of(&file).unwrap();
        assert_eq!(Stamp::of(&file), Some(first), "looking changes nothing");
        fs::write(folder.path().join("b"), "two").unwrap();
        fs::rename(folder.path().join("b"), &file).unwrap();
        assert_ne!(Stamp::of(&file), Some(first));
        assert_eq!(Stamp::of(folder.path()), None, "a folder is no file");
        assert_eq!(Stamp::of(&folder.path().join("c")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "one").unwrap();
        std::os::unix::fs::symlink("a", folder.path().join("b")).unwrap();
        assert_eq!(Stamp::of(&folder.path().join("b")), None);
    }
}
