//! Writes blocks: paragraphs, headings, lists, quotes, alerts, tables, code and notes.
//!
//! In: the parser's events for blocks. Out: HTML at the end of the renderer's text.
//! Blocks that are nested too deep, and tables that are too large, become plain text.

use super::callout::Callout;
use super::heading::{self, Heading, OwnId};
use super::limits::{self, Cut};
use super::listing;
use super::render::{Done, Renderer, Step, plain_text};
use super::write;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag};
use std::ops::Range;

/// A heading whose text is being written.
pub(super) struct OpenHeading {
    start: usize,
    level: u8,
    /// Its text without markup.
    pub(super) text: String,
    /// The id that it gives itself.
    pub(super) own: Option<OwnId>,
}

/// A code block whose text is being collected.
#[derive(Default)]
pub(super) struct OpenCode {
    info: String,
    /// The byte of the body at which the block starts.
    start: usize,
    /// The code.
    pub(super) text: String,
}

/// The table that is being written, and how many there were.
pub(super) struct OpenTable {
    cells_left: usize,
    number: usize,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    cell: usize,
}

impl OpenTable {
    /// No table yet, and room for this many cells.
    pub(super) fn with_cells(cells_left: usize) -> Self {
        Self { cells_left, number: 0, alignments: Vec::new(), column: 0, in_head: false, cell: 0 }
    }
}

impl<'a> Renderer<'a> {
    /// Writes a block that has no content.
    pub(super) fn block(&mut self, html: &str) {
        self.frames.leave_table(&mut self.out);
        self.frames.pop_while(&["p"], &mut self.out);
        self.out.push_str(html);
    }

    pub(super) fn open_block(&mut self, tag: Tag<'a>, range: Range<usize>) -> Step {
        if !matches!(tag, Tag::Paragraph) {
            self.skip_title();
        }
        match tag {
            Tag::BlockQuote(_) | Tag::List(_) if self.frames.depth() >= limits::DEPTH => {
                self.cut(Cut::NestedTooDeep);
                return self.as_plain_text(range);
            }
            Tag::Table(alignments) => return self.open_table(alignments, range),
            Tag::Paragraph if self.open_title() => {}
            Tag::Paragraph => self.element("<p>", "</p>\n"),
            Tag::Heading { level, .. } => self.open_heading(level, range),
            Tag::BlockQuote(kind) => self.open_quote(kind, range),
            Tag::CodeBlock(kind) => self.open_code(&kind, range.start),
            Tag::List(first) => self.open_list(first),
            Tag::Item => self.open_item(),
            Tag::FootnoteDefinition(label) => self.open_footnote(&label),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::HtmlBlock => {}
            _ => self.element("<div>", "</div>\n"),
        }
        Step::Into
    }

    pub(super) fn element(&mut self, open: &str, close: &'static str) {
        self.block(open);
        self.frames.push(close);
    }

    fn as_plain_text(&mut self, range: Range<usize>) -> Step {
        self.block("");
        plain_text(&mut self.out, &self.body[range]);
        Step::Over
    }

