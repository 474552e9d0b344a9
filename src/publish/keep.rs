//! Keeps a file that may be lost at any time: the next run makes it again. What nobody wrote again for a season goes.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{BufWriter, Error, Write};
use std::path::Path;
use std::time::Duration;

/// How many bytes are written in one call.
const BUFFER: usize = 1 << 18;
/// How long a file stays that is not written again: most are of folders that are gone.
const SEASON: Duration = Duration::from_secs(90 * 24 * 3600);
/// How many files of the folder are looked at each time.
const LOOKED_AT: usize = 1000;

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
    match &moved {
        Ok(()) => clear(folder, file),
        // What could not be moved would only lie there.
        Err(_) => drop(fs::remove_file(&beside)),
    }
    moved
}

/// Removes from the folder of a file that was written now what was kept long before it. The folder may hold files of others.
fn clear(folder: &Path, now: &Path) {
    let written = |file: &Path| fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?.modified().ok();
    let (Some(now), Ok(entries)) = (written(now), fs::read_dir(folder)) else { return };
    for entry in entries.take(LOOKED_AT).flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_ours)) {
        let age = written(&entry.path()).and_then(|then| now.duration_since(then).ok());
        if age.is_some_and(|age| age > SEASON) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Tells whether a file has a name as this program gives them: 32 digits, and what it keeps; or is one that a run began to
/// write which was killed.
fn is_ours(name: &str) -> bool {
    let mut parts = name.split('.');
    let digits = parts.next().is_some_and(|it| it.len() == 32 && it.bytes().all(|b| b.is_ascii_hexdigit()));
    digits && parts.any(|part| ["history", "documents", "pages"].contains(&part))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the files that they look at")]
mod tests {
    #[test]
    fn what_was_kept_long_ago_goes_and_nothing_else() {
        use super::{SEASON, keep};
        use std::fs::{self, File};
        use std::time::{Duration, SystemTime};

        const HOUR: Duration = Duration::from_secs(3600);
        let folder = tempfile::tempdir().unwrap();
        let digits = "0123456789abcdef0123456789abcdef";
        let old = ["history", "documents", "00ff.pages", "documents.77.new"].map(|ending| format!("{digits}.{ending}"));
        let other = ["notes.md".to_owned(), "documents".to_owned(), format!("{digits}.md"), format!("{digits}0.pages")];
        let ages = old.iter().chain(&other).map(|name| (name.clone(), SEASON + HOUR));
        let ages = ages.chain([(digits.replace('0', "1") + ".history", SEASON.saturating_sub(HOUR))]);
        for (name, age) in ages {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - age).unwrap();
        }
        keep(&folder.path().join(format!("{digits}.history")), [b"new".to_vec()]).unwrap();
        let mut left: Vec<String> =
            fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        let mut expected = [&other[..], &[format!("{digits}.history"), digits.replace('0', "1") + ".history"]].concat();
        expected.sort();
        assert_eq!(left, expected);
    }

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
