//! What the pages of the standing site were made from, so that a build renders only those that are others.
//!
//! In: a project, the plan of its site, what the last build noted. Out: whether a page stands already; a note for the
//! next build. A page is made from the world, which is everything but the words of documents, and from the words that it
//! quotes. In another world every page is rendered; in the same one, those that quote other words, and those whose files
//! somebody else touched.

use super::super::cache::{Cache, program};
use super::super::parsed::Prints;
use super::super::print::{Print, sum_up};
use super::super::project::Project;
use super::super::traces::Traces;
use super::NO_JEKYLL;
use super::note::{Files, Note, Page, Said, Shown, Source};
use crate::backlog::Limit;
use crate::config::Config;
use crate::diagnostic::Error;
use crate::order::Gather;
use crate::site::theme::OwnFiles;
use crate::site::{Route, Site};
use crate::source::{Attachment, Seen, Stamp};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// The documents that a page quotes which was rendered, by position in the backlog, and the bodies that it shows.
type Rendered = (Box<[usize]>, Shown<'static>);

/// What is known of a site's pages.
#[derive(Debug)]
pub(super) struct Standing<'p> {
    traces: &'p Traces,
    world: Print,
    around: Option<Print>,
    committed: bool,
    /// The words of each document, by its position in the backlog.
    words: Vec<Print>,
    /// What the last build noted, in the order of the routes; empty where the world was another one.
    before: Vec<Page<'static>>,
    rendered: Vec<Mutex<Option<Rendered>>>,
}

impl<'p> Standing<'p> {
    /// Opens what the last build noted; none where nothing can be kept.
    pub(super) fn open((project, own): (&'p Project, &OwnFiles), site: &Site<'_>, output: &Path) -> Option<Self> {
        let traces = project.traces.as_ref()?;
        let known = traces.prints.iter().map(|(path, it)| (&**path, it.words)).into_map();
        let documents = project.backlog.documents.iter();
        let words: Vec<Print> = documents.map(|it| known.get(&*it.path).copied()).collect::<Option<_>>()?;
        let world = world((project, traces, own), site).filter(|_| !words.is_empty())?;
        let coverage = &project.backlog.timelines.coverage;
        // Where history is cut, that is said each time.
        let whole = matches!(coverage.limit, None | Some(Limit::NoRepository | Limit::Unborn));
        let beside = Beside { own, attachments: &project.attachments, walk: traces.walk, head: traces.head.as_deref() };
        let read = (&*project.config, &*project.config_text, project.analysis.as_of);
        let around = if whole && !traces.names_past { beside.around(read, traces.began) } else { None };
        // Before the first build there is no folder to be found.
        let place = Cache::of_pages(&project.root, output);
        let before = place.and_then(|place| before(&place.bytes()?, &place.circumstances, &world));
        let before = before.filter(|pages| pages.len() == site.routes.len()).unwrap_or_default();
        let rendered = (0..site.routes.len()).map(|_| Mutex::default()).collect();
        Some(Self { traces, world, around, committed: coverage.uncommitted == 0, words, before, rendered })
    }

    /// Gives the stamp of a page's file that holds what rendering it would give; none where that is not known.
    pub(super) fn stamp(&self, route: usize) -> Option<&Stamp> {
        let (stamp, quoted) = self.before.get(route)?.known.as_ref()?;
        quoted.iter().all(|(item, then)| self.words.get(*item) == Some(then)).then_some(stamp)
    }

    /// Renders a page, and notes what it quotes.
    pub(super) fn render(&self, (site, at, route): (&Site<'_>, usize, &Route)) -> Result<Vec<u8>, Error> {
        let (bytes, quoted) = site.render_last_noting(route)?;
        let rendered = (quoted.items.iter().copied().collect(), Shown::of(&quoted.passages));
        *self.rendered[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(rendered);
        Ok(bytes)
    }

    /// Keeps what is known now, of every page whose file nobody touched since it was `sealed`, and what the build `said`.
    pub(super) fn keep(self, site: &Site<'_>, (root, output): (&Path, &Path), (sealed, said): (SystemTime, Said)) {
        let Some(place) = Cache::of_pages(root, output) else { return };
        let Self { traces, world, around, committed, words, before, rendered } = self;
        let stamp = |path: &str| Stamp::of(&output.join(path)).filter(|stamp| stamp.is_before(sealed));
        let pages = rendered.into_par_iter().enumerate().map(|(at, rendered)| {
            let path = site.routes[at].path.as_str();
            let Some((quoted, shown)) = rendered.into_inner().unwrap_or_else(PoisonError::into_inner) else {
                return (false, before.get(at).cloned().unwrap_or_else(|| Page::unknown(path)));
            };
            let words = |item: usize| (item, words[item]);
            let known = stamp(path).map(|stamp| (stamp, quoted.into_iter().map(words).collect()));
            (true, Page { path: path.into(), known, shown })
        });
        let pages: Vec<(bool, Page<'_>)> = pages.collect();
        let anew = pages.iter().any(|(rendered, _)| *rendered);
        let pages: Vec<Page<'_>> = pages.into_iter().map(|(_, page)| page).collect();
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
            place.keep(Note { world, pages, files }.write(&place.circumstances));
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

/// Reads the pages that were noted in a world.
fn before(bytes: &[u8], circumstances: &str, world: &Print) -> Option<Vec<Page<'static>>> {
    let note = Note::read(bytes, circumstances).filter(|note| note.world == *world)?;
    Some(note.pages.into_iter().map(Page::into_owned).collect())
}

/// Sums up everything that pages are made from but the words of documents; none where the program doesn't know itself.
fn world((project, traces, own): (&Project, &Traces, &OwnFiles), site: &Site<'_>) -> Option<Print> {
    let (config, timelines) = (&project.config, &project.backlog.timelines);
    let since = project.analysis.movement.as_ref().map(|movement| &movement.since);
    let history = (since, &timelines.commits, &timelines.coverage);
    let beside = project.attachments.iter();
    let attachments: Vec<_> = beside.map(|(path, file)| (path, file.size, file.on_disk())).collect();
    let facts: Vec<_> = traces.prints.iter().map(|(path, prints)| (path, prints.facts)).collect();
    let settings = settings((config, &project.config_text), project.analysis.as_of)?;
    Some(sum_up(&(settings, history, attachments, site.found(), own, facts)))
}

/// Sums up the program, the configuration and the date; none where the program doesn't know itself.
fn settings((config, text): (&Config, &str), as_of: Date) -> Option<Print> {
    // The configuration is its text, over a preset and under the command line.
    let Config { preset, site, .. } = config;
    Some(sum_up(&(program()?, text, preset, &site.theme, &site.base_url, &site.title, as_of)))
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
        Some(sum_up(&(settings((config, text), as_of)?, self.own, files, self.walk, self.head)))
    }
}
