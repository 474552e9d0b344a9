//! The site's folder as it was at a commit, read from git's own objects.
//!
//! In: a folder and the name of a commit or a day. Out: what the working tree would give if that commit were checked
//! out: documents, attachments, the configuration, templates and themes. Never checks anything out, and runs no
//! filter: contents are those that git stores.

mod base;
mod committed;
mod line;
mod name;
mod tree;

use super::attachment::Attachment;
use super::content_id::content_id;
use super::history::Cut;
use super::plain;
use super::repository::{self, Place};
use super::scope::{self, CUT, FILE_LIMIT, left_out};
use super::worktree::{Found, Source};
use crate::config::Config;
use crate::diagnostic::Error;
use crate::order::Gather;
use gix::ObjectId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use committed::Committed;

/// How many bytes a document takes at least, however short it is.
const ITS_OWN: u64 = 1024;
/// How many bytes of documents are read that are the same as others of the commit.
const REPEATED: u64 = 64 * 1024 * 1024;

/// Which commit is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// A commit, a tag, a branch or a short id, perhaps with `~1` behind it.
    Name(String),
    /// The last commit on or before the end of a day, as it was written.
    Day(Date, String),
}

/// The site's folder at a commit.
#[derive(Debug, Clone)]
pub struct Revision {
    place: Arc<Place>,
    folder: PathBuf,
    id: ObjectId,
    tree: Option<ObjectId>,
    at: Timestamp,
}

/// A content as git names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content(ObjectId);

impl Content {
    /// Tells whether bytes are this very content.
    pub fn is(&self, bytes: &[u8]) -> bool {
        content_id(self.0.kind(), bytes) == Some(self.0)
    }
}

impl Revision {
    /// Finds a commit by its name or by a day in a zone.
    pub fn find(folder: &Path, when: &When, zone: &TimeZone) -> Result<Self, Error> {
        let place = repository::place(folder).map_err(|cut| unreachable(folder, &cut))?;
        let handle = place.handle();
        let id = match when {
            When::Name(name) => name::resolve(&place, &handle, name)?,
            When::Day(_, written) if name::is_reference(&handle, written) => return Err(name::also_a_day(written)),
            When::Day(day, _) => {
                let head = Place::head(&handle).map_err(|cut| unreachable(folder, &cut))?;
                line::last_on(&place, head, *day, zone)?
            }
        };
        Self::open(folder, place, id)
    }

    /// Finds the last commit on or before the end of a day, from this one downwards.
    pub fn on(&self, day: Date, zone: &TimeZone) -> Result<Self, Error> {
        let id = line::last_on(&self.place, self.id, day, zone)?;
        let place = repository::place(&self.folder).map_err(|cut| unreachable(&self.folder, &cut))?;
        Self::open(&self.folder, place, id)
    }

