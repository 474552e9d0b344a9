//! The value and effort quadrant of a list of epics.

use super::drawing::TABLE_ROWS;
use super::{Chart, framed};
use crate::chart::mark::WorkType;
use crate::chart::quadrant::{Point, Quadrant};
use crate::site::Site;
use rayon::prelude::*;

/// How wide the drawing is, in pixels.
const WIDTH: u32 = 760;

/// Draws the candidates of a page that have both scores; none when none has.
pub(in crate::site) fn quadrant_chart(site: &Site<'_>, candidates: &[usize], page: &str) -> Option<Chart> {
    let points: Vec<Point<'_>> = candidates.par_iter().filter_map(|candidate| point(site, *candidate, page)).collect();
    let scale = site.analysis.settings.scale;
    let drawing = Quadrant {
        prefix: "bl-quadrant".to_owned(),
        lo: scale.lo,
        hi: scale.hi,
        width: WIDTH,
        list_href: "#ranked".to_owned(),
        // One more, so that the table can say that there are more.
        rows: TABLE_ROWS + 1,
        points,
    };
    drawing.draw().map(|drawing| framed(site, "bl-quadrant-chart", drawing))
}

/// Places one epic.
fn point<'a>(site: &Site<'a>, candidate: usize, page: &str) -> Option<Point<'a>> {
    let inputs = &site.analysis.candidates.list[candidate].inputs;
    let at = site.analysis.candidates.items[candidate];
    let item = &site.backlog.items[at];
    Some(Point {
        id: item.id.as_str().into(),
        title: item.title.as_str().into(),
        href: site.href(page, at),
        work_type: WorkType::of(item.epic()?.work_type.as_deref().unwrap_or_default()),
        value: *inputs.get("impact")?,
        effort: *inputs.get("effort")?,
    })
}
