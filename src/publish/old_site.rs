//! The site that is published now. In: its folder. Out: its files and folders, and whether a file already holds given
//! bytes. Never follows a link, never changes anything.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::error::{Problem, PublishError};
use super::site_path::{Claims, Kind};
use crate::source::{MARKER, Stamp};

/// The names of the published site, read once.
#[derive(Debug)]
pub(super) struct OldSite {
    root: PathBuf,
    names: BTreeMap<String, Kind>,
    /// Links, devices and names that no site has: always stale.
    strange: usize,
}

impl OldSite {
    /// Reads all names below `root`.
    pub(super) fn scan(root: &Path) -> Result<Self, PublishError> {
        let mut site = Self { root: root.to_owned(), names: BTreeMap::new(), strange: 0 };
        for entry in WalkDir::new(root).min_depth(1).follow_links(false) {
            let entry = entry.map_err(|e| unreadable(root, e))?;
            site.record(&entry)?;
        }
        Ok(site)
    }

    fn record(&mut self, entry: &DirEntry) -> Result<(), PublishError> {
        if entry.file_name() == ".git" {
            return Err(PublishError::new(
                Problem::Repository,
                entry.path(),
                "is a git repository inside the output folder",
                "Move it away or choose another output folder.",
            ));
        }
        match (name_in_site(&self.root, entry.path()), entry.file_type()) {
            (Some(name), kind) if kind.is_dir() => drop(self.names.insert(name, Kind::Folder)),
            (Some(name), kind) if kind.is_file() => drop(self.names.insert(name, Kind::File)),
            _ => self.strange += 1,
        }
        Ok(())
    }

    /// Where a path of the site lies on the disk.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Whether the file at `path` has exactly this length and content; any trouble in reading counts as no.
    pub(super) fn holds(&self, path: &str, length: u64, content: impl BufRead) -> bool {
        self.names.get(path) == Some(&Kind::File)
            && open_plain(&self.file(path)).is_ok_and(|old| is_same(old, length, content).unwrap_or(false))
    }

    /// Whether the file at `path` is one as a build writes it, and nobody wrote it since it had this stamp.
    pub(super) fn has(&self, path: &str, stamp: &Stamp) -> bool {
        self.names.get(path) == Some(&Kind::File)
            && Stamp::of(&self.file(path)).is_some_and(|now| now == *stamp && has_usual_rights(now.mode))
    }

    /// How many files the new site no longer has.
    pub(super) fn stale(&self, claims: &Claims) -> usize {
        let gone = |(name, kind): &(&String, &Kind)| {
            **kind == Kind::File && name.as_str() != MARKER && claims.0.get(*name) != Some(&Kind::File)
        };
        self.names.iter().filter(gone).count() + self.strange
    }

    /// Whether the folders of both sites are the same.
    pub(super) fn same_folders(&self, claims: &Claims) -> bool {
        fn folders(names: &BTreeMap<String, Kind>) -> impl Iterator<Item = &String> {
            names.iter().filter(|(_, kind)| **kind == Kind::Folder).map(|(name, _)| name)
        }
        folders(&self.names).eq(folders(&claims.0))
    }
}

/// Opens a regular file for reading; a link, a device or a pipe is an error and never blocks.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, no_follow());
    #[cfg(not(unix))]
    if std::fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// The flags that open no link and wait for no pipe.
#[cfg(unix)]
pub(super) fn no_follow() -> i32 {
    use rustix::fs::OFlags;
    (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
}

fn is_same(old: File, length: u64, mut content: impl BufRead) -> io::Result<bool> {
    let found = old.metadata()?;
    if found.len() != length || !has_usual_mode(&found) {
        return Ok(false);
    }
    let mut old = old.take(length);
    let mut theirs = Vec::with_capacity(usize::try_from(length).unwrap_or(CHUNK).min(CHUNK));
    loop {
        let ours = content.fill_buf()?;
        let ours = &ours[..ours.len().min(CHUNK)];
        theirs.clear();
        old.by_ref().take(ours.len() as u64).read_to_end(&mut theirs)?;
        if ours != theirs {
            return Ok(false);
        }
        if ours.is_empty() {
            return Ok(old.limit() == 0);
        }
        let read = ours.len();
        content.consume(read);
    }
}

/// How much of a file is compared at a time.
const CHUNK: usize = 64 * 1024;

#[cfg(unix)]
fn has_usual_mode(found: &std::fs::Metadata) -> bool {
    has_usual_rights(std::os::unix::fs::MetadataExt::mode(found))
}

#[cfg(unix)]
const fn has_usual_rights(mode: u32) -> bool {
    mode & 0o7777 == super::staging::FILE_MODE
}

#[cfg(not(unix))]
const fn has_usual_rights(_: u32) -> bool {
    true
}

#[cfg(not(unix))]
fn has_usual_mode(_: &std::fs::Metadata) -> bool {
    true
}

fn name_in_site(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

fn unreadable(root: &Path, error: walkdir::Error) -> PublishError {
    let path = error.path().unwrap_or(root).to_owned();
    PublishError::system("read", &path, error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_bytes_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let long = vec![b'x'; CHUNK * 2 + 5];
        std::fs::write(folder.path().join("a"), &long).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(folder.path().join("a"), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let site = OldSite::scan(folder.path()).unwrap();
        let holds = |bytes: &[u8]| site.holds("a", bytes.len() as u64, bytes);
        assert!(holds(&long));
        let mut other = long.clone();
        *other.last_mut().unwrap() = b'y';
        assert!(!holds(&other) && !holds(b"") && !holds(&long[1..]));
        assert!(!site.holds("a", long.len() as u64, &other[1..]), "content that ends early differs");
        assert!(!site.holds("b", 0, &b""[..]));
    }
}
