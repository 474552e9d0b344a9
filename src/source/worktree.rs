//! Walks the site's folder and reads what its patterns name.
//!
//! In: a folder and the patterns of `[site]`. Out: Markdown and YAML files with their bytes, the paths of everything
//! beside them that a page may link to, and findings for what was left out. The order of the walk never shows.

use super::scope::{self, CUT, DEPTH, FILE_LIMIT};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// The largest text that the configuration or a page names.
const TEXT_LIMIT: u64 = 32 * 1024 * 1024;

/// A file that was read.
#[derive(Debug)]
pub struct Found {
    /// The path relative to the site's root, with `/`.
    pub path: Arc<str>,
    /// Its bytes, or the first of them.
    pub bytes: Vec<u8>,
    /// The whole size, when only the first bytes are here.
    pub cut: Option<u64>,
}

/// A file beside the documents that a page may link to.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Where it is on this machine.
    pub file: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// Everything that a walk found.
#[derive(Debug, Default)]
pub struct Source {
    /// Markdown files and the YAML files that describe them, in order of path.
    pub files: Vec<Found>,
    /// Other files, by path.
    pub attachments: BTreeMap<String, Attachment>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a text file that the configuration or a theme names; none where there is no such file.
pub fn open_text(file: &Path) -> Result<Option<String>, Error> {
    match std::fs::metadata(file).and_then(|found| whole(file, &found)) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))),
            Err(_) => Err(Error::new(format!("`{}` is no UTF-8 text", shown(file))).hint("Save it as UTF-8.")),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::new(format!("can't read `{}`: {error}", shown(file)))),
    }
}

/// Reads a file that may be missing or unreadable, which is all the same to whoever asks.
pub fn open_bytes(file: &Path) -> Option<Vec<u8>> {
    std::fs::metadata(file).and_then(|found| whole(file, &found)).ok()
}

/// Compares a file with a text, byte for byte, and gives the mark that stands before it; none where they differ.
pub fn byte_order_mark_before(file: &Path, text: &str) -> Option<&'static str> {
    let bytes = std::fs::symlink_metadata(file).and_then(|found| whole(file, &found)).ok()?;
    ["", "\u{FEFF}"].into_iter().find(|mark| bytes.strip_prefix(mark.as_bytes()) == Some(text.as_bytes()))
}

/// Reads a regular file of a sensible size: nothing else ever ends.
fn whole(file: &Path, found: &std::fs::Metadata) -> std::io::Result<Vec<u8>> {
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

/// Walks a folder and reads it.
pub fn read(root: &Path, config: &Config) -> Result<Source, Error> {
    if !root.is_dir() {
        return Err(Error::new(format!("there is no folder `{}`", shown(root)))
            .hint("Name the folder that holds your Markdown, or `.` for this one."));
    }
    let mut source = Source::default();
    let mut wanted = Vec::new();
    let walk = WalkDir::new(root).follow_links(false).max_depth(DEPTH).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| enters(root, entry, config)) {
        match entry {
            Ok(entry) => visit(root, &entry, config, (&mut source, &mut wanted)),
            Err(error) => {
                let path = error.path().map_or_else(|| ".".to_owned(), |path| relative(root, path).unwrap_or_default());
                source.diagnostics.push(left_out(&path, &format!("it can't be read: {}", reason(&error))));
            }
        }
    }
    wanted.sort();
    let read: Vec<Result<Found, Box<Diagnostic>>> = wanted.par_iter().map(|path| open(root, path)).collect();
    for result in read {
        match result {
            Ok(found) => source.files.push(found),
            Err(diagnostic) => source.diagnostics.push(*diagnostic),
        }
    }
    Ok(source)
}

/// Says why an entry could not be read, without the machine's path.
fn reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| "the folder loops".to_owned(), |error| error.kind().to_string())
}

/// Tells whether the walk goes into a folder: not into hidden ones, other repositories, the output, or excluded ones.
fn enters(root: &Path, entry: &DirEntry, config: &Config) -> bool {
    if entry.depth() == 0 || !entry.file_type().is_dir() {
        return true;
    }
    let hidden = entry.file_name().to_string_lossy().starts_with('.');
    if hidden || entry.path().join(".git").exists() || super::generated::is_generated(entry.path()) {
        return false;
    }
    relative(root, entry.path()).is_none_or(|path| scope::enters(config, &path))
}

/// Sorts a file into what is read and what may be linked to.
fn visit(root: &Path, entry: &DirEntry, config: &Config, (source, wanted): (&mut Source, &mut Vec<String>)) {
    if entry.file_type().is_dir() {
        return;
    }
    let Some(path) = relative(root, entry.path()) else {
        let shown = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned();
        source.diagnostics.push(left_out(&shown, "its name is no UTF-8 text"));
        return;
    };
    if scope::ignored(config, &path) {
        return;
    }
    let included = scope::matter_of(config, &path).is_some();
    if !included && config.privacy.exclude.is_match(&path) {
        return;
    }
    if entry.file_type().is_symlink() {
        if included {
            source.diagnostics.push(left_out(&path, "it is a symbolic link"));
        }
    } else if !entry.file_type().is_file() {
        source.diagnostics.push(left_out(&path, "it is no regular file"));
    } else if included {
        wanted.push(path);
    } else if let Ok(metadata) = entry.metadata() {
        source.attachments.insert(path, Attachment { file: entry.path().to_owned(), size: metadata.len() });
    }
}

/// Says that a file is not part of the site.
fn left_out(path: &str, why: &str) -> Diagnostic {
    let path: Arc<str> = Arc::from(path);
    Diagnostic::warning("left-out", &path, Span::FILE, format!("this file is left out: {why}"))
        .hint("Put a regular file with a plain name in its place.")
}

/// Gives a path relative to the root, with `/`; none when a name is no UTF-8.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Reads one file; of a very large one its start.
fn open(root: &Path, path: &str) -> Result<Found, Box<Diagnostic>> {
    let failed = |error: std::io::Error| Box::new(left_out(path, &format!("it can't be read: {}", error.kind())));
    let file = std::fs::File::open(root.join(path)).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let limit = if size > FILE_LIMIT { CUT } else { FILE_LIMIT };
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Found { path: Arc::from(path), bytes, cut: (size > FILE_LIMIT).then_some(size) })
}
