//! How many epics had reached each state, by day. In: a line of counts for each state, day by day. Out: a drawing
//! of stacked bands, done at the bottom. Never lets a line fall: what has departed stays counted.

use super::days::{date, day_ticks};
use super::ink::Ink;
use super::patch::Patch;
use super::plot::{Area, Name, Naming, Outcome, Plot, Room, draw_edge, edge, picture};
use super::scale::{Span, ticks};
use super::text::clip;
use super::{Cell, Drawing, Heading};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeFlow {
    /// Stands around it.
    pub heading: Heading,
    /// Is the first day, counted from 1 January 1970.
    pub first: i64,
    /// Lists the bands from the bottom up: what has departed first.
    pub bands: Vec<Band>,
}

/// A state, or several in which work is in the same place.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Names it.
    pub name: String,
    /// Is where it leads; empty where it leads nowhere.
    pub href: String,
    /// Counts for each day the epics that had reached this state or a later one.
    pub reached: Vec<usize>,
}

/// Is the most days that are drawn: one for each pixel or so; of more, some are left out.
const MOST_DAYS: usize = 460;
/// Is the most bands that can be told apart.
pub const MOST_BANDS: usize = 12;
/// Is the most rows of the data table.
const ROWS: usize = 60;

impl CumulativeFlow {
    /// Draws the bands; none of fewer than two days, without an epic, or of more bands than can be told apart.
    pub fn draw(&self) -> Option<Drawing> {
        let days = self.bands.iter().map(|band| band.reached.len()).min()?;
        let bands = self.level(days);
        let top = *bands.last()?.last()?;
        if days < 2 || bands.len() > MOST_BANDS || top == 0 {
            return None;
        }
        let base = *bands.first()?.first()?;
        let last = self.day(days - 1);
        let description = self.description(&bands, last);
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let start = (base > 0).then(|| format!("The scale starts at {base}: so many had departed before."));
        Some(Drawing {
            svg: picture(naming, |area| self.draw_bands(area, &bands, base))?,
            title: self.heading.title.clone(),
            subtitle: "Cumulative flow: epics that had reached each state, by day".to_owned(),
            description,
            note: self.heading.note(start),
            head: self.head(),
            rows: rows_of(days).map(|at| self.row(&bands, at)).collect(),
        })
    }

    /// Makes every line rise, and every band lie above the one below it.
    fn level(&self, days: usize) -> Vec<Vec<usize>> {
        let mut below = vec![0; days];
        let mut lines = Vec::new();
        for band in &self.bands {
            let mut most = 0;
            let rise = |(count, floor): (&usize, &usize)| {
                most = most.max(*count).max(*floor);
                most
            };
            let line: Vec<usize> = band.reached.iter().zip(&below).map(rise).collect();
            below.clone_from(&line);
            lines.push(line);
        }
        lines
    }

    fn day(&self, at: usize) -> i64 {
        self.first.saturating_add(i64::try_from(at).unwrap_or(i64::MAX))
    }

    fn draw_bands(&self, area: &Area, bands: &[Vec<usize>], base: usize) -> Outcome {
        let days = bands[0].len();
        let names: Vec<String> = self.bands.iter().map(|band| clip(&band.name, 24)).collect();
        let most = bands.last().and_then(|line| line.last()).copied().unwrap_or(1);
        let span = Span::new(base as f64, (most as f64).max(base as f64 + 1.0));
        let mut up = ticks(span, 6);
        up.retain(|tick| tick.at.fract() == 0.0);
        let (first, last) = (self.day(0), self.day(days - 1));
        let time = (Span::new(first as f64, last as f64), day_ticks(first, last, 9));
        let plot = Plot::new(
            Room { head: 70, edge: edge(names.iter().map(String::as_str)), ..Room::default() },
            time,
            (span, up),
        );
        let mut labels = Vec::new();
        for (number, line) in bands.iter().enumerate().rev() {
            let count = |line: &[usize]| line.last().copied().unwrap_or(0);
            let below = number.checked_sub(1).map_or(0, |below| count(&bands[below]));
            let tooltip = format!("{}: {}", names[number], tooltip(number, count(line), below));
            let corners = self.outline(&plot, line);
            let (top, bottom) = (plot.y(count(line) as f64), plot.y(below.max(base) as f64));
            let ink = ink(number, bands.len());
            area.draw(&Patch { corners, ink, href: &self.bands[number].href, tooltip: &tooltip })?;
            let y = i32::midpoint(top, bottom);
            labels.push(Name { y, text: names[number].clone(), weight: bottom - top, ink: Ink::Name });
        }
        plot.draw_ground(area)?;
        draw_edge(area, plot.area, labels)
    }