    /// Reads a regular file as git stores it; none where there is none.
    pub fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let handle = self.place.handle();
        let found = tree::find(&handle, self.tree, path).filter(|(mode, _)| mode.is_blob());
        found.map(|(_, id)| self.blob(&handle, id)).transpose()
    }

    /// Opens a commit by its whole id.
    pub fn at_commit(folder: &Path, hex: &str) -> Result<Self, Error> {
        let place = repository::place(folder).map_err(|cut| unreachable(folder, &cut))?;
        let id = ObjectId::from_hex(hex.as_bytes()).map_err(|_| Error::new(format!("`{hex}` is no id of a commit")))?;
        Self::open(folder, place, id)
    }

    /// Opens the newest commit; none where there is no repository or no commit.
    pub fn head(folder: &Path) -> Option<Self> {
        let place = repository::place(folder).ok()?;
        let id = Place::head(&place.handle()).ok()?;
        Self::open(folder, place, id).ok()
    }

    fn open(folder: &Path, place: impl Into<Arc<Place>>, id: ObjectId) -> Result<Self, Error> {
        let place = place.into();
        let handle = place.handle();
        let commit = handle.find_object(id).ok().and_then(|object| object.try_into_commit().ok());
        let commit = commit.ok_or_else(|| missing(&place, &short(id)))?;
        let root = commit.tree_id().map_err(|_| missing(&place, &short(id)))?.detach();
        let at = commit.time().ok().and_then(|time| Timestamp::from_second(time.seconds).ok());
        let at = at.ok_or_else(|| {
            Error::new(format!("the date of commit `{}` can't be read", short(id)))
                .hint("`git log` shows what it says; name another commit.")
        })?;
        let tree = tree::folder(&place, &handle, root)?;
        Ok(Self { place, folder: folder.to_owned(), id, tree, at })
    }

    /// Gives the commit's whole id.
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// Gives the first characters of its id.
    pub fn short(&self) -> String {
        short(self.id)
    }

    /// Gives the committer's date.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Tells whether the site's folder was there.
    pub const fn has_folder(&self) -> bool {
        self.tree.is_some()
    }

    /// Tells whether the repository has no working tree.
    pub fn is_bare(&self) -> bool {
        self.place.handle().workdir().is_none()
    }

    /// Fails when the site's folder wasn't there.
    pub fn expect_folder(&self) -> Result<(), Error> {
        if self.has_folder() {
            return Ok(());
        }
        Err(Error::new(format!("there is no folder `{}` in commit `{}`", self.folder.display(), self.short()))
            .hint("Name a later commit, or the folder that held your Markdown then."))
    }

    /// Tells whether there is a regular file at a path.
    pub fn has_file(&self, path: &str) -> bool {
        tree::find(&self.place.handle(), self.tree, path).is_some_and(|(mode, _)| mode.is_blob())
    }

    /// Reads a text file; none where there is none. A link isn't followed.
    pub fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let handle = self.place.handle();
        let Some((mode, id)) = tree::find(&handle, self.tree, path) else {
            return Ok(None);
        };
        let shown = format!("{}:{path}", self.short());
        if !mode.is_blob() {
            return Err(Error::new(format!("can't read `{shown}`: it is no regular file")));
        }
        let bytes = self.blob(&handle, id)?;
        if bytes.len() as u64 > plain::TEXT_LIMIT {
            return Err(Error::new(format!("can't read `{shown}`: it is larger than 32 MiB")));
        }
        plain::text(bytes, &shown).map(Some)
    }

    /// Reads everything under `templates/` and `themes/` that a theme can use, by path from the site's root.
    pub fn own_files(&self) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let handle = self.place.handle();
        let mut files = BTreeMap::new();
        for path in ["templates", "themes"] {
            let Some((mode, id)) = tree::find(&handle, self.tree, path) else {
                continue;
            };
            if mode.is_tree() {
                for (path, id) in tree::files_below(&self.place, &handle, path, id)? {
                    if scope::is_own(&path) {
                        let mut bytes = self.blob(&handle, id)?;
                        bytes.truncate(usize::try_from(scope::OWN_LIMIT).unwrap_or(usize::MAX));
                        files.insert(path, bytes);
                    }
                }
            }
        }
        Ok(files)
    }

    /// Reads the folder as the working tree is read.
    pub fn read(&self, config: &Config) -> Result<Source, Error> {
        self.expect_folder()?;
        let walked = tree::walk(&self.place, self.tree, config)?;
        let files = self.fetch(&walked.documents)?;
        let diagnostics = walked.left_out.iter().map(|(path, why)| left_out(path, why)).collect();
        let handle = self.place.handle();
        let attachments = walked.beside.into_iter().map(|(path, id)| {
            // What isn't there is too large to be published: a partial clone leaves large contents out.
            let size = handle.find_header(id).map_or(u64::MAX, |header| header.size());
            (path, Attachment::blob(Arc::clone(&self.place), id, size))
        });
        Ok(Source { files, attachments: attachments.into_map(), diagnostics })
    }

    /// Lists the documents with their contents' names, in order of path; reads none of them.
    pub fn documents(&self, config: &Config) -> Result<Vec<(Arc<str>, Content)>, Error> {
        let walked = tree::walk(&self.place, self.tree, config)?;
        Ok(walked.documents)
    }

    /// Reads documents, in the order of the list.
    pub fn fetch(&self, documents: &[(Arc<str>, Content)]) -> Result<Vec<Found>, Error> {
        self.refuse_repeated(documents)?;
        let parts = super::history::in_parts(&self.place, documents, |handle, part| {
            part.iter().map(|(path, content)| self.found(handle, path, content.0)).collect::<Result<Vec<_>, _>>()
        });
        let parts: Vec<Vec<Found>> = parts.into_iter().collect::<Result<_, _>>()?;
        Ok(parts.into_iter().flatten().collect())
    }

    /// Refuses a commit in which so many documents have one content that a few kilobytes would fill the memory.
    fn refuse_repeated(&self, documents: &[(Arc<str>, Content)]) -> Result<(), Error> {
        let (handle, mut sizes, mut repeated) = (self.place.handle(), HashMap::new(), 0);
        for (path, content) in documents {
            match sizes.entry(content.0) {
                Slot::Vacant(slot) => drop(slot.insert(None)),
                Slot::Occupied(mut slot) => {
                    let size = || handle.find_header(content.0).map_or(0, |header| header.size());
                    let size = *slot.get_mut().get_or_insert_with(size);
                    repeated += if size > FILE_LIMIT { CUT } else { size.max(ITS_OWN) };
                }
            }
            if repeated > REPEATED {
                return Err(Error::new(format!(
                    "`{path}` and many others have the same content, of {} MiB in all",
                    REPEATED >> 20
                ))
                .hint("Leave them out with `site.exclude`, or name another commit."));
            }
        }
        Ok(())
    }

    fn found(&self, handle: &gix::Repository, path: &Arc<str>, id: ObjectId) -> Result<Found, Error> {
        let mut bytes = self.blob(handle, id)?;
        let size = bytes.len() as u64;
        let cut = (size > FILE_LIMIT).then_some(size);
        if cut.is_some() {
            bytes.truncate(usize::try_from(CUT).unwrap_or(usize::MAX));
        }
        Ok(Found { path: Arc::clone(path), bytes, cut, seen: None })
    }

    fn blob(&self, handle: &gix::Repository, id: ObjectId) -> Result<Vec<u8>, Error> {
        let object = handle.find_object(id).map_err(|_| missing(&self.place, &short(id)))?;
        let mut bytes = object.detach().data;
        // What it was unpacked in has room for several of its kind, and all documents are held until the last is read.
        bytes.shrink_to_fit();
        Ok(bytes)
    }
}

