//! The new site while it is being made, in a working folder beside the output. In: paths and bytes. Out: files with
//! mode 0644 in folders with mode 0755, whatever the umask. Never writes into an existing file.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::leftovers;
use super::old_site::open_plain;
use super::ownership::MARKER_TEXT;
use crate::source::MARKER;

/// The mode of every published file.
#[cfg(unix)]
pub(super) const FILE_MODE: u32 = 0o644;

/// A working folder that carries the marker from its first moment; whatever bears its name is removed when it is
/// dropped: before the exchange the new site, after it the old one.
#[derive(Debug)]
pub(super) struct Staging {
    root: PathBuf,
    folders: Mutex<BTreeSet<String>>,
    // Whether the umask left the marker the mode of a file: it does the same to all that follow.
    usual: bool,
    // Threads that make files in one folder at the same time spin in the kernel while they wait for each other.
    turn: Mutex<()>,
}

impl Staging {
    /// Makes the working folder and its marker.
    pub(super) fn create(root: &Path) -> Result<Self, PublishError> {
        let failed = |e| PublishError::system("write", root, e);
        make_folder(root).map_err(failed)?;
        let mut staging =
            Self { root: root.to_owned(), folders: Mutex::default(), usual: false, turn: Mutex::default() };
        let mut marker = create_file(&root.join(MARKER)).map_err(failed)?;
        staging.usual = !gave_mode(&marker).map_err(failed)?;
        marker.write_all(MARKER_TEXT.as_bytes()).map_err(failed)?;
        marker.sync_all().map_err(failed)?;
        Ok(staging)
    }

    /// Writes one new file in one go.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.parents(path)?;
        let target = self.root.join(path);
        let write = || self.make(&target)?.write_all(bytes);
        write().map_err(|e| PublishError::system("write", &target, e))
    }

    /// Writes one new file with all that is read; returns how many bytes there were.
    pub(super) fn copy(&self, path: &str, mut content: impl Read) -> Result<u64, PublishError> {
        self.parents(path)?;
        let target = self.root.join(path);
        let mut write = || io::copy(&mut content, &mut self.make(&target)?);
        write().map_err(|e| PublishError::system("write", &target, e))
    }

    /// Takes over an unchanged file: a second name for it, or a copy where the file system has no links.
    pub(super) fn keep(&self, path: &str, old: &Path) -> Result<(), PublishError> {
        self.parents(path)?;
        let target = self.root.join(path);
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let linked = fs::hard_link(old, &target).is_ok();
        drop(turn);
        if linked {
            return Ok(());
        }
        let copy = || io::copy(&mut open_plain(old)?, &mut self.make(&target)?);
        copy().map(drop).map_err(|e| PublishError::system("write", &target, e))
    }

    /// Makes a folder and those above it, each once.
    pub(super) fn folder(&self, path: &str) -> Result<(), PublishError> {
        let mut made = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if made.contains(path) {
            return Ok(());
        }
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for folder in ends.map(|end| &path[..end]) {
            if made.insert(folder.to_owned()) {
                let target = self.root.join(folder);
                make_folder(&target).map_err(|e| PublishError::system("make the folder", &target, e))?;
            }
        }
        Ok(())
    }

    fn make(&self, target: &Path) -> io::Result<File> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let file = create_file(target)?;
        drop(turn);
        if !self.usual {
            gave_mode(&file)?;
        }
        Ok(file)
    }

    fn parents(&self, path: &str) -> Result<(), PublishError> {
        path.rsplit_once('/').map_or(Ok(()), |(folder, _)| self.folder(folder))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What can't be removed now is a leftover for the next build.
        let _ = leftovers::remove(&self.root);
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)?;
    set_mode(path)
}

fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
    options.write(true).create_new(true).open(path)
}

/// Gives a new file its mode where the umask left another; says whether it did.
fn gave_mode(file: &File) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o7777 != FILE_MODE {
            file.set_permissions(fs::Permissions::from_mode(FILE_MODE))?;
            return Ok(true);
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(false)
}

/// Gives a folder the mode 0755 and leaves the bit that hands its group on.
#[cfg(unix)]
fn set_mode(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::symlink_metadata(path)?.permissions().mode() & 0o7777;
    let wanted = mode & !0o777 | 0o755;
    if mode == wanted {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(wanted))
}

#[cfg(not(unix))]
fn set_mode(_: &Path) -> io::Result<()> {
    Ok(())
}
