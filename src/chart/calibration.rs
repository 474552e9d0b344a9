//! How sure people were against what came of it. In: groups of outcomes with like confidence. Out: a
//! drawing with the line on which both agree. Never draws too few outcomes to say anything.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ink::Ink;
use super::mark::{Dot, Mark, Shape};
use super::scale::{Axis, Span, Tick};
use super::svg::{Head, Role, Svg, document};
use super::{Cell, Drawing};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Begins the ids of the drawing: it must be the only one on its page.
    pub prefix: String,
    /// Is the width of the drawing in pixels; held between 280 and 800.
    pub width: u32,
    /// Says what the data says.
    pub title: String,
    /// Lists the groups, from the lowest confidence up.
    pub groups: Vec<Group>,
}

/// Outcomes with like confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// Is the mean confidence that was stated, from 0 to 1.
    pub stated: f64,
    /// Is the share of hits, from 0 to 1.
    pub observed: f64,
    /// Is how many outcomes it holds.
    pub n: usize,
    /// Is the interval of the share of hits; none where nothing can be said.
    pub interval: Option<(f64, f64)>,
}

/// Fewer outcomes than this are not drawn.
pub const LEAST: usize = 10;

impl Calibration {
    /// Draws the groups; none of fewer than ten outcomes.
    pub fn draw(&self) -> Option<Drawing> {
        let n: usize = self.groups.iter().map(|group| group.n).sum();
        if n < LEAST {
            return None;
        }
        let groups = match self.groups.len() {
            1 => "1 group".to_owned(),
            number => format!("{number} groups"),
        };
        let subtitle = format!("Confidence stated against share of hits: {n} judged outcomes in {groups}");
        let description = self.groups.iter().map(words).collect::<Vec<_>>().join(" ");
        let head = ["Said", "Hit", "95% interval", "Outcomes"].map(Cell::number);
        Some(Drawing {
            svg: self.picture(&description).ok()?,
            title: self.title.clone(),
            subtitle,
            description,
            note: Some(NOTE.to_owned()),
            head: head.to_vec(),
            rows: self.groups.iter().map(row).collect(),
        })
    }

    fn picture(&self, description: &str) -> Outcome<String> {
        let width = self.width.clamp(280, 800) * 10;
        let size = (width, (width * 62 / 100).clamp(3_000, 4_400));
        let mut elements = String::new();
        let area = Svg::new(size, &mut elements).into_drawing_area();
        self.draw_groups(&area)?;
        drop(area);
        let head = Head { prefix: &self.prefix, size, title: &self.title, description, role: Role::Picture };
        Ok(document(&head, &elements))
    }

    fn draw_groups(&self, area: &DrawingArea<Svg, Shift>) -> Outcome {
        let span = Span::new(0.0, 100.0);
        let ticks: Vec<Tick> =
            (0..=5).map(|fifth| Tick { at: f64::from(fifth) * 20.0, text: format!("{}%", fifth * 20) }).collect();
        let mut chart = ChartBuilder::on(area)
            .margin_top(60)
            .margin_right(40)
            .margin_bottom(10)
            .set_label_area_size(LabelAreaPosition::Left, 640)
            .set_label_area_size(LabelAreaPosition::Bottom, 400)
            .build_cartesian_2d(Axis::new(span, ticks.clone(), ROOM), Axis::new(span, ticks, ROOM))?;
        chart
            .configure_mesh()
            .disable_mesh()
            .axis_style(Ink::Axis.line())
            .label_style(style(Ink::Label, Pos::default()))
            .set_all_tick_mark_size(40)
            .x_desc("Said")
            .y_desc("Hit")
            .draw()?;
        let place = |x: f64, y: f64| chart.backend_coord(&(x * 100.0, y * 100.0));
        area.draw(&PathElement::new([place(0.0, 0.0), place(1.0, 1.0)], Ink::Middle.line()))?;
        let below = place(1.0, 0.82);
        area.draw_text("said = hit", &style(Ink::Label, Pos::new(HPos::Right, VPos::Center)), below)?;
        for group in &self.groups {
            let at = place(group.stated, group.observed);
            if let Some((low, high)) = group.interval {
                draw_interval(area, (place(group.stated, low), place(group.stated, high)))?;
            }
            let dot = Dot { at, shape: Shape::Circle(Ink::Series(0), radius(group.n)) };
            area.draw(&Mark { dot, href: "", tooltip: &words(group) })?;
            let beside = (at.0 + i32::try_from(radius(group.n)).unwrap_or(0) + 40, at.1);
            let left = Pos::new(HPos::Left, VPos::Center);
            area.draw_text(&format!("n = {}", group.n), &style(Ink::Name, left), beside)?;
        }
        Ok(())
    }
}

