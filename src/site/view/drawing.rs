//! A drawing in its frame: its finding as the title, its data as a table.

use super::{Cell, Chart, Table};
use crate::chart::{self, Drawing};
use crate::site::Site;
use crate::site::words::capital;

/// Puts a drawing into its frame, with its data as a table.
pub(in crate::site) fn framed(site: &Site<'_>, id: &'static str, drawing: Drawing) -> Chart {
    Chart {
        id,
        subtitle: Some(after_title(&drawing.title, &drawing.subtitle)),
        title: drawing.title,
        svg_svg: drawing.svg,
        table: Some(data_table(site, drawing.subtitle, drawing.head, drawing.rows)),
        note: drawing.note,
    }
}

/// Leaves out of a subtitle the name of the drawing, where the title says just that for want of a finding.
fn after_title(title: &str, subtitle: &str) -> String {
    let rest =
        subtitle.strip_prefix(title).and_then(|rest| rest.strip_prefix(": ").or_else(|| rest.strip_prefix(", ")));
    rest.map_or_else(|| subtitle.to_owned(), capital)
}

/// How many rows the table below a drawing has: all of 10,000 would be most of the page.
pub(super) const TABLE_ROWS: usize = 200;

/// Makes a table of a drawing's data; of very many rows it lists the first.
pub(in crate::site) fn data_table(
    site: &Site<'_>,
    caption: String,
    head: Vec<chart::Cell>,
    rows: Vec<Vec<chart::Cell>>,
) -> Table {
    let cell = |cell: chart::Cell| Cell { text: cell.text, href: cell.href, num: cell.num, ..Cell::default() };
    let more = rows.len() > TABLE_ROWS;
    let mut table = Table::headed(&[]);
    table.caption = Some(if more { format!("{caption}, of which the first {TABLE_ROWS} are listed") } else { caption });
    table.head = head.into_iter().map(cell).collect();
    table.fill(site, rows.into_iter().take(TABLE_ROWS).map(|row| row.into_iter().map(cell).collect()));
    table
}
