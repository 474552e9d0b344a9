//! The texts of the files while pages are rendered: with their documents, or on their own, so that a build can let each
//! go once its page is written. Together they take a fifth of the memory of a large build.
//!
//! In: a backlog. Out: the text of a document, noted for the page that asks for it. Once a text is let go it reads as empty, so nothing may quote it later.

use super::draft::Draft;
use super::fragment::Fragments;
use super::plan::{Route, Site, Subject};
use super::quoted::{self, Quoted};
use crate::backlog::Backlog;
use crate::diagnostic::Error;
use crate::document::Document;
use rayon::prelude::*;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The pages that quote documents which have pages of their own.
const QUOTING: [&str; 2] = ["checks", "problems"];

/// The texts of all documents, taken out of them.
#[derive(Debug)]
pub struct Texts(Vec<Mutex<Arc<String>>>);

impl Texts {
    /// Takes the texts out of the documents, whose own are empty from then on, as are the headings and links in them.
    pub fn take(backlog: &mut Backlog) -> Self {
        // A document that something else holds keeps its own text.
        let text = |document: &mut Arc<Document>| match Arc::get_mut(document) {
            Some(document) => {
                // Pages read their prose anew, so nothing asks for these once the site is planned.
                (document.outline.headings, document.outline.links) = (Vec::new(), Vec::new());
                std::mem::take(&mut document.text)
            }
            None => document.text.clone(),
        };
        Self(backlog.documents.par_iter_mut().map(|document| Mutex::new(Arc::new(text(document)))).collect())
    }

    fn slot(&self, item: usize) -> MutexGuard<'_, Arc<String>> {
        self.0[item].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A text that stays while it is looked at.
#[derive(Debug)]
pub(super) enum Held<'a> {
    /// A document's own.
    Own(&'a str),
    /// One that was taken.
    Taken(Arc<String>),
}

impl Deref for Held<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::Taken(text) => text,
        }
    }
}

impl<'a> Site<'a> {
    /// Gives the first words of a document.
    pub(super) fn summary(&self, item: usize) -> &'a str {
        quoted::note(item);
        &self.backlog.documents[item].outline.summary
    }

    /// Gives the text of a document.
    pub(super) fn text(&self, item: usize) -> Held<'a> {
        quoted::note(item);
        self.texts.as_ref().map_or_else(
            || Held::Own(&self.backlog.documents[item].text),
            |texts| Held::Taken(Arc::clone(&texts.slot(item))),
        )
    }

    /// Gives the text of one of a document's files: its own, or that of the file beside it.
    pub(super) fn text_of(&self, item: usize, path: &str) -> Held<'a> {
        let document = &self.backlog.documents[item];
        match &document.beside {
            Some((_, text)) if *document.path != *path => Held::Own(text),
            _ => self.text(item),
        }
    }

    /// Gives the routes with their positions in the order of a build: what may quote any document, and what may be rendered once all of that
    /// is done.
    pub fn order(&self) -> [Vec<(usize, &Route)>; 2] {
        let quotes = |route: &Route| route.page.template().is_none() || QUOTING.contains(&route.page.name);
        let (first, rest) = self.routes.iter().enumerate().partition(|(_, route)| quotes(route));
        [first, rest]
    }

    /// Lets the rows go that pages share, once all pages are rendered: they are a fifth of the memory of a large build.
    pub fn let_rows_go(&mut self) {
        self.plan.fragments = Fragments::new(0, 0);
    }

    /// Renders one route for the last time.
    pub fn render_last(&self, route: &Route) -> Result<Vec<u8>, Error> {
        let bytes = self.render(route);
        self.let_text_go(route);
        bytes
    }

    /// Lets the text of the document that a route shows go, if it was taken: its page is done.
    pub fn let_text_go(&self, route: &Route) {
        if let (Subject::Item(item), Some(texts)) = (&route.subject, &self.texts) {
            *texts.slot(*item) = Arc::default();
        }
    }

    /// Drafts one route, and says what that quotes.
    pub fn draft_noting<'r>(&self, route: &'r Route) -> Result<(Draft<'r>, Quoted), Error> {
        let (draft, quoted) = quoted::noting(|| self.draft(route));
        Ok((draft?, quoted))
    }

    /// Makes the page of its draft, which quotes so much already, and says what it quotes.
    pub fn finish_noting(&self, draft: Draft<'_>, so_far: Quoted) -> Result<(Vec<u8>, Quoted), Error> {
        let (bytes, mut quoted) = quoted::noting(|| self.finish(draft));
        let bytes = bytes?;
        quoted.passages.iter_mut().for_each(|passage| passage.place_in(&bytes));
        quoted.items.extend(so_far.items);
        Ok((bytes, quoted))
    }
}
