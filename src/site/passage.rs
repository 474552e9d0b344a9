//! A body as a page shows it, with all that it was rendered with but its words: so that a later run puts other words in
//! its place, without making the page anew.
//!
//! In: a body while its page is rendered. Out: where in the page it stands, the answers to its links, sums of what else of
//! the page hangs on it; and, for other words that hang on nothing else, the page with them. None wherever that can't be
//! told.

use super::plan::Site;
use super::prose::of_file;
use crate::config::Config;
use crate::document::codec::{Writer, checksum};
use crate::document::markdown::{
    Heading, Highlighter, LinkResolver, LinkUse, Listing, RenderOptions, Rendered, Resolved, Trust,
    page_without_forbidden, render,
};
use crate::document::{Document, keep_fields};
use memchr::memmem::Finder;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// The most links of a body that are noted.
const LINKS: usize = 200;
/// What stands before a body in every template; behind it the element ends.
static BEFORE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("<div class=\"prose\">"));
const BEHIND: &[u8] = b"</div>";
/// How much of a page around a body is compared before other words are put between.
const AROUND: usize = 256;

/// A body as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The document, by position in the backlog.
    pub item: usize,
    /// All else; none where other words would need the whole page made anew.
    pub setting: Option<Setting>,
}

/// What a body was rendered with, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    start: usize,
    len: usize,
    /// The title of its page.
    title: String,
    /// The ids that the page uses.
    reserved: Vec<String>,
    answers: Vec<Answer>,
    headings: u64,
    summary: u64,
    /// What stands around it in its page, in short.
    edges: u64,
    /// The HTML, until its place is known.
    html: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    target: String,
    link_use: LinkUse,
    resolved: Resolved,
}

keep_fields! {
    Passage { item, setting }
    Setting { start, len, title, reserved, answers, headings, summary, edges; html: String::new() }
    Answer { target, link_use, resolved }
}

/// Notes what is asked of the links of a body.
pub(super) struct Noting<'a> {
    links: &'a dyn LinkResolver,
    /// The answers; none once there is one that holds for this page alone.
    answers: Mutex<Option<Vec<Answer>>>,
}

impl<'a> Noting<'a> {
    /// Stands before the links of a body.
    pub(super) fn of(links: &'a dyn LinkResolver) -> Self {
        Self { links, answers: Mutex::new(Some(Vec::new())) }
    }

    /// Says what is to be noted of a body that was rendered.
    pub(super) fn passage(
        self,
        (site, item): (&Site<'_>, usize),
        rendered: &Rendered,
        options: &RenderOptions<'_>,
    ) -> Passage {
        let answers = guard(&self.answers).take().filter(|_| hangs_on_words_alone(site, item));
        let setting = answers.map(|answers| Setting {
            start: 0,
            len: rendered.html.len(),
            title: options.page_title.unwrap_or_default().to_owned(),
            reserved: options.reserved.to_vec(),
            answers,
            headings: sum_of_headings(&rendered.toc),
            summary: sum(&site.backlog.documents[item].outline.summary),
            edges: 0,
            html: rendered.html.clone(),
        });
        Passage { item, setting }
    }
}

impl LinkResolver for Noting<'_> {
    fn resolve(&self, target: &str, link_use: LinkUse) -> Resolved {
        let resolved = self.links.resolve(target, link_use);
        let mut answers = guard(&self.answers);
        if answers.as_ref().is_some_and(|all| all.len() == LINKS) {
            *answers = None;
        }
        if let Some(all) = &mut *answers {
            all.push(Answer { target: target.to_owned(), link_use, resolved: resolved.clone() });
        }
        resolved
    }

    fn listing(&self, start: usize) -> Option<Listing> {
        *guard(&self.answers) = None;
        self.links.listing(start)
    }
}

/// Tells whether nothing but the words of a body hangs on them: no template of the site's own, no comment that the rules
/// read, nothing found in the body, whose place would be another.
fn hangs_on_words_alone(site: &Site<'_>, item: usize) -> bool {
    let document = &site.backlog.documents[item];
    let found = || of_file(&site.diagnostics, &document.path).iter().chain(of_file(&site.advice, &document.path));
    let in_body = |end: u32| usize::try_from(end).map_or(true, |end| end > document.body);
    site.theme.is_plain()
        && !(document.broken || document.marked || document.beside.is_some())
        && document.diagnostics.is_empty()
        && !found().any(|one| in_body(one.span.offset.saturating_add(one.span.len)))
}

