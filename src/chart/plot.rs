//! The ground of a drawing with two axes: grid lines with numbers at the left, words at the bottom, names at the
//! right edge, figures above. In: ranges and ticks. Out: places in tenths of a pixel. Never lets two texts meet:
//! what has no room is left to the data table.

use crate::order::Order;
use plotters::coord::Shift;
use plotters::coord::ranged1d::Ranged as _;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ink::Ink;
use super::rect::Rect;
use super::scale::{Axis, Span, Tick, number, ticks};
use super::svg::{Head, Role, Svg, document};
use super::text::{self, Font};

/// What is drawn on.
pub(super) type Area<'a> = DrawingArea<Svg<'a>, Shift>;
/// What drawing gives; the backend itself never fails.
pub(super) type Outcome<T = ()> = Result<T, DrawingAreaErrorKind<std::convert::Infallible>>;

/// Is the size of a drawing in tenths of a pixel: two of them stand side by side on a wide screen.
pub(super) const SIZE: (i32, i32) = (5_400, 2_600);
/// Is the room for the words below a plot.
pub(super) const BELOW: i32 = 260;
/// Is how far two texts keep apart.
const APART: i32 = 60;
/// Is the room of a line of text with what stays free around it.
const LINE: i32 = 150;

/// A plot with its two scales.
pub(super) struct Plot {
    /// Is where the data stands.
    pub(super) area: Rect,
    across: (Axis, Vec<Tick>),
    up: (Axis, Vec<Tick>),
}

/// A range with the places that carry words.
pub(super) type Scale = (Span, Vec<Tick>);

/// What stays free around a plot, in tenths of a pixel.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    /// Is free above it.
    pub(super) head: i32,
    /// Is free at its right, for names.
    pub(super) edge: i32,
    /// Is free within it at both ends of the level axis, for marks that reach over their place.
    pub(super) ends: i32,
}

impl Plot {
    /// Places a plot.
    pub(super) fn new(Room { head, edge, ends }: Room, across: Scale, up: Scale) -> Self {
        let widest = up.1.iter().map(|tick| text::width(&tick.text, Font::Label)).max().unwrap_or(0);
        let left = (widest + 90).min(SIZE.0 / 3);
        let area = Rect { left, top: head.max(70), right: SIZE.0 - edge.clamp(40, SIZE.0 / 2), bottom: SIZE.1 - BELOW };
        let axis = |(span, ticks): Scale, room: i32| (Axis::new(span, ticks.clone(), room), ticks);
        Self { area, across: axis(across, ends), up: axis(up, 0) }
    }

    /// Gives the place of a number on the level axis.
    pub(super) fn x(&self, value: f64) -> i32 {
        self.across.0.map(&value, (self.area.left, self.area.right))
    }

    /// Gives the place of a number on the upright axis.
    pub(super) fn y(&self, value: f64) -> i32 {
        self.up.0.map(&value, (self.area.bottom, self.area.top))
    }

    /// Draws the grid with its numbers, the line at the bottom and the words below.
    pub(super) fn draw_ground(&self, area: &Area) -> Outcome {
        let Rect { left, right, bottom, .. } = self.area;
        for tick in &self.up.1 {
            let y = self.y(tick.at);
            area.draw(&PathElement::new([(left, y), (right, y)], Ink::Grid.line()))?;
            write(area, &tick.text, (Ink::Label, HPos::Right), (left - 60, y))?;
        }
        area.draw(&PathElement::new([(left, bottom), (right, bottom)], Ink::Axis.line()))?;
        let words: Vec<(i32, &str)> = self.across.1.iter().map(|tick| (self.x(tick.at), tick.text.as_str())).collect();
        draw_below(area, &words, bottom + 130)
    }
}

