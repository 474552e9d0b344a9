//! What a build notes for the next one, as bytes.
//!
//! In: what was read and what was made of it, or bytes of an earlier build. Out: bytes, or what they say; none where they
//! can't be right.

use super::super::parsed::Prints;
use super::super::print::{Print, Seed};
use crate::document::codec::{Reader, Writer, checksum};
use crate::document::{Keep, keep_fields};
use crate::site::Passage;
use crate::source::{Seen, Stamp};
use std::borrow::Cow;

/// The form of the note: another number for every change of how it is written.
const FORM: usize = 3;

/// How many bytes are noted of most bodies.
const USUAL: usize = 512;

/// What a build notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note<'a> {
    /// Everything that pages are made from but the words of documents, in short.
    pub(super) world: Print,
    /// What every page is made from, whatever it shows, in short.
    pub(super) setup: Print,
    /// In the order of the routes.
    pub(super) pages: Vec<Page<'a>>,
    /// By what the files are known without reading them; none where something can't be known so.
    pub(super) files: Option<Files<'a>>,
}

/// By what the files of a folder, and of its site, are known without reading them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Files<'a> {
    /// Everything that the site was made from but the documents, in short.
    pub(super) around: Print,
    /// What the key of the prints is made of.
    pub(super) seed: Seed,
    /// Whether git had all of what documents said.
    pub(super) committed: bool,
    /// What the build said.
    pub(super) said: Said,
    /// The files that were read for documents, in order of path.
    pub(super) sources: Vec<Source<'a>>,
    /// The files of the site that are no pages.
    pub(super) others: Vec<(Cow<'a, str>, Stamp)>,
}

/// What a build says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Line by line, before its summary.
    pub(super) lines: Vec<String>,
    /// How many pages the site has.
    pub(super) pages: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

/// A file that was read for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source<'a> {
    pub(super) path: Cow<'a, str>,
    /// What was seen of it; none where it could be written again and look the same.
    pub(super) seen: Option<Seen>,
    /// The document that it makes alone, by position in the backlog, with its prints.
    pub(super) document: Option<(usize, Prints)>,
}

/// A file that a route made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page<'a> {
    pub(super) path: Cow<'a, str>,
    /// What the file was once it was written, and the documents that it quotes, with their words; none where that isn't known.
    pub(super) known: Option<(Stamp, Vec<(usize, Print)>)>,
    /// All that it was made from beside the setup, in short; none where that isn't known.
    pub(super) draft: Option<Print>,
    /// The bodies that it shows.
    pub(super) shown: Shown<'a>,
}

/// The bodies that a page shows, as bytes: of a large site all are held until its last page is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown<'a>(Cow<'a, [u8]>);

keep_fields! { Said { lines, pages, errors, warnings } }

impl<'a> Note<'a> {
    /// Writes it down, in parts.
    pub(super) fn write(&self, circumstances: &str) -> [Vec<u8>; 2] {
        let mut writer = Writer::default();
        writer.number(FORM);
        writer.text(circumstances);
        writer.fixed(&self.world);
        writer.fixed(&self.setup);
        writer.each(self.pages.iter(), |writer, page| page.write(writer));
        writer.flag(self.files.is_some());
        self.files.iter().for_each(|files| files.write(&mut writer));
        [checksum(&writer.0).to_vec(), writer.0]
    }

    /// Reads what was noted in these circumstances.
    pub(super) fn read(bytes: &'a [u8], circumstances: &str) -> Option<Self> {
        let (sum, rest) = bytes.split_first_chunk()?;
        let mut reader = Reader(rest);
        if reader.number()? != FORM || reader.text()? != circumstances || checksum(rest) != *sum {
            return None;
        }
        let (world, setup) = (fixed(&mut reader)?, fixed(&mut reader)?);
        let pages = reader.each(Page::read)?;
        let files = if reader.flag()? { Some(Files::read(&mut reader)?) } else { None };
        reader.0.is_empty().then_some(Self { world, setup, pages, files })
    }
}

