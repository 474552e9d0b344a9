//! Reads one text file that is named, such as the configuration or a drawing.
//!
//! In: a file or its bytes. Out: its text; a failure says what is wrong with it. Never reads what doesn't end.

use crate::diagnostic::Error;
use std::path::Path;

/// The largest text that the configuration or a page names.
pub(super) const TEXT_LIMIT: u64 = 32 * 1024 * 1024;

/// Reads a text file that the configuration or a theme names; none where there is no such file.
pub fn open_text(file: &Path) -> Result<Option<String>, Error> {
    match bytes(file) {
        Ok(bytes) => text(bytes, &shown(file)).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::new(format!("can't read `{}`: {error}", shown(file)))),
    }
}

/// Reads a file that may be missing or unreadable, which is all the same to whoever asks.
pub fn open_bytes(file: &Path) -> Option<Vec<u8>> {
    bytes(file).ok()
}

/// Compares a file with a text, byte for byte, and gives the mark that stands before it; none where they differ, or
/// where a symbolic link stands.
pub fn byte_order_mark_before(file: &Path, text: &str) -> Option<&'static str> {
    let link = std::fs::symlink_metadata(file).ok()?.file_type().is_symlink();
    let bytes = if link { None } else { bytes(file).ok() }?;
    ["", "\u{FEFF}"].into_iter().find(|mark| bytes.strip_prefix(mark.as_bytes()) == Some(text.as_bytes()))
}

/// Decodes a text; `shown` names it in messages.
pub(super) fn text(bytes: Vec<u8>, shown: &str) -> Result<String, Error> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned)),
        Err(_) => Err(Error::new(format!("`{shown}` is no UTF-8 text")).hint("Save it as UTF-8.")),
    }
}

/// Reads a regular file of a sensible size: nothing else ever ends.
fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    let found = std::fs::metadata(file)?;
    if !found.is_file() {
        return Err(std::io::Error::other("it is no regular file"));
    }
    if found.len() > TEXT_LIMIT {
        return Err(std::io::Error::other("it is larger than 32 MiB"));
    }
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads")]
    std::fs::read(file)
}

/// Gives a path as messages show it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
