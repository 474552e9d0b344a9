//! Tells which blocks of a body an outline has to read: most hold neither a heading nor a link.
//!
//! In: a body within the limits. Out: its blocks at the outermost level, in order; none where only a reader of Markdown
//! can tell where a block ends. It passes over lines and never reads what stands in them.
//!
//! A line at the left edge behind an empty line starts a new block, whatever stood before, unless HTML, a fence in a
//! list or the definition of a reference goes on across it: then the whole body is left to the parser.

use super::listing::asks;
use std::ops::Range;

/// A block, or several that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block<'a> {
    /// A heading without markup: its level and its text.
    Heading(u8, &'a str),
    /// What may hold a heading, a link or HTML.
    Rich(Range<usize>),
    /// What may hold none.
    Plain(Range<usize>),
    /// The first paragraph without markup.
    Text(&'a str),
}

/// How many bytes are looked at together.
const STRETCH: usize = 64;

/// Parts a body into blocks.
pub(super) fn blocks(body: &str) -> Option<Vec<Block<'_>>> {
    // Without branches, so that a stretch takes a few steps.
    let odd = |b: u8| u8::from(b < b' ') & u8::from(b != b'\n') & u8::from(b != b'\t');
    if body.as_bytes().chunks(STRETCH).any(|bytes| bytes.iter().fold(0, |found, b| found | odd(*b)) > 0) {
        return None;
    }
    let mut reader = Reader { body, at: 0, open: None, after_blank: false, has_text: false, found: Vec::new() };
    while reader.at < body.len() {
        reader.line()?;
    }
    reader.close(body.len());
    Some(reader.found)
}

/// What a line may hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    Text,
    Markup,
    Links,
}

struct Reader<'a> {
    body: &'a str,
    at: usize,
    /// Where the open block starts, and the most that one of its lines may hold.
    open: Option<(usize, Holds)>,
    after_blank: bool,
    /// Whether a text was found: nobody asks for a second one.
    has_text: bool,
    found: Vec<Block<'a>>,
}

impl<'a> Reader<'a> {
    fn close(&mut self, end: usize) {
        if let Some((start, holds)) = self.open.take() {
            self.found.push(match holds {
                Holds::Text => {
                    self.has_text = true;
                    Block::Text(&self.body[start..end])
                }
                Holds::Markup => Block::Plain(start..end),
                Holds::Links => Block::Rich(start..end),
            });
        }
    }

    fn next(&mut self) -> &'a str {
        let rest = &self.body[self.at..];
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        self.at += end;
        &rest[..end]
    }

    fn line(&mut self) -> Option<()> {
        let start = self.at;
        let line = self.next();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let content = &line[line.bytes().take_while(|b| is_mark(*b)).count()..];
        if content.is_empty() && line.bytes().all(|b| matches!(b, b' ' | b'\t')) {
            self.after_blank = true;
            return Some(());
        }
        let edge = !line.starts_with([' ', '\t']);
        if std::mem::take(&mut self.after_blank) && edge {
            self.close(start);
        }
        if is_fence(content) {
            // Elsewhere a list decides where the code ends.
            if content.len() != line.len() {
                return None;
            }
            return self.fence(start, line);
        }
        if line.starts_with('#')
            && let Some((level, text)) = plain_heading(line)
        {
            self.close(start);
            self.found.push(Block::Heading(level, text));
            return Some(());
        }
        let bytes = line.as_bytes();
        // HTML at the start of a line may go on behind empty lines; so may notes, and references are known everywhere.
        if content.starts_with('<') || memchr::memchr_iter(b']', bytes).any(|at| bytes.get(at + 1) == Some(&b':')) {
            return None;
        }
        let holds =
            if content.is_empty() || content.starts_with('=') || memchr::memchr3(b'[', b'<', b'#', bytes).is_some() {
                Holds::Links
            } else if !self.has_text && content.len() == line.len() && bytes.iter().all(|b| is_plain(*b)) {
                Holds::Text
            } else {
                Holds::Markup
            };
        let open = self.open.get_or_insert((start, holds));
        open.1 = open.1.max(holds);
        Some(())
    }

    /// Passes over a block of code at the left edge.
    fn fence(&mut self, start: usize, line: &str) -> Option<()> {
        self.close(start);
        let mark = line.chars().next()?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        if mark == '`' && info.contains('`') {
            return None;
        }
        while self.at < self.body.len() {
            let line = self.next();
            let inner = line.trim_start_matches(' ');
            let behind = inner.trim_start_matches(mark);
            if line.len() - inner.len() < 4 && inner.len() - behind.len() >= length && behind.trim().is_empty() {
                break;
            }
        }
        let range = start..self.at;
        self.found.push(if asks(info) { Block::Rich(range) } else { Block::Plain(range) });
        Some(())
    }
}

/// Tells what stands before the content of a line, in quotes, lists and rules.
pub(super) fn is_mark(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9')
}

fn is_fence(content: &str) -> bool {
    content.starts_with("```") || content.starts_with("~~~")
}

/// Reads a heading at the left edge in which nothing can be markup.
fn plain_heading(line: &str) -> Option<(u8, &str)> {
    let behind = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - behind.len()).ok().filter(|level| (1..=6).contains(level))?;
    let text = behind.strip_prefix(' ')?.trim();
    (!text.is_empty() && text.bytes().all(is_plain)).then_some((level, text))
}

/// Tells what is never markup inside a line.
fn is_plain(b: u8) -> bool {
    b >= 0x80
        || b.is_ascii_alphanumeric()
        || matches!(b, b' ' | b'"' | b'$' | b'%' | b'\'' | b'(' | b')' | b'+'..=b'/' | b':' | b';' | b'=' | b'?' | b'@')
}