impl<'a> Files<'a> {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.around);
        writer.fixed(&self.seed);
        writer.flag(self.committed);
        self.said.keep(writer);
        writer.each(self.sources.iter(), |writer, source| source.write(writer));
        writer.each(self.others.iter(), |writer, (path, stamp)| {
            writer.text(path);
            numbers(writer, &stamp_numbers(stamp));
        });
    }

    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        Some(Self {
            around: fixed(reader)?,
            seed: fixed(reader)?,
            committed: reader.flag()?,
            said: Said::take(reader)?,
            sources: reader.each(Source::read)?,
            others: reader.each(|reader| Some((reader.text()?.into(), stamp(reader)?)))?,
        })
    }
}

impl<'a> Source<'a> {
    fn write(&self, writer: &mut Writer) {
        writer.text(&self.path);
        writer.flag(self.seen.is_some());
        self.seen.iter().for_each(|seen| numbers(writer, &seen.numbers()));
        writer.flag(self.document.is_some());
        if let Some((item, Prints { facts, words })) = &self.document {
            writer.number(*item);
            writer.fixed(facts);
            writer.fixed(words);
        }
    }

    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let path = reader.text()?.into();
        let seen = if reader.flag()? { Some(Seen::from_numbers(read_numbers(reader)?)?) } else { None };
        let document = if reader.flag()? {
            Some((reader.number()?, Prints { facts: fixed(reader)?, words: fixed(reader)? }))
        } else {
            None
        };
        Some(Self { path, seen, document })
    }
}

impl<'a> Page<'a> {
    /// Names a page of which nothing is known.
    pub(super) fn unknown(path: &'a str) -> Self {
        Self { path: path.into(), known: None, draft: None, shown: Shown::default() }
    }

    /// Takes it out of the bytes that it was read from.
    pub(super) fn into_owned(self) -> Page<'static> {
        let Self { path, known, draft, shown: Shown(shown) } = self;
        Page { path: path.into_owned().into(), known, draft, shown: Shown(shown.into_owned().into()) }
    }

    fn write(&self, writer: &mut Writer) {
        writer.text(&self.path);
        writer.flag(self.known.is_some());
        if let Some((stamp, quoted)) = &self.known {
            numbers(writer, &stamp_numbers(stamp));
            writer.each(quoted.iter(), |writer, (item, words)| {
                writer.number(*item);
                writer.fixed(words);
            });
        }
        writer.flag(self.draft.is_some());
        self.draft.iter().for_each(|draft| writer.fixed(draft));
        writer.number(self.shown.0.len());
        writer.fixed(&self.shown.0);
    }

    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let path = reader.text()?.into();
        let known = if reader.flag()? {
            Some((stamp(reader)?, reader.each(|reader| Some((reader.number()?, fixed(reader)?)))?))
        } else {
            None
        };
        let draft = if reader.flag()? { Some(fixed(reader)?) } else { None };
        let len = reader.number()?;
        Some(Self { path, known, draft, shown: Shown(reader.fixed(len)?.into()) })
    }
}

impl Shown<'_> {
    /// Writes down the bodies that a page shows.
    pub(super) fn of(passages: &[Passage]) -> Shown<'static> {
        let mut writer = Writer(Vec::with_capacity(USUAL));
        writer.each(passages.iter(), |writer, passage| writer.number(passage.item));
        // Where there are several, the places of those behind another one would move with its words.
        let one = passages.first().filter(|_| passages.len() == 1);
        writer.flag(one.is_some());
        if let Some(one) = one {
            one.keep(&mut writer);
        }
        Shown(writer.0.into_boxed_slice().into_vec().into())
    }

    /// Gives the documents whose bodies they are, by position in the backlog.
    pub(super) fn items(&self) -> Vec<usize> {
        Reader(&self.0).each(Reader::number).unwrap_or_default()
    }

    /// Gives the one body that may get other words.
    pub(super) fn one(&self) -> Option<Passage> {
        let mut reader = Reader(&self.0);
        reader.each(Reader::number)?;
        Keep::take(&mut reader)?
    }
}

