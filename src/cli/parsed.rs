//! What earlier runs parsed of a large folder's files, so that the next one parses only those that changed.
//!
//! In: the user's cache folder; files as they are now. Out: documents with what they say, exactly as a fresh reading gives
//! them; a file for the next run. A file is known by all its bytes, never by its time or name, and what it says by the
//! program and the configuration, too. Small folders keep nothing: there, parsing is quicker than looking.

use super::cache::{Cache, program};
use super::print::{Key, Print, Seed, digest};
use super::project::Raw;
use crate::backlog::{Item, Said, Sheet, Trees};
use crate::config::Config;
use crate::document::codec::{Reader, Writer, checksum};
use crate::document::{Document, KEPT_FORM, Tree};
use crate::source::Stamp;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// From how many documents on it is worth it.
const FROM: usize = 500;
/// How many bytes are kept of most documents.
const USUAL: usize = 3072;
/// What is kept is written again when one document in so many was parsed anew.
const RENEWED: usize = 20;

/// How what was kept of it is proved whole.
type Sum = [u8; 8];

/// What earlier runs parsed.
#[derive(Debug)]
pub(super) struct Parsed {
    place: Option<Cache>,
    keeps: bool,
    /// Under what items are read; none where that can't be told.
    under: Option<Print>,
    bytes: Vec<u8>,
    known: Known,
}

/// What was kept of one file.
struct Entry<'a> {
    /// The document.
    document: &'a [u8],
    /// Under what its item was read, and the item; empty where it is read anew each time.
    item: &'a [u8],
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

impl Prints {
    /// Gives the prints of a document that would be kept, and of all bytes of its file.
    pub(super) fn of(key: &Key, document: &Document, words: Print) -> Option<Self> {
        Some(Self { facts: key.print(Document::facts(&document.keep()?)?), words })
    }
}

/// What is wanted of documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct How<'a> {
    /// Under what they are read.
    pub(super) config: &'a Config,
    /// Whether the trees of front matters stay.
    pub(super) trees: Trees,
    /// Whether their versions are wanted, too.
    pub(super) versions: bool,
}

/// A document, read.
#[derive(Debug)]
pub(super) struct Read {
    /// What it says.
    pub(super) sheet: Sheet,
    /// What its file says as a version in git, where that is wanted and was read anew.
    pub(super) said: Option<Arc<Said>>,
    /// What to keep of it.
    pub(super) note: Note,
}

