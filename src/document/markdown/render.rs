//! Renders a body: takes each event of the parser to the part that writes it.
//!
//! In: a body, the site's links, a highlighter and options. Out: HTML, a table of contents and what was cut.
//! The result is balanced and bounded, whatever the body holds.

use super::block::{OpenCode, OpenHeading, OpenTable};
use super::callout::Callout;
use super::dialect::Dialect;
use super::events::Events;
use super::footnotes::{Footnotes, Linked};
use super::frames::Frames;
use super::heading::{Heading, HeadingLevels};
use super::highlight::Highlighter;
use super::inline::OpenImage;
use super::limits::{self, Cut};
use super::link::LinkResolver;
use super::raw_html::RawHtml;
use super::sanitise::sanitise;
use super::slug::Slugs;
use super::{outline, write};
use crate::config::Autolink;
use crate::order::Gather;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Whose HTML a body holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trust {
    /// Anyone's: raw HTML is filtered and sanitised.
    #[default]
    Sanitise,
    /// The site's own people: raw HTML is kept, though balanced.
    Authors,
}

/// How a body is rendered.
#[derive(Debug, Clone, Copy, Default)]
pub struct RenderOptions<'a> {
    /// The page's title: a first heading that repeats it is left out.
    pub page_title: Option<&'a str>,
    /// Whose raw HTML it is.
    pub trust: Trust,
    /// Ids that the page around the body uses; a heading of that name gets a number.
    pub reserved: &'a [String],
    /// Names of other trackers that become links.
    pub autolinks: &'a [Autolink],
}

/// A rendered body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Balanced HTML that runs nothing and loads nothing from other hosts.
    pub html: String,
    /// The headings at the levels they are shown at.
    pub toc: Vec<Heading>,
    /// The id of the heading that was left out, for the page's own heading.
    pub title_id: Option<String>,
    /// Whether a code block occurs.
    pub has_code: bool,
    /// Which limit was met first.
    pub cut: Option<Cut>,
}

/// Renders a body.
pub fn render(body: &str, links: &dyn LinkResolver, highlighter: &Highlighter, options: &RenderOptions) -> Rendered {
    let (head, rest, cut) = limits::split(body);
    let raw = match options.trust {
        Trust::Sanitise => RawHtml::Filtered,
        Trust::Authors => RawHtml::Kept,
    };
    let dialect = Dialect::of(head);
    let start = |raw| Renderer::new(&dialect, (links, highlighter, options), raw).run();
    let (mut rendered, has_raw_html) = start(raw);
    if has_raw_html && raw == RawHtml::Filtered {
        if rendered.html.len() > limits::SANITISED {
            rendered = start(RawHtml::Text).0;
            rendered.cut = rendered.cut.or(Some(Cut::RawHtmlTooLarge));
        } else {
            rendered.html = sanitise(&rendered.html);
        }
    }
    plain_text(&mut rendered.html, rest);
    rendered.cut = cut.or(rendered.cut);
    rendered.html = write::without_forbidden(rendered.html);
    // Said here, and not left to browsers: to find the direction of an element by itself takes Chromium the square of the
    // time where it has tens of thousands of children.
    if is_right_to_left(&rendered.html) {
        rendered.html = format!("<div dir=\"rtl\">{}</div>", rendered.html);
    }
    rendered
}

/// Tells whether the first letter of a text is one of those that are written from right to left.
fn is_right_to_left(html: &str) -> bool {
    let mut stands_in = None;
    for c in html.chars() {
        match (stands_in, c) {
            (None, '<') => stands_in = Some('>'),
            (None, '&') => stands_in = Some(';'),
            (None, c) if c.is_alphabetic() => {
                return matches!(u32::from(c), 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff
                    | 0x10800..=0x10fff | 0x1e800..=0x1efff);
            }
            (Some(end), c) if c == end => stands_in = None,
            _ => {}
        }
    }
    false
}

/// Writes text as it is written in the body.
pub(super) fn plain_text(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str("<pre class=\"plain-text\" tabindex=\"0\">");
        out.push_str(if text.starts_with('\n') { "\n" } else { "" });
        write::text(out, text);
        out.push_str("</pre>\n");
    }
}

/// Whether the element that has just started is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Into,
    Over,
}

