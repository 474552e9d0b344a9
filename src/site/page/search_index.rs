//! What the search box looks through: every page, in a few words.

use super::super::address::encode;
use super::super::front;
use super::super::plan::{Route, Site, state_label};
use super::super::script_data::assign;
use super::{Body, Page, once};
use crate::analysis::team_name;
use crate::backlog::Item;
use crate::config::Kind;
use serde::Serialize;
use std::borrow::Cow;

/// The index.
pub(super) const PAGE: Page = Page {
    name: "search-index",
    about: "what the search box looks through",
    anywhere: false,
    navigation: None,
    routes: |_, page| once(page, "search-index.js"),
    body: Body::File(make),
};

/// How many characters of a summary the index keeps, and how many when there are many documents.
const SUMMARY: usize = 160;
const SHORT_SUMMARY: usize = 60;
/// The number of documents above which summaries are short.
const MANY: usize = 2_000;

#[derive(Debug, Serialize)]
struct Index<'a> {
    fields: [&'static str; 9],
    rows: Vec<[Cow<'a, str>; 9]>,
}

/// The parts of a row, in order.
const FIELDS: [&str; 9] = ["id", "title", "kind", "status", "tags", "team", "outcomes", "summary", "href"];

/// Makes the script.
fn make(site: &Site<'_>, _: &Route) -> Vec<u8> {
    let limit = if site.backlog.items.len() > MANY { SHORT_SUMMARY } else { SUMMARY };
    let mut rows: Vec<[Cow<'_, str>; 9]> = lists(site);
    rows.extend((0..site.backlog.items.len()).map(|at| row(site, at, limit)));
    assign("backlitSearch", &Index { fields: FIELDS, rows })
}

/// Describes the pages that stand in the navigation.
fn lists<'a>(site: &'a Site<'_>) -> Vec<[Cow<'a, str>; 9]> {
    let entries = front::pages(site.front).filter_map(|page| Some((page, page.navigation?(site)?)));
    let page = |title: String, path: &str| {
        let empty = || Cow::Borrowed("");
        let path = Cow::Owned(encode(path).into_owned());
        [empty(), Cow::Owned(title), "Page".into(), empty(), empty(), empty(), empty(), empty(), path]
    };
    let kinds = Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Epic | Kind::Page));
    let kinds = kinds.filter(|kind| site.backlog.of_kind(*kind).next().is_some());
    entries
        .map(|(_, entry)| page(entry.label, entry.path))
        .chain(kinds.map(|kind| page(kind.plural().to_owned(), &format!("{}.html", kind.folder()))))
        .collect()
}

/// Describes one document.
fn row<'a>(site: &'a Site<'_>, at: usize, limit: usize) -> [Cow<'a, str>; 9] {
    let item = &site.backlog.items[at];
    let epic = item.epic();
    [
        if item.has_id() { (&item.id).into() } else { Cow::Borrowed("") },
        (&item.title).into(),
        kind_words(item).into(),
        epic.map_or("", state_label).into(),
        item.tags.join(" ").into(),
        epic.and_then(|epic| team_name(site.backlog, epic)).unwrap_or_default().into(),
        if limit == SUMMARY { metrics(item).into() } else { Cow::Borrowed("") },
        shorten(site.summary(at), limit),
        encode(&site.addresses.items[at]),
    ]
}

/// Names what an item promises to change; left out where there are so many documents that each word weighs.
fn metrics(item: &Item) -> String {
    let named = item.outcomes().into_iter().filter_map(|outcome| outcome.metric.as_ref());
    named.map(|metric| metric.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// Names what a document is.
fn kind_words(item: &Item) -> &'static str {
    if item.kind == Kind::Page { "Wiki" } else { item.kind.title() }
}

/// Cuts a text at a word, so that it has at most `limit` characters.
fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return Cow::Borrowed(text);
    };
    let cut = text[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    Cow::Owned([text[..cut].trim_end_matches([',', ';', ':', '.', ' ']), "…"].concat())
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn summaries_end_at_a_word() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("a longer sentence stands here", 20), "a longer sentence…");
        assert_eq!(shorten("ééééé", 3), "ééé…");
        assert_eq!(shorten("It ends. Another begins", 11), "It ends…");
    }
}
