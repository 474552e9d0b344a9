//! Every wiki page, by folder.

use super::super::address::{Anchors, relative, slug};
use super::super::plan::{Route, Site};
use super::super::words::{capital, count};
use super::{Body, Common, Given, Page, once, view};
use serde::Serialize;

/// The index of the wiki.
pub(super) const PAGE: Page = Page {
    name: "wiki-index",
    about: "every wiki page, by folder",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        if site.wiki_order.is_empty() { Vec::new() } else { once(page, "wiki.html") }
    },
    body: Body::Html { template: "wiki_index", view: make },
};

#[derive(Debug, Serialize)]
struct WikiIndex {
    folders: Vec<Folder>,
    empty: Option<String>,
}

#[derive(Debug, Serialize)]
struct Folder {
    title: String,
    id: String,
    pages: Vec<FolderPage>,
}

#[derive(Debug, Serialize)]
struct FolderPage {
    text: String,
    href: String,
    note: Option<String>,
}

/// What the id of a folder's pages begins with.
const FOLDER: &str = "folder-";

/// Gives the id of the pages of a folder.
pub(in crate::site) fn folder_id(folder: &str) -> String {
    format!("{FOLDER}{}", slug(named(folder)))
}

/// Gives the name of a folder; the top has none of its own.
fn named(folder: &str) -> &str {
    if folder.is_empty() { "pages" } else { folder }
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let mut folders: Vec<(String, Folder)> = Vec::new();
    let mut anchors = Anchors::default();
    for at in site.wiki_order.iter() {
        let path = site.wiki_folder(*at);
        if folders.last().is_none_or(|(last, _)| last != path) {
            let title = if path.is_empty() {
                "Pages".to_owned()
            } else {
                capital(&path.replace(['-', '_'], " ").replace('/', " / "))
            };
            let id = format!("{FOLDER}{}", anchors.make(named(path)));
            folders.push((path.to_owned(), Folder { title, id, pages: Vec::new() }));
        }
        let Some((_, folder)) = folders.last_mut() else {
            continue;
        };
        folder.pages.push(FolderPage {
            text: site.backlog.items[*at].title.clone(),
            href: relative(&route.path, &site.addresses.items[*at]),
            note: Some(site.summary(*at).to_owned()).filter(|summary| !summary.is_empty()),
        });
    }
    let number = capital(&count(site.wiki_order.len(), "page"));
    let own = WikiIndex { folders: folders.into_iter().map(|(_, folder)| folder).collect(), empty: None };
    view(Common::new(site, route, "Wiki").subtitle(format!("{number}.")), own)
}
