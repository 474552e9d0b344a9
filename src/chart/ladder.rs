//! The steps of a value stream as a ladder: waiting up, work down, both on one scale of days. In: steps with
//! their days. Out: a drawing of one picture. Never draws more steps than can be told apart.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ink::Ink;
use super::scale::number;
use super::svg::{Head, Role, Svg, document};
use super::text::{self, Font};
use super::{Cell, Drawing};

/// One step of the ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Names the step.
    pub name: String,
    /// Is how many days work waits before it.
    pub wait: f64,
    /// Is how many days the work takes.
    pub process: f64,
}

/// What the ladder draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// Begins the ids of the drawing: it must be the only one on its page.
    pub prefix: String,
    /// Says what the data says.
    pub title: String,
    /// Lists the steps, in order.
    pub steps: Vec<Step>,
    /// Tells where the days come from.
    pub days: Days,
}

/// Where the days of a ladder come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// The stream's page says them.
    Stated,
    /// The history of finished epics says them; the text says of how many and over which time.
    Measured(String),
}

impl Days {
    fn subtitle(&self) -> &'static str {
        match self {
            Self::Stated => "Up: days that work waits before a step. Down: days that the work takes.",
            Self::Measured(_) => {
                "Measured. Up: days that half of the epics waited at most before a step. Down: the same for the work."
            }
        }
    }

    fn heads(&self) -> [Cell; 3] {
        let (waits, takes) = match self {
            Self::Stated => ("Waits, days", "Takes, days"),
            Self::Measured(_) => ("Waited, median days", "Took, median days"),
        };
        [Cell::words("Step"), Cell::number(waits), Cell::number(takes)]
    }

    fn note(&self) -> Option<String> {
        match self {
            Self::Stated => None,
            Self::Measured(note) => Some(note.clone()).filter(|note| !note.is_empty()),
        }
    }
}

/// Is the most steps that a ladder shows.
pub const MOST_STEPS: usize = 12;
/// Is the size in tenths of a pixel.
const SIZE: (i32, i32) = (7_200, 3_000);
/// Is the room of the words at the left.
const LEFT: i32 = 620;
/// Is the room above the highest and below the lowest bar, for figures.
const FIGURE: i32 = 180;
/// Is the room at the bottom for the names.
const NAMES: i32 = 240;

type Area<'a> = DrawingArea<Svg<'a>, Shift>;
type Outcome<T = ()> = Result<T, DrawingAreaErrorKind<std::convert::Infallible>>;

impl Ladder {
    /// Draws the ladder; none without a time, or with more steps than can be told apart.
    pub fn draw(&self) -> Option<Drawing> {
        let sane = |days: f64| if days.is_finite() { days.clamp(0.0, 1e6) } else { 0.0 };
        let steps: Vec<Step> = self
            .steps
            .iter()
            .map(|step| Step { name: step.name.clone(), wait: sane(step.wait), process: sane(step.process) })
            .collect();
        let timed = steps.iter().any(|step| step.wait > 0.0 || step.process > 0.0);
        if !timed || steps.len() > MOST_STEPS {
            return None;
        }
        let said = steps.iter().map(|step| {
            let (wait, process) = (number(step.wait), number(step.process));
            format!("{}: waits {wait}, takes {process}", text::clip(&step.name, 60))
        });
        let description = format!("Days of each step. {}.", said.collect::<Vec<_>>().join("; "));
        Some(Drawing {
            svg: self.picture(&steps, &description).ok()?,
            title: self.title.clone(),
            subtitle: self.days.subtitle().to_owned(),
            description,
            note: self.days.note(),
            head: self.days.heads().to_vec(),
            rows: steps
                .iter()
                .map(|step| {
                    let figure = |days| Cell::number(number(days));
                    vec![Cell::words(step.name.clone()), figure(step.wait), figure(step.process)]
                })
                .collect(),
        })
    }

    fn picture(&self, steps: &[Step], description: &str) -> Outcome<String> {
        let size = (SIZE.0.unsigned_abs(), SIZE.1.unsigned_abs());
        let mut elements = String::new();
        let area = Svg::new(size, &mut elements).into_drawing_area();
        draw_steps(&area, steps, &self.days)?;
        drop(area);
        let head = Head { prefix: &self.prefix, size, title: &self.title, description, role: Role::Picture };
        Ok(document(&head, &elements))
    }
}

