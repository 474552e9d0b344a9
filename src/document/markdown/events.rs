//! Reads Markdown: CommonMark with GitHub's extensions and wikilinks.
//!
//! In: a body within the limits. Out: the parser's events, with neighbouring texts joined and `[[1]](address)` read as
//! the ordinary link that GitHub sees. It never changes the text.

use super::limits::char_boundary;
use pulldown_cmark::{CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// An event and the bytes of the body that it comes from.
pub(super) type Located<'a> = (Event<'a>, Range<usize>);

/// How far the end of an address behind `[[…]]` is looked for.
const LONGEST_ADDRESS: usize = 2_000;

/// The events of a body.
pub(super) struct Events<'a> {
    body: &'a str,
    parser: OffsetIter<'a>,
    waiting: Vec<Located<'a>>,
    /// Texts that start before this byte were used up as an address.
    used: usize,
}

impl<'a> Events<'a> {
    /// Starts to read.
    pub(super) fn new(body: &'a str) -> Self {
        let extensions = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_WIKILINKS;
        let parser = Parser::new_ext(body, extensions).into_offset_iter();
        Self { body, parser, waiting: Vec::new(), used: 0 }
    }

    /// Leaves out everything up to the end of the element that has just started.
    pub(super) fn skip_element(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    fn fetch(&mut self) -> Option<Located<'a>> {
        if let Some(event) = self.waiting.pop() {
            return Some(event);
        }
        loop {
            let (event, range) = self.parser.next()?;
            match event {
                Event::Text(text) if range.start < self.used => {
                    let used = self.used - range.start;
                    if text.len() == range.len() && used < text.len() && text.is_char_boundary(used) {
                        return Some((Event::Text(text[used..].to_owned().into()), self.used..range.end));
                    }
                }
                event => return Some((event, range)),
            }
        }
    }

    /// Joins texts; where they touch in the body, nothing is copied, and else each is copied once.
    fn joined(&mut self, first: CowStr<'a>, at: Range<usize>) -> Located<'a> {
        let (mut text, mut at) = (first, at);
        let mut longer: Option<String> = None;
        while let Some((event, range)) = self.fetch() {
            let Event::Text(next) = event else {
                self.waiting.push((event, range));
                break;
            };
            let touching = at.len() == text.len() && range.len() == next.len() && at.end == range.start;
            if let Some(longer) = &mut longer {
                longer.push_str(&next);
            } else if touching && matches!(text, CowStr::Borrowed(_)) {
                text = CowStr::Borrowed(&self.body[at.start..range.end]);
            } else {
                longer = Some([&*text, &*next].concat());
            }
            at.end = range.end;
        }
        (Event::Text(longer.map_or(text, CowStr::from)), at)
    }

    /// Reads `[[text]](address)` as a link whose text is `[text]`.
    fn bracketed(&mut self, name: &str, range: &Range<usize>) -> Option<Located<'a>> {
        let behind = self.body[range.end..].strip_prefix('(')?;
        let near = &behind[..char_boundary(behind, LONGEST_ADDRESS)];
        let end = near.bytes().position(|b| matches!(b, b')' | b'[') || b.is_ascii_whitespace())?;
        let address = near[..end].to_owned();
        if address.is_empty() || !near[end..].starts_with(')') {
            return None;
        }
        while !matches!(self.fetch(), Some((Event::End(TagEnd::Link), _)) | None) {}
        self.used = range.end + end + 2;
        let whole = range.start..self.used;
        self.waiting.push((Event::End(TagEnd::Link), whole.clone()));
        self.waiting.push((Event::Text(format!("[{name}]").into()), range.clone()));
        let (title, id) = ("".into(), "".into());
        let tag = Tag::Link { link_type: LinkType::Inline, dest_url: address.into(), title, id };
        Some((Event::Start(tag), whole))
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Located<'a>;

    fn next(&mut self) -> Option<Located<'a>> {
        match self.piece()? {
            (Event::Text(text), range) => Some(self.joined(text, range)),
            other => Some(other),
        }
    }
}

impl<'a> Events<'a> {
    /// Gives the next event as the parser cuts it: a text may go on in the one behind it.
    pub(super) fn piece(&mut self) -> Option<Located<'a>> {
        let (event, range) = self.fetch()?;
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, ref dest_url, .. }) => {
                let name = dest_url.clone();
                Some(self.bracketed(&name, &range).unwrap_or((event, range)))
            }
            event => Some((event, range)),
        }
    }
}
