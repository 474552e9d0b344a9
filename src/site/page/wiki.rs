//! A wiki page.

use super::super::plan::{Route, Site, Subject};
use super::super::prose::{backlinks, prose};
use super::super::view::{Field, Heading, Link, extra_fields};
use super::super::words::list;
use super::{Body, Common, Page, view};
use crate::backlog::Item;
use serde::Serialize;
use tera::Value;

/// A wiki page.
pub(super) const PAGE: Page = Page {
    name: "wiki",
    about: "a page of prose with its links both ways",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let route = |at: &usize| Route { path: site.addresses.items[*at].clone(), page, subject: Subject::Item(*at) };
        site.wiki_order.iter().map(route).collect()
    },
    body: Body::Html { template: "wiki", view: make },
};

#[derive(Debug, Serialize)]
struct WikiView {
    #[serde(serialize_with = "crate::site::markup::safe")]
    body_html: String,
    body_raw: Option<String>,
    toc: Vec<Heading>,
    fields: Vec<Field>,
    backlinks: Vec<Link>,
    prev: Option<Link>,
    next: Option<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Item(at) = route.subject else {
        return Value::none();
    };
    let page = route.path.as_str();
    let body = prose(site, page, at);
    let place = site.wiki_place[at];
    let neighbour = |place: Option<usize>| {
        let other = *site.wiki_order.get(place?)?;
        (site.wiki_folder(other) == site.wiki_folder(at)).then(|| site.item_link(page, other))
    };
    let own = WikiView {
        body_html: body.html,
        body_raw: body.raw,
        toc: body.toc,
        fields: fields(&site.backlog.items[at]),
        backlinks: backlinks(site, page, at),
        prev: neighbour(place.checked_sub(1)),
        next: neighbour(Some(place + 1)),
    };
    let title = site.backlog.items[at].title.clone();
    view(Common::new(site, route, title).crumbs(crumbs(site, page, at)).document(site, at), own)
}

/// Lists what the front matter says beside the title: nothing of it is lost.
fn fields(item: &Item) -> Vec<Field> {
    let owner = Field::maybe("Owner", Some(list(&item.owners)));
    let tags = Field::maybe("Tags", Some(item.tags.join(", ")));
    [owner, tags].into_iter().flatten().chain(extra_fields(item)).collect()
}

/// Links up through the folders; one with an index page leads there.
fn crumbs(site: &Site<'_>, page: &str, at: usize) -> Vec<Link> {
    let first = match site.front {
        Some(front) if front == at => return Vec::new(),
        Some(front) => site.item_link(page, front),
        None => Link::to("Wiki", super::super::address::relative(page, "wiki.html")),
    };
    let mut crumbs = vec![first];
    let path = site.backlog.items[at].path.clone();
    let Some((folders, _)) = path.rsplit_once('/') else {
        return crumbs;
    };
    let mut whole = String::new();
    for folder in folders.split('/') {
        if !whole.is_empty() {
            whole.push('/');
        }
        whole.push_str(folder);
        let index = site.backlog.index.file(&whole).filter(|index| *index != at);
        match index {
            Some(index) => crumbs.push(site.item_link(page, index)),
            None if folder != "wiki" => crumbs.push(Link::plain(folder.replace(['-', '_'], " "))),
            None => {}
        }
    }
    crumbs
}
