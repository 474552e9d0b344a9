//! Writes the table that a fenced block of prose asks for.
//!
//! In: the block's place and the table that the site answers with. Out: HTML. It never decides what is listed, and it
//! escapes every text and address itself.

use super::render::Renderer;
use super::write;

/// The word behind the fence that asks for a list.
pub const LIST_WORD: &str = "backlit";

/// The most lists of one body; blocks behind them stay code.
pub const LISTS: usize = 50;

/// A block that asks for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListBlock {
    /// The byte of the body at which the fence stands.
    pub start: usize,
    /// What stands between the fences.
    pub text: String,
}

/// What the site answers to a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// What is listed, in words.
    pub caption: String,
    /// The headings.
    pub head: Vec<ListingCell>,
    /// The rows.
    pub rows: Vec<Vec<ListingCell>>,
    /// What to know about the list, such as how much of it is shown.
    pub note: Option<String>,
    /// What is wrong with the question; where there is something, nothing is listed.
    pub problems: Vec<String>,
}

/// A cell of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListingCell {
    /// The text.
    pub text: String,
    /// The page that it leads to.
    pub href: Option<String>,
    /// Whether it is a figure, which stands at the right.
    pub figure: bool,
}

/// Tells whether a block's info string asks for a list.
pub(super) fn asks(info: &str) -> bool {
    info.split_whitespace().next() == Some(LIST_WORD)
}

impl Renderer<'_> {
    /// Writes a list in place of its block; a block with a mistake stays below what is said about it.
    pub(super) fn listing(&mut self, listing: &Listing, (info, text): (&str, &str)) {
        if !listing.problems.is_empty() {
            self.out.push_str("<div class=\"alert alert-warning\">\n<p class=\"alert-title\">");
            self.out.push_str("This list can't be made</p>\n<ul>\n");
            for problem in &listing.problems {
                self.out.push_str("<li>");
                write::text(&mut self.out, problem);
                self.out.push_str("</li>\n");
            }
            self.out.push_str("</ul>\n</div>\n");
            return self.highlighter.write_block(info, text, &mut self.out);
        }
        if !listing.rows.is_empty() {
            self.list_table(listing);
        }
        if let Some(note) = &listing.note {
            self.out.push_str("<p class=\"list-note\">");
            write::text(&mut self.out, note);
            self.out.push_str("</p>\n");
        }
    }

    fn list_table(&mut self, listing: &Listing) {
        self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"");
        write::attribute(&mut self.out, "aria-label", &listing.caption);
        self.out.push_str("><table>\n<caption>");
        write::text(&mut self.out, &listing.caption);
        self.out.push_str("</caption>\n<thead><tr>");
        for cell in &listing.head {
            self.list_cell("th scope=\"col\"", cell);
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &listing.rows {
            self.out.push_str("<tr>");
            for cell in row {
                self.list_cell("td", cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn list_cell(&mut self, open: &str, cell: &ListingCell) {
        let class = if cell.figure { " class=\"ta-right\"" } else { "" };
        self.out.push('<');
        self.out.push_str(open);
        self.out.push_str(class);
        self.out.push('>');
        if let Some(href) = &cell.href {
            self.out.push_str("<a");
            write::address(&mut self.out, "href", href);
            self.out.push('>');
        }
        write::text(&mut self.out, &cell.text);
        self.out.push_str(if cell.href.is_some() { "</a>" } else { "" });
        self.out.push_str(if open.starts_with("th") { "</th>" } else { "</td>" });
    }
}
