//! Writes files that the user named: reports, baselines, documents that are mended. In: a place and bytes. Out: the
//! old file or the new one, whole, where a file can be exchanged; a device, a pipe and what a link leads to get the bytes.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes a file anew; says in a sentence why it can't.
pub fn write_over(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = match fs::symlink_metadata(file) {
        Ok(old) if old.is_file() && !has_other_names(&old) => exchange(file, bytes, Some(&old)),
        Err(error) if error.kind() == ErrorKind::NotFound => exchange(file, bytes, None),
        _ => fs::write(file, bytes),
    };
    written.map_err(|error| format!("can't write `{}`: {error}", file.display()))
}

/// Writes beside the file and gives that its name; in its place where nothing can be made beside it that is like it.
fn exchange(file: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let beside = beside(file);
    let opened = OpenOptions::new().write(true).create_new(true).open(&beside);
    let Ok(mut new) = opened else { return fs::write(file, bytes) };
    let like = old.map_or(Ok(()), |old| liken(&new, old));
    let written = like.is_ok().then(|| new.write_all(bytes).and_then(|()| new.sync_all()));
    drop(new);
    let moved = written.map(|written| written.and_then(|()| fs::rename(&beside, file)));
    if !matches!(moved, Some(Ok(()))) {
        // What could not be moved would only lie there.
        drop(fs::remove_file(&beside));
    }
    moved.unwrap_or_else(|| fs::write(file, bytes))
}

/// Names a file that nobody looks for.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // A name may be as long as the disk allows, so the longest lose their end.
    let start: String = name.chars().take(40).collect();
    file.with_file_name(format!(".{start}.{}.new", std::process::id()))
}

/// Gives a new file the owner and the rights of the old one.
#[cfg(unix)]
fn liken(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) != (old.uid(), old.gid()) {
        fchown(new, Some(old.uid()), Some(old.gid()))?;
    }
    new.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn liken(new: &File, old: &Metadata) -> io::Result<()> {
    new.set_permissions(old.permissions())
}

/// Tells whether a file has more than one name, all of which shall lead to what is written.
#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}