/// Draws every step beside the one before, over and under one line.
fn draw_steps(area: &Area, steps: &[Step], from: &Days) -> Outcome {
    // A measured state either waits or works; the other figure says nothing.
    let all = *from == Days::Stated;
    let most = |pick: fn(&Step) -> f64| steps.iter().map(pick).fold(0.0, f64::max);
    let (up, down) = (most(|step| step.wait), most(|step| step.process));
    let room = f64::from(SIZE.1 - NAMES - 2 * FIGURE);
    let length = |days: f64| tenths(days / (up + down) * room);
    let middle = FIGURE + length(up);
    let column = (SIZE.0 - LEFT) / i32::try_from(steps.len()).unwrap_or(1);
    write(area, "waits", (Ink::Label, HPos::Left), (0, middle - 90))?;
    write(area, "works", (Ink::Label, HPos::Left), (0, middle + 90))?;
    for (at, step) in (0..).zip(steps) {
        let left = LEFT + at * column;
        let centre = left + column / 2;
        let half = (column * 3 / 10).min(300);
        let (top, bottom) = (middle - length(step.wait), middle + length(step.process));
        area.draw(&Rectangle::new([(centre - half, top), (centre + half, middle)], Ink::Series(4).fill()))?;
        area.draw(&Rectangle::new([(centre - half, middle), (centre + half, bottom)], Ink::Series(0).fill()))?;
        for (time, y) in [(step.wait, top - 80), (step.process, bottom + 90)] {
            if all || time > 0.0 {
                write(area, &days(time), (Ink::Name, HPos::Center), (centre, y))?;
            }
        }
        let name = text::fit(&step.name, Font::Label, column - 60);
        write(area, &name, (Ink::Label, HPos::Center), (centre, SIZE.1 - NAMES / 2))?;
    }
    area.draw(&PathElement::new([(LEFT, middle), (SIZE.0, middle)], Ink::Axis.line()))
}

/// Writes days shortly: `25 d`.
fn days(days: f64) -> String {
    format!("{} d", number(days))
}

/// Rounds a length to tenths of a pixel.
fn tenths(length: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a length is held within the drawing first")]
    let whole = length.round().clamp(0.0, f64::from(SIZE.1)) as i32;
    whole
}

/// Writes words beside a place, centred on it from top to bottom.
fn write(area: &Area, words: &str, (ink, side): (Ink, HPos), at: (i32, i32)) -> Outcome {
    let font = ("sans-serif", ink.font().size()).into_font();
    area.draw_text(words, &font.color(&ink.color()).pos(Pos::new(side, VPos::Center)), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(steps: &[(&str, f64, f64)]) -> Option<Drawing> {
        let steps =
            steps.iter().map(|(name, wait, process)| Step { name: (*name).to_owned(), wait: *wait, process: *process });
        let (prefix, title) = ("l".to_owned(), "Work waits".to_owned());
        Ladder { prefix, title, steps: steps.collect(), days: Days::Stated }.draw()
    }

    #[test]
    fn waiting_goes_up_and_work_down_on_one_scale() {
        let drawing = ladder(&[("Listen", 30.0, 10.0), ("Build", 0.0, 5.0)]).unwrap();
        // 240 pixels for 40 days: 180 of waiting above the line, 60 of work below it.
        assert!(drawing.svg.contains("height=\"180\" class=\"c-s4\""), "{}", drawing.svg);
        assert!(drawing.svg.contains("height=\"60\" class=\"c-s0\""));
        assert!(drawing.description.contains("Listen: waits 30, takes 10"));
        assert_eq!(drawing.rows.len(), 2);
    }

    #[test]
    fn measured_days_say_what_they_rest_on() {
        let step = Step { name: "Build".to_owned(), wait: 2.5, process: 4.0 };
        let days = Days::Measured("12 epics.".to_owned());
        let drawing =
            Ladder { prefix: "m".to_owned(), title: "Measured".to_owned(), steps: vec![step], days }.draw().unwrap();
        assert!(drawing.subtitle.starts_with("Measured.") && drawing.note.as_deref() == Some("12 epics."));
        assert_eq!(drawing.head[1].text, "Waited, median days");
    }

    #[test]
    fn without_times_or_with_too_many_steps_there_is_no_drawing() {
        assert_eq!(ladder(&[("a", 0.0, 0.0)]), None);
        assert_eq!(ladder(&[]), None);
        assert_eq!(ladder(&[("a", 1.0, 1.0); MOST_STEPS + 1]), None);
    }

    #[test]
    fn absurd_days_and_hostile_names_still_make_a_drawing() {
        let drawing = ladder(&[("<script>", f64::INFINITY, -4.0), ("b", 1e300, f64::NAN)]).unwrap();
        assert!(!drawing.svg.contains("<script") && !drawing.svg.contains("NaN") && !drawing.svg.contains("inf"));
    }
}
