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
    // A run that was killed may have left it; whoever shares the folder may have put a link there.
    drop(fs::remove_file(&beside));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the files that they look at")]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_link_in_its_way_is_not_followed() {
        use super::keep;
        use std::fs;
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let [file, other] = ["kept", "other"].map(|name| folder.path().join(name));
        fs::write(&other, "mine").unwrap();
        symlink(&other, folder.path().join(format!("kept.{}.new", std::process::id()))).unwrap();
        keep(&file, [b"one ".to_vec(), b"two".to_vec()]).unwrap();
        assert_eq!([&file, &other].map(|file| fs::read_to_string(file).unwrap()), ["one two", "mine"]);
    }
}
