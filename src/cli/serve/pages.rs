//! The pages of a site, each rendered when it is asked for.
//!
//! In: a planned site. Out: the bytes of an address. What was asked for last is kept, as several ask for the same: the
//! browser, and each open page that wants to know whether it changed.

use super::preview::{Live, block};
use super::reviewer::{ADDRESS, Reviewer};
use crate::diagnostic::Error;
use crate::publish::server::{Content, Pages, Served};
use crate::report::terminal;
use crate::source::Attachment;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

/// How many rendered pages are kept.
const KEPT: usize = 32;

/// Where the bytes of an address come from.
enum From {
    Route(usize),
    Theme(Vec<u8>),
    /// A file, and its bytes while somebody takes them.
    Copy(Attachment, Mutex<Weak<Content>>),
}

/// A page that is being rendered, or was.
type Rendered = Arc<OnceLock<Arc<Content>>>;

/// Gives the pages of a site.
pub(super) fn pages(live: &Arc<Live>, reviewer: Option<&Arc<Reviewer>>) -> Pages {
    let (live, reviewer) = (Arc::clone(live), reviewer.map(Arc::clone));
    let review = Rendered::default();
    let site = live.borrow_dependent();
    let mut files: BTreeMap<String, From> = BTreeMap::new();
    files.extend(site.copies.iter().map(|(path, file)| (path.clone(), copy(file))));
    files.extend(site.theme_files().map(|(path, bytes)| (path, From::Theme(bytes.to_vec()))));
    let last: Mutex<Vec<(usize, Rendered)>> = Mutex::default();
    Arc::new(move |path| {
        // A look through all of them costs less than an index that is made anew with each edit.
        let routes = &live.borrow_dependent().routes;
        if let Some(reviewer) = reviewer.as_ref().filter(|_| path == ADDRESS) {
            let make = || reviewer.page(&live).unwrap_or_else(|error| failure_page("There is no review", &error));
            return Some(Served { content: Arc::clone(review.get_or_init(|| content(make()))), found: true });
        }
        let find = |path: &str| match routes.iter().position(|route| route.path == path) {
            Some(at) => Some(&From::Route(at)).and_then(|from| bytes(&live, from, &last)),
            None => files.get(path).and_then(|from| bytes(&live, from, &last)),
        };
        if let Some(content) = find(path).or_else(|| find(&format!("{path}.html"))) {
            return Some(Served { content, found: true });
        }
        Some(Served { content: find("404.html")?, found: false })
    })
}

/// Gives the bytes of one file of the site.
fn bytes(live: &Live, from: &From, last: &Mutex<Vec<(usize, Rendered)>>) -> Option<Arc<Content>> {
    match from {
        From::Route(at) => Some(Arc::clone(slot(last, *at).get_or_init(|| {
            let site = live.borrow_dependent();
            let made = site.render(&site.routes[*at]);
            content(made.unwrap_or_else(|error| failure_page("A template can't be used", &error)))
        }))),
        From::Theme(bytes) => Some(content(bytes.clone())),
        From::Copy(file, taken) => {
            let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
            let bytes = taken.upgrade().or_else(|| file.bytes().map(content))?;
            *taken = Arc::downgrade(&bytes);
            Some(bytes)
        }
    }
}

/// Takes a file up, of which nobody has bytes yet.
fn copy(file: &Attachment) -> From {
    From::Copy(file.clone(), Mutex::default())
}

fn content(bytes: Vec<u8>) -> Arc<Content> {
    Arc::new(Content::new(bytes))
}

/// Finds the place of a rendered page, or makes one for it; whoever comes second waits for the first.
fn slot(last: &Mutex<Vec<(usize, Rendered)>>, at: usize) -> Rendered {
    let mut kept = last.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, slot)) = kept.iter().find(|(of, _)| *of == at) {
        return Arc::clone(slot);
    }
    if kept.len() == KEPT {
        kept.remove(0);
    }
    let slot = Rendered::default();
    kept.push((at, Arc::clone(&slot)));
    slot
}

/// Shows an error in place of the page that can't be made.
fn failure_page(title: &str, error: &Error) -> Vec<u8> {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut text, &block(&terminal::failure(error)));
    format!("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><main><h1>{title}</h1><pre>{text}</pre></main></body></html>\n").into_bytes()
}
