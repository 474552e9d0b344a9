//! The tree of a front matter: scalars, lists and maps, each with its place in the file.
//!
//! In: what the YAML and TOML readers found. Out: one shape for both. Never interprets a value.

use crate::diagnostic::Span;

/// A value of the front matter and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The place of the value.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A key with nothing behind it, `null` or `~`.
    Null,
    /// Text, number, date or truth value, as it was written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<Entry>),
}

/// One key of a map and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Gives the text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Gives the entries of a map.
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Gives the first entry of a map by its key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// Tells whether nothing is there: null or an empty text.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Says what kind of value it is, for messages.
    pub const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        }
    }

    /// Moves every place by the lines and bytes that stand before the front matter.
    pub(super) fn shift(&mut self, lines: u32, bytes: u32) {
        shift_span(&mut self.span, lines, bytes);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(lines, bytes)),
            Value::Map(entries) => {
                for entry in entries {
                    shift_span(&mut entry.key_span, lines, bytes);
                    entry.node.shift(lines, bytes);
                }
            }
            Value::Null | Value::Scalar(_) => {}
        }
    }
}

/// Moves one place.
const fn shift_span(span: &mut Span, lines: u32, bytes: u32) {
    span.line += lines;
    span.offset += bytes;
}
