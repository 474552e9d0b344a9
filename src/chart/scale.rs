//! Axes. In: any numbers at all. Out: ranges that are finite and not empty, ticks at round places or
//! at the first of a month. Never passes on what isn't a number: plotters would hang on it.

use std::ops::Range;

use crate::document::trimmed;
use plotters::coord::ranged1d::{KeyPointHint, KeyPointWeight, NoDefaultFormatting, Ranged, ValueFormatter};

/// A range that is finite and not empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    lo: f64,
    hi: f64,
}

impl Span {
    /// Makes a range of two ends in any order; ends that are no numbers or too far off are brought in.
    pub fn new(one: f64, other: f64) -> Self {
        let (one, other) = (tame(one), tame(other));
        let (lo, hi) = (one.min(other), one.max(other));
        let room = (hi.abs().max(lo.abs()) * 1e-6).max(1e-6);
        if hi - lo >= room {
            return Self { lo, hi };
        }
        Self { lo: lo - 0.5 * room.max(1.0), hi: hi + 0.5 * room.max(1.0) }
    }

    /// Makes the range that holds every number of a series; none of an empty one.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let ends =
            values.into_iter().filter(|value| value.is_finite()).fold(None, |ends: Option<(f64, f64)>, value| {
                let (lo, hi) = ends.unwrap_or((value, value));
                Some((lo.min(value), hi.max(value)))
            });
        ends.map(|(lo, hi)| Self::new(lo, hi))
    }

    /// Gives the lower end.
    pub fn lo(self) -> f64 {
        self.lo
    }

    /// Gives the upper end.
    pub fn hi(self) -> f64 {
        self.hi
    }

    /// Gives the middle.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.lo, self.hi)
    }

    /// Tells whether a number lies in the range; what is no number does not.
    pub fn holds(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }
}

/// A place on an axis with the words that stand there.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Is the place.
    pub at: f64,
    /// Is what stands there.
    pub text: String,
}

/// Puts ticks at round numbers, 1, 2 or 5 times a power of ten apart, at most `most` of them.
pub fn ticks(span: Span, most: usize) -> Vec<Tick> {
    let most = most.clamp(2, 50) as f64;
    let rough = (span.hi - span.lo) / most;
    let power = 10f64.powf(rough.log10().floor());
    let fits = |step: &f64| (span.hi / step).floor() - (span.lo / step).ceil() + 1.0 <= most;
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0].map(|times| times * power);
    let step = steps.into_iter().find(fits).unwrap_or(20.0 * power);
    let (first, last) = ((span.lo / step - 1e-9).ceil(), (span.hi / step + 1e-9).floor());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most fifty steps")]
    let count = (last - first).clamp(0.0, 50.0) as u32;
    (0..=count).map(|n| (first + f64::from(n)) * step).map(|at| Tick { at, text: number(at) }).collect()
}

/// Writes a number the short way: at most four decimals, no exponent, no negative zero.
pub fn number(value: f64) -> String {
    trimmed(tame(value), 4)
}

/// An axis with ticks at chosen places, and room left at both ends.
#[derive(Debug, Clone)]
pub struct Axis {
    span: Span,
    ticks: Vec<Tick>,
    room: i32,
}

impl Axis {
    /// Makes an axis; `room` is what stays free at each end, in tenths of a pixel.
    pub fn new(span: Span, ticks: Vec<Tick>, room: i32) -> Self {
        Self { span, ticks, room }
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let share = (tame(*value).clamp(self.span.lo, self.span.hi) - self.span.lo) / (self.span.hi - self.span.lo);
        let room = f64::from(self.room.min((to - from).abs() / 3)) * f64::from((to - from).signum());
        let (from, to) = (f64::from(from) + room, f64::from(to) - room);
        #[expect(clippy::cast_possible_truncation, reason = "lies between two whole numbers")]
        let pixel = (from + share * (to - from)).round() as i32;
        pixel
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        match hint.weight() {
            KeyPointWeight::Bold => self.ticks.iter().map(|tick| tick.at).collect(),
            KeyPointWeight::Any => Vec::new(),
        }
    }

    fn range(&self) -> Range<f64> {
        self.span.lo..self.span.hi
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        let same = |tick: &&Tick| tick.at.total_cmp(value).is_eq();
        self.ticks.iter().find(same).map_or_else(|| number(*value), |tick| tick.text.clone())
    }
}

/// Is as far as an axis reaches; numbers beyond it have no place on one.
const FAR: f64 = 1e12;

fn tame(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(-FAR, FAR) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.text.as_str()).collect()
    }

    #[test]
    fn ticks_stand_at_round_numbers() {
        assert_eq!(texts(&ticks(Span::new(1.0, 5.0), 8)), ["1", "2", "3", "4", "5"]);
        assert_eq!(texts(&ticks(Span::new(0.0, 100.0), 6)), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(texts(&ticks(Span::new(0.0, 1.0), 3)), ["0", "0.5", "1"]);
        assert_eq!(texts(&ticks(Span::new(-0.3, 0.3), 4)), ["-0.2", "0", "0.2"]);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [number(-0.00001), number(1e300), number(2.50), number(f64::NAN)],
            ["0", "1000000000000", "2.5", "0"]
        );
    }

    #[test]
    fn an_axis_keeps_room_at_both_ends_in_either_direction() {
        let axis = Axis::new(Span::new(1.0, 3.0), Vec::new(), 20);
        assert_eq!([1.0, 2.0, 3.0].map(|v| axis.map(&v, (0, 200))), [20, 100, 180]);
        assert_eq!([1.0, 2.0, 3.0].map(|v| axis.map(&v, (200, 0))), [180, 100, 20]);
    }

    #[test]
    fn a_series_without_numbers_has_no_range() {
        assert_eq!(Span::of([f64::NAN, f64::INFINITY]), None);
        assert_eq!(Span::of([3.0, f64::NAN, 1.0]), Some(Span::new(1.0, 3.0)));
    }

    proptest! {
        #[test]
        fn any_range_is_finite_and_has_finite_ticks_inside(one in any::<f64>(), other in any::<f64>(), most in 0..90usize) {
            let span = Span::new(one, other);
            prop_assert!(span.lo.is_finite() && span.hi.is_finite() && span.lo < span.hi);
            let ticks = ticks(span, most);
            prop_assert!(ticks.len() <= most.clamp(2, 50) + 1);
            prop_assert!(ticks.iter().all(|tick| tick.at.is_finite()));
        }

        #[test]
        fn any_value_lands_on_the_drawing(value in any::<f64>(), from in -9_999..9_999i32, to in -9_999..9_999i32) {
            let pixel = Axis::new(Span::new(1.0, 10.0), Vec::new(), 60).map(&value, (from, to));
            prop_assert!(from.min(to) <= pixel && pixel <= from.max(to));
        }
    }
}
