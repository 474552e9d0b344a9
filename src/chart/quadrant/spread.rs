//! Spreads marks that would lie on each other. In: places with the part that each must stay in. Out:
//! a place for every mark, and counted marks where too many meet. Never moves a mark out of its part,
//! and never lets two marks touch.

use crate::order::Order;
use std::collections::BTreeMap;

use super::super::mark::REACH;
use super::super::rect::Rect;

/// A mark that wants a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Is where the scores put it, in tenths of a pixel.
    pub(super) at: (i32, i32),
    /// Is the part it must stay in.
    pub(super) part: Rect,
}

/// A mark in its place, or a circle for many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// Is the place.
    pub(super) at: (i32, i32),
    /// Is how far the mark reaches.
    pub(super) reach: i32,
    /// Names the spots it stands for, by their number.
    pub(super) members: Vec<usize>,
}

impl Placed {
    /// Gives the box that the mark takes.
    pub(super) fn area(&self) -> Rect {
        Rect::around(self.at, self.reach)
    }
}

/// Finds a place for every spot. The first spots have the first choice. Where more than twelve share
/// a cell, or fewer if the drawing grows too large or too full otherwise, they become a circle.
/// `bytes` tells how much the mark of a spot adds to the page.
pub(super) fn spread(spots: &[Spot], bytes: impl Fn(usize) -> usize) -> Vec<Placed> {
    let cells: Vec<Cell> = cells(spots)
        .into_values()
        .map(|members| Cell {
            bytes: if members.len() > MOST { 0 } else { members.iter().copied().map(&bytes).sum() },
            members,
        })
        .collect();
    (0..=MOST).rev().find_map(|most| attempt(spots, &cells, most)).unwrap_or_default()
}

/// Gives the radius of a circle for so many.
pub(super) fn radius(count: usize) -> i32 {
    let digits = i32::try_from(count.checked_ilog10().unwrap_or(0)).unwrap_or(0).min(3);
    90 + 30 * digits
}

/// Is the most marks of a cell that stand side by side.
const MOST: usize = 12;
/// Is the side of a cell; the largest circle fits in.
const CELL: i32 = 370;
/// Is how much the marks may add to a page.
const BYTES: usize = 40_000;
/// Is how much a circle adds to a page.
const CIRCLE: usize = 300;
/// Is how many single marks a drawing may hold and stay legible.
const MARKS: usize = 220;
/// Is the room between the middles of two marks.
const PITCH: i32 = 2 * REACH + 1;

type Cells = BTreeMap<(i32, i32, i32, i32), Vec<usize>>;

struct Cell {
    members: Vec<usize>,
    bytes: usize,
}

/// Sorts the spots into cells that never reach over the edge of a part.
fn cells(spots: &[Spot]) -> Cells {
    let mut cells = Cells::new();
    for (number, spot) in spots.iter().enumerate() {
        let (column, row) = cell_of(spot);
        let key = (spot.part.top, spot.part.left, row, column);
        cells.entry(key).or_default().push(number);
    }
    cells
}

fn cell_of(spot: &Spot) -> (i32, i32) {
    let (x, y) = spot.part.nearest(spot.at);
    let place = |value: i32, length: i32| (value / side(length)).min(fit(length) - 1);
    (place(x - spot.part.left, spot.part.width()), place(y - spot.part.top, spot.part.height()))
}

/// Tells how many cells fit side by side.
fn fit(length: i32) -> i32 {
    (length / CELL).max(1)
}

/// Gives the side of a cell, stretched so that the cells fill the part.
fn side(length: i32) -> i32 {
    (length / fit(length)).max(1)
}

fn attempt(spots: &[Spot], cells: &[Cell], most: usize) -> Option<Vec<Placed>> {
    let (single, many): (Vec<&Cell>, Vec<&Cell>) = cells.iter().partition(|cell| cell.members.len() <= most);
    let bytes = single.iter().map(|cell| cell.bytes).sum::<usize>() + many.len() * CIRCLE;
    let mut alone: Vec<usize> = single.into_iter().flat_map(|cell| cell.members.iter().copied()).collect();
    if most > 0 && (alone.len() > MARKS || bytes > BYTES) {
        return None;
    }
    alone.sort_unstable();
    let mut placed: Vec<Placed> = many.into_iter().map(|cell| circle(spots, &cell.members)).collect();
    let mut crowd = Crowd::default();
    for circle in &placed {
        crowd.add(circle);
    }
    for number in alone {
        let one = crowd.find(&spots[number], number)?;
        crowd.add(&one);
        placed.push(one);
    }
    placed.order_by_key(|one| one.members[0]);
    Some(placed)
}

/// Puts a circle at the mean place of its members, inside their cell.
fn circle(spots: &[Spot], members: &[usize]) -> Placed {
    let first = &spots[members[0]];
    let (column, row) = cell_of(first);
    let size = (side(first.part.width()), side(first.part.height()));
    let corner = (first.part.left + column * size.0, first.part.top + row * size.1);
    let home = Rect::sized(corner, (size.0 - 4, size.1 - 4));
    let reach = radius(members.len());
    let mean = |pick: fn(&Spot) -> i32| {
        let sum: i64 = members.iter().map(|number| i64::from(pick(&spots[*number]))).sum();
        i32::try_from(sum / i64::try_from(members.len()).unwrap_or(1)).unwrap_or(0)
    };
    Placed {
        at: home.inset(reach).nearest((mean(|spot| spot.at.0), mean(|spot| spot.at.1))),
        reach,
        members: members.to_vec(),
    }
}

