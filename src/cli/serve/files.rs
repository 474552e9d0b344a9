//! The documents of a folder as they were read last.
//!
//! In: a folder, and which of its files changed. Out: the documents as they are, of which only those that differ were
//! parsed again. Whatever a named file can't explain is looked for in the whole folder.

use super::super::parsed::{How, Note, Parsed, Read};
use super::super::project::{Raw, raw_documents};
use crate::backlog::{Sheet, Trees};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error};
use crate::order::Order;
use crate::source::{Attachment, Found, Origin};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// What the files of a document hold, in short.
type Print = [u8; 32];

/// What is known to have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum News {
    /// These files, by path from the root, and nothing else.
    Files(BTreeSet<String>),
    /// Anything.
    Everything,
}

/// How documents are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    /// The folder.
    pub(super) root: &'a Path,
    /// Under which configuration.
    pub(super) config: &'a Config,
    /// Whether the trees of front matters are kept, for a review.
    pub(super) trees: Trees,
}

/// The documents of a folder.
#[derive(Debug, Clone)]
pub(super) struct Files {
    kept: Vec<Kept>,
    /// The files beside them.
    pub(super) attachments: Arc<BTreeMap<String, Attachment>>,
    /// What was left out.
    pub(super) left_out: Vec<Diagnostic>,
}

/// One document, with what its files held.
#[derive(Debug, Clone)]
struct Kept {
    print: Print,
    /// Whether it is one file, and no other one describes it.
    alone: bool,
    sheet: Sheet,
}

impl Files {
    /// Looks through the whole folder; a document whose files hold the same as before isn't parsed again.
    pub(super) fn walk(origin: &Origin, reading: Reading<'_>, before: Option<&Self>) -> Result<Self, Error> {
        let config = reading.config;
        // What earlier runs parsed counts at the start; from then on this one knows more.
        let open = || if before.is_none() { Parsed::open(reading.root, config) } else { Parsed::nothing() };
        let (source, parsed) = rayon::join(|| origin.read(config), open);
        let source = source?;
        let known: HashMap<(&str, Print), &Kept> =
            before.iter().flat_map(|files| &files.kept).map(|kept| ((kept.path(), kept.print), kept)).collect();
        let raws = raw_documents(source.files, config);
        let parsed = parsed.of(raws.len(), || before.is_none());
        let (mut kept, notes): (Vec<Kept>, Vec<Note>) = raws
            .into_par_iter()
            .map(|raw| {
                let print = print(&raw);
                let same = known.get(&(&*raw.path, print)).map(|kept| (Kept::clone(kept), Note::Nothing));
                same.unwrap_or_else(|| Kept::read((raw, print), &parsed, reading))
            })
            .unzip();
        parsed.keep(notes);
        kept.order_by(|a, b| a.path().cmp(b.path()));
        let mut left_out = source.diagnostics;
        left_out.retain(|found| !config.privacy.exclude.is_match(&*found.path));
        Ok(Self { kept, attachments: Arc::new(source.attachments), left_out })
    }

    /// Reads the named files again; none where they don't explain everything.
    pub(super) fn reread(
        &self,
        (root, origin): (&Path, &Origin),
        named: &BTreeSet<String>,
        reading: Reading<'_>,
    ) -> Option<Self> {
        let mut files = self.clone();
        for path in named {
            match self.alone(path) {
                Some(at) => {
                    let found = origin.file(path)?;
                    let raw = Raw { path: Arc::clone(&found.path), prose: Some(found), described_by: Vec::new() };
                    let print = print(&raw);
                    if print != files.kept[at].print {
                        (files.kept[at], _) = Kept::read((raw, print), &Parsed::nothing(), reading);
                    }
                }
                // One that is gone ignores nothing any more.
                None if path.ends_with(".gitignore") => return None,
                None if path == "backlit.toml" || self.never_was(root, path) => {}
                None => return None,
            }
        }
        Some(files)
    }

    /// Finds a document that is one file.
    fn alone(&self, path: &str) -> Option<usize> {
        let at = self.kept.binary_search_by(|kept| kept.path().cmp(path)).ok()?;
        self.kept[at].alone.then_some(at)
    }

    /// Tells whether a path is gone and was nothing: a file that an editor wrote for a moment.
    fn never_was(&self, root: &Path, path: &str) -> bool {
        let folder = format!("{path}/");
        let is_below = |other: &str| other == path || other.starts_with(&folder);
        let next = self.kept.partition_point(|kept| kept.path() < path);
        let document =
            self.kept[next..].iter().take_while(|kept| kept.path().starts_with(path)).any(|kept| is_below(kept.path()));
        let mut beside = self.attachments.range(path.to_owned()..).take_while(|(other, _)| other.starts_with(path));
        let left_out = self.left_out.iter().any(|found| is_below(&found.path));
        let known = document || beside.any(|(other, _)| is_below(other)) || left_out;
        !known && root.join(path).symlink_metadata().is_err()
    }

    /// Gives all documents, in order of path.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &Sheet> + Clone {
        self.kept.iter().map(|kept| &kept.sheet)
    }

    /// Lists the documents that differ from those before, where these are the same files and as many of them are shown.
    pub(super) fn changed<'f>(&'f self, before: &'f Self) -> Option<Changed<'f>> {
        if self.kept.len() != before.kept.len() {
            return None;
        }
        let mut changed = Changed::default();
        let mut place = 0;
        for (now, then) in self.sheets().zip(before.sheets()) {
            if !Arc::ptr_eq(&now.document, &then.document) {
                if now.document.path != then.document.path || !now.is_withheld_like(then) {
                    return None;
                }
                if now.is_shown() && now.item != then.item {
                    changed.items.push(place);
                }
                changed.documents.push((now, then));
            }
            place += usize::from(now.is_shown());
        }
        Some(changed)
    }
}

/// The documents that differ from those before.
#[derive(Debug, Default)]
pub(super) struct Changed<'f> {
    /// Each as it is and as it was.
    pub(super) documents: Vec<(&'f Sheet, &'f Sheet)>,
    /// The places, among all that are shown, of those that differ in more than their prose.
    pub(super) items: Vec<usize>,
}

impl Kept {
    fn path(&self) -> &str {
        &self.sheet.document.path
    }

    fn read((raw, print): (Raw, Print), parsed: &Parsed, reading: Reading<'_>) -> (Self, Note) {
        let alone = raw.described_by.is_empty() && raw.prose.is_some();
        let how = How { config: reading.config, trees: reading.trees, versions: false };
        let Read { sheet, note, .. } = parsed.read(raw, how);
        (Self { print, alone, sheet }, note)
    }
}

/// Says in short what the files of a document hold.
fn print(raw: &Raw) -> Print {
    let mut digest = Sha256::new();
    let mut add = |file: &Found| {
        digest.update(file.path.as_bytes());
        digest.update([0]);
        digest.update(file.bytes.len().to_le_bytes());
        digest.update(file.cut.unwrap_or(0).to_le_bytes());
        digest.update(&file.bytes);
    };
    raw.prose.iter().chain(&raw.described_by).for_each(&mut add);
    digest.finalize().into()
}