impl How<'_> {
    /// Reads a document that nothing is known of.
    fn anew(self, document: Document) -> Read {
        let said = if self.versions { Said::of(&document, self.config) } else { None };
        Read { sheet: Sheet::read_with(document, self.config, self.trees), said, note: Note::Nothing }
    }
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
        Self { place: None, keeps: false, under: None, bytes: Vec::new(), known: Known::nothing() }
    }

    /// Opens what was kept of a folder, to be read under a configuration.
    pub(super) fn open(dir: &Path, config: &Config) -> Self {
        let place = Cache::of_documents(dir, KEPT_FORM);
        let bytes = place.as_ref().and_then(Cache::bytes).unwrap_or_default();
        let known = place.as_ref().and_then(|place| Known::find(&bytes, &place.circumstances));
        // What a document says depends on nothing else.
        let under = program().map(|Stamp { size, written, number, mode }| {
            let (preset, text) = (config.preset, &config.checks.own_text);
            digest(format!("{size} {written} {number} {mode} {preset}\n{text}").as_bytes())
        });
        Self { keeps: false, under, place, bytes, known: known.unwrap_or_else(Known::nothing) }
    }

    /// Counts on it where the folder has enough documents now; `keeps` says whether this run keeps them, too.
    pub(super) fn of(self, documents: usize, keeps: impl FnOnce() -> bool) -> Self {
        if documents < FROM {
            return Self::nothing();
        }
        Self { keeps: self.place.is_some() && keeps(), ..self }
    }

    /// Reads a document and what it says, or takes up what is known of it.
    pub(super) fn read(&self, raw: Raw, how: How<'_>) -> Read {
        // Where nothing is kept, before or now, a digest would be of no use.
        let of_use = self.keeps || !self.known.entries.is_empty();
        let usual = of_use && raw.is_one_whole_file();
        let Some(name) = raw.prose.as_ref().filter(|_| usual).map(|file| self.known.key.print(&file.bytes)) else {
            return how.anew(raw.read());
        };
        self.take_up(raw, name, how).unwrap_or_else(|raw| {
            let document = raw.read();
            let kept = if self.keeps { document.keep() } else { None };
            let read = how.anew(document);
            let note = kept.map_or(Note::Nothing, |kept| self.fresh(name, &kept, read.sheet.keep(how.config)));
            Read { note, ..read }
        })
    }

    /// Takes up what is known of a document and, under the same circumstances, of what it says; gives the files back where
    /// nothing is.
    fn take_up(&self, raw: Raw, name: Print, How { config, trees, .. }: How<'_>) -> Result<Read, Raw> {
        let at = self.known.entries.get(&name);
        let Some((at, known)) = at.and_then(|at| Some((at, self.entry(at.clone())?))) else { return Err(raw) };
        let sheet = match self.item(&raw.path, &known) {
            Some(item) => Sheet::of(raw.recall(known.document, Tree::Left)?, item),
            None => Sheet::read_with(raw.recall(known.document, Tree::Taken)?, config, trees),
        };
        let note = self.renewed(&sheet, (name, at.clone()), (&known, config));
        Ok(Read { sheet, said: None, note })
    }

    /// Gives what was kept of a file, where it is whole.
    fn entry(&self, at: Range<usize>) -> Option<Entry<'_>> {
        let (sum, kept) = self.bytes.get(at)?.split_first_chunk::<{ size_of::<Sum>() }>()?;
        if checksum(kept) == *sum { Entry::of(kept) } else { None }
    }

    /// Takes up what a file says, where it was read under the same circumstances.
    fn item(&self, path: &Arc<str>, known: &Entry<'_>) -> Option<Item> {
        let (under, item) = known.item.split_first_chunk()?;
        if self.under.as_ref() == Some(under) { Sheet::take(path, item) } else { None }
    }

    /// Notes what is known already; what it says anew, where that was read under other circumstances.
    fn renewed(
        &self,
        sheet: &Sheet,
        (name, at): (Print, Range<usize>),
        (known, config): (&Entry<'_>, &Config),
    ) -> Note {
        let now = self.under.as_ref().map(Print::as_slice);
        let other = self.keeps && now.is_some() && known.item.get(..size_of::<Print>()) != now;
        match if other { sheet.keep(config) } else { None } {
            Some(item) => self.fresh(name, known.document, Some(item)),
            None => Note::Known(name, at),
        }
    }

    /// Notes what was read anew.
    fn fresh(&self, name: Print, document: &[u8], item: Option<Vec<u8>>) -> Note {
        let mut writer = Writer::default();
        writer.number(document.len());
        writer.fixed(document);
        if let (Some(under), Some(item)) = (&self.under, item) {
            writer.fixed(under);
            writer.fixed(&item);
        }
        // All of them are held until the last is read.
        writer.0.shrink_to_fit();
        Note::Fresh(name, checksum(&writer.0), writer.0)
    }

    /// Tells whether documents are kept for the next run.
    pub(super) const fn keeps(&self) -> bool {
        self.keeps
    }

    /// Gives what the key of all prints is made of.
    pub(super) const fn seed(&self) -> Seed {
        *self.known.key.seed()
    }

    /// Gives the prints of a document as it was read; of one that isn't kept every word counts as a fact.
    pub(super) fn prints(&self, document: &Document, note: &Note) -> Prints {
        let facts = match note {
            Note::Known(words, at) => self.entry(at.clone()).map(|entry| (entry.document, words)),
            Note::Fresh(words, _, kept) => Entry::of(kept).map(|entry| (entry.document, words)),
            Note::Nothing => None,
        };
        let facts = facts.and_then(|(kept, words)| Some((Document::facts(kept)?, words)));
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

impl<'a> Entry<'a> {
    /// Parts what was kept.
    fn of(kept: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(kept);
        let len = reader.number()?;
        Some(Self { document: reader.fixed(len)?, item: reader.0 })
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
