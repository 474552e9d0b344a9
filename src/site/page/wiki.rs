//! A wiki page.

use super::super::markup::{self, Html, written};
use super::super::plan::{Route, Site, Subject};
use super::super::prose::backlinks;
use super::super::view::{Field, Link, extra_fields};
use super::super::words::list;
use super::{Body, Common, Given, Page, view_of_many};
use serde::Serialize;

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
    body: Body::Document { template: "wiki", view: make },
};

#[derive(Debug, Serialize)]
struct WikiView {
    turn_html: Option<Html>,
    prev: Option<Link>,
    next: Option<Link>,
    about_html: Option<Html>,
    fields: Vec<Field>,
    backlinks: Vec<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let page = route.path.as_str();
    let place = site.wiki_place[at];
    let neighbour = |place: Option<usize>| {
        let other = *site.wiki_order.get(place?)?;
        (site.wiki_folder(other) == site.wiki_folder(at)).then(|| site.item_link(page, other))
    };
    let neighbours = (neighbour(place.checked_sub(1)), neighbour(Some(place + 1)));
    let (turn_html, (prev, next)) =
        written(site, neighbours, |html, (prev, next)| write_turn(html, prev.as_ref(), next.as_ref()));
    let about = (fields(site, page, at), backlinks(site, page, at));
    let (about_html, (fields, backlinks)) =
        written(site, about, |html, (fields, backlinks)| write_about(html, fields, backlinks));
    let own = WikiView { turn_html, prev, next, about_html, fields, backlinks };
    let title = site.backlog.items[at].title.clone();
    view_of_many(Common::new(site, route, title).crumbs(crumbs(site, page, at)).document(site, at), own)
}

/// Writes the links to the pages before and behind; nothing without any.
fn write_turn(html: &mut Html, prev: Option<&Link>, next: Option<&Link>) {
    if prev.is_none() && next.is_none() {
        return;
    }
    html.raw("<nav class=\"turn\" aria-label=\"In this folder\">");
    for (rel, name, link) in [("prev", "Previous", prev), ("next", "Next", next)] {
        if let Some(link) = link {
            html.raw("<a rel=\"").raw(rel).raw("\" href=\"").text(link.href.as_deref().unwrap_or(""));
            html.raw("\"><span class=\"small\">").raw(name).raw("</span><bdi>").text(&link.text).raw("</bdi></a>");
        }
    }
    html.raw("</nav>");
}

/// Writes what stands below the table of contents; nothing where that would be empty.
fn write_about(html: &mut Html, fields: &[Field], backlinks: &[Link]) {
    if backlinks.is_empty() && fields.is_empty() {
        return;
    }
    if !fields.is_empty() {
        html.raw("<section class=\"card\" aria-labelledby=\"bl-about\"><h2 id=\"bl-about\">About</h2>");
        markup::field_list(html, fields);
        html.raw("</section>");
    }
    markup::backlinks(html, backlinks);
}

/// Lists what the front matter says beside the title: nothing of it is lost.
fn fields(site: &Site<'_>, page: &str, at: usize) -> Vec<Field> {
    let item = &site.backlog.items[at];
    let owner = Field::maybe("Owner", Some(list(&item.owners)));
    let tags = Field::maybe("Tags", Some(item.tags.join(", ")));
    [owner, tags].into_iter().flatten().chain(extra_fields(site, page, at)).collect()
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
