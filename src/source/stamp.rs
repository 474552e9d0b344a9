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

    pub(super) fn from_metadata(found: &Metadata) -> Option<Self> {
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

/// What differs once somebody writes a file again, even where he then sets its time to what it was: git knows files by
/// the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seen {
    stamp: Stamp,
    /// When the system changed anything of it last, in nanoseconds since 1970; 0 where it doesn't say.
    changed: u64,
}

impl Seen {
    /// How long a file must have been left alone, in nanoseconds: the coarsest clock of a disk goes by two seconds, and
    /// what is written twice within one of its ticks looks the same.
    const SETTLED: u64 = 2_000_000_000;

    /// Looks at a file; none where it is no regular file, or says nothing of its time.
    pub(super) fn of(file: &Path) -> Option<Self> {
        Self::from_metadata(&std::fs::symlink_metadata(file).ok()?)
    }

    pub(super) fn from_metadata(found: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            let (seconds, rest) = (u64::try_from(found.ctime()).ok()?, u64::try_from(found.ctime_nsec()).ok()?);
            seconds.checked_mul(1_000_000_000)?.checked_add(rest)?
        };
        #[cfg(not(unix))]
        let changed = 0;
        Stamp::from_metadata(found).map(|stamp| Self { stamp, changed })
    }

    /// Tells whether whoever writes the file at this moment or later leaves other marks.
    pub fn is_settled(&self, moment: SystemTime) -> bool {
        let last = self.stamp.written.max(self.changed);
        nanoseconds(moment).is_some_and(|moment| last.saturating_add(Self::SETTLED) <= moment)
    }

    /// Gives it as numbers, to be written down.
    pub const fn numbers(&self) -> [u64; 5] {
        let Stamp { size, written, number, mode } = self.stamp;
        [size, written, number, mode as u64, self.changed]
    }

    /// Takes it up from its numbers.
    pub fn from_numbers([size, written, number, mode, changed]: [u64; 5]) -> Option<Self> {
        Some(Self { stamp: Stamp { size, written, number, mode: mode.try_into().ok()? }, changed })
    }
}

/// Counts nanoseconds since 1970; none before that, and from the year 2554 on.
fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the files that they look at")]
mod tests {
    use super::{Seen, Stamp};
    use std::fs;
    use std::time::{Duration, SystemTime};

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
    fn a_file_whose_time_was_set_back_is_seen_to_be_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "one").unwrap();
        let (first, stamp) = (Seen::of(&path).unwrap(), Stamp::of(&path));
        assert_eq!(Seen::from_numbers(first.numbers()), Some(first));
        let file = fs::File::options().write(true).open(&path).unwrap();
        let then = file.metadata().unwrap().modified().unwrap();
        while Seen::of(&path) == Some(first) {
            std::io::Write::write_all(&mut &file, b"t").unwrap();
            file.set_len(0).unwrap();
            std::io::Seek::rewind(&mut &file).unwrap();
            std::io::Write::write_all(&mut &file, b"two").unwrap();
            file.set_modified(then).unwrap();
        }
        assert_eq!(Stamp::of(&path), stamp, "by size and time alone it would be the same");
    }

    #[test]
    fn what_was_just_written_is_not_settled() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "one").unwrap();
        let seen = Seen::of(&folder.path().join("a")).unwrap();
        let now = SystemTime::now();
        assert!(!seen.is_settled(now));
        assert!(!seen.is_settled(now - Duration::from_secs(60)), "a clock that goes wrong");
        assert!(seen.is_settled(now + Duration::from_secs(3)));
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
