//! Places words beside marks so that nothing runs into anything. In: boxes that are taken, places
//! and texts. Out: where each text stands, or nothing: what doesn't fit is left to the data table.
//! Never moves a text once it stands; the earlier request wins.

use std::collections::BTreeMap;

use super::rect::Rect;
use super::text::{self, Font};

/// A text that stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Is the text.
    pub text: String,
    /// Is the box around the text.
    pub area: Rect,
}

/// Remembers what is taken and finds room for more.
#[derive(Debug, Clone)]
pub struct Placer {
    frame: Rect,
    taken: BTreeMap<(i32, i32), Vec<Rect>>,
}

impl Placer {
    /// Starts with an empty frame; no text ever reaches over its edges.
    pub fn new(frame: Rect) -> Self {
        Self { frame, taken: BTreeMap::new() }
    }

    /// Marks a box as taken, by a mark, a line or another text.
    pub fn take(&mut self, area: Rect) {
        for key in squares(&area, &self.frame) {
            self.taken.entry(key).or_default().push(area);
        }
    }

    /// Finds room for a text beside a mark that reaches `reach` from its place.
    pub fn place(&mut self, content: &str, (at, reach): ((i32, i32), i32)) -> Option<Label> {
        let size = (text::width(content, Font::Label), Font::Label.line());
        if size.0 == 0 || size.0 > self.frame.width() {
            return None;
        }
        let area = candidates(at, reach + GAP, size).into_iter().find(|area| self.is_free(area))?;
        self.take(area.inset(-AIR));
        Some(Label { text: content.to_owned(), area })
    }

    /// Tells whether a box lies in the frame and touches nothing that is taken.
    pub fn is_free(&self, area: &Rect) -> bool {
        self.frame.holds(area)
            && squares(area, &self.frame)
                .filter_map(|key| self.taken.get(&key))
                .flatten()
                .all(|other| !other.meets(area))
    }
}

/// Is the room between a mark and its text.
const GAP: i32 = 15;
/// Is the room that a text keeps free around itself.
const AIR: i32 = 15;
/// Is the side of the squares by which neighbours are found.
const SQUARE: i32 = 400;

/// Lists the boxes beside a mark, the best first: right, left, above, below, then the diagonals.
fn candidates((x, y): (i32, i32), off: i32, (width, height): (i32, i32)) -> [Rect; 8] {
    let (left, right, centre) = (x - off - width, x + off, x - width / 2);
    let (above, below, middle) = (y - off - height, y + off, y - height / 2);
    [
        (right, middle),
        (left, middle),
        (centre, above),
        (centre, below),
        (right, above),
        (right, below),
        (left, above),
        (left, below),
    ]
    .map(|corner| Rect::sized(corner, (width, height)))
}

fn squares(area: &Rect, frame: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
    let across = area.left.max(frame.left).div_euclid(SQUARE)..=area.right.min(frame.right).div_euclid(SQUARE);
    let down = area.top.max(frame.top).div_euclid(SQUARE)..=area.bottom.min(frame.bottom).div_euclid(SQUARE);
    across.flat_map(move |x| down.clone().map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Rect = Rect { left: 300, top: 200, right: 5_000, bottom: 3_600 };

    #[test]
    fn a_lonely_mark_has_its_text_on_the_right() {
        let label = Placer::new(FRAME).place("A-1", ((2_000, 2_000), 60)).unwrap();
        assert_eq!(label.area.left, 2_000 + 60 + GAP);
    }

    #[test]
    fn at_the_right_edge_the_text_stands_on_the_left() {
        let label = Placer::new(FRAME).place("A-1", ((4_900, 2_000), 60)).unwrap();
        assert!(label.area.right < 4_900 - 60);
    }

    #[test]
    fn where_all_is_taken_there_is_no_text() {
        let mut placer = Placer::new(FRAME);
        placer.take(FRAME);
        assert_eq!(placer.place("A-1", ((2_000, 2_000), 60)), None);
    }

    #[test]
    fn a_text_wider_than_the_frame_is_left_out() {
        let wide = "W".repeat(200);
        assert_eq!(Placer::new(FRAME).place(&wide, ((2_000, 2_000), 60)), None);
    }

    proptest! {
        #[test]
        fn no_text_runs_into_a_text_a_mark_or_the_frame(
            marks in prop::collection::vec(((300..5_000i32, 200..3_600i32), "\\PC{0,24}"), 0..120),
        ) {
            let mut placer = Placer::new(FRAME);
            let dots: Vec<Rect> = marks.iter().map(|(at, _)| Rect::around(*at, 62)).collect();
            for dot in &dots {
                placer.take(*dot);
            }
            let labels: Vec<Label> =
                marks.iter().filter_map(|(at, text)| placer.place(text, (*at, 62))).collect();
            for (place, label) in labels.iter().enumerate() {
                prop_assert!(FRAME.holds(&label.area));
                prop_assert!(dots.iter().all(|dot| !dot.meets(&label.area)));
                prop_assert!(labels[..place].iter().all(|other| !other.area.meets(&label.area)));
            }
        }
    }
}