type Place = (i32, i32);

/// The marks that already stand, by the square their middle lies in.
#[derive(Default)]
struct Crowd(BTreeMap<Place, Vec<(Place, i32)>>);

impl Crowd {
    fn add(&mut self, mark: &Placed) {
        self.0.entry(square(mark.at)).or_default().push((mark.at, mark.reach));
    }

    /// Looks for a free place near the spot, in rings around it.
    fn find(&self, spot: &Spot, number: usize) -> Option<Placed> {
        let part = spot.part.inset(REACH);
        let (x, y) = part.nearest(spot.at);
        let inside = |at: &(i32, i32)| part.nearest(*at) == *at;
        RINGS
            .iter()
            .map(|(dx, dy)| (x + dx * PITCH / 100, y + dy * PITCH / 100))
            .filter(inside)
            .find(|at| self.is_free(*at))
            .map(|at| Placed { at, reach: REACH, members: vec![number] })
    }

    fn is_free(&self, at: (i32, i32)) -> bool {
        let (column, row) = square(at);
        (column - 1..=column + 1)
            .flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)))
            .filter_map(|key| self.0.get(&key))
            .flatten()
            .all(|(other, reach)| apart(at, *other) >= i64::from(REACH + reach).pow(2))
    }
}

fn square((x, y): (i32, i32)) -> (i32, i32) {
    (x.div_euclid(CELL), y.div_euclid(CELL))
}

fn apart((ax, ay): (i32, i32), (bx, by): (i32, i32)) -> i64 {
    i64::from(ax - bx).pow(2) + i64::from(ay - by).pow(2)
}

/// Places around a middle, in hundredths of the pitch: the middle, then rings of 6, 12 and 18 places
/// of a hexagonal lattice, row height √3/2 rounded up.
#[rustfmt::skip]
const RINGS: [(i32, i32); 37] = [
    (0, 0),
    (100, 0), (-100, 0), (50, -87), (-50, 87), (-50, -87), (50, 87),
    (200, 0), (-200, 0), (0, -174), (0, 174), (150, -87), (-150, 87), (-150, -87), (150, 87),
    (100, -174), (-100, 174), (-100, -174), (100, 174),
    (300, 0), (-300, 0), (250, -87), (-250, 87), (-250, -87), (250, 87), (200, -174), (-200, 174),
    (-200, -174), (200, 174), (150, -261), (-150, 261), (-150, -261), (150, 261), (50, -261),
    (-50, 261), (-50, -261), (50, 261),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEFT: Rect = Rect { left: 0, top: 0, right: 2_400, bottom: 1_500 };
    const RIGHT: Rect = Rect { left: 2_401, top: 0, right: 4_800, bottom: 1_500 };

    fn spot(x: i32, y: i32) -> Spot {
        Spot { at: (x, y), part: if x <= LEFT.right { LEFT } else { RIGHT } }
    }

    fn light(_: usize) -> usize {
        200
    }

    #[test]
    fn a_lonely_mark_stands_where_its_scores_put_it() {
        let placed = spread(&[spot(700, 700)], light);
        assert_eq!((placed[0].at, placed[0].reach), ((700, 700), REACH));
    }

    #[test]
    fn a_mark_on_the_edge_of_its_part_moves_inside() {
        assert_eq!(spread(&[spot(2_400, 700)], light)[0].at, (2_400 - REACH, 700));
    }

    #[test]
    fn twelve_equal_marks_stand_side_by_side_and_thirteen_become_one() {
        assert_eq!(spread(&[spot(900, 700); 12], light).len(), 12);
        let placed = spread(&[spot(900, 700); 13], light);
        assert_eq!((placed.len(), placed[0].members.len()), (1, 13));
    }

    #[test]
    fn marks_with_long_addresses_merge_earlier() {
        let count = |n: usize| spread(&vec![spot(900, 700); n], |_| 9_000).len();
        assert_eq!((count(6), count(3)), (1, 3));
    }

    proptest! {
        #[test]
        fn no_two_marks_touch_and_each_stays_in_its_part(
            places in prop::collection::vec((0..4_800i32, 0..1_500i32), 0..120),
            steps in 1..600i32,
        ) {
            let spots: Vec<Spot> = places.iter().map(|(x, y)| spot(x / steps * steps, y / steps * steps)).collect();
            let placed = spread(&spots, light);
            let mut seen: Vec<usize> = placed.iter().flat_map(|one| one.members.iter().copied()).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..spots.len()).collect::<Vec<_>>());
            for (place, one) in placed.iter().enumerate() {
                prop_assert!(one.members.iter().all(|number| spots[*number].part.holds(&one.area())));
                for other in &placed[..place] {
                    prop_assert!(apart(one.at, other.at) >= i64::from(one.reach + other.reach).pow(2));
                }
            }
        }
    }
}
