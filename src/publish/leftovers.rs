//! What a killed build left beside the output. In: the place, with the lock held. Out: the old or the new site under the
//! output's name and no working folder. Never removes a folder that lacks the marker, unless it is empty.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Problem, PublishError};
use super::ownership::is_removable;
use super::place::Place;
use crate::source::{MARKER, is_generated};

/// Puts the old site back if a build was killed between two renames, and removes working folders.
pub(super) fn mend(place: &Place) -> Result<(), PublishError> {
    if !exists(&place.output) && is_generated(&place.aside) {
        fs::rename(&place.aside, &place.output).map_err(|e| PublishError::system("put back", &place.output, e))?;
    }
    for folder in [&place.staging, &place.aside] {
        clear(folder)?;
    }
    Ok(())
}

/// Removes a working folder, the marker last, so that a kill in between leaves a folder that is still known.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    let marker = folder.join(MARKER);
    entries.par_iter().filter(|path| **path != marker).try_for_each(|path| remove_entry(path))?;
    match fs::remove_file(&marker) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    fs::remove_dir(folder)
}

fn clear(folder: &Path) -> Result<(), PublishError> {
    if !exists(folder) {
        return Ok(());
    }
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|m| m.is_dir());
    if !is_folder || !is_removable(folder) {
        return Err(PublishError::new(
            Problem::NotOurs,
            folder,
            "is in the way and was not made by backlit",
            "Move it away and build again.",
        ));
    }
    remove(folder).map_err(|e| PublishError::system("remove", folder, e))
}

fn remove_entry(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
