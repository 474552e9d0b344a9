//! How many epics finished in each week. In: weeks with their counts by work type. Out: a drawing of stacked bars.
//! Never leaves a week out: one without an epic is data too.

use plotters::element::PathElement;
use plotters::style::text_anchor::HPos;

use super::ink::Ink;
use super::patch::Patch;
use super::plot::{Area, Naming, Outcome, Plot, Room, counts, draw_below, draw_edge, edge, picture, write};
use super::rect::Rect;
use super::scale::Span;
use super::stack::{ByType, names, of, parts, present, total, words};
use super::text::{Font, width};
use super::{Cell, Drawing, Heading};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Velocity {
    /// Stands around it.
    pub heading: Heading,
    /// Lists the weeks without a gap, the oldest first.
    pub weeks: Vec<Week>,
}

/// A week.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Names it shortly: `W12`.
    pub name: String,
    /// Names it in full: `Week 12 of 2025, from 17 Mar`.
    pub said: String,
    /// Counts what finished.
    pub finished: ByType,
    /// Tells whether it is over.
    pub course: Course,
}

/// Whether a week is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// It is.
    Over,
    /// It is not: more may finish.
    Running,
}

/// Is the most weeks that are drawn: the latest.
const MOST_WEEKS: usize = 80;

impl Velocity {
    /// Draws a bar for each week; none without a week in which something finished.
    pub fn draw(&self) -> Option<Drawing> {
        let weeks = &self.weeks[self.weeks.len().saturating_sub(MOST_WEEKS)..];
        let types = present(weeks.iter().map(|week| &week.finished));
        if types.is_empty() {
            return None;
        }
        let description = describe(weeks);
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let running = weeks.iter().any(|week| week.course == Course::Running);
        let last = if weeks.last().is_some_and(|week| total(&week.finished) > 0) { "hatched" } else { "last" };
        let hatched = running.then(|| format!("The {last} week is not over."));
        let heads = types.iter().map(|one| Cell::number(one.label()));
        Some(Drawing {
            svg: picture(naming, |area| draw_weeks(area, weeks))?,
            title: self.heading.title.clone(),
            subtitle: "Flow velocity: epics finished in each week, by work type".to_owned(),
            note: self.heading.note(hatched),
            description,
            head: std::iter::once(Cell::words("Week")).chain(heads).chain([Cell::number("All")]).collect(),
            rows: weeks
                .iter()
                .rev()
                .map(|week| {
                    let each = types.iter().map(|one| Cell::number(of(&week.finished, *one).to_string()));
                    let all = Cell::number(total(&week.finished).to_string());
                    std::iter::once(Cell::words(week.said.clone())).chain(each).chain([all]).collect()
                })
                .collect(),
        })
    }
}

/// Says in words what the bars show: full weeks count, the one that is not over stands apart.
fn describe(weeks: &[Week]) -> String {
    let (full, running): (Vec<&Week>, Vec<&Week>) = weeks.iter().partition(|week| week.course == Course::Over);
    let finished = |weeks: &[&Week]| weeks.iter().map(|week| total(&week.finished)).sum::<usize>();
    let plural = |number: usize| if number == 1 { "week" } else { "weeks" };
    let none = full.iter().filter(|week| total(&week.finished) == 0).count();
    let said = format!(
        "{} finished in {} full {}; {none} {} without one.",
        finished(&full),
        full.len(),
        plural(full.len()),
        plural(none)
    );
    if running.is_empty() { said } else { format!("{said} {} in the week that is not over.", finished(&running)) }
}

fn draw_weeks(area: &Area, weeks: &[Week]) -> Outcome {
    let types = present(weeks.iter().map(|week| &week.finished));
    let most = weeks.iter().map(|week| total(&week.finished)).max().unwrap_or(1);
    let across = (Span::new(0.0, weeks.len() as f64), Vec::new());
    let plot = Plot::new(
        Room { head: 150, edge: edge(types.iter().map(|one| one.label())), ..Room::default() },
        across,
        counts(most as f64),
    );
    plot.draw_ground(area)?;
    for (at, week) in weeks.iter().enumerate() {
        draw_week(area, &plot, (at, week))?;
    }
    let middle = |at: usize| i32::midpoint(plot.x(at as f64), plot.x(at as f64 + 1.0));
    let below: Vec<(i32, &str)> = weeks.iter().enumerate().map(|(at, week)| (middle(at), week.name.as_str())).collect();
    draw_below(area, &below, plot.area.bottom + 130)?;
    let sums = weeks.iter().fold([0; 5], |mut sums: ByType, week| {
        sums.iter_mut().zip(&week.finished).for_each(|(sum, count)| *sum += count);
        sums
    });
    // The names stand where the parts of all weeks together would, as high as the plot.
    let whole = total(&sums).max(1) as f64;
    let height = f64::from(plot.area.height());
    #[expect(clippy::cast_possible_truncation, reason = "a share of the plot's height")]
    let y = |count: f64| plot.area.bottom - (count / whole * height) as i32;
    draw_edge(area, plot.area, names(&types, &sums, y))
}

