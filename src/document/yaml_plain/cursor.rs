//! Where reading stands in a text: bytes from there, places, and the steps from line to line.
//!
//! In: the text. Out: what stands next, and its place as the full reader counts it. Never looks at a byte more than a few times.

use crate::diagnostic::Span;
use memchr::memchr;

/// A place in the text, from which everything is read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// The next byte.
    pub(super) at: usize,
    /// The line of it, from 1.
    line: u32,
    /// The byte at which that line starts.
    pub(super) start: usize,
    /// A byte of that line and its column, from 1.
    known: (usize, u32),
    /// The column, from 0, of what stands first in the line; none at the end of the text.
    pub(super) indent: Option<usize>,
    /// How many more places are given.
    left: usize,
}

impl<'a> Reader<'a> {
    /// Starts before a text, of which so many places may be asked.
    pub(super) fn new(text: &'a str, places: usize) -> Self {
        Self { text, at: 0, line: 1, start: 0, known: (0, 1), indent: None, left: places }
    }

    /// Gives a byte from here; the text ends as a line does.
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(b'\n')
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    pub(super) fn blanks(&mut self) {
        while self.byte(0) == b' ' {
            self.at += 1;
        }
    }

    /// Gives the place of so many bytes from here.
    pub(super) fn here(&mut self, len: usize) -> Option<Span> {
        self.left = self.left.checked_sub(1)?;
        let (from, column) = self.known;
        let characters = self.text.as_bytes()[from..self.at].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.known = (self.at, column + u32::try_from(characters).ok()?);
        let (offset, len) = (u32::try_from(self.at).ok()?, u32::try_from(len).ok()?);
        Some(Span { line: self.line, column: self.known.1, offset, len })
    }

    /// Goes to the end of this line.
    pub(super) fn end_of_line(&mut self) {
        let rest = self.rest();
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        self.at += if end > 0 && rest[end - 1] == b'\r' { end - 1 } else { end };
    }

    /// Tells whether nothing but a comment follows in this line; none where a comment touches what is before it.
    pub(super) fn is_line_over(&self) -> Option<bool> {
        match self.byte(0) {
            b'\n' | b'\r' => Some(true),
            b'#' if self.at == self.start || self.text.as_bytes()[self.at - 1] == b' ' => Some(true),
            b'#' => None,
            _ => Some(false),
        }
    }

    /// Goes over the end of this line; false at the end of the text.
    pub(super) fn new_line(&mut self) -> bool {
        self.at += usize::from(self.byte(0) == b'\r');
        let more = self.at < self.text.len();
        if more {
            self.at += 1;
            (self.line, self.start, self.known) = (self.line + 1, self.at, (self.at, 1));
        }
        more
    }

    /// Goes over the rest of a line, which must hold nothing more, and over empty lines, to what stands next.
    pub(super) fn next_line(&mut self) -> Option<()> {
        let mut fresh = self.at == self.start;
        loop {
            self.blanks();
            if !self.is_line_over()? {
                self.indent = Some(self.at - self.start);
                return fresh.then_some(());
            }
            if self.byte(0) == b'#' {
                self.end_of_line();
            }
            fresh = self.new_line();
            if !fresh {
                self.indent = None;
                return Some(());
            }
        }
    }

    /// Tells whether an item of a block list starts here.
    pub(super) fn is_item(&self) -> bool {
        self.byte(0) == b'-' && is_gap(self.byte(1))
    }

    /// Goes over the end of a line, empty lines and the blanks of the next, and counts the ends of lines.
    pub(super) fn empty_lines(&mut self) -> Option<usize> {
        let mut breaks = 0;
        while is_gap(self.byte(0)) && self.new_line() {
            breaks += 1;
            self.blanks();
            let blank = is_gap(self.byte(0)) && self.at > self.start;
            (!blank).then_some(())?;
        }
        (breaks > 0).then_some(breaks)
    }
}

/// Tells whether a byte is a blank or ends a line.
pub(super) fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r')
}

/// Tells whether a byte has a meaning within brackets.
pub(super) fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}
