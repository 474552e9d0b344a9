//! Writes one new file for `init` and `new`.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Creates a file that is not there yet, with its folders; says in a sentence why it can't.
pub fn create_file(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let shown = file.display();
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new()
            .recursive(true)
            .create(folder)
            .map_err(|error| format!("can't make `{}`: {error}", folder.display()))?;
    }
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let mut target = opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => format!("`{shown}` is there already"),
        _ => format!("can't write `{shown}`: {error}"),
    })?;
    target.write_all(bytes).and_then(|()| target.sync_all()).map_err(|error| format!("can't write `{shown}`: {error}"))
}
