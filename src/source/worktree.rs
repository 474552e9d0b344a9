//! Walks the site's folder and reads what its patterns name.
//!
//! In: a folder and the patterns of `[site]`. Out: Markdown and YAML files with their bytes, the paths of everything
//! beside them that a page may link to, and findings for what was left out. The order of the walk never shows.

use super::attachment::Attachment;
use super::ignore::Ignore;
use super::plain::{self, Links};
use super::scope::{self, CUT, DEPTH, FILE_LIMIT, NO_UTF8, Shape, TOO_DEEP, Use, left_out, unreadable};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error};
use crate::order::Order;
use rayon::Scope;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use walkdir::{DirEntry, WalkDir};

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

/// Walks a folder and reads it.
pub(super) fn read(root: &Path, config: &Config) -> Result<Source, Error> {
    if !root.is_dir() {
        return Err(Error::new(format!("there is no folder `{}`", root.display()))
            .hint("Name the folder that holds your Markdown, or `.` for this one."));
    }
    let root: &Arc<Path> = &Arc::from(root);
    let opened = Mutex::default();
    let (mut source, ignore) = rayon::in_place_scope(|scope| {
        let mut reader = Reader { root, scope, opened: &opened, next: Vec::new() };
        let walked = walk(root, config, &mut reader);
        reader.send();
        walked
    })?;
    let mut opened: Vec<Opened> = opened.into_inner().unwrap_or_else(PoisonError::into_inner);
    opened.order_by(|one, two| one.0.cmp(&two.0));
    for (_, found) in opened {
        match found {
            Ok(file) => source.files.push(file),
            Err(why) => source.diagnostics.push(*why),
        }
    }
    source.diagnostics.extend(ignore.into_iter().flat_map(|ignore| ignore.found(source.files.len())));
    Ok(source)
}
/// How many files are read together.
const BATCH: usize = 64;

/// A path, and the file there or why it can't be read.
type Opened = (String, Result<Found, Box<Diagnostic>>);

/// Reads what a walk finds while it goes on.
struct Reader<'r, 's> {
    root: &'s Arc<Path>,
    scope: &'r Scope<'s>,
    opened: &'s Mutex<Vec<Opened>>,
    next: Vec<String>,
}

impl Reader<'_, '_> {
    fn take(&mut self, path: String) {
        self.next.push(path);
        if self.next.len() == BATCH {
            self.send();
        }
    }

    fn send(&mut self) {
        let (root, opened, paths) = (self.root, self.opened, std::mem::take(&mut self.next));
        self.scope.spawn(move |_| {
            let read = paths.into_iter().map(|path| {
                let found = open(root, &path);
                (path, found)
            });
            let read: Vec<Opened> = read.collect();
            opened.lock().unwrap_or_else(PoisonError::into_inner).extend(read);
        });
    }
}

/// Walks the folder, and hands the files that are wanted to the reader.
fn walk(root: &Arc<Path>, config: &Config, reader: &mut Reader<'_, '_>) -> Result<(Source, Option<Ignore>), Error> {
    let mut source = Source::default();
    // Those that are compared stand in one folder, so their paths differ in nothing but their names.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let walk = WalkDir::new(root).follow_links(false).max_depth(DEPTH).sort_by(by_name);
    let mut ignore = if config.site.gitignore { Ignore::of(root) } else { None };
    let mut wants = |entry: &DirEntry| enters(root, entry, config) && !ignores(&mut ignore, entry);
    for entry in walk.into_iter().filter_entry(&mut wants) {
        match entry {
            Ok(entry) => visit(root, &entry, config, (&mut source, reader)),
            Err(error) if error.depth() == 0 => {
                return Err(Error::new(format!("can't read the folder `{}`: {}", root.display(), reason(&error)))
                    .hint("Give yourself the right to read it."));
            }
            Err(error) => {
                let path = error.path().map_or_else(|| ".".to_owned(), |path| relative(root, path).unwrap_or_default());
                source.diagnostics.push(unreadable(&path, &reason(&error)));
            }
        }
    }
    Ok((source, ignore))
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

/// Tells whether git ignores an entry; of hidden files nobody asks.
fn ignores(ignore: &mut Option<Ignore>, entry: &DirEntry) -> bool {
    let hidden = || entry.file_name().as_encoded_bytes().starts_with(b".");
    ignore.as_mut().is_some_and(|ignore| entry.depth() > 0 && !hidden() && ignore.leaves_out(entry))
}

/// Sorts a file into what is read and what may be linked to.
fn visit(root: &Arc<Path>, entry: &DirEntry, config: &Config, (source, reader): (&mut Source, &mut Reader<'_, '_>)) {
    if entry.file_type().is_dir() && entry.depth() < DEPTH {
        return;
    }
    let Some(path) = below(root, entry.path()) else {
        let shown = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned();
        source.diagnostics.push(left_out(&shown, NO_UTF8));
        return;
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        source.diagnostics.push(left_out(&path, TOO_DEEP));
        return;
    }
    let shape = match (kind.is_symlink(), kind.is_file()) {
        (true, _) => Shape::Link,
        (_, true) => Shape::File,
        _ => Shape::Other,
    };
    match scope::use_of(config, &path, shape) {
        Use::Read => reader.take(path),
        Use::Beside => {
            if let Ok(metadata) = entry.metadata() {
                source
                    .attachments
                    .insert(path, Attachment::file(Arc::clone(root), entry.path().to_owned(), metadata.len()));
            }
        }
        Use::Nothing => {}
        Use::LeftOut(why) => source.diagnostics.push(left_out(&path, why)),
    }
}

/// Gives the same as [`relative`] for a path that a walk made of the root and one name after the other.
pub(super) fn below(root: &Path, path: &Path) -> Option<String> {
    let (root_bytes, bytes) = (root.as_os_str().as_encoded_bytes(), path.as_os_str().as_encoded_bytes());
    let rest = bytes.strip_prefix(root_bytes).and_then(|rest| rest.strip_prefix(b"/"));
    match rest {
        // Only where one byte parts all names is the rest of the path what is asked for.
        Some(rest) if cfg!(unix) && !root_bytes.ends_with(b"/") => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => relative(root, path),
    }
}

/// Gives a path relative to the root, with `/`; none when a name is no UTF-8.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Reads one document that a walk found before; none where that is no regular file any more, or can't be read.
pub(super) fn file(root: &Path, path: &str) -> Option<Found> {
    open(root, path).ok()
}

/// Reads one file; of a very large one its start.
fn open(root: &Path, path: &str) -> Result<Found, Box<Diagnostic>> {
    let failed = |error: std::io::Error| Box::new(unreadable(path, &plain::reason(&error)));
    let (file, size) = plain::open_regular(&root.join(path), Links::Refused).map_err(failed)?;
    let limit = if size > FILE_LIMIT { CUT } else { FILE_LIMIT };
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    // No more than it has now, so that one call is enough; some systems say of each file that it has nothing.
    let now = if size == 0 { limit } else { size.min(limit) };
    file.take(now).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Found { path: Arc::from(path), bytes, cut: (size > FILE_LIMIT).then_some(size) })
}
