//! Boxes on a drawing, in tenths of a pixel. In and out: whole numbers. Never draws.

/// A box; its edges belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    /// Is the smallest x.
    pub left: i32,
    /// Is the smallest y.
    pub top: i32,
    /// Is the largest x.
    pub right: i32,
    /// Is the largest y.
    pub bottom: i32,
}

impl Rect {
    /// Makes the box around a point that reaches as far to each side.
    pub fn around((x, y): (i32, i32), reach: i32) -> Self {
        Self { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }

    /// Makes a box from its upper left corner and its size.
    pub fn sized((left, top): (i32, i32), (width, height): (i32, i32)) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    /// Moves every edge inwards; a box that is too small for that shrinks to its middle.
    #[must_use]
    pub fn inset(self, by: i32) -> Self {
        let (x, y) = self.middle();
        Self {
            left: (self.left + by).min(x),
            top: (self.top + by).min(y),
            right: (self.right - by).max(x),
            bottom: (self.bottom - by).max(y),
        }
    }

    /// Tells whether two boxes share a point.
    pub fn meets(&self, other: &Self) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }

    /// Tells whether the other box lies wholly inside this one.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && other.right <= self.right && other.bottom <= self.bottom
    }

    /// Gives the point of the box that lies nearest to a point.
    pub fn nearest(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x.max(self.left).min(self.right), y.max(self.top).min(self.bottom))
    }

    /// Gives the middle of the box.
    pub fn middle(&self) -> (i32, i32) {
        (i32::midpoint(self.left, self.right), i32::midpoint(self.top, self.bottom))
    }

    /// Gives the width.
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    /// Gives the height.
    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_touch_meet_and_boxes_apart_do_not() {
        let left = Rect::sized((0, 0), (10, 10));
        assert!(left.meets(&Rect::sized((10, 0), (5, 5))));
        assert!(!left.meets(&Rect::sized((11, 0), (5, 5))));
    }

    #[test]
    fn a_small_box_shrinks_to_its_middle() {
        assert_eq!(Rect::sized((0, 0), (10, 4)).inset(20), Rect::sized((5, 2), (0, 0)));
    }

    #[test]
    fn the_nearest_point_lies_in_the_box() {
        let area = Rect::around((0, 0), 5);
        assert_eq!(area.nearest((9, -2)), (5, -2));
        assert_eq!(area.middle(), (0, 0));
    }
}
