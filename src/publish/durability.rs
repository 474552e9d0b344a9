//! Brings a new site to the disk before it replaces a published one, so that a power cut too leaves one whole site. In:
//! the working folder and what was written. Out: nothing. Never syncs thousands of files one by one.

use std::fs::File;
use std::io;
use std::path::Path;

use super::error::PublishError;

/// Syncs the written files. Names need no more: file systems with a journal keep the order of links and renames.
pub(super) fn settle(root: &Path, written: &[String]) -> Result<(), PublishError> {
    let done = if written.len() <= FEW { each(root, written) } else { all(root) };
    done.map_err(|e| PublishError::system("write", root, e))
}

/// Syncs the names in one folder as far as the system can; failure costs durability only.
pub(super) fn settle_names(folder: &Path) {
    let _ = sync_folder(folder);
}

/// Up to this many files are synced one by one (under a millisecond each), which waits for no other program's data.
const FEW: usize = 64;

fn each(root: &Path, written: &[String]) -> io::Result<()> {
    for path in written {
        File::options().write(true).open(root.join(path))?.sync_data()?;
    }
    sync_folder(root)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Without `syncfs` only the names are synced: a power cut may then cost the newest build.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn all(folder: &Path) -> io::Result<()> {
    sync_folder(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
