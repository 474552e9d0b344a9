//! A site of which at most words of documents are others: their pages get the new words, and nothing is made anew.
//!
//! In: a folder that is only looked at, and what the last build noted. Out: the site as a whole build would make it, or
//! nothing, wherever that can't be told for certain; then the whole is built. Files are known as git knows them: by
//! size, times and number on the disk.

use super::super::cache::Cache;
use super::super::parsed::Prints;
use super::super::print::{Key, sum_up};
use super::super::project::{Folder, Ready};
use super::note::{Files, Note, Page, Said, Shown, Source};
use super::standing::Beside;
use crate::diagnostic::Error;
use crate::document::Document;
use crate::order::Gather;
use crate::publish::{PublishError, Publisher, Report};
use crate::site::Passage;
use crate::source::{self, Looked, Seen, Stamp};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// What became of a file since it was noted.
struct Now {
    /// By its place among the sources.
    source: usize,
    seen: Option<Seen>,
    /// The document, where its words are others.
    worded: Option<(usize, Prints, Document)>,
}

/// A page with other words.
struct Reworded {
    /// By its place among the pages.
    page: usize,
    bytes: Vec<u8>,
    passage: Passage,
}

/// Builds the site of a folder by what the last build noted; none where that is not enough.
pub(super) fn build(folder: &Folder, ready: &Ready, output: &Path) -> Result<Option<(Said, Report)>, Error> {
    let place = Cache::of_pages(folder.root(), output).filter(|_| folder.may_know_pages());
    let bytes = place.as_ref().and_then(Cache::bytes);
    let Some((place, bytes)) = place.zip(bytes) else { return Ok(None) };
    let Some(mut note) = Note::read(&bytes, &place.circumstances) else { return Ok(None) };
    let Some(mut files) = note.files.take() else { return Ok(None) };
    let key = Key::of(files.seed);
    let Some(now) = since((folder, ready), &files, &key) else { return Ok(None) };
    let Some(pages) = pages(&now, (&note.pages, output), ready) else { return Ok(None) };
    let Some((report, sealed)) = publish((folder.root(), output), (&note.pages, &files), &pages)? else {
        return Ok(None);
    };
    let said = files.said.clone();
    if renew(&mut note, &mut files, (now, pages), (output, sealed)) {
        note.files = Some(files);
        place.keep(note.write(&place.circumstances));
    }
    Ok(Some((said, report)))
}

/// Finds the files that were touched; none where more than words may be another than noted.
fn since((folder, ready): (&Folder, &Ready), files: &Files<'_>, key: &Key) -> Option<Vec<Now>> {
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
    let began = SystemTime::now();
    let Ready { origin, config, config_text } = ready;
    let (looked, (head, own)) =
        rayon::join(|| origin.look(config), || (source::head_of(folder.root()), origin.own_files()));
    let Looked { files: found, attachments, diagnostics } = looked?;
    let beside =
        Beside { own: &own.ok()?, attachments: &attachments, walk: sum_up(&&*diagnostics), head: head.as_deref() };
    let read = (config, &**config_text, folder.date(ready, files.committed));
    let same = found.iter().map(|(path, _)| path.as_str()).eq(files.sources.iter().map(|source| &*source.path));
    if !same || beside.around(read, began)? != files.around {
        return None;
    }
    let touched: Vec<usize> =
        (0..found.len()).filter(|at| files.sources[*at].seen.is_none_or(|seen| found[*at].1 != Some(seen))).collect();
    let now = touched.into_par_iter().map(|at| now((at, &files.sources[at]), ready, (key, began)));
    now.collect()
}

