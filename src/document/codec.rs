//! Numbers, texts and trees as bytes, and back.
//!
//! In: values, or bytes of anybody. Out: bytes, or values; none at the first byte that can't be right. Never takes
//! more memory than a small multiple of the bytes, and never goes deeper than front matter can.

use super::{Entry, Node, Value};
use crate::diagnostic::Span;
use std::sync::Arc;

/// The deepest tree; the reader of front matter allows 32.
const DEPTH: usize = 40;

/// How many items a list gets room for at once.
const ROOM: usize = 64;

/// Whether the places of a tree are written with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Places {
    Kept,
    Dropped,
}

/// Writes values one after the other.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn number(&mut self, value: usize) {
        let mut rest = value as u64;
        while rest >= 0x80 {
            self.0.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push((rest & 0x7F) as u8);
    }

    pub(crate) fn flag(&mut self, value: bool) {
        self.0.push(u8::from(value));
    }

    pub(crate) fn fixed(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.fixed(text.as_bytes());
    }

    /// Writes a number that may be missing.
    pub(crate) fn maybe(&mut self, value: Option<usize>) {
        self.number(value.map_or(0, |value| value + 1));
    }

    pub(crate) fn each<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.number(items.len());
        items.for_each(|item| write(self, item));
    }

    /// Writes a tree without its places, or with them.
    pub(crate) fn node(&mut self, node: &Node, places: Places) {
        self.span(node.span, places);
        match &node.value {
            Value::Null => self.number(0),
            Value::Scalar(text) => {
                self.number(1);
                self.text(text);
            }
            Value::List(items) => {
                self.number(2);
                self.each(items.iter(), |writer, item| writer.node(item, places));
            }
            Value::Map(entries) => {
                self.number(3);
                self.each(entries.iter(), |writer, entry| writer.entry(entry, places));
            }
        }
    }

    /// Writes a key with its value.
    pub(super) fn entry(&mut self, entry: &Entry, places: Places) {
        self.text(&entry.key);
        self.span(entry.key_span, places);
        self.node(&entry.node, places);
    }

    pub(super) fn span(&mut self, span: Span, places: Places) {
        if places == Places::Kept {
            for part in [span.line, span.column, span.offset, span.len] {
                self.number(part as usize);
            }
        }
    }
}

/// Sums up bytes, to tell whether they are whole: a disk makes mistakes, and nobody else writes what is read with it.
pub(crate) fn checksum(bytes: &[u8]) -> [u8; 8] {
    sum_of(0, bytes).to_le_bytes()
}

/// Adds a tree to a sum, without its places.
pub(crate) fn sum_of_node(sum: u64, node: &Node) -> u64 {
    match &node.value {
        Value::Null => add(sum, 0),
        Value::Scalar(text) => sum_of(add(sum, 1), text.as_bytes()),
        Value::List(items) => items.iter().fold(sum_of_many(sum, 2, items.len()), sum_of_node),
        Value::Map(entries) => {
            let entry = |sum, entry: &Entry| sum_of_node(sum_of(sum, entry.key.as_bytes()), &entry.node);
            entries.iter().fold(sum_of_many(sum, 3, entries.len()), entry)
        }
    }
}

fn sum_of_many(sum: u64, kind: u64, len: usize) -> u64 {
    add(add(sum, kind), len as u64)
}

/// Adds bytes to a sum.
pub(crate) fn sum_of(sum: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let each = words.iter().chain([&last]).map(|word| u64::from_le_bytes(*word));
    each.fold(sum ^ bytes.len() as u64, add)
}

/// Adds a word to a sum: both halves of a product, so that each bit goes everywhere.
fn add(sum: u64, word: u64) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let product = u128::from(sum ^ word) * u128::from(ODD);
    u64::try_from((product & u128::from(u64::MAX)) ^ (product >> 64)).unwrap_or_default()
}

/// Says that a number was written as missing.
#[derive(Debug)]
pub(crate) struct Missing;