/// Gives the first characters of an id.
fn short(id: ObjectId) -> String {
    id.to_hex_with_len(10).to_string()
}

/// Says that an object isn't there, and why.
fn missing(place: &Place, id: &str) -> Error {
    if place.promised() {
        return Error::new(format!("`{id}` isn't in this partial clone")).hint(
            "Backlit fetches nothing: clone without `--filter`, or check that commit out once, which fetches its files.",
        );
    }
    if place.is_shallow() {
        return Error::new(format!("`{id}` isn't in this shallow clone")).hint(UNSHALLOW);
    }
    Error::new(format!("`{id}` is missing or damaged in the repository"))
        .hint("Run `git fsck` to see what is lost, and fetch it from another clone.")
}

/// How to get the whole history.
const UNSHALLOW: &str =
    "Fetch the whole history: `git fetch --unshallow`; on GitHub Actions `fetch-depth: 0` for actions/checkout.";

/// Says why git can't be asked.
fn unreachable(folder: &Path, cut: &Cut) -> Error {
    let shown = folder.display();
    match cut {
        Cut::NoRepository => Error::new(format!("`{shown}` is in no git repository"))
            .hint("A backlog of the past is read from git: name a folder of a clone."),
        Cut::Unborn => Error::new(format!("the repository of `{shown}` has no commit yet"))
            .hint("Commit the backlog; from then on its past can be read."),
        Cut::Shallow => Error::new("the clone is shallow").hint(UNSHALLOW),
        Cut::Partial => Error::new("the clone is partial").hint("Clone without `--filter`."),
        Cut::Unreadable(words) => Error::new(format!("the repository of `{shown}` can't be read: {words}"))
            .hint("Read a clone of it that `git clone` made with its own settings."),
    }
}