    /// Gives the corners of everything below a line, without places that lie on a level run.
    fn outline(&self, plot: &Plot, line: &[usize]) -> Vec<(i32, i32)> {
        let place = |at: usize| (plot.x(self.day(at) as f64), plot.y(line[at] as f64));
        let points: Vec<(i32, i32)> = picked(line.len(), MOST_DAYS).map(place).collect();
        let mut corners = vec![(plot.area.left, plot.area.bottom)];
        for (at, point) in points.iter().enumerate() {
            let level = |other: Option<&(i32, i32)>| other.is_some_and(|other| other.1 == point.1);
            let inside = at > 0 && level(points.get(at.wrapping_sub(1))) && level(points.get(at + 1));
            if !inside {
                corners.push(*point);
            }
        }
        corners.push((plot.area.right, plot.area.bottom));
        corners
    }

    fn description(&self, bands: &[Vec<usize>], last: i64) -> String {
        let mut below = 0;
        let said: Vec<String> = self
            .bands
            .iter()
            .zip(bands)
            .map(|(band, line)| {
                let count = line.last().copied().unwrap_or(0);
                let own = count.saturating_sub(std::mem::replace(&mut below, count));
                format!("{} {own}", clip(&band.name, 40))
            })
            .collect();
        format!("On {}: {}.", date(last), said.join(", "))
    }

    fn head(&self) -> Vec<Cell> {
        let names = self.bands.iter().map(|band| Cell::number(clip(&band.name, 40)));
        std::iter::once(Cell::words("Day")).chain(names).collect()
    }

    fn row(&self, bands: &[Vec<usize>], at: usize) -> Vec<Cell> {
        let counts = bands.iter().map(|line| Cell::number(line[at].to_string()));
        std::iter::once(Cell::words(date(self.day(at)))).chain(counts).collect()
    }
}

fn tooltip(number: usize, count: usize, below: usize) -> String {
    match number {
        0 => format!("{count} departed"),
        _ => format!("{} here now, {count} reached it", count.saturating_sub(below)),
    }
}

/// Gives the ink of a band: the strongest at the bottom, the faintest at the top.
fn ink(number: usize, bands: usize) -> Ink {
    match number {
        0 => Ink::Series(0),
        top if top + 1 == bands && bands > 2 => Ink::Series(7),
        other => Ink::Series(1 + u8::try_from((other - 1) % 3).unwrap_or(0)),
    }
}

/// Picks evenly at most so many of a number of places, the first and the last among them.
fn picked(all: usize, most: usize) -> impl Iterator<Item = usize> {
    let number = all.min(most);
    (0..number).map(move |at| if number < 2 { at } else { at * (all - 1) / (number - 1) })
}

/// Picks the days of the data table, the newest first.
fn rows_of(days: usize) -> impl Iterator<Item = usize> {
    let step = days.div_ceil(ROWS).max(1);
    let step = if step > 1 { step.next_multiple_of(7) } else { step };
    (0..days).rev().step_by(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(lines: &[&[usize]]) -> Option<Drawing> {
        let band = |(at, line): (usize, &&[usize])| Band {
            name: ["Done", "Verify", "Build", "Ready"][at % 4].to_owned(),
            href: String::new(),
            reached: line.to_vec(),
        };
        let heading =
            Heading { prefix: "c".to_owned(), title: "Cumulative flow".to_owned(), caption: "n = 5.".to_owned() };
        CumulativeFlow { heading, first: 20_000, bands: lines.iter().enumerate().map(band).collect() }.draw()
    }

    #[test]
    fn bands_stand_on_each_other_and_the_scale_starts_where_the_window_does() {
        let drawing = flow(&[&[2, 2, 3], &[3, 4, 5], &[4, 6, 9]]).unwrap();
        assert_eq!(drawing.description, "On 6 Oct 2024: Done 3, Verify 2, Build 4.");
        assert_eq!(drawing.note.unwrap(), "n = 5. The scale starts at 2: so many had departed before.");
        let texts: Vec<&str> = drawing.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["6 Oct 2024", "3", "5", "9"]);
        assert!(drawing.svg.contains("<title>Verify: 2 here now, 5 reached it</title>"), "{}", drawing.svg);
    }

    #[test]
    fn no_line_falls_and_none_crosses_the_one_below() {
        let drawing = flow(&[&[5, 3, 4], &[1, 9, 2]]).unwrap();
        let first: Vec<&str> = drawing.rows.iter().map(|row| row[2].text.as_str()).collect();
        assert_eq!(first, ["9", "9", "5"]);
    }

    #[test]
    fn too_little_and_too_much_are_not_drawn() {
        assert_eq!(flow(&[]), None);
        assert_eq!(flow(&[&[1]]), None);
        assert_eq!(flow(&[&[0, 0], &[0, 0]]), None);
        assert_eq!(flow(&[&[1, 2][..]; MOST_BANDS + 1]), None);
    }

    #[test]
    fn many_days_stay_small() {
        let line: Vec<usize> = (0..20_000).map(|day| day * 7 % 1_000_003 + day * day).collect();
        let drawing = flow(&[&line, &line, &line, &line]).unwrap();
        assert!(drawing.svg.len() < 60_000 && drawing.rows.len() <= ROWS, "{}", drawing.svg.len());
    }
}
