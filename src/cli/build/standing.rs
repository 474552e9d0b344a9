//! What the pages of the standing site were made from, so that a build renders only those that are others.
//!
//! In: a project, the plan of its site, what the last build noted. Out: whether a page stands already; a note for the
//! next build. A page is made from the world, which is everything but the words of documents, and from the words that it
//! quotes. In the same world, those are rendered that quote other words, and those whose files somebody else touched. In
//! another one every page is drafted; that of a document stands where its draft, its words and the answers to the links
//! in them are what they were, and all others are rendered.

use super::super::cache::{Cache, program};
use super::super::parsed::Prints;
use super::super::print::{Key, Print, sum_up};
use super::super::project::Project;
use super::super::traces::Traces;
use super::note::{Files, Note, Page, Said, Shown, Source};
use super::{NO_JEKYLL, failed};
use crate::backlog::Limit;
use crate::config::Config;
use crate::diagnostic::Error;
use crate::order::Gather;
use crate::publish::Publisher;
use crate::site::theme::OwnFiles;
use crate::site::{Draft, Passage, Route, Site};
use crate::source::{Attachment, Seen, Stamp};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// What is known of a page since this build looked at it.
#[derive(Debug)]
struct Looked {
    /// The documents that it quotes, by position in the backlog.
    quoted: Box<[usize]>,
    /// All that it is made from, where that is known.
    draft: Option<Print>,
    /// The bodies that it shows.
    shown: Shown<'static>,
}

/// What is known of a site's pages.
#[derive(Debug)]
pub(super) struct Standing<'p> {
    traces: &'p Traces,
    world: Print,
    setup: Print,
    key: Key,
    around: Option<Print>,
    committed: bool,
    /// The words of each document, by its position in the backlog.
    words: Vec<Print>,
    /// Whether the world is the one that it was.
    same: bool,
    /// What the last build noted of the page of each route.
    before: Vec<Option<Page<'static>>>,
    looked: Vec<Mutex<Option<Looked>>>,
}