fn draw_week(area: &Area, plot: &Plot, (at, week): (usize, &Week)) -> Outcome {
    let (left, right) = (plot.x(at as f64), plot.x(at as f64 + 1.0));
    let gap = ((right - left) / 8).max(5);
    let (left, right) = (left + gap, right - gap);
    let all = total(&week.finished);
    let tooltip = format!("{}: {}", week.said, words(&week.finished));
    for (work_type, from, to) in parts(&week.finished) {
        let bar = Rect { left, right, top: plot.y(to as f64), bottom: plot.y(from as f64) };
        area.draw(&Patch::bar(bar, Ink::Part(work_type), &tooltip))?;
    }
    let whole = Rect { left, right, top: plot.y(all as f64), bottom: plot.area.bottom };
    if week.course == Course::Running {
        hatch(area, whole)?;
    }
    let count = all.to_string();
    if width(&count, Font::Label) < right - left + 2 * gap - 20 {
        write(area, &count, (Ink::Label, HPos::Center), (i32::midpoint(left, right), whole.top - 75))?;
    }
    Ok(())
}

/// Draws slanting lines over a bar.
fn hatch(area: &Area, bar: Rect) -> Outcome {
    let (width, height) = (bar.width(), bar.height());
    let step = ((width + height) / 60).max(60);
    let mut at = step / 2;
    while at < width + height {
        // The line x + y = at, counted from the lower left corner, cut to the bar.
        let from = (at.min(width), at - at.min(width));
        let to = (at - at.min(height), at.min(height));
        let place = |(x, y): (i32, i32)| (bar.left + x, bar.bottom - y);
        area.draw(&PathElement::new([place(from), place(to)], Ink::Hatch.line()))?;
        at += step;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(at: usize, finished: ByType, course: Course) -> Week {
        Week { name: format!("W{at}"), said: format!("Week {at} of 2025, from 17 Mar"), finished, course }
    }

    fn velocity(weeks: Vec<Week>) -> Option<Drawing> {
        let heading = Heading { prefix: "v".to_owned(), title: "Flow velocity".to_owned(), caption: String::new() };
        Velocity { heading, weeks }.draw()
    }

    #[test]
    fn a_week_without_an_epic_stays_and_the_running_one_is_hatched() {
        let weeks = vec![
            week(12, [2, 1, 0, 0, 0], Course::Over),
            week(13, [0; 5], Course::Over),
            week(14, [0, 0, 1, 0, 0], Course::Running),
        ];
        let drawing = velocity(weeks).unwrap();
        assert_eq!(
            drawing.description,
            "3 finished in 2 full weeks; 1 week without one. 1 in the week that is not over."
        );
        assert!(drawing.svg.contains(">W13</text>") && drawing.svg.contains("c-hatch"), "{}", drawing.svg);
        assert!(drawing.svg.contains("<title>Week 12 of 2025, from 17 Mar: 2 feature, 1 tech debt</title>"));
        assert!(drawing.svg.contains(">0</text>"));
        let texts: Vec<&str> = drawing.rows[2].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["Week 12 of 2025, from 17 Mar", "2", "1", "0", "3"]);
    }

    #[test]
    fn nothing_finished_is_nothing_drawn() {
        assert_eq!(velocity(vec![week(1, [0; 5], Course::Over)]), None);
        assert_eq!(velocity(Vec::new()), None);
    }

    #[test]
    fn many_weeks_and_many_epics_stay_small() {
        let mut weeks: Vec<Week> = (0..900).map(|at| week(at, [at * at, 7, 0, at, 1_000_000], Course::Over)).collect();
        weeks[899].course = Course::Running;
        let svg = velocity(weeks).unwrap().svg;
        assert!(svg.len() < 90_000, "{}", svg.len());
    }
}
