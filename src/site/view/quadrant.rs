//! The value and effort quadrant of a list of epics.

use super::{Cell, Chart, Table};
use crate::chart::mark::WorkType;
use crate::chart::quadrant::{Point, Quadrant};
use crate::chart::{self, Drawing};
use crate::site::Site;

/// How wide the drawing is, in pixels.
const WIDTH: u32 = 760;
/// How many epics the table below it has: all of 10,000 would be most of the page, and the ranked list has them.
const TABLE_ROWS: usize = 200;

/// Draws the candidates of a page that have both scores; none when none has.
pub(in crate::site) fn quadrant_chart(site: &Site<'_>, candidates: &[usize], page: &str) -> Option<Chart> {
    let points: Vec<Point> = candidates.iter().filter_map(|candidate| point(site, *candidate, page)).collect();
    let scale = site.analysis.settings.scale;
    let drawing = Quadrant {
        prefix: "bl-quadrant".to_owned(),
        lo: scale.lo,
        hi: scale.hi,
        width: WIDTH,
        list_href: "#ranked".to_owned(),
        points,
    };
    drawing.draw().map(|drawing| chart("bl-quadrant-chart", drawing))
}

/// Places one epic.
fn point(site: &Site<'_>, candidate: usize, page: &str) -> Option<Point> {
    let inputs = &site.analysis.candidates.list[candidate].inputs;
    let at = site.analysis.candidates.items[candidate];
    let item = &site.backlog.items[at];
    Some(Point {
        id: item.id.clone(),
        title: item.title.clone(),
        href: site.href(page, at),
        work_type: WorkType::of(item.epic()?.work_type.as_deref().unwrap_or_default()),
        value: *inputs.get("impact")?,
        effort: *inputs.get("effort")?,
    })
}

/// Puts a drawing into its frame, with its data as a table.
fn chart(id: &'static str, drawing: Drawing) -> Chart {
    let cell = |cell: chart::Cell| Cell { text: cell.text, href: cell.href, num: cell.num, ..Cell::default() };
    let caption = if drawing.rows.len() > TABLE_ROWS {
        format!("{}, of which the first {TABLE_ROWS} are listed", drawing.subtitle)
    } else {
        drawing.subtitle.clone()
    };
    let table = Table {
        caption: Some(caption),
        head: drawing.head.into_iter().map(cell).collect(),
        rows: drawing.rows.into_iter().take(TABLE_ROWS).map(|row| row.into_iter().map(cell).collect()).collect(),
        sortable: false,
    };
    Chart {
        id,
        title: drawing.title,
        subtitle: Some(drawing.subtitle),
        svg_svg: drawing.svg,
        table: Some(table),
        note: drawing.note,
    }
}
