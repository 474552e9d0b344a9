//! The measures, the axes and the ground of the quadrant. In: the scale, the types, the size. Out: a
//! frame with the place of every part. Never draws an epic.

use crate::order::Gather;
use std::collections::BTreeSet;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::ink::Ink;
use super::super::key;
use super::super::mark::{Dot, Shape, WorkType};
use super::super::rect::Rect;
use super::super::scale::{Axis, Span, Tick, ticks};
use super::super::svg::Svg;
use super::super::text::{self, Font};
use super::{Corner, Counts, Quadrant, Sorted, words};

/// What is drawn on.
pub(super) type Area<'a> = DrawingArea<Svg<'a>, Shift>;
/// What drawing gives; the backend itself never fails.
pub(super) type Outcome<T = ()> = Result<T, DrawingAreaErrorKind<std::convert::Infallible>>;

/// The measures of the drawing and what it is drawn from.
pub(super) struct Sheet<'a> {
    /// Lists the epics.
    pub(super) sorted: &'a [Sorted<'a>],
    /// Counts them by part.
    pub(super) counts: &'a Counts,
    /// Is the size in tenths of a pixel.
    pub(super) size: (u32, u32),
    span: Span,
}

impl<'a> Sheet<'a> {
    /// Measures a drawing.
    pub(super) fn new(input: &Quadrant, sorted: &'a [Sorted<'a>], counts: &'a Counts) -> Self {
        let width = input.width.clamp(280, 800) * 10;
        Self {
            sorted,
            counts,
            size: (width, (width * 62 / 100).clamp(3_200, 4_400)),
            span: Span::new(input.lo, input.hi),
        }
    }

    fn types(&self) -> Vec<WorkType> {
        let types: BTreeSet<WorkType> = self.sorted.iter().map(|(_, point)| point.work_type).into_set();
        types.into_iter().collect()
    }

    /// Puts ticks at whole scores, as long as the scale is wide enough for them.
    fn ticks(&self) -> Vec<Tick> {
        let length = self.span.hi() - self.span.lo();
        let most = (2..11).find(|n| f64::from(*n) >= length + 1.0).unwrap_or(11);
        let mut ticks = ticks(self.span, usize::try_from(most).unwrap_or(11));
        for tick in &mut ticks {
            tick.text = text::fit(&tick.text, Font::Label, 400);
        }
        let widest = widest(&ticks) + 80;
        let room = i32::try_from(self.size.0).unwrap_or(0) - 800;
        let every = usize::try_from(widest * i32::try_from(ticks.len()).unwrap_or(0) / room).unwrap_or(0) + 1;
        ticks.into_iter().step_by(every).collect()
    }
}

/// Where the plot stands, in tenths of a pixel.
pub(super) struct Frame {
    /// Is the edge of the plot.
    pub(super) whole: Rect,
    /// Is where the middle lines cross.
    pub(super) middle: (i32, i32),
    /// Lists where the scores put each epic.
    pub(super) at: Vec<(i32, i32)>,
}

impl Frame {
    /// Gives where marks and words may stand: not on the edge, not beside the names of the parts.
    pub(super) fn inner(&self) -> Rect {
        let Rect { left, top, right, bottom } = self.whole;
        Rect { left: left + LINE, top: top + STRIP, right: right - LINE, bottom: bottom - STRIP }
    }

    /// Gives the boxes of the middle lines.
    pub(super) fn lines(&self) -> [Rect; 2] {
        let (x, y) = self.middle;
        let whole = self.whole;
        [Rect { left: x - LINE, right: x + LINE, ..whole }, Rect { top: y - LINE, bottom: y + LINE, ..whole }]
    }

    /// Gives where the marks of a part may stand.
    pub(super) fn part(&self, corner: Corner) -> Rect {
        let [upright, level] = self.lines();
        let inner = self.inner();
        let side = match corner {
            Corner::QuickWins | Corner::FillIns => Rect { right: upright.left, ..inner },
            Corner::BigBets | Corner::TimeSinks => Rect { left: upright.right, ..inner },
        };
        match corner {
            Corner::QuickWins | Corner::BigBets => Rect { bottom: level.top, ..side },
            Corner::FillIns | Corner::TimeSinks => Rect { top: level.bottom, ..side },
        }
    }
}

