//! What the pages of the standing site were made from, so that a build renders only those that are others.
//!
//! In: a project, the plan of its site, what the last build noted. Out: whether a page stands already; a note for the
//! next build. A page is made from the world, which is everything but the words of documents, and from the words that it
//! quotes. In another world every page is rendered; in the same one, those that quote other words, and those whose files
//! somebody else touched.

use super::super::cache::{Cache, program};
use super::super::print::Print;
use super::super::project::Project;
use crate::document::codec::{Reader, Writer, checksum};
use crate::order::Gather;
use crate::site::theme::OwnFiles;
use crate::site::{Quoted, Site};
use crate::source::Stamp;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// The form of the note: another number for every change of how it is written.
const FORM: u32 = 1;

/// What is known of a site's pages.
#[derive(Debug)]
pub(super) struct Standing {
    world: Print,
    /// The words of each document, by its position in the backlog.
    words: Vec<Print>,
    /// What the last build noted, in the order of the routes; empty where the world was another one.
    before: Vec<Option<Noted>>,
    rendered: Vec<Mutex<Option<Quoted>>>,
}

/// What is noted of a page: its file, and the documents that it quotes, with their words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Noted {
    stamp: Stamp,
    quoted: Vec<(usize, Print)>,
}

impl Standing {
    /// Opens what the last build noted; none where nothing can be kept.
    pub(super) fn open((project, own): (&Project, &OwnFiles), site: &Site<'_>, output: &Path) -> Option<Self> {
        let known = project.prints.iter().map(|(path, it)| (&**path, it.words)).into_map();
        let documents = project.backlog.documents.iter();
        let words: Vec<Print> = documents.map(|it| known.get(&*it.path).copied()).collect::<Option<_>>()?;
        let (world, routes) = (world((project, own), site).filter(|_| !words.is_empty())?, site.routes.len());
        // Before the first build there is no folder to be found.
        let place = Cache::of_pages(&project.root, output);
        let before = place.and_then(|place| read(&place.bytes()?, &place.circumstances, &world));
        let before = before.filter(|pages| pages.len() == routes).unwrap_or_default();
        Some(Self { world, words, before, rendered: (0..routes).map(|_| Mutex::default()).collect() })
    }

    /// Gives the stamp of a page's file that holds what rendering it would give; none where that is not known.
    pub(super) fn stamp(&self, route: usize) -> Option<&Stamp> {
        let noted = self.before.get(route)?.as_ref()?;
        noted.quoted.iter().all(|(item, then)| self.words.get(*item) == Some(then)).then_some(&noted.stamp)
    }

    /// Notes what a page quotes that was rendered.
    pub(super) fn rendered(&self, route: usize, quoted: Quoted) {
        *self.rendered[route].lock().unwrap_or_else(PoisonError::into_inner) = Some(quoted);
    }

    /// Keeps what is known now, of every page whose file nobody touched since it was `sealed`.
    pub(super) fn keep(self, site: &Site<'_>, (root, output): (&Path, &Path), sealed: SystemTime) {
        let Some(place) = Cache::of_pages(root, output) else { return };
        let pages = self.rendered.into_par_iter().enumerate().map(|(at, rendered)| {
            let Some(quoted) = rendered.into_inner().unwrap_or_else(PoisonError::into_inner) else {
                return (false, self.before.get(at).cloned().flatten());
            };
            let stamp = Stamp::of(&output.join(&site.routes[at].path)).filter(|stamp| stamp.is_before(sealed));
            let words = |item: usize| (item, self.words[item]);
            (true, stamp.map(|stamp| Noted { stamp, quoted: quoted.into_iter().map(words).collect() }))
        });
        let pages: Vec<(bool, Option<Noted>)> = pages.collect();
        if pages.iter().any(|(rendered, _)| *rendered) {
            place.keep([write(pages.iter().map(|(_, page)| page), &place.circumstances, &self.world)]);
        }
    }
}