/// Reads values one after the other.
#[derive(Debug)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn number(&mut self) -> Option<usize> {
        // Most numbers have one byte or two.
        match self.0 {
            [low @ ..0x80, rest @ ..] => {
                self.0 = rest;
                return Some(usize::from(*low));
            }
            [low, high @ ..0x80, rest @ ..] => {
                self.0 = rest;
                return Some(usize::from(low & 0x7F) | usize::from(*high) << 7);
            }
            _ => {}
        }
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(value).ok();
            }
        }
        None
    }

    pub(crate) fn flag(&mut self) -> Option<bool> {
        match self.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub(crate) fn fixed(&mut self, len: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let len = self.number()?;
        std::str::from_utf8(self.fixed(len)?).ok()
    }

    /// Reads a number that may be missing; it is below a limit.
    pub(crate) fn maybe(&mut self, limit: usize) -> Option<Result<usize, Missing>> {
        match self.number()?.checked_sub(1) {
            None => Some(Err(Missing)),
            Some(value) => (value < limit).then_some(Ok(value)),
        }
    }

    /// Reads a number below a limit, such as a position.
    pub(crate) fn below(&mut self, limit: usize) -> Option<usize> {
        self.number().filter(|value| *value < limit)
    }

    /// Reads a list; each item takes at least a byte, so a list is never longer than what is left.
    pub(crate) fn each<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let len = self.number().filter(|len| *len <= self.0.len())?;
        // Room for what lists usually hold, and no more than that on the word of bytes that may be wrong.
        let mut items = Vec::with_capacity(len.min(ROOM));
        for _ in 0..len {
            items.push(read(self)?);
        }
        Some(items)
    }

    /// Reads a tree that was written with its places, or without them.
    pub(crate) fn node(&mut self, places: Places) -> Option<Node> {
        self.node_at(0, places)
    }

    /// Reads a key with its value.
    pub(super) fn entry(&mut self, places: Places) -> Option<Entry> {
        self.entry_at(0, places)
    }

    pub(super) fn span(&mut self, places: Places) -> Option<Span> {
        if places == Places::Dropped {
            return Some(Span::FILE);
        }
        let mut part = || u32::try_from(self.number()?).ok();
        Some(Span { line: part()?, column: part()?, offset: part()?, len: part()? })
    }

    fn node_at(&mut self, depth: usize, places: Places) -> Option<Node> {
        if depth > DEPTH {
            return None;
        }
        let span = self.span(places)?;
        let value = match self.number()? {
            0 => Value::Null,
            1 => Value::Scalar(self.text()?.to_owned()),
            2 => Value::List(self.each(|reader| reader.node_at(depth + 1, places))?),
            3 => Value::Map(self.each(|reader| reader.entry_at(depth, places))?),
            _ => return None,
        };
        Some(Node { value, span })
    }

    fn entry_at(&mut self, depth: usize, places: Places) -> Option<Entry> {
        let (key, key_span) = (self.text()?.to_owned(), self.span(places)?);
        Some(Entry { key, key_span, node: self.node_at(depth + 1, places)? })
    }

    /// Reads a name out of a list.
    pub(crate) fn name(&mut self, names: &[Arc<str>]) -> Option<Arc<str>> {
        let at = self.below(names.len())?;
        Some(Arc::clone(&names[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, Reader, Writer, checksum};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_texts_come_back(numbers in prop::collection::vec(0..usize::MAX / 2, 0..20), text in "\\PC*") {
            let mut writer = Writer::default();
            writer.each(numbers.iter(), |writer, number| writer.number(*number));
            writer.text(&text);
            let mut reader = Reader(&writer.0);
            prop_assert_eq!(reader.each(Reader::number), Some(numbers));
            prop_assert_eq!(reader.text(), Some(text.as_str()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Reader(&bytes);
            reader.node(Places::Dropped);
            Reader(&bytes).node(Places::Kept);
            reader.each(Reader::text);
        }
    }

    #[test]
    fn a_sum_differs_where_any_bit_or_the_length_does() {
        let bytes: Vec<u8> = (0..41_u8).map(|at| at.wrapping_mul(7)).collect();
        let mut sums: Vec<[u8; 8]> = (0..=41).map(|len| checksum(&bytes[..len])).collect();
        for bit in 0..41 * 8 {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            sums.push(checksum(&other));
        }
        sums.extend([checksum(&[0; 8]), checksum(&[0; 9]), checksum(&[0; 16])]);
        let all = sums.len();
        sums.sort_unstable();
        sums.dedup();
        assert_eq!(sums.len(), all);
    }

    #[test]
    fn a_tree_without_end_is_refused() {
        assert_eq!(Reader(&[2, 1].repeat(100_000)).node(Places::Dropped), None);
    }
}
