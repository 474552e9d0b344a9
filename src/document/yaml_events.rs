//! The YAML that people write, read straight from the parser's events: five times cheaper than through `serde`.
//!
//! In: the text between the fences. Out: a [`Node`], or nothing as soon as anything is unusual: an error, an anchor, a tag, a
//! strange key, great depth or length. [`super::yaml`] then reads the text from the start, with its limits and messages.

use super::node::{Entry, Node, Value};
use crate::diagnostic::Span;
use granit_parser::{Event, Parser, ScalarStyle, StrInput};
use std::borrow::Cow;

/// How many events a text may have; far below the limits of [`super::yaml`].
const EVENTS: usize = 5_000;
/// How many levels stand inside each other.
const DEPTH: usize = 16;
/// How many keys a map has, as each is compared with all.
const KEYS: usize = 64;

/// Reads one document whose root is a map.
pub(super) fn read(text: &str) -> Option<Node> {
    let mut reader = Reader { parser: Parser::new_from_str(text), left: EVENTS };
    matches!(reader.next()?.0, Event::StreamStart).then_some(())?;
    matches!(reader.next()?.0, Event::DocumentStart(false, None)).then_some(())?;
    let root = reader.next()?;
    matches!(root.0, Event::MappingStart(..)).then_some(())?;
    let node = reader.node(root, DEPTH)?;
    matches!(reader.next()?.0, Event::DocumentEnd).then_some(())?;
    matches!(reader.next()?.0, Event::StreamEnd).then_some(node)
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    left: usize,
}

impl<'a> Reader<'a> {
    /// Gives the next event that is no comment, with its place; none after an error, or when there were too many.
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        let (event, place) = loop {
            self.left = self.left.checked_sub(1)?;
            let next = self.parser.next_event()?.ok()?;
            if !matches!(next.0, Event::Comment(..)) {
                break next;
            }
        };
        let (start, end) = (place.start.byte_offset()?, place.end.byte_offset()?);
        let span = Span {
            line: u32::try_from(place.start.line()).ok()?,
            column: u32::try_from(place.start.col() + 1).ok()?,
            offset: u32::try_from(start).ok()?,
            len: u32::try_from(end.saturating_sub(start)).ok()?,
        };
        Some((event, span))
    }

    /// Reads a node whose first event is here.
    fn node(&mut self, (event, span): (Event<'a>, Span), depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        let value = match event {
            Event::Scalar(text, style, 0, None) if is_null(&text, style) => Value::Null,
            Event::Scalar(text, _, 0, None) => Value::Scalar(text.into_owned()),
            Event::SequenceStart(_, 0, None) => Value::List(self.list(depth)?),
            Event::MappingStart(_, 0, None) => Value::Map(self.map(depth)?),
            _ => return None,
        };
        Some(Node { value, span })
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Some(items),
                item => items.push(self.node(item, depth)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (key, key_span) = match self.next()? {
                (Event::MappingEnd, _) => return Some(entries),
                (Event::Scalar(key, _, 0, None), span) if is_name(&key) => (Cow::into_owned(key), span),
                _ => return None,
            };
            if entries.len() >= KEYS || entries.iter().any(|entry| entry.key == key) {
                return None;
            }
            let first = self.next()?;
            entries.push(Entry { key, key_span, node: self.node(first, depth)? });
        }
    }
}

/// Tells whether a scalar stands for nothing, by the rules of [`super::yaml`].
fn is_null(text: &str, style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Tells whether a key is an ordinary name, which no schema gives a meaning of its own.
fn is_name(key: &str) -> bool {
    const MEANINGS: [&str; 3] = ["null", "true", "false"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
        && !MEANINGS.iter().any(|word| key.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::yaml::parse_in_full;
    use super::read;
    use proptest::prelude::*;

    #[test]
    fn both_ways_read_the_same() {
        for text in [
            "id: SRCH-12\ntitle: Refactor the search\nscores: { impact: 9, effort: 3.50, risk: 0x1F }\n",
            "list:\n  - a\n  - 'it''s'\n  - \"é\\n\"\n  -\nnone: ~\nempty:\nflow: [a, {b: c}, , d]\n",
            "text: |\n  two\n  lines\nfolded: >-\n  two\n  lines\nplain: goes\n  on here\nlast: yes\n",
            "é: 1\nnumbers: [007, 1_000, 12345678901234567890123456, .inf, 1e3, 2025-06-09]\n",
            "a: # comment\n  b: 70%\n\n  c: \"@maria\"\nd: {}\ne: []\n",
            "actuals:\n  - { on: 2025-05-05, value: 67%, note: \"two of seven\" }\ny: 1\nno: off\n",
            "a: 1\r\nb:\r\n  - x\r\n  - z: ''\r\n",
        ] {
            let full = parse_in_full(text);
            if let Some(node) = read(text) {
                assert_eq!(Ok(node), full, "{text}");
            } else {
                assert!(text.starts_with('é') || full.is_err(), "{text}: {full:?}");
            }
        }
    }

    #[test]
    fn the_unusual_is_left_to_the_other_way() {
        for text in [
            "",
            "a",
            "- a\n",
            "a: &x 1\nb: *x\n",
            "a: !!str 1\n",
            "a: 1\na: 2\n",
            "<<: {a: 1}\n",
            "? [a]\n: b\n",
            "a: [\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&format!("a: {}{}\n", "[".repeat(40), "]".repeat(40))), None);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_read_the_same(text in "([a-c]{1,2}: ?([a-z0-9 ,:#'\"~\\[\\]{}|>*&!é-]{0,12})\n( {1,4}(- )?[a-z0-9: ]{0,8}\n)?){1,4}") {
            if let Some(node) = read(&text) {
                prop_assert_eq!(Ok(node), parse_in_full(&text));
            }
        }
    }
}
