//! What earlier runs parsed of a large folder's files, so that the next one parses only those that changed.
//!
//! In: the user's cache folder; files as they are now. Out: documents, exactly as a fresh reading gives them; a file for
//! the next run. A file is known by all its bytes, never by its time or name. Small folders keep nothing: there, parsing
//! is quicker than looking.

use super::cache::Cache;
use super::print::{Key, Print, Seed, digest};
use super::project::Raw;
use crate::document::codec::{Reader, Writer, checksum};
use crate::document::{Document, KEPT_FORM};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// From how many documents on it is worth it.
const FROM: usize = 500;
/// How many bytes are kept of most documents.
const USUAL: usize = 2048;
/// What is kept is written again when one document in so many was parsed anew.
const RENEWED: usize = 20;

/// How what was kept of it is proved whole.
type Sum = [u8; 8];

/// What earlier runs parsed.
#[derive(Debug)]
pub(super) struct Parsed {
    place: Option<Cache>,
    keeps: bool,
    bytes: Vec<u8>,
    known: Known,
}

/// What was kept, and how it is known.
#[derive(Debug)]
struct Known {
    key: Key,
    entries: HashMap<Print, Range<usize>>,
}

/// By what a build knows whether a document is another one than at the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prints {
    /// What other documents may know of it.
    pub(super) facts: Print,
    /// Every word.
    pub(super) words: Print,
}

/// What to keep of a document for the next run.
#[derive(Debug)]
pub(super) enum Note {
    /// What was kept already, with its sum, at this place.
    Known(Print, Range<usize>),
    /// What was parsed anew, with its sum.
    Fresh(Print, Sum, Vec<u8>),
    /// Nothing.
    Nothing,
}

impl Parsed {
    /// Knows nothing, and keeps nothing.
    pub(super) fn nothing() -> Self {
        Self { place: None, keeps: false, bytes: Vec::new(), known: Known::nothing() }
    }

    /// Opens what was kept of a folder.
    pub(super) fn open(dir: &Path) -> Self {
        let place = Cache::of_documents(dir, KEPT_FORM);
        let bytes = place.as_ref().and_then(Cache::bytes).unwrap_or_default();
        let known = place.as_ref().and_then(|place| Known::find(&bytes, &place.circumstances));
        Self { keeps: false, place, bytes, known: known.unwrap_or_else(Known::nothing) }
    }

    /// Counts on it where the folder has enough documents now; `keeps` says whether this run keeps them, too.
    pub(super) fn of(self, documents: usize, keeps: impl FnOnce() -> bool) -> Self {
        if documents < FROM {
            return Self::nothing();
        }
        Self { keeps: self.place.is_some() && keeps(), ..self }
    }

    /// Reads a document, or takes up what is known of it.
    pub(super) fn read(&self, mut raw: Raw) -> (Document, Note) {
        // Where nothing is kept, before or now, a digest would be of no use.
        let of_use = self.keeps || !self.known.entries.is_empty();
        let usual = of_use && raw.is_one_whole_file();
        let Some(name) = raw.prose.as_ref().filter(|_| usual).map(|file| self.known.key.print(&file.bytes)) else {
            return (raw.read(), Note::Nothing);
        };
        if let Some(at) = self.known.entries.get(&name)
            && let Some(kept) = self.kept(at.clone())
        {
            raw = match raw.recall(kept) {
                Ok(document) => return (document, Note::Known(name, at.clone())),
                Err(raw) => raw,
            };
        }
        let document = raw.read();
        let bytes = if self.keeps { document.keep() } else { None };
        let note = bytes.map_or(Note::Nothing, |bytes| Note::Fresh(name, checksum(&bytes), bytes));
        (document, note)
    }

    /// Gives what was kept of a file, where it is whole.
    fn kept(&self, at: Range<usize>) -> Option<&[u8]> {
        let (sum, kept) = self.bytes.get(at)?.split_first_chunk::<{ size_of::<Sum>() }>()?;
        (checksum(kept) == *sum).then_some(kept)
    }

    /// Tells whether documents are kept for the next run.
    pub(super) const fn keeps(&self) -> bool {
        self.keeps
    }

    /// Gives the prints of a document as it was read; of one that isn't kept every word counts as a fact.
    pub(super) fn prints(&self, document: &Document, note: &Note) -> Prints {
        let facts = match note {
            Note::Known(words, at) => self.kept(at.clone()).and_then(Document::facts).map(|facts| (facts, words)),
            Note::Fresh(words, _, kept) => Document::facts(kept).map(|facts| (facts, words)),
            Note::Nothing => None,
        };
        if let Some((facts, words)) = facts {
            return Prints { facts: self.known.key.print(facts), words: *words };
        }
        let beside = document.beside.as_ref().map_or("", |(_, text)| text);
        let all = digest(&[digest(document.text.as_bytes()), digest(beside.as_bytes())].concat());
        Prints { facts: all, words: all }
    }

    /// Keeps what is known of the documents as they are now, if it should and enough of it is new; a place that can't be
    /// written keeps nothing.
    pub(super) fn keep(&self, notes: Vec<Note>) {
        let fresh = notes.iter().filter(|note| matches!(note, Note::Fresh(..))).count();
        // A key that anything is known by is needed again.
        let first = fresh > 0 && self.known.entries.is_empty();
        let worth = self.keeps && (first || fresh * RENEWED > notes.len());
        let Some(place) = self.place.as_ref().filter(|_| worth) else { return };
        let mut head = Writer::default();
        head.text(&place.circumstances);
        head.fixed(self.known.key.seed());
        let each = notes.into_iter().filter_map(|note| {
            let mut writer = Writer::default();
            match note {
                Note::Known(name, at) => {
                    writer.fixed(&name);
                    writer.number(at.len());
                    writer.fixed(&self.bytes[at]);
                }
                Note::Fresh(name, sum, bytes) => {
                    writer.fixed(&name);
                    writer.number(size_of::<Sum>() + bytes.len());
                    writer.fixed(&sum);
                    writer.fixed(&bytes);
                }
                Note::Nothing => return None,
            }
            Some(writer.0)
        });
        place.keep(std::iter::once(head.0).chain(each));
    }
}

impl Known {
    /// Knows nothing, and gets a key of its own.
    fn nothing() -> Self {
        Self { key: Key::anew(), entries: HashMap::new() }
    }

    /// Finds the key and the entries of what was kept; none where another program kept it.
    fn find(bytes: &[u8], circumstances: &str) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.text()? != circumstances {
            return None;
        }
        let (seed, rest) = reader.0.split_first_chunk::<{ size_of::<Seed>() }>()?;
        reader.0 = rest;
        let mut entries = HashMap::with_capacity(bytes.len() / USUAL);
        while let Some((print, rest)) = reader.0.split_first_chunk::<{ size_of::<Print>() }>() {
            reader.0 = rest;
            let len = reader.number()?;
            let start = bytes.len() - reader.0.len();
            reader.fixed(len)?;
            entries.insert(*print, start..start + len);
        }
        Some(Self { key: Key::of(*seed), entries })
    }
}
