//! What an epic waits for, and what waits for it.
//!
//! In: an epic. Out: views of both ends of a dependency, and the same as markup.

use crate::analysis::{Standing, class_of};
use crate::backlog::Epic;
use crate::config::StateClass;
use crate::order::Order;
use crate::ranking::natural_order;
use crate::site::Site;
use crate::site::markup::{Html, written};
use crate::site::plan::state_label;
use serde::Serialize;

/// One end of a dependency.
#[derive(Debug, Serialize)]
pub(super) struct Dependency {
    id: String,
    title: String,
    href: Option<String>,
    meta: String,
    class: Option<&'static str>,
    note: Option<String>,
}

/// A card of dependencies as markup, or as its view.
type Card = (Option<Html>, Vec<Dependency>);

/// Lists what an epic waits for, seen from a page.
pub(super) fn depends_on(site: &Site<'_>, page: &str, (at, epic): (usize, &Epic)) -> Card {
    let end = |reference: &crate::backlog::Reference| match reference.target {
        Some(target) => dependency(site, page, target, Some(at)),
        None => unknown(&reference.id),
    };
    let list = epic.depends_on.iter().map(end).collect();
    written(site, list, |html, list| write(html, ("bl-depends-on", "Depends on"), list))
}

/// Lists what waits for an item, seen from a page.
pub(super) fn waited_for_by(site: &Site<'_>, page: &str, at: usize) -> Card {
    let list = waiting(site, at).into_iter().map(|other| dependency(site, page, other, None)).collect();
    written(site, list, |html, list| write(html, ("bl-waited-for-by", "Waited for by"), list))
}

/// Writes a card of dependencies, as the component `dependencies` does; nothing without any.
fn write(html: &mut Html, (id, title): (&str, &str), list: &[Dependency]) {
    if list.is_empty() {
        return;
    }
    html.raw("\n<section class=\"card\" aria-labelledby=\"").raw(id).raw("\"><h2 id=\"").raw(id).raw("\">").raw(title);
    html.raw("</h2>\n<dl class=\"fields\">").each(list, "", |html, item| {
        html.raw("<div><dt>").text(&item.id).raw("</dt><dd>");
        match &item.href {
            Some(href) => html.raw("<a href=\"").text(href).raw("\" dir=\"auto\">").text(&item.title).raw("</a>"),
            None => html.raw("<bdi>").text(&item.title).raw("</bdi>"),
        };
        html.raw("<br><span class=\"small\">").text(&item.meta).raw("</span>");
        if let Some(note) = &item.note {
            html.raw("<br><span class=\"small").maybe(" ", item.class, "").raw("\">").text(note).raw("</span>");
        }
        html.raw("</dd></div>");
    });
    html.raw("</dl>\n</section>\n");
}

/// Lists the epics that wait for an item, the open ones first.
fn waiting(site: &Site<'_>, at: usize) -> Vec<usize> {
    let mut found = site.dependents[at].clone();
    found.order_by(|a, b| {
        let open = |at: usize| site.backlog.items[at].epic().is_some_and(|epic| class_of(epic).is_open());
        open(*b).cmp(&open(*a)).then_with(|| natural_order(&site.backlog.items[*a].id, &site.backlog.items[*b].id))
    });
    found
}

/// Shows one end of a dependency; `waiter` is the epic that waits for it.
fn dependency(site: &Site<'_>, page: &str, at: usize, waiter: Option<usize>) -> Dependency {
    let item = &site.backlog.items[at];
    let epic = item.epic();
    let state = epic.map(|epic| state_label(epic).to_lowercase());
    let ranked = |at: usize| match site.analysis.standings[at] {
        Some(Standing::Ranked(_)) => site.entry(at).map(|entry| entry.rank),
        _ => None,
    };
    let team = epic.and_then(|epic| crate::analysis::team_name(site.backlog, epic)).map(str::to_owned);
    let rank = ranked(at).map(|rank| format!("rank {rank}"));
    let meta: Vec<String> = [team, state, rank].into_iter().flatten().collect();
    let behind = waiter.and_then(ranked).zip(ranked(at)).is_some_and(|(waiter, own)| own > waiter);
    let class = |at: usize| site.backlog.items[at].epic().map(class_of);
    let cancelled = waiter.and_then(class).is_some_and(StateClass::is_open) && class(at) == Some(StateClass::Cancelled);
    let note = if cancelled {
        Some("it won't come: what waits for it can't be finished as planned".to_owned())
    } else {
        behind.then(|| "ranked below the epic that waits for it".to_owned())
    };
    Dependency {
        id: item.id.clone(),
        title: item.title.clone(),
        href: Some(site.href(page, at)),
        meta: meta.join(" · "),
        class: cancelled.then_some("late"),
        note,
    }
}

/// Shows a dependency on something that is not there.
fn unknown(id: &str) -> Dependency {
    Dependency {
        id: id.to_owned(),
        title: "not found".to_owned(),
        href: None,
        meta: "there is no epic of this id".to_owned(),
        class: Some("late"),
        note: None,
    }
}
