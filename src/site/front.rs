//! A wiki by itself: a folder of pages alone, with an `index.md`, a `README.md` or a `Home.md` at its top that is the
//! first page of the site.
//!
//! In: a backlog. Out: its first page, and the order that the links of index pages give. Without either a site begins
//! with its overview, and its pages stand beside the backlog.

use super::page::{PAGES, Page};
use crate::backlog::{Backlog, is_index, stem};
use crate::config::Kind;
use std::collections::HashMap;

/// The pages of a wiki by itself; whatever counts or ranks has nothing to show there.
const OF_A_WIKI: &[&str] =
    &["wiki", "wiki-index", "problems", "checks", "not-found", "search-index", "sitemap", "robots"];

/// Finds the first page of a wiki by itself; none where there is anything but pages.
///
/// A README alone makes no wiki: most repositories begin with one, and a backlog in it has yet to be written.
pub(super) fn front_page(backlog: &Backlog) -> Option<usize> {
    let home = |path: &str| !path.contains('/') && stem(path).eq_ignore_ascii_case("home");
    let front = backlog.index.file("").or_else(|| backlog.items.iter().position(|item| home(&item.path)))?;
    let alone = backlog.items.iter().all(|item| item.kind == Kind::Page);
    let is_wiki = backlog.items.len() > 1 || stem(&backlog.items[front].path).eq_ignore_ascii_case("index");
    (alone && is_wiki).then_some(front)
}

/// Tells whether a page stands for its folder: where there are an `index.md` and a README, the former.
pub(super) fn stands_for_folder(backlog: &Backlog, at: usize) -> bool {
    let path = &backlog.items[at].path;
    is_index(stem(path)) && backlog.index.file(folder(path)) == Some(at)
}

/// Lists the pages that have something to show, in the order of the navigation.
pub(super) fn pages(front: Option<usize>) -> impl Iterator<Item = &'static Page> {
    PAGES.iter().filter(move |page| front.is_none() || OF_A_WIKI.contains(&page.name))
}

/// Gives each page the place at which the index page of its folder first links to it.
pub(super) fn linked(backlog: &Backlog, front: usize) -> HashMap<usize, usize> {
    let mut places = HashMap::new();
    for (at, document) in backlog.documents.iter().enumerate() {
        if at != front && backlog.index.file(folder(&document.path)) != Some(at) {
            continue;
        }
        let targets = document.outline.links.iter().filter_map(|link| {
            let target = backlog.index.led_to(&document.path, link)?;
            (folder(&backlog.documents[target].path) == folder(&document.path)).then_some(target)
        });
        for target in targets {
            let place = places.len();
            places.entry(target).or_insert(place);
        }
    }
    places
}

/// Gives the folder of a file.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
