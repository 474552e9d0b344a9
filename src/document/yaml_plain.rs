//! The YAML that people write, read without a parser of the whole language: a sixth of its instructions, and a tenth of those of `serde`.
//!
//! In: the text between the fences. Out: a [`Node`], or nothing as soon as anything is unusual: an error, an anchor, a tag, a tab, a
//! plain or quoted value of several lines, a strange key, great depth or length. [`super::yaml`] then reads the text from the start,
//! with its limits and messages. Never reads anything in another way than that does, to the last place; tests compare both.

mod cursor;
mod scalar;

use super::node::{Entry, Node, Value};
use crate::diagnostic::Span;
use cursor::{Reader, is_gap};
use scalar::KEY;

/// How many bytes a text may have.
const BYTES: usize = 256 * 1024;
/// How many places; far below the limits of [`super::yaml`].
const PLACES: usize = 10_000;
/// How many levels stand inside each other.
const DEPTH: usize = 16;
/// How many keys a map has, as each is compared with all.
const KEYS: usize = 64;

/// Reads one document whose root is a map or a list of lines.
pub(super) fn read(text: &str) -> Option<Node> {
    is_ordinary(text).then_some(())?;
    let mut reader = Reader::new(text, PLACES);
    reader.next_line()?;
    let root = reader.block(DEPTH)?;
    (reader.at == text.len()).then_some(root)
}

/// Tells whether a text has no character that the parser treats in a way of its own; a return may stand before the end of a line.
fn is_ordinary(text: &str) -> bool {
    let unusual = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let control = |byte: &u8| (*byte < b' ' && *byte != b'\n') || *byte == 0x7f;
    text.len() <= BYTES
        && match text.bytes().filter(control).count() {
            0 => true,
            controls => controls == text.matches("\r\n").count(),
        }
        && (text.is_ascii() || !text.contains(unusual))
}

