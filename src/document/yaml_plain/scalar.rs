//! What ends a branch of the tree: names of keys, and scalars of each style.
//!
//! In: the place at which one starts. Out: its text and place, or nothing where it is unusual. Never goes beyond its line, but for
//! texts that `|` and `>` announce.

use super::cursor::{Reader, is_flow, is_gap};
use super::{Node, Value};
use memchr::memchr3;

/// How many bytes a key has, up to its colon.
pub(super) const KEY: usize = 250;

impl<'a> Reader<'a> {
    /// Finds a plain key from here, and how far the next thing behind it and its blanks is.
    pub(super) fn name(&self) -> Option<(&'a str, usize)> {
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' ');
        let end = self.rest().iter().take(KEY).position(|byte| !inside(byte))?;
        Some((self.text[self.at..self.at + end].trim_end_matches(' '), end))
    }

    /// Tells whether a key and its colon start here.
    pub(super) fn is_pair(&self) -> bool {
        self.name().is_some_and(|(_, colon)| self.byte(colon) == b':' && is_gap(self.byte(colon + 1)))
    }

    /// Reads a plain scalar within brackets.
    pub(super) fn flow_plain(&mut self) -> Option<Node> {
        let rest = self.rest();
        for (at, byte) in rest.iter().enumerate() {
            let next = rest.get(at + 1).copied().unwrap_or(b'\n');
            match byte {
                b',' | b'[' | b']' | b'{' | b'}' => return self.scalar(at),
                b':' if is_gap(next) || is_flow(next) => return None,
                b'#' if at > 0 && rest[at - 1] == b' ' => return None,
                b'\n' | b'\r' => return None,
                _ => {}
            }
        }
        None
    }

    /// Reads a plain scalar that goes to the end of its line, or to a comment.
    pub(super) fn plain(&mut self) -> Option<Node> {
        let rest = self.rest();
        let mut at = 0;
        loop {
            at += memchr3(b'\n', b':', b'#', &rest[at..]).unwrap_or(rest.len() - at);
            match rest.get(at) {
                Some(b':') if is_gap(rest.get(at + 1).copied().unwrap_or(b'\n')) => return None,
                Some(b':') => at += 1,
                Some(b'#') if at == 0 || rest[at - 1] != b' ' => at += 1,
                _ => break,
            }
        }
        self.scalar(at)
    }

    /// Takes so many bytes, without the blanks at their end, as a plain scalar.
    fn scalar(&mut self, len: usize) -> Option<Node> {
        let text = self.text[self.at..self.at + len].trim_end_matches([' ', '\r']);
        let first = *text.as_bytes().first()?;
        let dash = first == b'-' && (is_gap(self.byte(1)) || is_flow(self.byte(1)));
        (!dash && !b"?:,[]{}#&*!|>'\"%@`".contains(&first)).then_some(())?;
        let span = self.here(text.len())?;
        self.at += text.len();
        let null = matches!(text, "~" | "null" | "Null" | "NULL");
        Some(Node { value: if null { Value::Null } else { Value::Scalar(text.to_owned()) }, span })
    }

    /// Reads a scalar in quotes that ends in its line.
    pub(super) fn quoted(&mut self) -> Option<Node> {
        let quote = self.byte(0);
        let escape = if quote == b'"' { b'\\' } else { quote };
        let (text, bytes) = (&self.text[self.at + 1..], &self.rest()[1..]);
        let (mut value, mut from) = (String::new(), 0);
        let end = loop {
            let at = from + memchr3(quote, escape, b'\n', &bytes[from..])?;
            value.push_str(&text[from..at]);
            value.push(match (bytes[at], bytes.get(at + 1).copied().unwrap_or(b'\n')) {
                (b'\'', b'\'') => '\'',
                (b'\\', b'"') => '"',
                (b'\\', b'\\') => '\\',
                (b'\\', b'/') => '/',
                (b'\\', b'n') => '\n',
                (b'\\', b't') => '\t',
                (b'\\' | b'\n', _) => return None,
                _ => break at,
            });
            from = at + 2;
        };
        let span = self.here(end + 2)?;
        self.at += end + 2;
        Some(Node { value: Value::Scalar(value), span })
    }

    /// Reads a text of several lines, all of which start in the same column, up to the line behind it.
    pub(super) fn lines(&mut self, column: usize) -> Option<Node> {
        let (folded, strip) = (self.byte(0) == b'>', self.byte(1) == b'-');
        self.at += 1 + usize::from(strip);
        (is_gap(self.byte(0)) && self.byte(0) != b' ' && self.new_line()).then_some(())?;
        self.blanks();
        let indent = self.at - self.start;
        let mut span = (indent > column && !is_gap(self.byte(0))).then(|| self.here(0))??;
        let (mut text, mut breaks) = (String::new(), 0);
        while self.at == self.start + indent && self.at < self.text.len() {
            match breaks {
                0 => {}
                1 if folded => text.push(' '),
                _ => text.extend(std::iter::repeat_n('\n', breaks - usize::from(folded))),
            }
            let from = self.at;
            self.end_of_line();
            text.push_str(&self.text[from..self.at]);
            breaks = self.empty_lines()?;
        }
        (!text.is_empty() && self.at < self.start + indent).then_some(())?;
        if !strip {
            text.push('\n');
        }
        span.len = u32::try_from(self.at).ok()? - span.offset;
        self.at = self.start;
        Some(Node { value: Value::Scalar(text), span })
    }
}
