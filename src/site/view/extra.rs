//! Fields that nothing maps: kept as they were written.

use super::Field;
use crate::backlog::Item;
use crate::document::{Node, Value};
use crate::site::words::capital;

/// How much of a field a page shows.
const LIMIT: usize = 300;

/// Lists an item's other fields.
pub(in crate::site) fn extra_fields(item: &Item) -> Vec<Field> {
    let shown = item.extra.iter().filter(|entry| !entry.node.is_blank());
    shown.map(|entry| Field::text(&capital(&entry.key.replace(['_', '-'], " ")), cut(&written(&entry.node)))).collect()
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