/// Writes words centred on their places along a line, as far as they keep apart and stay in the drawing.
pub(super) fn draw_below(area: &Area, words: &[(i32, &str)], y: i32) -> Outcome {
    let mut free = 0;
    for (x, word) in words {
        let half = text::width(word, Font::Label) / 2 + 1;
        let x = (*x).max(half).min(SIZE.0 - half);
        if x - half < free {
            continue;
        }
        write(area, word, (Ink::Label, HPos::Center), (x, y))?;
        free = x + half + APART;
    }
    Ok(())
}

/// Makes the scale of a number of things: from nothing, at whole numbers.
pub(super) fn counts(most: f64) -> Scale {
    let most = if most.is_finite() { most.clamp(1.0, 1e9).ceil() } else { 1.0 };
    let mut ticks = ticks(Span::new(0.0, most), 6);
    ticks.retain(|tick| tick.at.fract() == 0.0);
    (Span::new(0.0, most * 1.06), ticks)
}

/// A name at the right edge of a plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Is the height that it belongs to.
    pub(super) y: i32,
    /// Is the name.
    pub(super) text: String,
    /// Says how much it matters: where there is no room for all, the least goes.
    pub(super) weight: i32,
    /// Is how it is written.
    pub(super) ink: Ink,
}

/// Gives the room that names need at the right edge.
pub(super) fn edge<'a>(names: impl IntoIterator<Item = &'a str>) -> i32 {
    let widest = names.into_iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0);
    (widest + 110).min(WIDEST)
}

/// Is the most room that names take at the right.
const WIDEST: i32 = 1_300;

/// Moves names apart and leaves out what has no room between `top` and `bottom`; keeps their order.
pub(super) fn spread(mut names: Vec<Name>, (top, bottom): (i32, i32)) -> Vec<Name> {
    let room = usize::try_from((bottom - top) / LINE).unwrap_or(0);
    while names.len() > room {
        let least = (0..names.len()).min_by_key(|at| (names[*at].weight, std::cmp::Reverse(*at)));
        names.remove(least.unwrap_or(0));
    }
    names.order_by_key(|name| name.y);
    let mut free = top + LINE / 2;
    for name in &mut names {
        name.y = name.y.max(free);
        free = name.y + LINE;
    }
    let mut free = bottom - LINE / 2;
    for name in names.iter_mut().rev() {
        name.y = name.y.min(free);
        free = name.y - LINE;
    }
    names
}

/// Writes names at the right edge of a plot, from its top to its bottom.
pub(super) fn draw_edge(area: &Area, plot: Rect, names: Vec<Name>) -> Outcome {
    let x = plot.right + 70;
    for name in spread(names, (plot.top - LINE / 2, plot.bottom + LINE / 2)) {
        let text = text::fit(&name.text, Font::Label, SIZE.0 - x);
        write(area, &text, (name.ink, HPos::Left), (x, name.y))?;
    }
    Ok(())
}

/// An upright line with its words beside its upper end.
pub(super) type Upright<'a> = (i32, &'a str, Ink);

/// Finds for each line the row of its words, from the lowest up: words stand right of their line, and neither meet
/// other words nor a line that rises to a row as high.
fn rows(lines: &[(i32, &str)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.order_by_key(|at| (lines[*at].0, *at));
    let mut placed: Vec<(i32, usize)> = Vec::new();
    let mut found = vec![0; lines.len()];
    for at in order.into_iter().rev() {
        let (x, words) = lines[at];
        let end = x + BESIDE + text::width(words, Font::Label) + APART;
        let above = placed.iter().filter(|(other, _)| *other <= end).map(|(_, row)| row + 1);
        found[at] = above.max().unwrap_or(0);
        placed.push((x, found[at]));
    }
    found
}

/// Gives the room at the right edge that the words of upright lines need.
pub(super) fn beside<'a>(words: impl IntoIterator<Item = &'a str>) -> i32 {
    words.into_iter().map(|words| text::width(words, Font::Label) + BESIDE + 20).max().unwrap_or(40)
}

