//! Draws the epics of the quadrant. In: sorted epics. Out: the SVG. Never decides on words or parts.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::super::ink::Ink;
use super::super::labels::{Label, Placer};
use super::super::mark::{Dot, Mark, Shape};
use super::super::scale::number;
use super::super::svg::{Head, Role, Svg, document, escape};
use super::super::text::{self, Font};
use super::frame::{self, Area, Frame, Outcome, Sheet, write};
use super::spread::{Placed, Spot, spread};
use super::{Counts, Quadrant, Sorted, words};

/// The finished picture.
pub(super) struct Picture {
    /// Is the SVG.
    pub(super) svg: String,
    /// Tells whether a mark stands for many epics.
    pub(super) merged: bool,
}

/// Draws sorted epics under a title and a description.
pub(super) fn draw(
    input: &Quadrant,
    sorted: &[Sorted],
    counts: &Counts,
    (title, description): (&str, &str),
) -> Outcome<Picture> {
    let sheet = Sheet::new(input, sorted, counts);
    let mut elements = String::new();
    let area = Svg::new(sheet.size, &mut elements).into_drawing_area();
    let merged = draw_epics(&area, &sheet, &input.list_href)?;
    drop(area);
    let head = Head { prefix: &input.prefix, size: sheet.size, title, description, role: Role::Group };
    let svg = document(&head, &elements);
    Ok(Picture { svg, merged })
}

/// Is how many epics may carry their titles; more carry ids.
const FEW: usize = 15;
/// Is how many bytes the names of marks may add to a page.
const WORDS: usize = 13_000;
/// Is the longest address that every circle repeats; a longer one would fill the page.
const LONGEST: usize = 120;

fn draw_epics(area: &Area, sheet: &Sheet, list_href: &str) -> Outcome<bool> {
    let frame = frame::draw(area, sheet)?;
    let markup = |number: usize| {
        let (_, point) = sheet.sorted[number];
        escape(&point.href).len() + escape(&point.tooltip()).len() + 130
    };
    let placed = spread(&spots(&frame, sheet.sorted), markup);
    let list = if list_href.len() <= LONGEST { list_href } else { "" };
    for one in &placed {
        match one.members[..] {
            [only] => draw_one(area, &sheet.sorted[only], one)?,
            _ => draw_many(area, sheet.sorted, (one, list))?,
        }
    }
    for label in labels(&frame, &placed, sheet.sorted) {
        let at = (label.area.left, label.area.middle().1);
        write(area, &label.text, (Ink::Name, HPos::Left), at)?;
    }
    Ok(placed.iter().any(|one| one.members.len() > 1))
}

fn spots(frame: &Frame, sorted: &[Sorted]) -> Vec<Spot> {
    let places = sorted.iter().zip(&frame.at);
    places.map(|((corner, _), at)| Spot { at: *at, part: frame.part(*corner) }).collect()
}

fn draw_one(area: &Area, (_, point): &Sorted, placed: &Placed) -> Outcome {
    let dot = Dot { at: placed.at, shape: Shape::Type(point.work_type) };
    area.draw(&Mark { dot, href: &point.href, tooltip: &point.tooltip() })
}

fn draw_many(area: &Area, sorted: &[Sorted], (placed, href): (&Placed, &str)) -> Outcome {
    let dot = Dot { at: placed.at, shape: Shape::Circle(Ink::Count, placed.reach.unsigned_abs()) };
    let (count, tooltip) = (placed.members.len(), crowd(sorted, &placed.members));
    area.draw(&Mark { dot, href, tooltip: &tooltip })?;
    let text = match count {
        0..10_000 => count.to_string(),
        _ => format!("{}k", count / 1_000),
    };
    write(area, &text, (Ink::Number, HPos::Center), placed.at)
}

/// Says what a circle stands for: `37 epics: impact 8 to 9, effort 2`.
fn crowd(sorted: &[Sorted], members: &[usize]) -> String {
    let range = |pick: fn(&Sorted) -> f64| {
        let values = || members.iter().map(|number| pick(&sorted[*number]));
        let lo = number(values().fold(f64::MAX, f64::min));
        let hi = number(values().fold(f64::MIN, f64::max));
        if lo == hi { lo } else { format!("{lo} to {hi}") }
    };
    let (value, effort) = (range(|(_, point)| point.value), range(|(_, point)| point.effort));
    let count = words::amount(members.len());
    format!("{count} epics: impact {value}, effort {effort}")
}

/// Places titles where few epics stand, ids where many do, until the words would fill the page.
fn labels(frame: &Frame, placed: &[Placed], sorted: &[Sorted]) -> Vec<Label> {
    let mut placer = Placer::new(frame.inner());
    for line in frame.lines() {
        placer.take(line);
    }
    for one in placed {
        placer.take(one.area());
    }
    let (mut labels, mut bytes) = (Vec::<Label>::new(), 0);
    for one in placed {
        let [only] = one.members[..] else { continue };
        let point = sorted[only].1;
        let beside = (one.at, one.reach);
        let title = |room: i32| text::fit(&point.title, Font::Label, room);
        let id = text::fit(&point.id, Font::Label, 800);
        let names = match sorted.len() {
            0..=FEW => vec![title(2_200), title(1_300), id],
            _ => vec![id],
        };
        let label = names.iter().find_map(|name| placer.place(name, beside));
        bytes += label.as_ref().map_or(0, |label| escape(&label.text).len() + 80);
        if bytes > WORDS {
            break;
        }
        labels.extend(label);
    }
    labels
}