    fn open_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.block("");
        self.frames.push("");
        let own = OwnId::read(&self.body[range]);
        self.heading = Some(OpenHeading { start: self.out.len(), level: level as u8, text: String::new(), own });
    }

    pub(super) fn close_heading(&mut self) {
        self.frames.pop(&mut self.out);
        let Some(OpenHeading { start, level, text, own }) = self.heading.take() else {
            return;
        };
        let text = heading::without_id(text.trim(), own.as_ref()).to_owned();
        let id = self.slugs.of_heading(&text, own.map(|own| own.id));
        if level == 1 && self.repeats_title(&text) {
            self.out.truncate(start);
            self.rendered.title_id = Some(id);
            return;
        }
        let level = self.levels.next(level);
        let mut open = String::with_capacity(id.len() + 16);
        open.push_str("<h");
        open.push(char::from(b'0' + level));
        write::attribute(&mut open, "id", &id);
        open.push('>');
        self.out.insert_str(start, &open);
        if !self.frames.in_link() && !self.is_full() {
            write::anchor(&mut self.out, &id, &text);
        }
        self.out.push_str("</h");
        self.out.push(char::from(b'0' + level));
        self.out.push_str(">\n");
        if self.rendered.toc.len() < limits::TOC {
            self.rendered.toc.push(Heading { level, text, id });
        }
    }

    fn repeats_title(&self, text: &str) -> bool {
        let first = self.rendered.toc.is_empty() && self.rendered.title_id.is_none();
        first && self.options.page_title.is_some_and(|title| repeats_title(text, title))
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        let (class, title) = match kind {
            None => match Callout::read(&self.body[range]) {
                Some(callout) => return self.open_callout(callout),
                None => return self.element("<blockquote>\n", "</blockquote>\n"),
            },
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        let open = format!("<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>\n");
        self.element(&open, "</div>\n");
    }

    fn open_list(&mut self, first: Option<u64>) {
        match first {
            None => self.element("<ul>\n", "</ul>\n"),
            Some(1) => self.element("<ol>\n", "</ol>\n"),
            Some(first) => self.element(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
        }
    }

    fn open_item(&mut self) {
        self.item = self.out.len();
        self.out.push_str("<li>");
        self.frames.push("</li>\n");
    }

    pub(super) fn task(&mut self, done: Done) {
        self.out.insert_str(self.item + "<li".len(), " class=\"task\"");
        self.out.push_str(match done {
            Done::Yes => "<input type=\"checkbox\" disabled checked aria-label=\"Completed task\"> ",
            Done::No => "<input type=\"checkbox\" disabled aria-label=\"Open task\"> ",
        });
    }

    fn open_code(&mut self, kind: &CodeBlockKind, start: usize) {
        self.block("");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some(OpenCode { info, start, text: String::new() });
    }

    pub(super) fn close_code(&mut self) {
        let Some(OpenCode { info, start, text }) = self.code.take() else {
            return;
        };
        if listing::asks(&info)
            && let Some(list) = self.links.listing(self.dialect.place(start))
        {
            return self.listing(&list, (&info, &text));
        }
        self.rendered.has_code = true;
        self.highlighter.write_block(&info, &text, &mut self.out);
    }

    fn open_footnote(&mut self, label: &str) {
        self.frames.push("");
        self.around.push((label.to_owned(), std::mem::take(&mut self.out)));
    }

    pub(super) fn close_footnote(&mut self) {
        self.frames.pop(&mut self.out);
        if let Some((label, around)) = self.around.pop() {
            let note = std::mem::replace(&mut self.out, around);
            self.footnotes.define(label, note);
        }
    }

    fn open_table(&mut self, alignments: Vec<Alignment>, range: Range<usize>) -> Step {
        let rows = self.body[range.clone()].bytes().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
        let cells = rows.saturating_mul(alignments.len());
        if cells > self.table.cells_left {
            self.cut(Cut::TableTooLarge);
            return self.as_plain_text(range);
        }
        let (number, cells_left) = (self.table.number, self.table.cells_left - cells);
        self.table = OpenTable { number, alignments, ..OpenTable::with_cells(cells_left) };
        let open = format!("{}<table>\n", self.frame_of_table());
        self.element(&open, "</tbody></table></div>\n");
        Step::Into
    }

    /// Opens what a wide table is moved in, with a name of its own; `</div>` closes it.
    pub(super) fn frame_of_table(&mut self) -> String {
        self.table.number += 1;
        let number = if self.table.number == 1 { String::new() } else { format!(" {}", self.table.number) };
        format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table{number}\">")
    }

    fn open_head(&mut self) {
        self.out.push_str("<thead><tr>");
        self.frames.push("</tr></thead>\n<tbody>\n");
        (self.table.column, self.table.in_head) = (0, true);
    }

    fn open_row(&mut self) {
        self.out.push_str("<tr>");
        self.frames.push("</tr>\n");
        (self.table.column, self.table.in_head) = (0, false);
    }

    fn open_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"ta-left\"",
            Some(Alignment::Center) => " class=\"ta-center\"",
            Some(Alignment::Right) => " class=\"ta-right\"",
            _ => "",
        };
        self.table.column += 1;
        self.out.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(class);
        self.out.push('>');
        self.frames.push(if self.table.in_head { "</th>" } else { "</td>" });
        self.table.cell = self.out.len();
    }

    /// Closes a cell; a heading cell without text is none, for those who hear the table.
    pub(super) fn close_cell(&mut self) {
        let empty = self.out.len() == self.table.cell;
        self.frames.pop(&mut self.out);
        if empty && self.table.in_head {
            let start = self.out.rfind("<th").expect("an empty heading cell has just been written");
            self.out.replace_range(start.., "<td></td>");
        }
    }
}

/// Tells whether a heading says what the page's title says.
pub fn repeats_title(heading: &str, title: &str) -> bool {
    title.trim().to_lowercase() == heading.to_lowercase()
}