/// Reads a file that was touched; none where more than words of its document may be others.
fn now((at, noted): (usize, &Source<'_>), ready: &Ready, (key, began): (&Key, SystemTime)) -> Option<Now> {
    let (item, then) = noted.document?;
    let found = ready.origin.file(&noted.path).filter(|found| found.cut.is_none())?;
    let words = key.print(&found.bytes);
    let seen = found.seen.as_deref().copied().filter(|seen| seen.is_settled(began));
    if words == then.words {
        return Some(Now { source: at, seen, worded: None });
    }
    let document = Document::read(Arc::clone(&found.path), found.bytes, None);
    let prints = Prints::of(key, &document, words).filter(|prints| prints.facts == then.facts)?;
    Some(Now { source: at, seen, worded: Some((item, prints, document)) })
}

/// Gives the pages that show other words; none where one of them hangs on more than these.
fn pages(now: &[Now], (pages, output): (&[Page<'_>], &Path), ready: &Ready) -> Option<Vec<Reworded>> {
    let worded: BTreeMap<usize, &Document> =
        now.iter().filter_map(|now| now.worded.as_ref()).map(|(item, _, document)| (*item, document)).into_map();
    let shown: Vec<Vec<usize>> = pages.iter().map(|page| page.shown.items()).collect();
    let showing: Vec<usize> =
        (0..pages.len()).filter(|at| shown[*at].iter().any(|it| worded.contains_key(it))).collect();
    let shown: BTreeSet<usize> = showing.iter().flat_map(|at| shown[*at].iter().copied()).into_set();
    if !worded.keys().all(|item| shown.contains(item)) {
        return None;
    }
    let reworded = showing.into_par_iter().map(|at| {
        let (file, passage) = (output.join(&*pages[at].path), pages[at].shown.one()?);
        let page = source::open_kept(&file)?;
        let (bytes, passage) = passage.reworded(&page, worded.get(&passage.item)?, &ready.config)?;
        Some(Reworded { page: at, bytes, passage })
    });
    reworded.collect()
}

/// Publishes the pages with their new words, and says when all was written; none where another file of the site is not as
/// it was noted.
fn publish(
    (root, output): (&Path, &Path),
    (pages, files): (&[Page<'_>], &Files<'_>),
    reworded: &[Reworded],
) -> Result<Option<(Report, SystemTime)>, Error> {
    let failed = |error: PublishError| super::failed(&error);
    let publisher = Publisher::open(output, &[root.to_owned()]).map_err(failed)?;
    let worded: BTreeMap<usize, &[u8]> = reworded.iter().map(|it| (it.page, it.bytes.as_slice())).into_map();
    let others = files.others.par_iter().map(|(path, stamp)| (&**path, Some(stamp), None));
    let each = pages
        .par_iter()
        .enumerate()
        .map(|(at, page)| (&*page.path, page.known.as_ref().map(|(stamp, _)| stamp), worded.get(&at).copied()));
    // Another build may have been here since the note was read.
    let is_as_noted = |path: &str, stamp: &Stamp| Stamp::of(&output.join(path)).as_ref() == Some(stamp);
    let stands = each.chain(others).map(|(path, stamp, bytes)| match (stamp, bytes) {
        (Some(stamp), Some(bytes)) if is_as_noted(path, stamp) => publisher.write(path, bytes).map(|()| true),
        (Some(stamp), None) => publisher.stands(path, stamp),
        _ => Ok(false),
    });
    let all = stands.try_reduce(|| true, |one, other| Ok(one && other)).map_err(failed)?;
    if !all {
        return Ok(None);
    }
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
    let sealed = SystemTime::now();
    Ok(Some((publisher.finish().map_err(failed)?, sealed)))
}

/// Brings the note up to date; tells whether anything of it is another.
fn renew(
    note: &mut Note<'_>,
    files: &mut Files<'_>,
    (now, pages): (Vec<Now>, Vec<Reworded>),
    (output, sealed): (&Path, SystemTime),
) -> bool {
    let mut words = BTreeMap::new();
    let mut differs = !pages.is_empty();
    for now in now {
        let source = &mut files.sources[now.source];
        differs |= source.seen != now.seen;
        source.seen = now.seen;
        if let Some((item, prints, _)) = now.worded {
            source.document = Some((item, prints));
            words.insert(item, prints.words);
        }
    }
    for Reworded { page, passage, .. } in pages {
        let page = &mut note.pages[page];
        let stamp = Stamp::of(&output.join(&*page.path)).filter(|stamp| stamp.is_before(sealed));
        page.known = stamp.zip(page.known.take()).map(|(stamp, (_, quoted))| (stamp, quoted));
        page.shown = Shown::of(&[passage]);
    }
    if !words.is_empty() {
        // Others quote the first words, or a line of the front matter: these are the same.
        let quoted = note.pages.iter_mut().filter_map(|page| page.known.as_mut()).flat_map(|(_, quoted)| quoted);
        for (item, print) in quoted {
            if let Some(now) = words.get(item) {
                *print = *now;
            }
        }
    }
    differs
}
