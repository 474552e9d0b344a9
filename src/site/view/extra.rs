//! Fields that nothing maps: kept as they were written.

use super::{Field, Link};
use crate::backlog::{join, linked};
use crate::document::{Entry, Node, Value};
use crate::site::plan::Site;
use crate::site::words::capital;

/// How much of a field a page shows.
const LIMIT: usize = 300;
/// The most addresses of a list that become links.
const LINKS: usize = 20;

/// Lists an item's other fields, seen from its page.
pub(in crate::site) fn extra_fields(site: &Site<'_>, page: &str, at: usize) -> Vec<Field> {
    let item = &site.backlog.items[at];
    let link = |text: &str| Link::far(text).or_else(|| near(site, (page, &item.path), text));
    let shown = item.extra.iter().filter(|entry| !entry.node.is_blank());
    let field = |entry: &Entry| {
        let label = capital(&entry.key.replace(['_', '-'], " "));
        let links = links(&entry.node, &link).and_then(|links| Field::links(&label, links));
        links.unwrap_or_else(|| Field::text(&label, cut(&written(&entry.node))))
    };
    shown.map(field).collect()
}

/// Makes links of a value that is one, or of a list of which some are.
fn links(node: &Node, link: &dyn Fn(&str) -> Option<Link>) -> Option<Vec<Link>> {
    let link = |node: &Node| node.as_text().filter(|text| text.len() <= LIMIT).and_then(link);
    match &node.value {
        Value::List(items) if items.len() <= LINKS => {
            let found: Vec<Option<Link>> = items.iter().map(link).collect();
            let some = found.iter().any(Option::is_some);
            let plain =
                |(found, item): (Option<Link>, &Node)| found.unwrap_or_else(|| Link::plain(cut(&written(item))));
            some.then(|| found.into_iter().zip(items).map(plain).collect())
        }
        _ => Some(vec![link(node)?]),
    }
}

/// Makes a link of `[[name]]` or of what ends with `[words](path)`, where it leads to a document.
fn near(site: &Site<'_>, (page, from): (&str, &str), text: &str) -> Option<Link> {
    let index = &site.backlog.index;
    let to = |at: usize, words: Option<String>| {
        let link = site.item_link(page, at);
        Link { text: words.unwrap_or(link.text), href: link.href, ..Link::default() }
    };
    if let Some((name, words)) = linked(text) {
        return Some(to(index.wiki(name.split('#').next()?)?, words.map(str::to_owned)));
    }
    let (before, address) = text.strip_suffix(')')?.rsplit_once("](")?;
    let (before, words) = before.rsplit_once('[')?;
    let words = [before, words].concat();
    if let Some(far) = Link::far(address) {
        return Some(Link { text: words, ..far });
    }
    Some(to(index.file(&join(from, address.split(['#', '?']).next()?)?)?, Some(words)))
}

/// Writes a value on one line.
fn written(node: &Node) -> String {
    match &node.value {
        Value::Null => "–".to_owned(),
        Value::Scalar(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::List(items) => items.iter().map(written).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => entries
            .iter()
            .map(|entry| format!("{}: {}", entry.key, written(&entry.node)))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// Cuts a long value at a character.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LIMIT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
