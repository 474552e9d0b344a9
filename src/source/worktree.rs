//! Walks the site's folder and reads what its patterns name.
//!
//! In: a folder and the patterns of `[site]`. Out: Markdown and YAML files with their bytes, the paths of everything
//! beside them that a page may link to, and findings for what was left out. The order of the walk never shows.

use super::attachment::Attachment;
use super::ignore::Ignore;
use super::plain::{self, Links};
use super::scope::{self, CUT, DEPTH, FILE_LIMIT, NO_UTF8, Shape, TOO_DEEP, Use, left_out, unreadable};
use super::stamp::Seen;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error};
use crate::order::Order;
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
    /// What was seen of it before it was read; none of one in a repository.
    pub seen: Option<Box<Seen>>,
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

/// What a walk found, without reading any file.
#[derive(Debug, Default)]
pub struct Looked {
    /// What would be read, in order of path, with what was seen of it.
    pub files: Vec<(String, Option<Seen>)>,
    /// Other files, by path.
    pub attachments: BTreeMap<String, Attachment>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Walks a folder and reads it.
pub(super) fn read(root: &Path, config: &Config) -> Result<Source, Error> {
    let (mut source, opened, ignore) = each(root, config, open)?;
    for (_, found) in opened {
        match found {
            Ok(file) => source.files.push(file),
            Err(why) => source.diagnostics.push(*why),
        }
    }
    source.diagnostics.extend(ignore.into_iter().flat_map(|ignore| ignore.found(source.files.len())));
    Ok(source)
}

/// Walks a folder as if it were to be read, and only looks at its files.
pub(super) fn look(root: &Path, config: &Config) -> Result<Looked, Error> {
    let (Source { attachments, mut diagnostics, .. }, files, ignore) =
        each(root, config, |root, path| Seen::of(&root.join(path)))?;
    diagnostics.extend(ignore.into_iter().flat_map(|ignore| ignore.found(files.len())));
    Ok(Looked { files, attachments, diagnostics })
}

/// What was made of each file that a walk found, by path.
type Made<T> = Vec<(String, T)>;

/// Walks a folder and makes something of each file that is wanted, in order of path.
fn each<T: Send>(
    root: &Path,
    config: &Config,
    make: impl Fn(&Path, &str) -> T + Sync,
) -> Result<(Source, Made<T>, Option<Ignore>), Error> {
    if !root.is_dir() {
        return Err(Error::new(format!("there is no folder `{}`", root.display()))
            .hint("Name the folder that holds your Markdown, or `.` for this one."));
    }
    let root: &Arc<Path> = &Arc::from(root);
    let made: Mutex<Made<T>> = Mutex::default();
    let (source, ignore) = rayon::in_place_scope(|scope| {
        let (made, make) = (&made, &make);
        let send = |paths: Vec<String>| {
            scope.spawn(move |_| {
                let each = paths.into_iter().map(|path| {
                    let one = make(root, &path);
                    (path, one)
                });
                let each: Made<T> = each.collect();
                made.lock().unwrap_or_else(PoisonError::into_inner).extend(each);
            });
        };
        let mut wanted = Wanted { send: &send, next: Vec::new() };
        let walked = walk(root, config, &mut wanted);
        wanted.send();
        walked
    })?;
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.order_by(|one, two| one.0.cmp(&two.0));
    Ok((source, made, ignore))
}

/// How many files are read together.
const BATCH: usize = 64;

/// Sends what a walk finds to be read while it goes on.
struct Wanted<'r> {
    send: &'r dyn Fn(Vec<String>),
    next: Vec<String>,
}

impl Wanted<'_> {
    fn take(&mut self, path: String) {
        self.next.push(path);
        if self.next.len() == BATCH {
            self.send();
        }
    }

    fn send(&mut self) {
        (self.send)(std::mem::take(&mut self.next));
    }
}

/// Walks the folder, and hands on the files that are wanted.
fn walk(root: &Arc<Path>, config: &Config, wanted: &mut Wanted<'_>) -> Result<(Source, Option<Ignore>), Error> {
    let mut source = Source::default();
    // Those that are compared stand in one folder, so their paths differ in nothing but their names.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let walk = WalkDir::new(root).follow_links(false).max_depth(DEPTH).sort_by(by_name);
    let mut ignore = if config.site.gitignore { Ignore::of(root) } else { None };
    let mut wants = |entry: &DirEntry| enters(root, entry, config) && !ignores(&mut ignore, entry);
    for entry in walk.into_iter().filter_entry(&mut wants) {
        match entry {
            Ok(entry) => visit(root, &entry, config, (&mut source, wanted)),
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
fn visit(root: &Arc<Path>, entry: &DirEntry, config: &Config, (source, wanted): (&mut Source, &mut Wanted<'_>)) {
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
        Use::Read => wanted.take(path),
        Use::Beside => {
            if let Ok(metadata) = entry.metadata() {
                let file = Attachment::file(Arc::clone(root), entry.path().to_owned(), &metadata);
                source.attachments.insert(path, file);
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
    let (file, seen) = plain::open_regular(&root.join(path), Links::Refused).map_err(failed)?;
    let size = seen.len();
    let limit = if size > FILE_LIMIT { CUT } else { FILE_LIMIT };
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    // No more than it has now, so that one call is enough; some systems say of each file that it has nothing.
    let now = if size == 0 { limit } else { size.min(limit) };
    file.take(now).read_to_end(&mut bytes).map_err(failed)?;
    let seen = Seen::from_metadata(&seen).map(Box::new);
    Ok(Found { path: Arc::from(path), bytes, cut: (size > FILE_LIMIT).then_some(size), seen })
}