/// Draws upright lines through a plot with their words above it.
pub(super) fn draw_uprights(area: &Area, plot: Rect, lines: &[Upright]) -> Outcome {
    let texts: Vec<(i32, &str)> = lines.iter().map(|(x, text, _)| (*x, *text)).collect();
    for ((x, text, ink), row) in lines.iter().zip(rows(&texts)) {
        let y = plot.top - 90 - i32::try_from(row).unwrap_or(0) * LINE;
        area.draw(&PathElement::new([(*x, y - 60), (*x, plot.bottom)], ink.line()))?;
        write(area, text, (Ink::Name, HPos::Left), (x + BESIDE, y))?;
    }
    Ok(())
}

/// Is how far words stand from their line.
const BESIDE: i32 = 40;

/// Gives the room that so many rows of words need above a plot.
pub(super) fn head(rows: usize) -> i32 {
    40 + LINE * i32::try_from(rows).unwrap_or(0)
}

/// Writes words beside a place, centred on it from top to bottom.
pub(super) fn write(area: &Area, words: &str, (ink, side): (Ink, HPos), at: (i32, i32)) -> Outcome {
    let font = ("sans-serif", ink.font().size()).into_font();
    area.draw_text(words, &font.color(&ink.color()).pos(Pos::new(side, VPos::Center)), at)
}

/// What names a drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming<'a> {
    /// Begins the ids of the drawing.
    pub(super) prefix: &'a str,
    /// Says what the data says.
    pub(super) title: &'a str,
    /// Says the same in words.
    pub(super) description: &'a str,
}

/// Draws a picture that holds links; none where drawing fails, which this backend never does.
pub(super) fn picture(naming: Naming, draw: impl FnOnce(&Area) -> Outcome) -> Option<String> {
    let size = (SIZE.0.unsigned_abs(), SIZE.1.unsigned_abs());
    let mut elements = String::new();
    let area = Svg::new(size, &mut elements).into_drawing_area();
    draw(&area).ok()?;
    drop(area);
    let Naming { prefix, title, description } = naming;
    Some(document(&Head { prefix, size, title, description, role: Role::Group }, &elements))
}

/// Writes a number of days shortly: `12 d`.
pub(super) fn short_days(days: f64) -> String {
    format!("{} d", number((days * 10.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn things_are_counted_in_whole_numbers() {
        let texts = |most: f64| counts(most).1.into_iter().map(|tick| tick.text).collect::<Vec<_>>().join(" ");
        assert_eq!([0.0, 1.0, 3.0, f64::NAN].map(texts), ["0 1", "0 1", "0 1 2 3", "0 1"]);
        assert_eq!(texts(23.0), "0 5 10 15 20");
    }

    proptest! {
        #[test]
        fn no_name_runs_into_another_or_over_the_edge(wanted in prop::collection::vec((-400..3_000i32, 0..50i32), 0..40)) {
            let names: Vec<Name> = wanted
                .iter()
                .map(|(y, weight)| Name { y: *y, text: "a".to_owned(), weight: *weight, ink: Ink::Name })
                .collect();
            let placed = spread(names, (0, 2_400));
            prop_assert!(placed.windows(2).all(|pair| pair[1].y - pair[0].y >= LINE));
            prop_assert!(placed.iter().all(|name| name.y >= LINE / 2 && name.y <= 2_400 - LINE / 2));
        }

        #[test]
        fn no_words_above_run_into_others_or_a_line(places in prop::collection::vec((0..SIZE.0, "[a-z ≤%0-9]{1,20}"), 0..9)) {
            let lines: Vec<(i32, &str)> = places.iter().map(|(x, text)| (*x, text.as_str())).collect();
            let found = rows(&lines);
            for (at, row) in found.iter().enumerate() {
                let (from, to) = (lines[at].0 + BESIDE, lines[at].0 + BESIDE + text::width(lines[at].1, Font::Label));
                for (other, other_row) in found.iter().enumerate().filter(|(other, _)| *other != at) {
                    let x = lines[other].0;
                    prop_assert!(other_row < row || x < from || x > to);
                }
            }
        }
    }
}