/// Sums up everything that pages are made from but the words of documents; none where the program doesn't know itself.
fn world((project, own): (&Project, &OwnFiles), site: &Site<'_>) -> Option<Print> {
    let program = program()?;
    let (config, timelines) = (&project.config, &project.backlog.timelines);
    let mut sum = Sum(Sha256::new());
    // The configuration is its text, over a preset and under the command line.
    (program, &project.config_text, config.preset, &config.site.theme, &config.site.base_url).hash(&mut sum);
    let since = project.analysis.movement.as_ref().map(|movement| &movement.since);
    (project.analysis.as_of, since, &timelines.commits, &timelines.coverage).hash(&mut sum);
    for (path, file) in &*project.attachments {
        (path, file.size, file.on_disk()).hash(&mut sum);
    }
    site.found().hash(&mut sum);
    own.hash(&mut sum);
    for (path, prints) in &project.prints {
        (path, prints.facts).hash(&mut sum);
    }
    sum.0.finalize().first_chunk().copied()
}

/// Sums up everything that it is given.
struct Sum(Sha256);

impl Hasher for Sum {
    // In place it would stand some twenty times.
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Gives the start of the sum.
    fn finish(&self) -> u64 {
        u64::from_le_bytes(self.0.clone().finalize().first_chunk().copied().unwrap_or_default())
    }
}

fn write<'a>(pages: impl ExactSizeIterator<Item = &'a Option<Noted>>, circumstances: &str, world: &Print) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(FORM as usize);
    writer.text(circumstances);
    writer.fixed(world);
    writer.each(pages, |writer, page| {
        writer.flag(page.is_some());
        let Some(Noted { stamp, quoted }) = page else { return };
        for number in [stamp.size, stamp.written, stamp.number, stamp.mode.into()] {
            writer.fixed(&number.to_le_bytes());
        }
        writer.each(quoted.iter(), |writer, (item, words)| {
            writer.number(*item);
            writer.fixed(words);
        });
    });
    [&checksum(&writer.0)[..], &writer.0].concat()
}

/// Reads what was noted in the same world; none where it can't be right.
fn read(bytes: &[u8], circumstances: &str, world: &Print) -> Option<Vec<Option<Noted>>> {
    let (sum, rest) = bytes.split_first_chunk()?;
    let mut reader = Reader(rest);
    let same = reader.number()? == FORM as usize && reader.text()? == circumstances && reader.fixed(16)? == world;
    if !same || checksum(rest) != *sum {
        return None;
    }
    let pages = reader.each(|reader| {
        if !reader.flag()? {
            return Some(None);
        }
        let mut number = || Some(u64::from_le_bytes(*reader.fixed(8)?.first_chunk()?));
        let (size, written, number, mode) = (number()?, number()?, number()?, u32::try_from(number()?).ok()?);
        let quoted = reader.each(|reader| Some((reader.number()?, *reader.fixed(16)?.first_chunk()?)))?;
        Some(Some(Noted { stamp: Stamp { size, written, number, mode }, quoted }))
    })?;
    reader.0.is_empty().then_some(pages)
}

#[cfg(test)]
mod tests {
    use super::{Noted, read, write};
    use crate::source::Stamp;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn notes_come_back_in_their_own_world_only(
            pages in prop::collection::vec(prop::option::of((any::<[u64; 3]>(), any::<u32>(), prop::collection::vec((0_usize..99, any::<[u8; 16]>()), 0..3))), 0..5),
            at in any::<prop::sample::Index>(), bit in 0_u8..8,
        ) {
            let noted = |([size, written, number], mode, quoted): ([u64; 3], u32, Vec<_>)| Noted { stamp: Stamp { size, written, number, mode }, quoted };
            let pages: Vec<Option<Noted>> = pages.into_iter().map(|page| page.map(noted)).collect();
            let mut bytes = write(pages.iter(), "here", &[1; 16]);
            prop_assert_eq!(read(&bytes, "here", &[1; 16]), Some(pages));
            prop_assert_eq!(read(&bytes, "there", &[1; 16]), None);
            prop_assert_eq!(read(&bytes, "here", &[2; 16]), None);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert_eq!(read(&bytes, "here", &[1; 16]), None);
        }
    }
}
