//! A table of data, as it stands below drawings and on pages of lists.
//!
//! In: rows of cells. Out: a view, whose rows Rust writes where no template of the site's own asks for them.

use super::Link;
use crate::site::Site;
use crate::site::markup::{Html, written};
use serde::Serialize;

/// How the first cell of a row opens and closes, and each of the others.
const HEADING: Element = ("<th scope=\"row\"", "", "</th>");
const PLAIN: Element = ("<td", "", "</td>");

/// How an element opens, what stands behind its other attributes, and how it closes.
type Element = (&'static str, &'static str, &'static str);

/// A cell of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::site) struct Cell {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) num: bool,
    pub(in crate::site) class: Option<&'static str>,
    pub(in crate::site) sort: Option<String>,
}

impl Cell {
    /// Makes a cell of text.
    pub(in crate::site) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Makes a cell of figures.
    pub(in crate::site) fn figure(text: impl Into<String>) -> Self {
        Self { text: text.into(), num: true, ..Self::default() }
    }

    /// Makes a cell that links.
    pub(in crate::site) fn link(link: Link) -> Self {
        Self { text: link.text, href: link.href, ..Self::default() }
    }

    /// Writes it as an element.
    fn write(&self, html: &mut Html, (open, more, close): Element) {
        html.raw(open);
        if self.num || self.class.is_some() {
            let gap = if self.num { " " } else { "" };
            html.raw(if self.num { " class=\"num" } else { " class=\"" }).maybe(gap, self.class, "").raw("\"");
        }
        html.maybe(" data-v=\"", self.sort.as_deref(), "\"").raw(more).raw(">");
        match self.href.as_deref().filter(|href| !href.is_empty()) {
            Some(href) => html.raw("<a href=\"").text(href).raw("\" dir=\"auto\">").text(&self.text).raw("</a>"),
            None => html.raw("<bdi>").text(&self.text).raw("</bdi>"),
        };
        html.raw(close);
    }
}

/// A table.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::site) struct Table {
    pub(in crate::site) caption: Option<String>,
    pub(in crate::site) head: Vec<Cell>,
    rows_html: Option<Html>,
    rows: Vec<Vec<Cell>>,
    pub(in crate::site) sortable: bool,
}

impl Table {
    /// Starts a table with its headings.
    pub(in crate::site) fn new(caption: &str, head: &[&str]) -> Self {
        Self { caption: Some(caption.to_owned()), ..Self::headed(head) }
    }

    /// Starts a table that needs no caption.
    pub(in crate::site) fn headed(head: &[&str]) -> Self {
        Self { head: head.iter().map(|text| Cell::text(*text)).collect(), ..Self::default() }
    }

    /// Fills in the rows, the first cell of each its heading.
    pub(in crate::site) fn fill(&mut self, site: &Site<'_>, rows: impl IntoIterator<Item = Vec<Cell>>) {
        (self.rows_html, self.rows) = written(site, rows.into_iter().collect(), |html, rows: &Vec<Vec<Cell>>| {
            for row in rows {
                html.raw("<tr class=\"row\">");
                row.iter().enumerate().for_each(|(at, cell)| cell.write(html, if at == 0 { HEADING } else { PLAIN }));
                html.raw("</tr>\n");
            }
        });
    }

    /// Writes it in its region, as the component `data_table` does of one whose rows are markup.
    pub(in crate::site) fn write(&self, html: &mut Html, label: &str) {
        let caption = self.caption.as_deref().filter(|text| !text.is_empty());
        html.raw("\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: ");
        html.text(caption.unwrap_or(label)).raw("\">\n<table class=\"plain\"");
        html.raw(if self.sortable { " data-table" } else { "" }).raw(">\n");
        html.maybe("<caption>", caption, "</caption>").raw("\n<thead><tr>");
        for cell in &self.head {
            let sort = if cell.num { " data-sort=\"number\"" } else { " data-sort=\"text\"" };
            let sort = if self.sortable { sort } else { "" };
            cell.write(html, ("<th scope=\"col\"", sort, "</th>"));
        }
        html.raw("</tr></thead>\n<tbody>");
        html.raw(self.rows_html.as_ref().map_or("", |rows| rows.0.as_str())).raw("</tbody>\n</table>\n</div>\n");
    }

    /// Gives it where it has a row.
    pub(in crate::site) fn if_any(self) -> Option<Self> {
        (self.rows_html.is_some() || !self.rows.is_empty()).then_some(self)
    }
}
