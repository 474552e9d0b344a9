//! The pages of a site, each rendered when it is asked for.
//!
//! In: a planned site. Out: the bytes of an address. What was asked for last is kept, as several ask for the same: the
//! browser, and each open page that wants to know whether it changed.

use super::preview::{Live, block};
use super::reviewer::{ADDRESS, Reviewer};
use crate::diagnostic::Error;
use crate::publish::server::{Pages, Served};
use crate::report::terminal;
use crate::source::Attachment;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many rendered pages are kept.
const KEPT: usize = 32;

/// Where the bytes of an address come from.
enum From {
    Route(usize),
    Theme(Vec<u8>),
    Copy(Attachment),
}

/// A page that is being rendered, or was.
type Rendered = Arc<OnceLock<Arc<[u8]>>>;

/// Gives the pages of a site.
pub(super) fn pages(live: &Arc<Live>, reviewer: Option<&Arc<Reviewer>>) -> Pages {
    let (live, reviewer) = (Arc::clone(live), reviewer.map(Arc::clone));
    let review = Rendered::default();
    let site = live.borrow_dependent();
    let mut files: BTreeMap<String, From> = BTreeMap::new();
    files.extend(site.copies.iter().map(|(path, file)| (path.clone(), From::Copy(file.clone()))));
    files.extend(site.theme_files().map(|(path, bytes)| (path, From::Theme(bytes.to_vec()))));
    let last: Mutex<Vec<(usize, Rendered)>> = Mutex::default();
    Arc::new(move |path| {
        // A look through all of them costs less than an index that is made anew with each edit.
        let routes = &live.borrow_dependent().routes;
        if let Some(reviewer) = reviewer.as_ref().filter(|_| path == ADDRESS) {
            let make =
                || reviewer.page(&live).unwrap_or_else(|error| failure_page("There is no review", &error)).into();
            return Some(Served { bytes: Arc::clone(review.get_or_init(make)), found: true });
        }
        let find = |path: &str| match routes.iter().position(|route| route.path == path) {
            Some(at) => Some(&From::Route(at)).and_then(|from| bytes(&live, from, &last)),
            None => files.get(path).and_then(|from| bytes(&live, from, &last)),
        };
        if let Some(bytes) = find(path).or_else(|| find(&format!("{path}.html"))) {
            return Some(Served { bytes, found: true });
        }
        Some(Served { bytes: find("404.html")?, found: false })
    })
}

/// Gives the bytes of one file of the site.
fn bytes(live: &Live, from: &From, last: &Mutex<Vec<(usize, Rendered)>>) -> Option<Arc<[u8]>> {
    match from {
        From::Route(at) => Some(Arc::clone(slot(last, *at).get_or_init(|| {
            let site = live.borrow_dependent();
            site.render(&site.routes[*at])
                .unwrap_or_else(|error| failure_page("A template can't be used", &error))
                .into()
        }))),
        From::Theme(bytes) => Some(bytes.as_slice().into()),
        From::Copy(file) => file.bytes().map(Into::into),
    }
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
