//! Reads one text file that is named, such as the configuration or a drawing.
//!
//! In: a file or its bytes. Out: its text; a failure says what is wrong with it. Never reads what doesn't end.

use crate::diagnostic::Error;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// The largest text that the configuration or a page names.
pub(super) const TEXT_LIMIT: u64 = 32 * 1024 * 1024;

/// The largest file that a run kept for the next one: the documents of some 300,000 epics.
const KEPT_LIMIT: u64 = 512 * 1024 * 1024;

/// Reads a text file that the configuration or a theme names; none where there is no such file.
pub fn open_text(file: &Path) -> Result<Option<String>, Error> {
    match bytes(file, Links::Followed) {
        Ok(bytes) => text(bytes, &shown(file)).map(Some),
        // What it should say is not known, and without it everything might be shown.
        Err(error) if error.kind() == io::ErrorKind::NotFound && file.is_symlink() => {
            Err(Error::new(format!("`{}` is a symbolic link that leads to nothing", shown(file)))
                .hint("Put what it should lead to in its place."))
        }
        // Below a file there is none; that a folder is none is said by who reads it.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Error::new(format!("can't read `{}`: {error}", shown(file)))),
    }
}

/// Reads a file that may be missing or unreadable, which is all the same to whoever asks.
pub fn open_bytes(file: &Path) -> Option<Vec<u8>> {
    bytes(file, Links::Followed).ok()
}

/// Reads a file that an earlier run kept; none where there is none that can be read, or where somebody else could have
/// written it: a folder for many would let each decide what stands in the others' pages.
pub fn open_kept(file: &Path) -> Option<Vec<u8>> {
    let opened = open_regular(file, Links::Refused).ok().filter(|(_, found)| is_own(found))?;
    read_up_to(KEPT_LIMIT, opened).ok()
}

/// Tells whether a file belongs to whoever runs this, and nobody else may write it.
#[cfg(unix)]
fn is_own(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.uid() == rustix::process::geteuid().as_raw() && found.mode() & 0o022 == 0
}

#[cfg(not(unix))]
const fn is_own(_: &Metadata) -> bool {
    true
}

/// Compares a file with a text, byte for byte, and gives the marks that stand before it; none where they differ, or
/// where a symbolic link stands.
pub fn byte_order_marks_before(file: &Path, text: &str) -> Option<String> {
    let mut bytes = bytes(file, Links::Refused).ok()?;
    let marks = bytes.len().checked_sub(text.len())?;
    let same = bytes[marks..] == *text.as_bytes();
    bytes.truncate(marks);
    String::from_utf8(bytes).ok().filter(|marks| same && marks.chars().all(|c| c == '\u{FEFF}'))
}

/// Decodes a text; `shown` names it in messages.
pub(super) fn text(bytes: Vec<u8>, shown: &str) -> Result<String, Error> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{FEFF}').to_owned()),
        Err(_) => Err(Error::new(format!("`{shown}` is no UTF-8 text")).hint("Save it as UTF-8.")),
    }
}

/// Whether a symbolic link stands for what it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// It does.
    Followed,
    /// It is refused.
    Refused,
}

/// Reads a regular file of a sensible size: nothing else ever ends.
pub(super) fn bytes(file: &Path, links: Links) -> io::Result<Vec<u8>> {
    up_to(TEXT_LIMIT, file, links)
}

/// Reads a regular file that has no more bytes than a limit.
pub(super) fn up_to(limit: u64, file: &Path, links: Links) -> io::Result<Vec<u8>> {
    read_up_to(limit, open_regular(file, links)?)
}

fn read_up_to(limit: u64, (opened, found): (File, Metadata)) -> io::Result<Vec<u8>> {
    let size = found.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    // What grows while it is read is too large as well.
    if size <= limit {
        opened.take(limit + 1).read_to_end(&mut bytes)?;
    }
    if size > limit || bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it is larger than {} MiB", limit >> 20)));
    }
    Ok(bytes)
}

/// Opens a regular file and gives what the system says of it; never waits for a pipe that took a file's place meanwhile.
pub(super) fn open_regular(file: &Path, links: Links) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags(links));
    #[cfg(not(unix))]
    if links == Links::Refused && file.symlink_metadata()?.is_symlink() {
        return Err(io::Error::other(LINK));
    }
    let opened = options.open(file).map_err(|error| named(error, file, links))?;
    let found = opened.metadata()?;
    if found.is_file() { Ok((opened, found)) } else { Err(io::Error::other("it is no regular file")) }
}

const LINK: &str = "it is a symbolic link";

/// Does not wait, and follows a link only where links are followed.
#[cfg(unix)]
fn flags(links: Links) -> i32 {
    use rustix::fs::OFlags;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = if links == Links::Refused { flags | OFlags::NOFOLLOW } else { flags };
    flags.bits().cast_signed()
}

/// Names a link that was refused, and a socket.
fn named(error: io::Error, file: &Path, links: Links) -> io::Error {
    match file.symlink_metadata() {
        Ok(found) if links == Links::Refused && found.is_symlink() => io::Error::other(LINK),
        Ok(found) if !found.is_file() && !found.is_symlink() => io::Error::other("it is no regular file"),
        _ => error,
    }
}

/// Says why a file can't be read, without the machine's path.
pub(super) fn reason(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        return super::scope::GONE.to_owned();
    }
    error.get_ref().map_or_else(|| error.kind().to_string(), ToString::to_string)
}

/// Refuses what is reached through a symbolic link that leads out of a folder.
pub(super) fn stays_inside(folder: &Path, path: &str) -> Result<(), Error> {
    if leads_out(folder, &folder.join(path)) {
        return Err(Error::new(format!("`{path}` is a symbolic link that leads out of the folder"))
            .hint("Put what it leads to in its place."));
    }
    Ok(())
}

/// Tells whether a file is reached through a symbolic link that leads out of a folder.
pub fn leads_out(folder: &Path, file: &Path) -> bool {
    let (there, root) = (file.canonicalize(), folder.canonicalize());
    there.ok().zip(root.ok()).is_some_and(|(there, root)| !there.starts_with(root))
}

/// Gives a path as messages show it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the files that they look at")]
mod tests {
    #[cfg(unix)]
    #[test]
    fn what_somebody_else_could_have_kept_is_not_taken_up() {
        use super::open_kept;
        use std::fs;
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["kept", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "words").unwrap();
        symlink(&file, &link).unwrap();
        for (mode, taken) in [(0o600, true), (0o644, true), (0o620, false), (0o602, false)] {
            fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
            assert_eq!(open_kept(&file).is_some(), taken, "{mode:o}");
        }
        fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
        assert_eq!(open_kept(&link), None);
        // Only the system's own user can give a file away.
        if std::os::unix::fs::chown(&file, Some(12345), None).is_ok() {
            assert_eq!(open_kept(&file), None);
        }
    }
}
