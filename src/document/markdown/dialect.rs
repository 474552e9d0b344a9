//! Reads what other tools write in their Markdown: Obsidian's `%%comments%%`, the admonitions of MkDocs (`!!! note`,
//! `??? tip`, `=== "Tab"`) and those of Docusaurus and VitePress (`:::note`).
//!
//! In: a body within the limits. Out: its text without comments and with admonitions as callouts, and for each place
//! in it the place of the body that it comes from. Code stays as it is, and so does a body that has none of these.
//! One pass, whatever the body holds.

use super::admonition::{End, Opening};
use super::blocks::is_mark;
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// What one of them begins with.
static SIGNS: LazyLock<[Finder<'_>; 5]> = LazyLock::new(|| ["%%", "!!! ", "???", ":::", "=== \""].map(Finder::new));

/// How deep admonitions may stand in each other.
const DEPTH: usize = 8;

/// A body as it is read.
pub(super) struct Dialect<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// What was taken over: where it stands in the text, where in the body, and how long it is.
    pieces: Vec<(usize, usize, usize)>,
}

impl<'a> Dialect<'a> {
    /// Reads a body.
    pub(super) fn of(body: &'a str) -> Self {
        if SIGNS.iter().all(|sign| sign.find(body.as_bytes()).is_none()) {
            return Self { text: Cow::Borrowed(body), pieces: Vec::new() };
        }
        let mut writer = Writer { body, ..Writer::default() };
        while writer.at < body.len() {
            writer.line();
        }
        Self { text: Cow::Owned(writer.out), pieces: writer.pieces }
    }

    /// Finds the place in the body of a place in the text.
    pub(super) fn place(&self, at: usize) -> usize {
        match self.pieces.partition_point(|(new, ..)| *new <= at).checked_sub(1) {
            None if self.pieces.is_empty() => at,
            None => self.pieces[0].1,
            Some(piece) => {
                let (new, old, length) = self.pieces[piece];
                old + (at - new).min(length)
            }
        }
    }

    /// Finds the part of the body of a part of the text.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let end = range.end.checked_sub(1).map_or(start, |last| self.place(last) + 1);
        if self.pieces.is_empty() { range.clone() } else { start..end.max(start) }
    }
}

/// An admonition that is open.
struct Frame {
    end: End,
    /// How many blanks stand before its lines.
    column: usize,
    /// How long what was written before the lines was outside of it.
    outer: usize,
    /// Whether it stands in a list.
    in_list: bool,
}

#[derive(Default)]
struct Writer<'a> {
    body: &'a str,
    at: usize,
    out: String,
    pieces: Vec<(usize, usize, usize)>,
    open: Vec<Frame>,
    /// What is written before each line.
    prefix: String,
    /// A block of code: its mark, the length of its fence, and the number of admonitions around it.
    fence: Option<(char, usize, usize)>,
    /// Whether a line that is indented can stand in a list.
    in_list: bool,
}

impl<'a> Writer<'a> {
    fn line(&mut self) {
        let start = self.at;
        let rest = &self.body[start..];
        let end = start + memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        self.at = end;
        let text = self.body[start..end].trim_end();
        if text.is_empty() {
            return self.copy(start + self.body[start..end].trim_end_matches(['\r', '\n']).len()..end);
        }
        let blanks = indent(text, usize::MAX).0;
        if let Some(over) = self.open.iter().position(|frame| frame.end == End::Indent && blanks < frame.column) {
            self.close(over);
        }
        let column = self.open.last().map_or(0, |frame| frame.column);
        let inner = start + indent(text, column).1;
        let line = &self.body[inner..start + text.len()];
        let pad = blanks.saturating_sub(column);
        // Outside of a list, a line that stands so far right is code as well.
        if self.is_code(line) || (pad >= 4 && !self.in_list) {
            return self.copy(inner..end);
        }
        let trimmed = line.trim_start();
        let colons = trimmed.bytes().take_while(|b| *b == b':').count();
        let ends = End::Colons(if colons == trimmed.len() { colons } else { 0 });
        if let Some(over) = self.open.iter().rposition(|frame| frame.end == ends) {
            return self.close(over);
        }
        if self.open.len() < DEPTH
            && let Some(opening) = Opening::read(trimmed)
        {
            return self.open(&opening, (column, pad), end - trimmed.len() - (end - start - text.len()));
        }
        if pad == 0 {
            let content = line.trim_start_matches(|c: char| c.is_ascii_digit());
            self.in_list = content.starts_with(['-', '*', '+', '.', ')']);
        }
        self.visible(inner, end);
    }

    /// Takes over a part of the body as a line, or as its start.
    fn copy(&mut self, part: Range<usize>) {
        self.out.push_str(&self.prefix);
        self.take(part);
    }

    fn take(&mut self, part: Range<usize>) {
        self.pieces.push((self.out.len(), part.start, part.len()));
        self.out.push_str(&self.body[part]);
    }