/// Draws the key, the ground and the axes; plotters decides on the place of every score.
pub(super) fn draw(area: &Area, sheet: &Sheet) -> Outcome<Frame> {
    let top = draw_key(area, sheet)?;
    let ticks = sheet.ticks();
    let mut chart = ChartBuilder::on(area)
        .margin_top(top + 40)
        .margin_right(10)
        .margin_bottom(10)
        .set_label_area_size(LabelAreaPosition::Left, widest(&ticks) + 280)
        .set_label_area_size(LabelAreaPosition::Bottom, 400)
        .build_cartesian_2d(Axis::new(sheet.span, ticks.clone(), ROOM), Axis::new(sheet.span, ticks, ROOM + STRIP))?;
    let (x, y) = chart.plotting_area().get_pixel_range();
    let (left, top, right, bottom) = (x.start, y.start, x.end, y.end);
    let frame = Frame {
        whole: Rect { left, top, right, bottom },
        middle: chart.backend_coord(&(sheet.span.middle(), sheet.span.middle())),
        at: sheet.sorted.iter().map(|(_, point)| chart.backend_coord(&(point.effort, point.value))).collect(),
    };
    draw_ground(area, &frame)?;
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(Ink::Axis.line())
        .label_style(style(Ink::Label, Pos::default()))
        .set_all_tick_mark_size(40)
        .x_desc("Effort")
        .y_desc("Value (impact)")
        .draw()?;
    draw_names(area, &frame, sheet.counts)?;
    Ok(frame)
}

/// Writes words beside a place, centred on it from top to bottom.
pub(super) fn write(area: &Area, words: &str, (ink, side): (Ink, HPos), at: (i32, i32)) -> Outcome {
    area.draw_text(words, &style(ink, Pos::new(side, VPos::Center)), at)
}

/// Is the height of the strips that hold the names of the parts.
const STRIP: i32 = 230;
/// Is the room between the ends of the scale and the frame.
const ROOM: i32 = 200;
/// Is how far words and marks keep from a line.
const LINE: i32 = 15;

fn draw_key(area: &Area, sheet: &Sheet) -> Outcome<i32> {
    let width = i32::try_from(sheet.size.0).unwrap_or(0);
    let (entries, height) = key::layout(&sheet.types(), 0, width);
    for entry in entries {
        let (at, shape) = (entry.at, Shape::Type(entry.work_type));
        area.draw(&Dot { at, shape })?;
        let beside = (at.0 + key::WORD, at.1);
        write(area, entry.work_type.label(), (Ink::Label, HPos::Left), beside)?;
    }
    Ok(height)
}

/// Draws the ground: quick wins stand out, the middle lines cut.
fn draw_ground(area: &Area, frame: &Frame) -> Outcome {
    let Rect { left, top, right, bottom } = frame.whole;
    let (x, y) = frame.middle;
    area.draw(&Rectangle::new([(left, top), (x, y)], Ink::Zone.fill()))?;
    area.draw(&Rectangle::new([(left, top), (right, bottom)], Ink::Grid.line()))?;
    area.draw(&PathElement::new([(x, top), (x, bottom)], Ink::Middle.line()))?;
    area.draw(&PathElement::new([(left, y), (right, y)], Ink::Middle.line()))
}

/// Writes the names of the parts with their counts, as far as there is room.
fn draw_names(area: &Area, frame: &Frame, counts: &Counts) -> Outcome {
    let Rect { left, top, right, bottom } = frame.whole;
    let long = Corner::ALL.map(|corner| {
        let count = words::amount(counts.get(corner));
        (corner, format!("{} · {count}", corner.title()))
    });
    let room = (right - left) / 2 - 160;
    let all_fit = long.iter().all(|(_, name)| text::width(name, Font::Title) <= room);
    for (corner, long) in &long {
        let name = if all_fit { long } else { corner.title() };
        let (x, side) = match corner {
            Corner::QuickWins | Corner::FillIns => (left + 80, HPos::Left),
            Corner::BigBets | Corner::TimeSinks => (right - 80, HPos::Right),
        };
        let y = match corner {
            Corner::QuickWins | Corner::BigBets => top + STRIP / 2,
            Corner::FillIns | Corner::TimeSinks => bottom - STRIP / 2,
        };
        write(area, name, (Ink::Corner, side), (x, y))?;
    }
    Ok(())
}

fn widest(ticks: &[Tick]) -> i32 {
    let widths = ticks.iter().map(|tick| text::width(&tick.text, Font::Label));
    widths.max().unwrap_or(0)
}

fn style(ink: Ink, anchor: Pos) -> TextStyle<'static> {
    let font = ("sans-serif", ink.font().size()).into_font();
    font.color(&ink.color()).pos(anchor)
}
