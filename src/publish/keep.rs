//! Keeps a file that may be lost at any time: the next run makes it again.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{BufWriter, Error, Write};
use std::path::Path;

/// How many bytes are written in one call.
const BUFFER: usize = 1 << 18;

/// Puts a file in place, whole or not at all, readable by its owner alone; its parts are written as they come.
pub fn keep(file: &Path, parts: impl IntoIterator<Item = Vec<u8>>) -> Result<(), Error> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Err(Error::other("no place for a file"));
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let beside = folder.join(format!("{}.{}.new", name.to_string_lossy(), std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&beside).and_then(|target| {
        let mut target = BufWriter::with_capacity(BUFFER, target);
        parts.into_iter().try_for_each(|part| target.write_all(&part))?;
        target.flush()
    });
    let moved = written.and_then(|()| fs::rename(&beside, file));
    if moved.is_err() {
        // What could not be moved would only lie there.
        drop(fs::remove_file(&beside));
    }
    moved
}