impl<'p> Standing<'p> {
    /// Opens what the last build noted; none where nothing can be kept.
    pub(super) fn open((project, own): (&'p Project, &OwnFiles), site: &Site<'_>, output: &Path) -> Option<Self> {
        let traces = project.traces.as_ref()?;
        let known = traces.prints.iter().map(|(path, it)| (&**path, it.words)).into_map();
        let documents = project.backlog.documents.iter();
        let words: Vec<Print> = documents.map(|it| known.get(&*it.path).copied()).collect::<Option<_>>()?;
        let (world, setup) = world((project, traces, own), site).filter(|_| !words.is_empty())?;
        let coverage = &project.backlog.timelines.coverage;
        // Where history is cut, that is said each time.
        let whole = matches!(coverage.limit, None | Some(Limit::NoRepository | Limit::Unborn));
        let beside = Beside { own, attachments: &project.attachments, walk: traces.walk, head: traces.head.as_deref() };
        let read = (&*project.config, &*project.config_text, project.analysis.as_of);
        let around = if whole && !traces.names_past { beside.around(read, traces.began) } else { None };
        // Before the first build there is no folder to be found.
        let place = Cache::of_pages(&project.root, output);
        let before = place.and_then(|place| before(&place.bytes()?, &place.circumstances, (&world, &setup), site));
        let (same, before) = before.unwrap_or_else(|| (false, vec![None; site.routes.len()]));
        let looked = (0..site.routes.len()).map(|_| Mutex::default()).collect();
        let (key, committed) = (Key::of(traces.seed), coverage.uncommitted == 0);
        Some(Self { traces, world, setup, key, around, committed, words, same, before, looked })
    }

    /// Publishes the page of a route, and notes what it quotes; one that stands stays where it is.
    pub(super) fn publish(
        &self,
        (site, at, route): (&Site<'_>, usize, &Route),
        publisher: &Publisher,
    ) -> Result<(), Error> {
        let stands = |stamp: &Stamp| publisher.stands(&route.path, stamp).map_err(|error| failed(&error));
        if let Some(stamp) = self.stamp(at)
            && stands(stamp)?
        {
            return Ok(());
        }
        let (draft, mut quoted) = site.draft_noting(route)?;
        let sum = self.sum(&draft);
        let then = self.before[at].as_ref().filter(|then| sum.is_some() && then.draft == sum);
        let alike = then.and_then(|then| Some((&then.known.as_ref()?.0, alike(site, &draft, then)?)));
        let shown = match alike {
            Some((stamp, passage)) if stands(stamp)? => {
                quoted.items.insert(passage.item);
                Shown::of(&[passage])
            }
            _ => {
                let (bytes, all) = site.finish_noting(draft, quoted)?;
                publisher.write(&route.path, &bytes).map_err(|error| failed(&error))?;
                quoted = all;
                Shown::of(&quoted.passages)
            }
        };
        site.let_text_go(route);
        let looked = Looked { quoted: quoted.items.into_iter().collect(), draft: sum, shown };
        *self.looked[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(looked);
        Ok(())
    }

    /// Sums up all that a page is made from beside the setup and the answers to the links of its prose.
    fn sum(&self, draft: &Draft<'_>) -> Option<Print> {
        let words = self.words[draft.document()?];
        Some(sum_up(&(draft.summed(|bytes| self.key.print(bytes))?, words)))
    }

    /// Gives the stamp of a page's file that holds what rendering it would give; none where that is not known.
    fn stamp(&self, route: usize) -> Option<&Stamp> {
        let (stamp, quoted) = self.before[route].as_ref().filter(|_| self.same)?.known.as_ref()?;
        quoted.iter().all(|(item, then)| self.words.get(*item) == Some(then)).then_some(stamp)
    }

    /// Keeps what is known now, of every page whose file nobody touched since it was `sealed`, and what the build `said`.
    pub(super) fn keep(self, site: &Site<'_>, (root, output): (&Path, &Path), (sealed, said): (SystemTime, Said)) {
        let Some(place) = Cache::of_pages(root, output) else { return };
        let Self { traces, world, setup, around, committed, words, before, looked, .. } = self;
        let stamp = |path: &str| Stamp::of(&output.join(path)).filter(|stamp| stamp.is_before(sealed));
        let anew = looked.iter().any(|looked| looked.lock().map_or(true, |looked| looked.is_some()));
        let pages = looked.into_par_iter().zip(before).enumerate().map(|(at, (looked, before))| {
            let path = site.routes[at].path.as_str();
            let Some(Looked { quoted, draft, shown }) = looked.into_inner().unwrap_or_else(PoisonError::into_inner)
            else {
                return before.unwrap_or_else(|| Page::unknown(path));
            };
            let words = |item: usize| (item, words[item]);
            let known = stamp(path).map(|stamp| (stamp, quoted.into_iter().map(words).collect()));
            Page { path: path.into(), known, draft, shown }
        });
        let pages: Vec<Page<'_>> = pages.collect();
        let copies = site.copies.iter().map(|(path, _)| path.clone());
        let paths = copies.chain(site.theme_files().map(|(path, _)| path)).chain([NO_JEKYLL.to_owned()]);
        let others: Option<_> = paths.map(|path| stamp(&path).map(|stamp| (path.into(), stamp))).collect();
        let files = around.zip(others).map(|(around, others)| Files {
            around,
            seed: traces.seed,
            committed,
            said,
            sources: sources(traces, site),
            others,
        });
        if anew || files.is_some() {
            place.keep(Note { world, setup, pages, files }.write(&place.circumstances));
        }
    }
}

/// Lists the files that were read, with the documents that they make.
fn sources<'a>(traces: &'a Traces, site: &Site<'_>) -> Vec<Source<'a>> {
    let prints: HashMap<&str, Prints> = traces.prints.iter().map(|(path, prints)| (&**path, *prints)).collect();
    let each = traces.files.iter().map(|(path, seen)| {
        // One that stays out of the site has a place nowhere.
        let item = site.place_of(path);
        let document = item.and_then(|item| Some((item, *prints.get(&**path)?)));
        let seen = seen.filter(|seen| seen.is_settled(traces.began));
        Source { path: (&**path).into(), seen, document }
    });
    each.collect()
}

/// Tells whether the world is the one that was noted, and gives what was noted of the page of each route; none where every
/// page is made from other things than before.
fn before(
    bytes: &[u8],
    circumstances: &str,
    (world, setup): (&Print, &Print),
    site: &Site<'_>,
) -> Option<(bool, Vec<Option<Page<'static>>>)> {
    let note = Note::read(bytes, circumstances).filter(|note| note.setup == *setup)?;
    let mut pages: HashMap<String, Page<'static>> =
        note.pages.into_iter().map(|page| (page.path.to_string(), page.into_owned())).collect();
    Some((note.world == *world, site.routes.iter().map(|route| pages.remove(&route.path)).collect()))
}

/// Gives the body that a page showed, where that of its draft's document is rendered as it was, from the same words.
fn alike(site: &Site<'_>, draft: &Draft<'_>, then: &Page<'_>) -> Option<Passage> {
    let item = draft.document()?;
    let passage = then.shown.one().filter(|passage| site.reads_alike(draft, item, passage))?;
    Some(Passage { item, ..passage })
}

/// Sums up everything that pages are made from but the words of documents, and what every page is made from; none where
/// the program doesn't know itself.
fn world((project, traces, own): (&Project, &Traces, &OwnFiles), site: &Site<'_>) -> Option<(Print, Print)> {
    let (config, timelines) = (&project.config, &project.backlog.timelines);
    let since = project.analysis.movement.as_ref().map(|movement| &movement.since);
    let history = (since, &timelines.commits, &timelines.coverage);
    let beside = project.attachments.iter();
    let attachments: Vec<_> = beside.map(|(path, file)| (path, file.size, file.on_disk())).collect();
    let facts: Vec<_> = traces.prints.iter().map(|(path, prints)| (path, prints.facts)).collect();
    let setup = sum_up(&(settings(config, &project.config_text)?, own, site.shared()));
    Some((sum_up(&(setup, project.analysis.as_of, history, attachments, site.found(), facts)), setup))
}

/// Sums up the program and the configuration; none where the program doesn't know itself.
fn settings(config: &Config, text: &str) -> Option<Print> {
    // The configuration is its text, over a preset and under the command line.
    let Config { preset, site, .. } = config;
    Some(sum_up(&(program()?, text, preset, &site.theme, &site.base_url, &site.title)))
}

/// Everything that a site is made from beside its documents and its configuration.
pub(super) struct Beside<'a> {
    pub(super) own: &'a OwnFiles,
    pub(super) attachments: &'a BTreeMap<String, Attachment>,
    /// What the walk found, in short.
    pub(super) walk: Print,
    /// Which commit is at HEAD.
    pub(super) head: Option<&'a str>,
}

impl Beside<'_> {
    /// Sums it up with the configuration, its text and the date; none where a file could be written again after it was
    /// seen at a moment, and look the same.
    pub(super) fn around(&self, (config, text, as_of): (&Config, &str, Date), moment: SystemTime) -> Option<Print> {
        let settled = |file: &Attachment| file.seen.filter(|seen| seen.is_settled(moment));
        let files = self.attachments.iter().map(|(path, file)| Some((path, settled(file)?)));
        let files: Vec<(&String, Seen)> = files.collect::<Option<_>>()?;
        Some(sum_up(&(settings(config, text)?, as_of, self.own, files, self.walk, self.head)))
    }
}
