//! Keeps what is open, so that a page is balanced whatever a body says.
//!
//! In: elements that open and close, from Markdown and from raw HTML. Out: the closing tags, innermost first.
//! A closing tag in raw HTML never reaches past the Markdown element that it stands in.

use super::raw_policy::is_table_part;
use std::borrow::Cow;

/// An open element.
#[derive(Debug)]
struct Frame {
    close: Cow<'static, str>,
    /// The name it has in raw HTML; none for Markdown.
    raw: Option<String>,
    link: bool,
}

/// The open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct Frames {
    open: Vec<Frame>,
    links: usize,
}

impl Frames {
    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a link is open: links never stand inside links.
    pub(super) fn in_link(&self) -> bool {
        self.links > 0
    }

    /// Whether a table of raw HTML is open.
    pub(super) fn in_table(&self) -> bool {
        self.open.iter().any(|frame| frame.raw.as_deref() == Some("table"))
    }

    /// Opens a Markdown element that will be closed by this text.
    pub(super) fn push(&mut self, close: &'static str) {
        self.open.push(Frame { close: close.into(), raw: None, link: false });
    }

    /// Opens a Markdown link.
    pub(super) fn push_link(&mut self, close: &'static str) {
        self.links += 1;
        self.open.push(Frame { close: close.into(), raw: None, link: true });
    }

    /// Opens an element of raw HTML.
    pub(super) fn push_raw(&mut self, name: &str, close: Cow<'static, str>) {
        let link = name == "a";
        self.links += usize::from(link);
        self.open.push(Frame { close, raw: Some(name.to_owned()), link });
    }

    /// Closes the innermost Markdown element and what raw HTML left open in it.
    pub(super) fn pop(&mut self, out: &mut String) {
        while let Some(raw) = self.close_last(out) {
            if !raw {
                break;
            }
        }
    }

    /// Closes everything.
    pub(super) fn pop_all(&mut self, out: &mut String) {
        while self.close_last(out).is_some() {}
    }

    /// Closes the innermost element of this name in raw HTML, if the Markdown element around holds one.
    pub(super) fn pop_raw(&mut self, name: &str, out: &mut String) {
        let raw = self.open.iter().rev().map_while(|frame| frame.raw.as_deref());
        let Some(above) = raw.into_iter().position(|open| open == name) else {
            return;
        };
        for _ in 0..=above {
            self.close_last(out);
        }
    }

    /// Closes the innermost elements as long as raw HTML opened them under one of these names.
    pub(super) fn pop_while(&mut self, names: &[&str], out: &mut String) {
        while self.parent().is_some_and(|parent| names.contains(&parent)) {
            self.close_last(out);
        }
    }

    /// Closes a table of raw HTML where something stands that belongs into a cell.
    pub(super) fn leave_table(&mut self, out: &mut String) {
        while let Some(part) = self.parent().filter(|parent| is_table_part(parent)) {
            let whole = part == "table";
            self.close_last(out);
            if whole {
                break;
            }
        }
    }

    /// The innermost element, if raw HTML opened it.
    pub(super) fn parent(&self) -> Option<&str> {
        self.open.last()?.raw.as_deref()
    }

    fn close_last(&mut self, out: &mut String) -> Option<bool> {
        let frame = self.open.pop()?;
        out.push_str(&frame.close);
        self.links -= usize::from(frame.link);
        Some(frame.raw.is_some())
    }
}