    /// Opens an admonition, whose line starts at this byte, as a callout.
    fn open(&mut self, opening: &Opening<'a>, (column, pad): (usize, usize), start: usize) {
        self.open.push(Frame {
            end: opening.end,
            column: column + pad + if opening.end == End::Indent { 4 } else { 0 },
            outer: self.prefix.len(),
            in_list: self.in_list,
        });
        self.prefix.push_str(&" ".repeat(pad));
        self.prefix.push_str("> ");
        self.in_list = false;
        self.out.push_str(&self.prefix);
        self.pieces.push((self.out.len(), start, 1));
        self.out.push_str(&["[!", opening.word, "]", opening.fold, " "].concat());
        let title = start + opening.title.0;
        self.take(title..title + opening.title.1);
        self.out.push('\n');
    }

    /// Closes the admonitions from this one on; an empty line keeps what follows apart.
    fn close(&mut self, from: usize) {
        self.prefix.truncate(self.open[from].outer);
        self.in_list = self.open[from].in_list;
        self.open.truncate(from);
        self.fence = self.fence.filter(|(.., depth)| *depth <= from);
        self.out.push_str(&self.prefix);
        self.out.push('\n');
    }

    /// Tells whether a line stands in a block of code, or is the fence of one.
    fn is_code(&mut self, line: &str) -> bool {
        let content = line.trim_start_matches(|c: char| u8::try_from(c).is_ok_and(is_mark));
        let mark = content.chars().next().unwrap_or(' ');
        let behind = content.trim_start_matches(mark);
        let length = content.len() - behind.len();
        if let Some((open, least, _)) = self.fence {
            if mark == open && length >= least && behind.trim().is_empty() {
                self.fence = None;
            }
            return true;
        }
        let opens = length >= 3 && (mark == '~' || mark == '`' && !behind.contains('`'));
        self.fence = opens.then_some((mark, length, self.open.len()));
        opens
    }

    /// Takes over what is no comment from here to the end of the line; a line that held nothing else goes.
    fn visible(&mut self, start: usize, line_end: usize) {
        let (line, pieces) = (self.out.len(), self.pieces.len());
        self.out.push_str(&self.prefix);
        let text = self.out.len();
        let (mut from, mut at, mut end) = (start, start, line_end);
        while let Some(found) = memchr::memchr2(b'`', b'%', &self.body.as_bytes()[at..end]) {
            let sign = at + found;
            match self.comment_end((start, from), sign, end) {
                None => at = over_code(self.body, sign, end),
                Some(behind) => {
                    self.take(from..sign);
                    (from, at) = (behind, behind);
                    if behind > end {
                        let rest = &self.body.as_bytes()[behind..];
                        end = behind + memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    }
                }
            }
        }
        self.take(from..end);
        self.at = end;
        if from > start && self.out[text..].trim().is_empty() {
            self.out.truncate(line);
            self.pieces.truncate(pieces);
        }
    }

    /// Finds where a comment ends that begins at this byte of a line. Before an empty line, unless nothing stands before it.
    fn comment_end(&self, (line, from): (usize, usize), at: usize, line_end: usize) -> Option<usize> {
        let before = &self.body[line..at];
        let behind = self.body[at..].strip_prefix("%%")?;
        if self.body[from..at].ends_with(|c: char| !c.is_whitespace() && !"([>|*_-".contains(c)) {
            return None;
        }
        let length = behind.find("%%")?;
        let end = at + length + 4;
        let inside = &behind[..length];
        let apart = || inside.split('\n').skip(1).any(|line| line.trim().is_empty());
        let whole = end <= line_end || before.bytes().all(is_mark) || !apart();
        whole.then_some(end)
    }
}

/// Passes over what begins with this byte of a line: code in it, or one sign.
fn over_code(body: &str, at: usize, end: usize) -> usize {
    let run = |at: usize| body.as_bytes()[at..end].iter().take_while(|b| **b == b'`').count();
    let length = run(at);
    // Longer fences inside a line are rare; of each length one search is in vain at most.
    if length == 0 || length > 3 {
        return at + length.max(1);
    }
    let mut next = at + length;
    while let Some(found) = memchr::memchr(b'`', &body.as_bytes()[next..end]) {
        next += found;
        let found = run(next);
        next += found;
        if found == length {
            return next;
        }
    }
    at + length
}

/// Counts the blanks at the start of a line, up to a limit, and their bytes.
fn indent(line: &str, limit: usize) -> (usize, usize) {
    let (mut blanks, mut bytes) = (0, 0);
    for byte in line.bytes().take_while(|b| matches!(b, b' ' | b'\t')) {
        let width = if byte == b' ' { 1 } else { 4 };
        if blanks + width > limit {
            break;
        }
        (blanks, bytes) = (blanks + width, bytes + 1);
    }
    (blanks, bytes)
}