type Outcome<T = ()> = Result<T, DrawingAreaErrorKind<std::convert::Infallible>>;

/// Is the room between the ends of the scale and the edge.
const ROOM: i32 = 120;
/// Explains the marks.
const NOTE: &str = "Below the dashed line more was promised than reached, above it less. A bar is the 95% Wilson \
                    interval of its group: the fewer outcomes, the longer it is.";

/// Draws an upright bar with short feet.
fn draw_interval(area: &DrawingArea<Svg, Shift>, (low, high): ((i32, i32), (i32, i32))) -> Outcome {
    area.draw(&PathElement::new([low, high], Ink::Line(1).line()))?;
    for (x, y) in [low, high] {
        area.draw(&PathElement::new([(x - 35, y), (x + 35, y)], Ink::Line(1).line()))?;
    }
    Ok(())
}

/// Gives a dot's radius, so that its area grows with the number of outcomes.
fn radius(n: usize) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to two small numbers")]
    let radius = (22.0 * (n as f64).sqrt()).clamp(40.0, 110.0) as u32;
    radius
}

/// Says a group in words: `Said 75%: hit 3 of 5.`.
fn words(group: &Group) -> String {
    format!("Said {}: hit {} of {} outcomes.", percent(group.stated), percent(group.observed), group.n)
}

fn row(group: &Group) -> Vec<Cell> {
    let interval =
        group.interval.map_or_else(|| "–".to_owned(), |(low, high)| format!("{} to {}", percent(low), percent(high)));
    vec![
        Cell::number(percent(group.stated)),
        Cell::number(percent(group.observed)),
        Cell::number(interval),
        Cell::number(group.n.to_string()),
    ]
}

fn percent(share: f64) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    format!("{:.0}%", share * 100.0)
}

fn style(ink: Ink, anchor: Pos) -> TextStyle<'static> {
    let font = ("sans-serif", ink.font().size()).into_font();
    font.color(&ink.color()).pos(anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calibration(sizes: &[usize]) -> Calibration {
        let group = |n: &usize| Group { stated: 0.75, observed: 0.5, n: *n, interval: Some((0.25, 0.75)) };
        Calibration {
            prefix: "c".to_owned(),
            width: 600,
            title: "Said 75%, hit 50%".to_owned(),
            groups: sizes.iter().map(group).collect(),
        }
    }

    #[test]
    fn ten_outcomes_are_enough_and_nine_are_not() {
        assert_eq!(calibration(&[4, 5]).draw(), None);
        let drawing = calibration(&[4, 6]).draw().unwrap();
        assert_eq!(drawing.subtitle, "Confidence stated against share of hits: 10 judged outcomes in 2 groups");
        assert!(calibration(&[10]).draw().unwrap().subtitle.ends_with("10 judged outcomes in 1 group"));
        assert!(drawing.svg.contains("n = 6") && drawing.svg.contains("c-mid"), "{}", drawing.svg);
        let texts: Vec<&str> = drawing.rows[1].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["75%", "50%", "25% to 75%", "6"]);
    }

    #[test]
    fn what_is_no_share_still_makes_a_drawing() {
        let mut odd = calibration(&[20]);
        odd.groups[0] = Group { stated: f64::NAN, observed: 7.0, n: usize::MAX / 2, interval: Some((-1.0, 9.0)) };
        let drawing = odd.draw().unwrap();
        assert!(!drawing.svg.contains("NaN") && drawing.rows[0][1].text == "100%");
    }
}
