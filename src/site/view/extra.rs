//! Fields that nothing maps: kept as they were written.

use super::{Field, Link};
use crate::backlog::Item;
use crate::document::{Entry, Node, Value};
use crate::site::words::capital;

/// How much of a field a page shows.
const LIMIT: usize = 300;
/// The most addresses of a list that become links.
const LINKS: usize = 20;

/// Lists an item's other fields.
pub(in crate::site) fn extra_fields(item: &Item) -> Vec<Field> {
    let shown = item.extra.iter().filter(|entry| !entry.node.is_blank());
    let field = |entry: &Entry| {
        let label = capital(&entry.key.replace(['_', '-'], " "));
        let links = far_links(&entry.node).and_then(|links| Field::links(&label, links));
        links.unwrap_or_else(|| Field::text(&label, cut(&written(&entry.node))))
    };
    shown.map(field).collect()
}

/// Makes links of a value that is an address of another host, or a list of some.
fn far_links(node: &Node) -> Option<Vec<Link>> {
    let far = |node: &Node| node.as_text().filter(|text| text.len() <= LIMIT).and_then(Link::far);
    match &node.value {
        Value::List(items) if items.len() <= LINKS => items.iter().map(far).collect(),
        _ => Some(vec![far(node)?]),
    }
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
