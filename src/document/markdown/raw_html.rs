//! Writes raw HTML: allowed tags anew, with filtered attributes, all else as text.
//!
//! In: pieces of raw HTML. Out: HTML that is balanced within the Markdown element around. Nothing is copied: a tag
//! that comes out was written here, so a mistake in reading can't become a hole.

use super::inline::raw_id;
use super::limits::{self, Cut};
use super::link::{Destination, LinkUse};
use super::raw_policy::{Element, alignment, attribute, element, ended_by, is_table_part, is_void, parents};
use super::raw_token::{OpenTag, Token, tokens};
use super::render::Renderer;
use super::write;
use std::borrow::Cow;

/// What happens to raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawHtml {
    /// What is allowed is kept.
    Filtered,
    /// All elements are kept.
    Kept,
    /// All of it is shown as text.
    Text,
}

impl Renderer<'_> {
    pub(super) fn close_raw_block(&mut self) {
        let html = std::mem::take(&mut self.raw_block);
        self.raw_html(&html);
    }

    pub(super) fn raw_html(&mut self, html: &str) {
        if self.raw == RawHtml::Text {
            return self.raw_text(html);
        }
        let mut pieces = tokens(html);
        while let Some(token) = pieces.next() {
            match token {
                Token::Text(text) => self.raw_text(text),
                Token::Comment => {}
                Token::Open(tag) if self.raw == RawHtml::Kept => {
                    self.open_any(&tag);
                    if matches!(tag.name.as_str(), "script" | "style") {
                        self.out.push_str(pieces.up_to_close(&tag.name));
                    }
                }
                Token::Open(tag) => self.open_raw(&tag),
                Token::Close { name, source } => self.close_raw(&name, source),
            }
        }
    }

    fn raw_text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.frames.leave_table(&mut self.out);
        }
        write::raw_text(&mut self.out, text);
    }

    fn open_raw(&mut self, tag: &OpenTag) {
        let Some(element) = element(&tag.name) else {
            return self.raw_text(tag.source);
        };
        self.has_raw_html = true;
        if self.frames.depth() >= limits::DEPTH {
            self.cut(Cut::NestedTooDeep);
            return self.raw_text(tag.source);
        }
        if !self.makes_room(element.name) {
            return;
        }
        match element.name {
            "a" => self.raw_link(tag),
            "img" => self.raw_image(tag),
            _ => self.raw_element(element, tag),
        }
    }

    /// Closes what ends here, and says whether the element may stand here.
    fn makes_room(&mut self, name: &str) -> bool {
        self.frames.pop_while(ended_by(name), &mut self.out);
        let parents = parents(name);
        if parents.is_empty() {
            self.frames.leave_table(&mut self.out);
            return true;
        }
        self.frames.parent().is_some_and(|parent| parents.contains(&parent))
    }

    fn raw_element(&mut self, element: Element, tag: &OpenTag) {
        let heading = matches!(tag.name.as_bytes(), [b'h', b'1'..=b'6']);
        let name = if heading {
            Cow::Owned(format!("h{}", self.levels.next(tag.name.as_bytes()[1] - b'0')))
        } else {
            Cow::Borrowed(element.name)
        };
        let scrolls = name == "table" && !self.frames.in_table() && !self.frames.in_link();
        if scrolls {
            let frame = self.frame_of_table();
            self.out.push_str(&frame);
        }
        self.out.push('<');
        self.out.push_str(&name);
        self.plain_attributes(element, tag);
        if name == "pre" && !self.frames.in_link() {
            write::attribute(&mut self.out, "tabindex", "0");
        }
        self.out.push('>');
        if !is_void(&name) {
            let more = if scrolls { "</div>" } else { "" };
            self.frames.push_raw(&tag.name, format!("</{name}>{more}").into());
        }
    }

    fn plain_attributes(&mut self, element: Element, tag: &OpenTag) {
        let aligned = tag.attributes.iter().find(|(name, _)| name == "align");
        let class = element.class.or_else(|| alignment(element.name, &aligned?.1));
        if let Some(class) = class {
            write::attribute(&mut self.out, "class", class);
        }
        for (name, value) in &tag.attributes {
            if name == "id" || (name == "name" && element.name == "a") {
                self.raw_id(tag, name, value);
            } else if let Some((name, value)) = attribute(element.name, name, value) {
                write::attribute(&mut self.out, name, &value);
            }
        }
    }

    fn raw_id(&mut self, tag: &OpenTag, name: &str, value: &str) {
        let named_twice = name == "name" && tag.attributes.iter().any(|(name, _)| name == "id");
        if !named_twice && !value.trim().is_empty() {
            let id = self.raw_ids.unique_id(raw_id(value));
            write::attribute(&mut self.out, "id", &id);
        }
    }

    fn raw_link(&mut self, tag: &OpenTag) {
        if self.frames.in_link() {
            return;
        }
        let led = written(tag, "href").map(|href| self.led_to(href, LinkUse::Link));
        let close = match led {
            Some(Destination::Nowhere(reason)) => {
                self.start_broken(&reason);
                return self.frames.push_raw("a", "</span>".into());
            }
            Some(Destination::Far(url)) => {
                write::far_link(&mut self.out, &url);
                "</a>"
            }
            Some(Destination::Near { href, .. }) => {
                self.out.push_str("<a");
                write::address(&mut self.out, "href", &href);
                "</a>"
            }
            None => {
                self.out.push_str("<a");
                "</a>"
            }
        };
        self.plain_attributes(Element { name: "a", class: None }, tag);
        self.out.push('>');
        self.frames.push_raw("a", close.into());
    }

    fn raw_image(&mut self, tag: &OpenTag) {
        let destination = self.led_to(written(tag, "src").unwrap_or(""), LinkUse::Image);
        let kept = |name: &str| {
            let value = written(tag, name)?;
            attribute("img", name, value).map(|(_, value)| value)
        };
        let attributes = ["title", "width", "height"].map(|name| (name, kept(name).unwrap_or_default()));
        self.picture(&destination, written(tag, "alt").unwrap_or(""), &attributes);
    }

    fn close_raw(&mut self, name: &str, source: &str) {
        if self.raw == RawHtml::Filtered && element(name).is_none() {
            return self.raw_text(source);
        }
        self.frames.pop_raw(name, &mut self.out);
    }

    /// Keeps any element of people who are trusted.
    fn open_any(&mut self, tag: &OpenTag) {
        self.has_raw_html = true;
        if self.frames.depth() >= limits::DEPTH {
            self.cut(Cut::NestedTooDeep);
            return self.raw_text(tag.source);
        }
        if !is_table_part(&tag.name) && parents(&tag.name).is_empty() {
            self.frames.leave_table(&mut self.out);
        }
        self.out.push('<');
        self.out.push_str(&tag.name);
        for (name, value) in &tag.attributes {
            write::attribute(&mut self.out, name, value);
        }
        self.out.push('>');
        if tag.source.ends_with("/>") && !is_void(&tag.name) {
            self.out.push_str("</");
            self.out.push_str(&tag.name);
            self.out.push('>');
        } else if !is_void(&tag.name) {
            self.frames.push_raw(&tag.name, format!("</{}>", tag.name).into());
        }
    }
}

fn written<'a>(tag: &'a OpenTag, name: &str) -> Option<&'a str> {
    tag.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