/// The state of one rendering.
pub(super) struct Renderer<'a> {
    pub(super) body: &'a str,
    pub(super) dialect: &'a Dialect<'a>,
    pub(super) links: &'a dyn LinkResolver,
    pub(super) highlighter: &'a Highlighter,
    pub(super) options: RenderOptions<'a>,
    pub(super) raw: RawHtml,
    pub(super) out: String,
    pub(super) frames: Frames,
    pub(super) slugs: Slugs,
    pub(super) raw_ids: Slugs,
    pub(super) anchors: BTreeSet<String>,
    pub(super) levels: HeadingLevels,
    pub(super) rendered: Rendered,
    pub(super) heading: Option<OpenHeading>,
    /// A callout until its title is written.
    pub(super) callout: Option<Callout>,
    pub(super) image: Option<OpenImage>,
    pub(super) code: Option<OpenCode>,
    pub(super) table: OpenTable,
    pub(super) footnotes: Footnotes,
    /// Footnotes that are being written, with the text around them.
    pub(super) around: Vec<(String, String)>,
    pub(super) raw_block: String,
    pub(super) has_raw_html: bool,
    /// Where the last list item starts.
    pub(super) item: usize,
}

type Surroundings<'a> = (&'a dyn LinkResolver, &'a Highlighter, &'a RenderOptions<'a>);

impl<'a> Renderer<'a> {
    fn new(dialect: &'a Dialect<'a>, (links, highlighter, options): Surroundings<'a>, raw: RawHtml) -> Self {
        let body = &*dialect.text;
        Self {
            body,
            dialect,
            links,
            highlighter,
            options: *options,
            raw,
            out: String::with_capacity(body.len() + body.len() / 2),
            frames: Frames::default(),
            slugs: Slugs::without(options.reserved),
            raw_ids: Slugs::default(),
            anchors: anchors(body),
            levels: HeadingLevels::default(),
            rendered: Rendered::default(),
            heading: None,
            callout: None,
            image: None,
            code: None,
            table: OpenTable::with_cells(limits::cells(body.len())),
            footnotes: Footnotes::default(),
            around: Vec::new(),
            raw_block: String::new(),
            has_raw_html: false,
            item: 0,
        }
    }

    fn run(mut self) -> (Rendered, bool) {
        let mut events = Events::new(self.body);
        while let Some((event, range)) = events.next() {
            if self.event(event, range) == Step::Over {
                events.skip_element();
            }
        }
        self.frames.pop_all(&mut self.out);
        self.footnotes.write(&mut self.out);
        self.rendered.html = self.out;
        (self.rendered, self.has_raw_html)
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) -> Step {
        if self.image.is_some() {
            self.image_event(&event);
            return Step::Into;
        }
        match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) => self.raw_block.push_str(&html),
            Event::InlineHtml(html) => self.raw_html(&html),
            Event::SoftBreak => self.break_line("\n"),
            Event::HardBreak => self.break_line("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::FootnoteReference(label) => self.mention(&label),
            Event::TaskListMarker(done) => self.task(if done { Done::Yes } else { Done::No }),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.text(&math),
        }
        Step::Into
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) -> Step {
        match tag {
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Superscript => self.inline("<sup>", "</sup>"),
            Tag::Subscript => self.inline("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(link_type, &dest_url, &title),
            Tag::Image { link_type, dest_url, title, .. } => self.open_image(link_type, &dest_url, &title),
            block => return self.open_block(block, range),
        }
        Step::Into
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::HtmlBlock => self.close_raw_block(),
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Paragraph => self.close_paragraph(),
            _ => self.frames.pop(&mut self.out),
        }
    }

    fn mention(&mut self, label: &str) {
        self.frames.leave_table(&mut self.out);
        let linked = if self.frames.in_link() || self.is_full() { Linked::No } else { Linked::Yes };
        self.footnotes.mention(label, linked, &mut self.out);
    }

    /// Notes the first limit that was met.
    pub(super) fn cut(&mut self, cut: Cut) {
        self.rendered.cut.get_or_insert(cut);
    }
}

/// Whether a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Yes,
    No,
}

/// The ids of raw HTML, where a body can have some.
fn anchors(body: &str) -> BTreeSet<String> {
    let possible = memchr::memchr(b'<', body.as_bytes()).is_some()
        && ["id", "name", "ID", "NAME"].iter().any(|name| body.contains(name));
    if possible && body.contains('#') { outline::scan(body).anchors.into_iter().into_set() } else { BTreeSet::new() }
}
