//! Writes what stands in a line: text, code, links and images.
//!
//! In: the parser's events inside of blocks. Out: HTML at the end of the renderer's text.
//! Pictures on other hosts are linked, not loaded: a page must not tell them who reads it.

use super::limits::{self, Cut};
use super::link::{Destination, LinkUse, destination, wiki_name};
use super::raw_html::RawHtml;
use super::render::Renderer;
use super::{autolink, heading, write};
use crate::config::autolinks;
use pulldown_cmark::{Event, LinkType};

/// An image whose alternative text is being read.
pub(super) struct OpenImage {
    destination: Destination,
    title: String,
    alt: String,
    /// The name in a `![[name]]`.
    embedded: Option<String>,
    /// Elements that are open inside.
    depth: usize,
}

impl Renderer<'_> {
    pub(super) fn inline(&mut self, open: &str, close: &'static str) {
        if self.frames.depth() >= limits::DEPTH {
            self.cut(Cut::NestedTooDeep);
            return self.frames.push("");
        }
        self.frames.leave_table(&mut self.out);
        self.out.push_str(open);
        self.frames.push(close);
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            return code.text.push_str(text);
        }
        self.note_text(text);
        let text = self.without_marker(text);
        let text = self.heading.as_ref().map_or(text, |it| heading::without_id(text, it.own.as_ref()));
        self.frames.leave_table(&mut self.out);
        if self.frames.in_link() {
            return write::text(&mut self.out, text);
        }
        let mut done = 0;
        while let Some(address) = autolink::next_address(text, done) {
            self.plain(&text[done..address.start]);
            done = address.end;
            self.bare_address(&text[address]);
        }
        self.plain(&text[done..]);
    }

    /// Writes text without addresses; names of other trackers become links.
    fn plain(&mut self, text: &str) {
        let mut done = 0;
        let links = if self.options.autolinks.is_empty() || self.is_full() {
            Vec::new()
        } else {
            autolinks(self.options.autolinks, text)
        };
        for (range, url) in links {
            write::text(&mut self.out, &text[done..range.start]);
            write::far_link(&mut self.out, &url);
            self.out.push('>');
            write::text(&mut self.out, &text[range.clone()]);
            self.out.push_str("</a>");
            done = range.end;
        }
        write::text(&mut self.out, &text[done..]);
    }

    /// Tells whether the page is too long for more links.
    pub(super) fn is_full(&mut self) -> bool {
        let full = self.out.len() > limits::LINKED;
        if full {
            self.cut(Cut::TooManyLinks);
        }
        full
    }

    fn bare_address(&mut self, address: &str) {
        let Destination::Far(url) = destination(address, LinkUse::Link, self.links) else {
            return write::text(&mut self.out, address);
        };
        if self.is_full() {
            return write::text(&mut self.out, address);
        }
        write::far_link(&mut self.out, &url);
        self.out.push('>');
        write::text(&mut self.out, address);
        self.out.push_str("</a>");
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.note_text(code);
        self.frames.leave_table(&mut self.out);
        self.out.push_str("<code>");
        write::text(&mut self.out, code);
        self.out.push_str("</code>");
    }

    pub(super) fn break_line(&mut self, html: &str) {
        self.note_text(" ");
        if self.close_title() {
            return self.element("<p>", "</p>\n");
        }
        self.out.push_str(html);
    }

    fn note_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
    }

    pub(super) fn open_link(&mut self, link_type: LinkType, address: &str, title: &str) {
        if self.frames.in_link() || self.frames.depth() >= limits::DEPTH || self.is_full() {
            return self.frames.push("");
        }
        self.frames.leave_table(&mut self.out);
        let class = if matches!(link_type, LinkType::WikiLink { .. }) { " class=\"wikilink\"" } else { "" };
        match self.led(link_type, address, LinkUse::Link) {
            Destination::Near { href, title: page } => {
                self.out.push_str("<a");
                self.out.push_str(class);
                write::address(&mut self.out, "href", &href);
                self.tooltip(if title.is_empty() { page.as_deref().unwrap_or("") } else { title });
            }
            Destination::Far(url) => {
                write::far_link(&mut self.out, &url);
                self.tooltip(title);
            }
            Destination::Nowhere(reason) => return self.open_broken(&reason),
        }
        self.out.push('>');
        self.frames.push_link("</a>");
    }

    fn open_broken(&mut self, reason: &str) {
        self.start_broken(reason);
        self.frames.push("</span>");
    }

    /// Writes the start of a link that leads nowhere.
    pub(super) fn start_broken(&mut self, reason: &str) {
        self.out.push_str("<span class=\"broken\"");
        write::attribute(&mut self.out, "title", reason);
        self.out.push('>');
    }

    fn tooltip(&mut self, title: &str) {
        if !title.is_empty() {
            write::attribute(&mut self.out, "title", title);
        }
    }

    fn led(&self, link_type: LinkType, address: &str, link_use: LinkUse) -> Destination {
        match link_type {
            LinkType::WikiLink { .. } => {
                let name = wiki_name(address);
                match link_use {
                    _ if name.starts_with('#') => self.led_to(&name, LinkUse::Link),
                    LinkUse::Image => destination(&name, LinkUse::Embed, self.links),
                    _ => destination(&name, LinkUse::Wiki, self.links),
                }
            }
            LinkType::Email => destination(&format!("mailto:{address}"), link_use, self.links),
            _ => self.led_to(address, link_use),
        }
    }

    /// Where an address leads; an id of raw HTML is shown with a prefix, so links to it need one.
    pub(super) fn led_to(&self, address: &str, link_use: LinkUse) -> Destination {
        match address.strip_prefix('#') {
            Some(id) if self.raw == RawHtml::Filtered && self.anchors.contains(id) => {
                Destination::Near { href: format!("#{}", raw_id(id)), title: None }
            }
            _ => destination(address, link_use, self.links),
        }
    }

    pub(super) fn open_image(&mut self, link_type: LinkType, address: &str, title: &str) {
        self.frames.leave_table(&mut self.out);
        let destination = self.led(link_type, address, LinkUse::Image);
        let embedded = matches!(link_type, LinkType::WikiLink { .. }).then(|| wiki_name(address));
        self.image = Some(OpenImage { destination, title: title.to_owned(), alt: String::new(), embedded, depth: 0 });
    }

    /// Reads the alternative text up to the image's end, and writes the image.
    pub(super) fn image_event(&mut self, event: &Event) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => image.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth > 0 => image.depth -= 1,
            Event::End(_) => self.close_image(),
            _ => {}
        }
    }

    fn close_image(&mut self) {
        let Some(image) = self.image.take() else {
            return;
        };
        let Some(name) = image.embedded else {
            self.note_text(&image.alt);
            return self.picture(&image.destination, &image.alt, &[("title", image.title)]);
        };
        let size = size(&image.alt);
        let alt = if size.is_some() { name.as_str() } else { image.alt.as_str() };
        self.note_text(alt);
        match &image.destination {
            Destination::Near { href, title } if !is_picture(&name) => {
                if self.frames.in_link() || self.is_full() {
                    return write::text(&mut self.out, alt);
                }
                self.out.push_str("<a class=\"wikilink\"");
                write::address(&mut self.out, "href", href);
                self.tooltip(title.as_deref().unwrap_or(""));
                self.out.push('>');
                write::text(&mut self.out, alt);
                self.out.push_str("</a>");
            }
            destination => {
                let (width, height) = size.unwrap_or_default();
                self.picture(destination, alt, &[("width", width.to_owned()), ("height", height.to_owned())]);
            }
        }
    }

    /// Writes an image, or what stands for it.
    pub(super) fn picture(&mut self, destination: &Destination, alt: &str, attributes: &[(&str, String)]) {
        let name = if alt.trim().is_empty() { "image" } else { alt };
        if self.is_full() {
            return write::text(&mut self.out, name);
        }
        match destination {
            Destination::Near { href, .. } => {
                self.out.push_str("<img");
                write::address(&mut self.out, "src", href);
                write::attribute(&mut self.out, "alt", alt);
                for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
                    write::attribute(&mut self.out, name, value);
                }
                self.out.push_str(" loading=\"lazy\">");
            }
            Destination::Far(_) if self.frames.in_link() => write::text(&mut self.out, name),
            Destination::Far(url) => {
                write::far_link(&mut self.out, url);
                self.out.push_str(" class=\"external-image\">");
                write::text(&mut self.out, name);
                self.out.push_str("</a>");
            }
            Destination::Nowhere(reason) => {
                self.start_broken(reason);
                write::text(&mut self.out, name);
                self.out.push_str("</span>");
            }
        }
    }
}

/// Reads the size behind the stroke of an embedded picture: `100` or `640x480`.
fn size(written: &str) -> Option<(&str, &str)> {
    let (width, height) = written.split_once('x').unwrap_or((written, ""));
    let is_number = |text: &str| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    (!width.is_empty() && is_number(width) && is_number(height)).then_some((width, height))
}

/// How the names of files end that a browser shows as pictures.
pub const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg"];

/// Tells whether a browser shows a file as a picture.
fn is_picture(name: &str) -> bool {
    let name = name.split('#').next().unwrap_or(name);
    name.rsplit_once('.').is_some_and(|(_, end)| PICTURES.contains(&end.to_lowercase().as_str()))
}

/// The id that an id of raw HTML is shown as.
pub fn raw_id(id: &str) -> String {
    let sound: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    format!("user-content-{sound}")
}
