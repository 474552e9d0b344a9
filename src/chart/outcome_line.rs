//! The readings of one outcome as a small line. In: readings by day number, a target. Out: a drawing of
//! one picture, without axes. Never smooths and never draws a line through a single reading.

use crate::order::Gather;
use plotters::coord::Shift;
use plotters::prelude::*;

use super::days::date;
use super::ink::Ink;
use super::mark::{Dot, Shape};
use super::scale::{Axis, Span, number};
use super::svg::{Head, Role, Svg, document};
use super::{Cell, Drawing};

/// What the line draws.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeLine {
    /// Begins the ids of the drawing: it must be the only one on its page.
    pub prefix: String,
    /// Names the metric.
    pub metric: String,
    /// Is the size in pixels; held between 40 and 800 by 16 and 400.
    pub size: (u32, u32),
    /// Is where the metric was; none if nobody said so.
    pub baseline: Option<f64>,
    /// Is where it was promised to be; none if nobody said so.
    pub target: Option<f64>,
    /// Lists the readings: day number and value, in any order.
    pub readings: Vec<(i64, f64)>,
}

impl OutcomeLine {
    /// Draws the line; none with fewer than two readings, as nothing has moved yet.
    pub fn draw(&self) -> Option<Drawing> {
        let readings = self.sorted();
        let ((first_day, first), (last_day, last)) = (*readings.first()?, *readings.last()?);
        if readings.len() < 2 {
            return None;
        }
        let (first, last) = (number(first), number(last));
        let title = format!("{}: from {first} to {last}", self.metric);
        let (from, to) = (date(first_day), date(last_day));
        let target = self.goal().map_or(String::new(), |target| format!(", target {}", number(target)));
        let description = format!("{} readings from {from} to {to}{target}.", readings.len());
        Some(Drawing {
            svg: self.picture(&readings, (&title, &description)).ok()?,
            title,
            subtitle: description.clone(),
            description,
            note: None,
            head: vec![Cell::words("Day"), Cell::number("Reading")],
            rows: readings
                .iter()
                .map(|(day, value)| vec![Cell::words(date(*day)), Cell::number(number(*value))])
                .collect(),
        })
    }

    /// Sorts the readings by day; of several on a day the last one stands.
    fn sorted(&self) -> Vec<(i64, f64)> {
        let numbers = self.readings.iter().filter(|(_, value)| value.is_finite());
        let by_day: std::collections::BTreeMap<i64, f64> = numbers.copied().into_map();
        by_day.into_iter().collect()
    }

    fn goal(&self) -> Option<f64> {
        self.target.filter(|target| target.is_finite())
    }

    fn picture(&self, readings: &[(i64, f64)], (title, description): (&str, &str)) -> Outcome<String> {
        let (width, height) = self.size;
        let size = (width.clamp(40, 800) * 10, height.clamp(16, 400) * 10);
        let mut elements = String::new();
        let area = Svg::new(size, &mut elements).into_drawing_area();
        self.draw_line(&area, readings)?;
        drop(area);
        let head = Head { prefix: &self.prefix, size, title, description, role: Role::Picture };
        Ok(document(&head, &elements))
    }

    fn draw_line(&self, area: &DrawingArea<Svg, Shift>, readings: &[(i64, f64)]) -> Outcome {
        let values = readings.iter().map(|(_, value)| *value);
        let all = values.chain(self.goal()).chain(self.baseline);
        let height = Span::of(all).unwrap_or(Span::new(0.0, 1.0));
        let days = readings.iter().map(|(day, _)| *day as f64);
        let time = Span::of(days).unwrap_or(Span::new(0.0, 1.0));
        let axes = (Axis::new(time, Vec::new(), EDGE), Axis::new(height, Vec::new(), EDGE));
        let chart = ChartBuilder::on(area).build_cartesian_2d(axes.0, axes.1)?;
        let place = |day: f64, value: f64| chart.backend_coord(&(day, value));
        if let Some(target) = self.goal() {
            let ends = [place(time.lo(), target), place(time.hi(), target)];
            area.draw(&PathElement::new(ends, Ink::Target.line()))?;
        }
        let line: Vec<_> = readings.iter().map(|(day, value)| place(*day as f64, *value)).collect();
        let latest = line.last().copied();
        area.draw(&PathElement::new(line, Ink::Line(0).line()))?;
        latest.map_or(Ok(()), |at| {
            let shape = Shape::Circle(Ink::Series(0), 30);
            area.draw(&Dot { at, shape })
        })
    }
}

type Outcome<T = ()> = Result<T, DrawingAreaErrorKind<std::convert::Infallible>>;

/// Is the room that the last dot needs at the edge.
const EDGE: i32 = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn line(readings: Vec<(i64, f64)>) -> OutcomeLine {
        OutcomeLine {
            prefix: "o".to_owned(),
            metric: "Search success rate".to_owned(),
            size: (120, 28),
            baseline: Some(70.0),
            target: Some(90.0),
            readings,
        }
    }

    #[test]
    fn readings_in_any_order_make_a_line_by_day() {
        let drawing = line(vec![(20_030, 77.0), (20_000, 70.0), (20_010, 72.5)]).draw().unwrap();
        assert_eq!(drawing.title, "Search success rate: from 70 to 77");
        assert!(drawing.svg.contains("d=\"M4 23.9l37.3 -2.5l74.6 -4.5\" class=\"c-l0\""), "{}", drawing.svg);
        assert!(drawing.svg.contains("class=\"c-axis c-target\""));
        assert_eq!(drawing.rows.len(), 3);
    }

    #[test]
    fn one_reading_is_no_line() {
        assert_eq!(line(vec![(20_000, 70.0), (20_000, 71.0)]).draw(), None);
        assert_eq!(line(vec![(1, f64::NAN), (2, f64::INFINITY)]).draw(), None);
    }

    #[test]
    fn absurd_days_and_values_still_make_a_drawing() {
        let drawing = line(vec![(i64::MIN, f64::MIN), (i64::MAX, f64::MAX), (0, -0.0)]).draw().unwrap();
        assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("-0 "));
    }
}
