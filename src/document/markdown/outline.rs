//! Reads what a body holds without rendering it.
//!
//! In: a body. Out: its headings, links, first paragraph and ids in raw HTML.
//! It asks nobody where a link leads, so it can run before the site knows its pages.

use super::address::{Address, safe_url};
use super::blocks::{Block, blocks};
use super::dialect::Dialect;
use super::events::Events;
use super::heading::{self, Heading, OwnId};
use super::limits;
use super::link::wiki_name;
use super::listing::{LISTS, ListBlock, asks};
use super::raw_token::{OpenTag, Token, tokens};
use super::slug::Slugs;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

const SUMMARY: usize = 200;
/// How many characters of its text a link or a picture keeps that stands in another one.
const NESTED: usize = 200;

/// What a body holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings in order, at the levels they are written at.
    pub headings: Vec<Heading>,
    /// Links and images in order; those in raw HTML are not among them.
    pub links: Vec<Link>,
    /// The first paragraph as plain text, cut at a word.
    pub summary: String,
    /// Whether raw HTML stands in the body, other than comments.
    pub has_raw_html: bool,
    /// Ids that raw HTML sets, as written.
    pub anchors: Vec<String>,
    /// Blocks that ask for a list, one more than may be at most.
    pub lists: Vec<ListBlock>,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What kind of address it has.
    pub kind: LinkKind,
    /// The address, or the name in a wikilink.
    pub target: String,
    /// Its text, or the image's alternative text.
    pub text: String,
    /// Whether it is an image.
    pub image: bool,
    /// Where it stands in the body, in bytes.
    pub range: Range<usize>,
}

/// What kind of address a link has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A path in the repository or on the site.
    Relative,
    /// A place in the same body.
    Anchor,
    /// A name in double brackets.
    Wiki,
    /// Another host, mail or a telephone.
    External,
    /// An address that is not linked.
    Refused,
}

/// Reads a body once.
pub fn scan(body: &str) -> Outline {
    let (head, _, _) = limits::split(body);
    let dialect = Dialect::of(head);
    let head = &*dialect.text;
    let mut scan = Scan::default();
    match blocks(head) {
        Some(blocks) => blocks.into_iter().for_each(|block| scan.block(head, block)),
        None => scan.read(head, 0),
    }
    scan.outline.links.iter_mut().for_each(|link| link.range = dialect.range(&link.range));
    scan.outline.lists.iter_mut().for_each(|list| list.start = dialect.place(list.start));
    scan.outline.headings.shrink_to_fit();
    scan.outline.links.shrink_to_fit();
    scan.outline
}

#[derive(Default)]
struct Scan {
    outline: Outline,
    slugs: Slugs,
    heading: Option<Heading>,
    /// The id that the heading gives itself.
    own: Option<OwnId>,
    links: Vec<Link>,
    block: String,
    block_range: Range<usize>,
    containers: usize,
    in_paragraph: bool,
    in_code: bool,
    /// The list that is being read.
    list: Option<ListBlock>,
}

impl Scan {
    /// Reads a block, or passes over one of which the outline has nothing.
    fn block(&mut self, body: &str, block: Block) {
        match block {
            Block::Heading(level, text) => self.add_heading(level, text.to_owned()),
            Block::Text(_) | Block::Plain(_) if !self.outline.summary.is_empty() => {}
            Block::Text(text) => self.first_paragraph(text),
            Block::Plain(range) | Block::Rich(range) => self.read(&body[range.clone()], range.start),
        }
    }

    /// Takes up a paragraph without markup.
    fn first_paragraph(&mut self, text: &str) {
        self.in_paragraph = true;
        for line in text.lines() {
            self.text(line.trim());
            self.text(" ");
        }
        self.end(TagEnd::Paragraph);
    }

