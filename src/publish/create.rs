//! Writes single files for `init` and `new`.

use crate::source::leads_out;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Gives the place of a file below a folder; one that a link would take elsewhere is refused in a sentence.
pub fn stays_below(root: &Path, path: &str) -> Result<PathBuf, String> {
    let file = root.join(path);
    let there = file.ancestors().skip(1).find(|folder| folder.exists());
    if there.is_some_and(|there| leads_out(root, there)) {
        Err(format!("`{path}` is behind a symbolic link that leads out of the folder"))
    } else {
        Ok(file)
    }
}

/// Creates a file that is not there yet, with its folders; says in a sentence why it can't.
pub fn create_file(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let made = missing_folders(file);
    let written = write_new(file, bytes);
    if written.is_err() {
        // Nobody asked for a folder without the file; one that holds something by now stays.
        for folder in made {
            drop(fs::remove_dir(folder));
        }
    }
    written
}

/// Lists the folders above a place that are not there yet, the innermost first.
pub(super) fn missing_folders(place: &Path) -> Vec<&Path> {
    let above = place.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    above.take_while(|folder| fs::symlink_metadata(folder).is_err()).collect()
}

/// Writes a file that is not there yet, with its folders.
fn write_new(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let shown = file.display();
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).create(folder).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => format!("`{}` is in the way: it is no folder", folder.display()),
            _ => format!("can't make `{}`: {error}", folder.display()),
        })?;
    }
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let mut target = opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => format!("`{shown}` is there already"),
        _ => format!("can't write `{shown}`: {error}"),
    })?;
    target.write_all(bytes).and_then(|()| target.sync_all()).map_err(|error| {
        // Half a file would be in the way of the next try.
        drop(fs::remove_file(file));
        format!("can't write `{shown}`: {error}")
    })
}

/// Puts another text in the place of a file, whole or not at all; says in a sentence why it can't.
pub fn replace_file(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let beside = file.with_extension(format!("{}.new", std::process::id()));
    create_file(&beside, bytes)?;
    fs::rename(&beside, file).map_err(|error| {
        // What could not be moved would only lie there.
        drop(fs::remove_file(&beside));
        format!("can't write `{}`: {error}", file.display())
    })
}