impl Reader<'_> {
    /// Reads the list or map whose first line goes on here.
    fn block(&mut self, depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        let column = self.at - self.start;
        self.indent = Some(column);
        let span = self.here(0)?;
        let value = if self.is_item() {
            Value::List(self.items(column, depth)?.1)
        } else {
            Value::Map(self.map(column, depth)?)
        };
        Some(Node { value, span })
    }

    /// Reads the items of a block list, and gives the place behind the first dash.
    fn items(&mut self, column: usize, depth: usize) -> Option<(Span, Vec<Node>)> {
        let mut first = None;
        let mut items = Vec::new();
        while self.indent == Some(column) && self.is_item() {
            self.at += 1;
            self.blanks();
            let over = self.is_line_over()?;
            if over {
                self.end_of_line();
            }
            let place = self.here(0)?;
            first.get_or_insert(place);
            items.push(if over { self.below(place, column, depth)? } else { self.beside(column, depth)? });
        }
        (self.indent <= Some(column)).then_some((first?, items))
    }

    /// Reads what stands in the lines under a dash.
    fn below(&mut self, place: Span, column: usize, depth: usize) -> Option<Node> {
        self.next_line()?;
        self.deeper(place, column, depth)
    }

    /// Reads what starts in this line if it is deeper; nothing was said at the place before if it isn't.
    fn deeper(&mut self, place: Span, column: usize, depth: usize) -> Option<Node> {
        if self.indent > Some(column) { self.block(depth) } else { Some(Node { value: Value::Null, span: place }) }
    }

    /// Reads what stands in the lines under a key, where a list need not be deeper than the key.
    fn under(&mut self, colon: Span, column: usize, depth: usize) -> Option<Node> {
        self.next_line()?;
        if self.indent == Some(column) && self.is_item() {
            let (span, items) = self.items(column, depth.checked_sub(1)?)?;
            return Some(Node { value: Value::List(items), span });
        }
        self.deeper(colon, column, depth)
    }

    /// Reads what stands behind a dash.
    fn beside(&mut self, column: usize, depth: usize) -> Option<Node> {
        if self.is_item() || self.is_pair() {
            return self.block(depth);
        }
        self.inline(column, depth)
    }

    /// Reads a value that starts in this line and isn't a list or map of lines.
    fn inline(&mut self, column: usize, depth: usize) -> Option<Node> {
        let node = match self.byte(0) {
            b'[' | b'{' => self.flow(depth),
            b'"' | b'\'' => self.quoted(),
            b'|' | b'>' => self.lines(column),
            _ => self.plain(),
        }?;
        self.next_line()?;
        Some(node)
    }

    /// Reads the keys of a block map.
    fn map(&mut self, column: usize, depth: usize) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        while self.indent == Some(column) {
            let (key, key_span) = self.key(&entries)?;
            let colon = self.colon()?;
            let over = self.is_line_over()?;
            let node = if over { self.under(colon, column, depth)? } else { self.inline(column, depth)? };
            entries.push(Entry { key, key_span, node });
        }
        (self.indent < Some(column)).then_some(entries)
    }

    /// Reads a key that the map doesn't have yet, and the blanks behind it.
    fn key(&mut self, before: &[Entry]) -> Option<(String, Span)> {
        let (key, span) = if matches!(self.byte(0), b'"' | b'\'') {
            let node = self.quoted()?;
            self.blanks();
            let Value::Scalar(key) = node.value else { return None };
            (key, node.span)
        } else {
            let (key, next) = self.name()?;
            let span = self.here(key.len())?;
            self.at += next;
            (key.to_owned(), span)
        };
        let fits = self.at - span.offset as usize <= KEY && before.len() < KEYS;
        (fits && is_name(&key) && before.iter().all(|entry| entry.key != key)).then_some((key, span))
    }

    /// Goes over a colon and the blanks behind it.
    fn colon(&mut self) -> Option<Span> {
        (self.byte(0) == b':' && is_gap(self.byte(1))).then_some(())?;
        let place = self.here(0)?;
        self.at += 1;
        self.blanks();
        Some(place)
    }

    /// Reads a list or map in brackets.
    fn flow(&mut self, depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        let span = self.here(1)?;
        let list = self.byte(0) == b'[';
        self.at += 1;
        let value = if list { Value::List(self.flow_items(depth)?) } else { Value::Map(self.flow_entries(depth)?) };
        Some(Node { value, span })
    }

    fn flow_items(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        while !self.is_closed(b']') {
            items.push(self.flow_value(depth)?);
            self.comma(b']')?;
        }
        Some(items)
    }

    fn flow_entries(&mut self, depth: usize) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        while !self.is_closed(b'}') {
            let (key, key_span) = self.key(&entries)?;
            let alone = self.byte(0) != b':';
            let place = if alone { self.here(0)? } else { self.colon()? };
            let empty = alone || matches!(self.byte(0), b',' | b'}');
            let node = if empty { Node { value: Value::Null, span: place } } else { self.flow_value(depth)? };
            self.comma(b'}')?;
            entries.push(Entry { key, key_span, node });
        }
        Some(entries)
    }

    /// Goes over the bracket that closes, if that is next.
    fn is_closed(&mut self, bracket: u8) -> bool {
        self.blanks();
        let closed = self.byte(0) == bracket;
        self.at += usize::from(closed);
        closed
    }

    /// Goes over a comma; only the bracket that closes may stand in its place.
    fn comma(&mut self, bracket: u8) -> Option<()> {
        self.blanks();
        let comma = self.byte(0) == b',';
        self.at += usize::from(comma);
        (comma || self.byte(0) == bracket).then_some(())
    }

    fn flow_value(&mut self, depth: usize) -> Option<Node> {
        match self.byte(0) {
            b'[' | b'{' => self.flow(depth),
            b'"' | b'\'' => self.quoted(),
            _ => self.flow_plain(),
        }
    }
}

/// Tells whether a key is an ordinary name, which no schema gives a meaning of its own.
fn is_name(key: &str) -> bool {
    const MEANINGS: [&str; 3] = ["null", "true", "false"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
        && !MEANINGS.iter().any(|word| key.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