    /// Reads a part of the body that starts at this byte.
    fn read(&mut self, part: &str, start: usize) {
        let mut events = Events::new(part);
        while let Some((event, range)) = events.piece() {
            if let Event::Start(Tag::Heading { .. }) = &event {
                self.own = OwnId::read(&part[range.clone()]);
            }
            self.event(event, range.start + start..range.end + start);
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) if !self.in_code => self.text(&text),
            Event::Text(text) => self.list.iter_mut().for_each(|list| list.text.push_str(&text)),
            Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(html) => {
                self.block_range.end = range.end;
                self.block.push_str(&html);
            }
            Event::InlineHtml(html) => self.raw(&html, &range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.heading = Some(Heading { level: level as u8, text: String::new(), id: String::new() });
            }
            Tag::Link { link_type, dest_url, .. } => self.open_link(link_type, &dest_url, (range, false)),
            Tag::Image { link_type, dest_url, .. } => self.open_link(link_type, &dest_url, (range, true)),
            Tag::Paragraph => {
                self.in_paragraph = self.containers == 0 && self.outline.summary.is_empty();
            }
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                let listed = matches!(&kind, CodeBlockKind::Fenced(info) if asks(info));
                let start = range.start;
                self.list =
                    (listed && self.outline.lists.len() <= LISTS).then(|| ListBlock { start, text: String::new() });
            }
            Tag::HtmlBlock => self.block_range = range,
            Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) => self.containers += 1,
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Paragraph if self.in_paragraph => {
                self.in_paragraph = false;
                self.outline.summary = summary(&self.outline.summary);
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.outline.lists.extend(self.list.take());
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.containers -= 1;
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.block);
                let range = self.block_range.clone();
                self.raw(&html, &range);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(text);
        }
        if self.in_paragraph && self.outline.summary.len() < 8 * SUMMARY {
            self.outline.summary.push_str(text);
        }
    }

    fn open_link(&mut self, link_type: LinkType, address: &str, (range, image): (Range<usize>, bool)) {
        let (kind, target) = match link_type {
            LinkType::WikiLink { .. } => match wiki_name(address) {
                name if name.starts_with('#') => (LinkKind::Anchor, name[1..].to_owned()),
                name => (LinkKind::Wiki, name),
            },
            LinkType::Email => (LinkKind::External, format!("mailto:{address}")),
            _ => told_apart(address),
        };
        self.links.push(Link { kind, target, text: String::new(), image, range });
    }

    fn close_link(&mut self) {
        let Some(mut link) = self.links.pop() else { return };
        if let Some(around) = self.links.last_mut() {
            around.text.push_str(&link.text);
            // Pictures stand in pictures without end, and each would keep the words of all inside it.
            let end = link.text.char_indices().map(|(at, _)| at).nth(NESTED);
            link.text.truncate(end.unwrap_or(link.text.len()));
            link.text.shrink_to_fit();
        }
        self.outline.links.push(link);
    }

    fn close_heading(&mut self) {
        if let Some(heading) = self.heading.take() {
            let text = heading::without_id(heading.text.trim(), self.own.as_ref());
            self.add_heading(heading.level, text.to_owned());
        }
    }

    fn add_heading(&mut self, level: u8, text: String) {
        let id = self.slugs.of_heading(&text, self.own.take().map(|own| own.id));
        self.outline.headings.push(Heading { level, text, id });
    }

    fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokens(html) {
            self.outline.has_raw_html |= matches!(token, Token::Open(_) | Token::Close { .. });
            let Token::Open(tag) = token else { continue };
            self.raw_links(&tag, range);
            let ids = tag.attributes.iter().filter(|(name, _)| name == "id" || (name == "name" && tag.name == "a"));
            self.outline.anchors.extend(ids.map(|(_, value)| value.clone()));
        }
    }
}

impl Scan {
    /// Lists the addresses of a raw link or picture, so that the files behind them are known.
    fn raw_links(&mut self, tag: &OpenTag<'_>, range: &Range<usize>) {
        let wanted = match tag.name.as_str() {
            "a" => "href",
            "img" => "src",
            _ => return,
        };
        for (_, value) in tag.attributes.iter().filter(|(name, _)| name == wanted) {
            let (kind, target) = told_apart(value);
            let (text, image) = (String::new(), wanted == "src");
            let range = range.clone();
            self.outline.links.push(Link { kind, target, text, image, range });
        }
    }
}

fn told_apart(address: &str) -> (LinkKind, String) {
    match safe_url(address) {
        Address::External(url) | Address::Mail(url) => (LinkKind::External, url),
        Address::Fragment(name) => (LinkKind::Anchor, name),
        Address::Relative(path) => (LinkKind::Relative, path),
        Address::Refused(_) => (LinkKind::Refused, address.to_owned()),
    }
}

fn summary(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = text.char_indices().nth(SUMMARY) else {
        return text;
    };
    let end = text[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a line may start with, mostly nothing.
    const STARTS: &str = "/////// /  /   /    /\t/      /- /* /1. /2) /> /+ />/- > /10. ";
    /// What may follow.
    const CONTENTS: &str = "/////a/b c/a b c/# a/## b c/### a #/#/#a/####### a/===/---/- - -/***/```/````/~~~/``` rust/\
        ```backlit/~~~backlit x/```a`b/` `` `/[a](b)/![a](b \"c\")/[[A-1]]/[[A-1|b]](c)/[a][b]/[b]: c/[^1]/[^1]: note/<b>/\
        a <i id=\"x\">/<!-- a/-->/<mailto:a@b.c>/| a | b |/|---|---|/a | [b](c)/--- | ---/\\/\\# a/&amp; & b/*a* __b__/\
        [x] a/[ ] a/[!NOTE]/`[a](b)`/~~a~~/$a$/[a/b](c)/\u{e9} \u{df}/# \u{e9}/a\u{a0}/\u{a0}# a/<pre>/<?a/]:/[!info] a/\
        ## a {#b}/# `a` {#b} /a {#b}";
    const ENDS: &str = "\n/\n/\n/\n\n/  \n/ \n";

    fn any_of(list: &'static str) -> impl Strategy<Value = &'static str> {
        prop::sample::select(list.split('/').collect::<Vec<_>>())
    }

    /// Reads every block of a body at once.
    fn whole(body: &str) -> Outline {
        let mut scan = Scan::default();
        scan.read(limits::split(body).0, 0);
        scan.outline
    }

    #[test]
    fn passing_over_blocks_leaves_nothing_out() {
        let body = "\n- plain\n  ===\n\nFirst\nparagraph.\n\n    # code\n\n## Two words ##\n### Plain, 3\n    in [code](a)\n\n\
                    ~~~ x\n\n[no](link)\n~~~~\n> ## quoted\n\n1. a\n\n   [b](c#d)\n\n2. e\n```backlit\nepics\n```\n[[WIKI-1|a]]\nf\n---\n";
        assert!(blocks(body).is_some());
        assert_eq!(scan(body), whole(body));
        assert_eq!(scan(body).headings.len(), 5, "{:?}", scan(body).headings);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn passing_over_blocks_finds_what_the_whole_has(
            lines in prop::collection::vec((any_of(STARTS), any_of(CONTENTS), any_of(ENDS)), 0..14),
        ) {
            let body: String = lines.iter().flat_map(|(start, content, end)| [*start, *content, *end]).collect();
            prop_assert_eq!(scan(&body), whole(&body), "{:?}", body);
        }
    }
}
