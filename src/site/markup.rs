//! Markup that Rust writes: the parts of which a large site has tens of thousands, where no template asks to make them.
//!
//! In: views. Out: the bytes that the component of the same name makes of them, which `tests/cli/theme.rs` holds to it. A
//! site or a theme with templates of its own gets the views instead. Never decides what a view says.

use super::Site;
use super::view::{Field, Heading, Link, State, Tools, WorkType};
use pulldown_cmark_escape::escape_html;
use serde::{Serialize, Serializer};
use tera::Value;

/// How many bytes most parts of a page stay below.
pub(super) const PART: usize = 2 * 1024;

/// Markup under way.
#[derive(Debug, Default, Clone)]
pub(super) struct Html(pub(super) String);

impl Html {
    /// Adds markup that Backlit made.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape_html(&mut self.0, text).expect("a string takes all that is written");
        self
    }

    /// Adds text with markup around it, where there is some.
    pub(super) fn maybe(&mut self, before: &str, text: Option<&str>, after: &str) -> &mut Self {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.raw(before).text(text).raw(after);
        }
        self
    }

    /// Adds a whole number; most are places in per cent.
    pub(super) fn number(&mut self, number: i64) -> &mut Self {
        match u8::try_from(number) {
            Ok(small @ 0..10) => self.0.push(char::from(b'0' + small)),
            Ok(small @ 10..100) => {
                self.0.push(char::from(b'0' + small / 10));
                self.0.push(char::from(b'0' + small % 10));
            }
            _ => self.0.push_str(&number.to_string()),
        }
        self
    }

    /// Adds the things of a list, with markup between them.
    pub(super) fn each<T>(&mut self, list: &[T], between: &str, mut add: impl FnMut(&mut Self, &T)) -> &mut Self {
        for (at, one) in list.iter().enumerate() {
            self.raw(if at == 0 { "" } else { between });
            add(self, one);
        }
        self
    }
}

/// A part of a page as markup; where templates of the site's own make it, as its view. The other one is empty.
pub(super) fn written<T: Default>(site: &Site<'_>, view: T, write: impl FnOnce(&mut Html, &T)) -> (Option<Html>, T) {
    if !site.theme.is_plain() {
        return (None, view);
    }
    let mut html = Html(String::with_capacity(PART));
    write(&mut html, &view);
    ((!html.0.is_empty()).then_some(html), T::default())
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        safe(&self.0, serializer)
    }
}

/// Hands markup on as such. Templates are given a copy that they know as safe; a stencil needs none, and takes what a
/// compact format would.
#[expect(clippy::ptr_arg, reason = "the type of the field that is handed over")]
pub(super) fn safe<S: Serializer>(markup: &String, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        Value::safe_string(markup).serialize(serializer)
    } else {
        serializer.serialize_str(markup)
    }
}

/// Writes a word that may be a link, with its label in front.
pub(super) fn link(html: &mut Html, link: &Link) {
    html.maybe("<span class=\"mute\">", link.label.as_deref(), "</span> ");
    match link.href.as_deref().filter(|href| !href.is_empty()) {
        Some(href) => {
            html.raw("<a href=\"").text(href).raw("\"");
            html.maybe(" rel=\"", link.rel, "\"");
            html.raw("><bdi>").text(&link.text).raw("</bdi></a>")
        }
        None => html.raw("<bdi>").text(&link.text).raw("</bdi>"),
    };
}

/// Writes the cell of a row that names the team.
pub(super) fn team_cell(html: &mut Html, team: Option<&Link>) {
    html.raw("<td class=\"c-team\">");
    match team {
        Some(team) => link(html, team),
        None => _ = html.raw("<span class=\"mute\">no team</span>"),
    }
    html.raw("</td>");
}

/// Writes a state with its colour.
pub(super) fn status_dot(html: &mut Html, state: &State) {
    html.raw("<span class=\"state s-").text(state.class).raw("\">").text(&state.label).raw("</span>");
}

/// Writes a work type with its colour.
pub(super) fn type_chip(html: &mut Html, kind: &WorkType) {
    html.raw("<span class=\"chip t-").text(kind.class).raw("\">").text(&kind.label).raw("</span>");
}

/// Writes a message, in which back-ticks become code.
pub(super) fn ticked(html: &mut Html, text: &str) {
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 0 {
            html.text(part);
        } else {
            html.raw("<code>").text(part).raw("</code>");
        }
    }
}

/// Writes fields with their names.
pub(super) fn field_list(html: &mut Html, fields: &[Field]) {
    html.raw("\n<dl class=\"fields\">").each(fields, "", |html, field| {
        html.raw("<div><dt>").text(&field.label).raw("</dt><dd");
        html.maybe(" class=\"", field.class, "\"").raw(" dir=\"auto\">");
        let text = field.text.as_deref().filter(|text| !text.is_empty());
        let (open, close) = if field.class == Some("code") { ("<code>", "</code>") } else { ("", "") };
        html.maybe(open, text, close);
        html.raw(if text.is_some() && !field.links.is_empty() { ", " } else { "" });
        html.each(&field.links, ", ", link);
        html.maybe(" <span class=\"small\">", field.note.as_deref(), "</span>").raw("</dd></div>");
    });
    html.raw("\n</dl>\n");
}

/// Writes the headings of a page as links, where there are more than two.
pub(super) fn toc(html: &mut Html, toc: &[Heading]) {
    html.raw("\n");
    if toc.len() > 2 {
        html.raw("<nav class=\"toc\" aria-label=\"On this page\"><p class=\"label\">On this page</p>\n<ul>");
        html.each(toc, "", |html, heading| {
            html.raw("<li class=\"l").number(heading.level.into()).raw("\"><a href=\"#").text(&heading.id);
            html.raw("\" dir=\"auto\">").text(&heading.text).raw("</a></li>");
        });
        html.raw("</ul></nav>");
    }
    html.raw("\n");
}

/// Writes who links to a page.
pub(super) fn backlinks(html: &mut Html, links: &[Link]) {
    html.raw("\n");
    if !links.is_empty() {
        html.raw(
            "<section class=\"card\" aria-labelledby=\"bl-linked-from\"><h2 id=\"bl-linked-from\">Linked from</h2>\n",
        );
        html.raw("<ul class=\"links\">").each(links, "", listed).raw("</ul></section>");
    }
    html.raw("\n");
}

/// Writes the way from the site's start to a page; nothing without one.
pub(super) fn breadcrumbs(html: &mut Html, crumbs: &[Link]) {
    if !crumbs.is_empty() {
        html.raw("\n<nav class=\"crumbs\" aria-label=\"Breadcrumb\"><ol>")
            .each(crumbs, "", listed)
            .raw("</ol></nav>\n");
    }
}

fn listed(html: &mut Html, one: &Link) {
    link(html.raw("<li>"), one);
    html.raw("</li>");
}

/// Writes where a page comes from and how to change it.
pub(super) fn page_tools(html: &mut Html, tools: &Tools) {
    html.raw("\n<p class=\"tools small\">");
    html.maybe("<a href=\"", tools.edit.as_deref(), "\">Edit this page</a> · ");
    html.maybe("<a href=\"", tools.history.as_deref(), "\">History</a> · ");
    html.raw("<span class=\"source\">").text(&tools.source).raw("</span>");
    match (&tools.changed, &tools.changed_href) {
        (Some(changed), Some(href)) => {
            html.raw(" · <a href=\"").text(href).raw("\">changed ").text(changed).raw("</a>");
        }
        (changed, _) => _ = html.maybe(" · changed ", changed.as_deref(), ""),
    }
    html.raw("</p>\n");
}