impl Passage {
    /// Notes where in its page the body stands; as what can't be told, where it stands nowhere.
    pub(super) fn place_in(&mut self, page: &[u8]) {
        let Some(mut setting) = self.setting.take() else { return };
        let html = std::mem::take(&mut setting.html);
        let mut places = BEFORE.find_iter(page).map(|at| at + BEFORE.needle().len());
        let holds = |at: &usize| page[*at..].strip_prefix(html.as_bytes()).is_some_and(|rest| rest.starts_with(BEHIND));
        // Nothing that a document says stands before its body as an element of this kind.
        if let Some(at) = places.find(holds) {
            let edges = edges(page, (at, html.len())).unwrap_or_default();
            self.setting = Some(Setting { start: at, edges, ..setting });
        }
    }

    /// Tells whether the body of an item asks the same of its page as this one did, and hears the same; its words are.
    pub(super) fn asks_alike(
        &self,
        (site, item): (&Site<'_>, usize),
        links: &dyn LinkResolver,
        options: &RenderOptions<'_>,
    ) -> bool {
        let Some(setting) = &self.setting else { return false };
        let alike = |it: &Answer| links.resolve(&it.target, it.link_use) == it.resolved;
        options.page_title == Some(&setting.title)
            && options.reserved == setting.reserved
            && hangs_on_words_alone(site, item)
            && setting.answers.iter().all(alike)
    }

    /// Gives the page with the words that a document has now, where that is all that is another.
    pub fn reworded(&self, page: &[u8], document: &Document, config: &Config) -> Option<(Vec<u8>, Self)> {
        let setting = self.setting.as_ref()?;
        if edges(page, (setting.start, setting.len)) != Some(setting.edges) {
            return None;
        }
        if document.marked || document.broken || sum(&document.outline.summary) != setting.summary {
            return None;
        }
        let known = Known { answers: &setting.answers, lost: Mutex::default() };
        let options = options((&setting.title, &setting.reserved), config);
        let rendered = render(document.body(), &known, &Highlighter::new(), &options);
        let same = sum_of_headings(&rendered.toc) == setting.headings && !rendered.html.is_empty();
        let (before, rest) = page.split_at_checked(setting.start)?;
        let behind = rest.get(setting.len..)?;
        if !same || *guard(&known.lost) {
            return None;
        }
        let page = page_without_forbidden([before, rendered.html.as_bytes(), behind].concat());
        let mut now = Self { item: self.item, setting: Some(Setting { html: rendered.html, ..setting.clone() }) };
        if let Some(setting) = &mut now.setting {
            setting.len = setting.html.len();
        }
        now.place_in(&page);
        Some((page, now))
    }
}

/// The links of a body that were followed before.
struct Known<'a> {
    answers: &'a [Answer],
    /// Whether one was asked for that wasn't.
    lost: Mutex<bool>,
}

impl LinkResolver for Known<'_> {
    fn resolve(&self, target: &str, link_use: LinkUse) -> Resolved {
        let known = self.answers.iter().find(|answer| answer.link_use == link_use && answer.target == target);
        known.map_or_else(
            || {
                *guard(&self.lost) = true;
                Resolved::Broken { reason: String::new() }
            },
            |answer| answer.resolved.clone(),
        )
    }

    fn listing(&self, _: usize) -> Option<Listing> {
        *guard(&self.lost) = true;
        None
    }
}

/// Says how a body is rendered.
pub(super) fn options<'a>((title, reserved): (&'a str, &'a [String]), config: &'a Config) -> RenderOptions<'a> {
    let trust = if config.site.trust_html { Trust::Authors } else { Trust::Sanitise };
    RenderOptions { page_title: Some(title), trust, reserved, autolinks: &config.autolinks }
}

/// Sums up what stands in a page around so many bytes from a place on; none where the page has no such place.
fn edges(page: &[u8], (start, len): (usize, usize)) -> Option<u64> {
    let (before, rest) = page.split_at_checked(start)?;
    let behind = rest.get(len..)?;
    let around = [&before[before.len().saturating_sub(AROUND)..], &behind[..AROUND.min(behind.len())]];
    Some(u64::from_le_bytes(checksum(&around.concat())))
}

fn sum(text: &str) -> u64 {
    u64::from_le_bytes(checksum(text.as_bytes()))
}

fn sum_of_headings(headings: &[Heading]) -> u64 {
    let mut writer = Writer::default();
    for heading in headings {
        writer.number(heading.level.into());
        writer.text(&heading.text);
        writer.text(&heading.id);
    }
    u64::from_le_bytes(checksum(&writer.0))
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