const fn stamp_numbers(stamp: &Stamp) -> [u64; 4] {
    [stamp.size, stamp.written, stamp.number, stamp.mode as u64]
}

fn stamp(reader: &mut Reader<'_>) -> Option<Stamp> {
    let [size, written, number, mode] = read_numbers(reader)?;
    Some(Stamp { size, written, number, mode: mode.try_into().ok()? })
}

fn numbers(writer: &mut Writer, numbers: &[u64]) {
    for number in numbers {
        writer.fixed(&number.to_le_bytes());
    }
}

fn read_numbers<const N: usize>(reader: &mut Reader<'_>) -> Option<[u64; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        *number = u64::from_le_bytes(fixed(reader)?);
    }
    Some(numbers)
}

fn fixed<const N: usize>(reader: &mut Reader<'_>) -> Option<[u8; N]> {
    reader.fixed(N)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::{Files, Note, Page, Said, Shown, Source};
    use crate::cli::parsed::Prints;
    use crate::site::Passage;
    use crate::source::{Seen, Stamp};
    use proptest::prelude::*;

    fn stamp() -> impl Strategy<Value = Stamp> {
        any::<([u64; 3], u32)>().prop_map(|([size, written, number], mode)| Stamp { size, written, number, mode })
    }

    fn page() -> impl Strategy<Value = Page<'static>> {
        let known = prop::option::of((stamp(), prop::collection::vec((0_usize..99, any::<[u8; 16]>()), 0..3)));
        let shown = prop::collection::vec(0_usize..99, 0..3).prop_map(|items| {
            Shown::of(&items.into_iter().map(|item| Passage { item, setting: None }).collect::<Vec<_>>())
        });
        let draft = any::<Option<[u8; 16]>>();
        ("[a-zé]{0,4}", known, draft, shown).prop_map(|(path, known, draft, shown)| Page {
            path: path.into(),
            known,
            draft,
            shown,
        })
    }

    fn source() -> impl Strategy<Value = Source<'static>> {
        let prints = any::<[[u8; 16]; 2]>().prop_map(|[facts, words]| Prints { facts, words });
        let seen =
            any::<([u64; 4], u32)>().prop_map(|([a, b, c, d], mode)| Seen::from_numbers([a, b, c, mode.into(), d]));
        ("[a-z]{0,4}", seen, prop::option::of((0_usize..99, prints))).prop_map(|(path, seen, document)| Source {
            path: path.into(),
            seen,
            document,
        })
    }

    fn files() -> impl Strategy<Value = Files<'static>> {
        let said = (prop::collection::vec("[a-z]{0,3}", 0..3), 0_usize..999).prop_map(|(lines, pages)| Said {
            lines,
            pages,
            errors: pages / 2,
            warnings: pages / 3,
        });
        let others = prop::collection::vec(("[a-z]{0,3}", stamp()), 0..3);
        (any::<[u8; 16]>(), any::<bool>(), said, prop::collection::vec(source(), 0..4), others).prop_map(
            |(around, committed, said, sources, others)| Files {
                around,
                seed: [7; 32],
                committed,
                said,
                sources,
                others: others.into_iter().map(|(path, stamp)| (path.into(), stamp)).collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn notes_come_back_where_they_were_made_and_whole(
            pages in prop::collection::vec(page(), 0..5), files in prop::option::of(files()),
            at in any::<prop::sample::Index>(), bit in 0_u8..8,
        ) {
            let note = Note { world: [1; 16], setup: [2; 16], pages, files };
            let mut bytes = note.write("here").concat();
            prop_assert_eq!(Note::read(&bytes, "there"), None);
            prop_assert_eq!(Note::read(&bytes, "here"), Some(note));
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert_eq!(Note::read(&bytes, "here"), None);
        }
    }
}
