//! How much was in progress, by day. In: counts by work type, day by day, a limit. Out: a drawing of stacked bands.
//! Never adds a day that nobody counted.

use plotters::element::PathElement;

use super::days::{date, day_ticks};
use super::ink::Ink;
use super::mark::WorkType;
use super::patch::Patch;
use super::plot::{Area, Name, Naming, Outcome, Plot, Room, counts, draw_edge, edge, picture};
use super::scale::Span;
use super::stack::{ByType, names, of, present, total, words};
use super::{Cell, Drawing, Heading};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowLoad {
    /// Stands around it.
    pub heading: Heading,
    /// Is the first day, counted from 1 January 1970.
    pub first: i64,
    /// Counts for each day what was in progress at its end.
    pub days: Vec<ByType>,
    /// Is how much may be in progress; none where no limit is set.
    pub limit: Option<usize>,
}

/// Is the most days that are drawn.
const MOST_DAYS: usize = 400;
/// Is the most rows of the data table.
const ROWS: usize = 60;

impl FlowLoad {
    /// Draws a band for each work type; none of fewer than two days or where nothing was ever in progress.
    pub fn draw(&self) -> Option<Drawing> {
        let types = present(&self.days);
        let now = self.days.last()?;
        if types.is_empty() || self.days.len() < 2 {
            return None;
        }
        let limit = self.limit.map_or(String::new(), |limit| format!(" The limit is {limit}."));
        let day = date(self.day(self.days.len() - 1));
        let description = format!("In progress on {day}: {} ({}).{limit}", total(now), words(now));
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let step = self.days.len().div_ceil(ROWS).max(1);
        let heads = types.iter().map(|one| Cell::number(one.label()));
        Some(Drawing {
            svg: picture(naming, |area| self.draw_bands(area, &types))?,
            title: self.heading.title.clone(),
            subtitle: "Flow load: epics begun and not finished at the end of each day, by work type".to_owned(),
            note: self.heading.note(None),
            description,
            head: std::iter::once(Cell::words("Day")).chain(heads).chain([Cell::number("All")]).collect(),
            rows: (0..self.days.len()).rev().step_by(step).map(|at| self.row(&types, at)).collect(),
        })
    }

    fn day(&self, at: usize) -> i64 {
        self.first.saturating_add(i64::try_from(at).unwrap_or(i64::MAX))
    }

    fn row(&self, types: &[WorkType], at: usize) -> Vec<Cell> {
        let each = types.iter().map(|one| Cell::number(of(&self.days[at], *one).to_string()));
        let all = Cell::number(total(&self.days[at]).to_string());
        std::iter::once(Cell::words(date(self.day(at)))).chain(each).chain([all]).collect()
    }

    fn draw_bands(&self, area: &Area, types: &[WorkType]) -> Outcome {
        let most = self.days.iter().map(total).chain(self.limit).max().unwrap_or(1);
        let (first, last) = (self.first, self.day(self.days.len() - 1));
        let time = (Span::new(first as f64, last as f64), day_ticks(first, last, 9));
        let limit = self.limit.map(|limit| format!("limit {limit}"));
        let labels = types.iter().map(|one| one.label()).chain(limit.as_deref());
        let plot = Plot::new(Room { head: 70, edge: edge(labels), ..Room::default() }, time, counts(most as f64));
        plot.draw_ground(area)?;
        let now = self.days.last().copied().unwrap_or_default();
        for (number, one) in types.iter().enumerate().rev() {
            let below = &types[..=number];
            let tooltip = format!("{}: {} in progress", one.label(), of(&now, *one));
            let corners = self.outline(&plot, below);
            area.draw(&Patch { corners, ink: Ink::Part(*one), href: "", tooltip: &tooltip })?;
        }
        let mut labels = match total(&now) {
            0 => names(types, &self.together(), |_| plot.area.middle().1),
            _ => names(types, &now, |count| plot.y(count)),
        };
        if let (Some(limit), Some(text)) = (self.limit, limit) {
            let y = plot.y(limit as f64);
            let ends = [(plot.area.left, y), (plot.area.right + 40, y)];
            area.draw(&PathElement::new(ends, Ink::Target.line()))?;
            labels.push(Name { y, text, weight: 2, ink: Ink::Name });
        }
        draw_edge(area, plot.area, labels)
    }

    /// Adds up all days.
    fn together(&self) -> ByType {
        self.days.iter().fold(ByType::default(), |mut sums, day| {
            sums.iter_mut().zip(day).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
            sums
        })
    }

    /// Gives the corners of all that lies below the upper edge of some types, the days as steps.
    fn outline(&self, plot: &Plot, types: &[WorkType]) -> Vec<(i32, i32)> {
        let step = self.days.len().div_ceil(MOST_DAYS).max(1);
        let mut corners = vec![(plot.area.left, plot.area.bottom)];
        let mut height = plot.area.bottom;
        for (at, counts) in self.days.iter().enumerate().step_by(step) {
            let sum: usize = types.iter().map(|one| of(counts, *one)).sum();
            let (x, y) = (plot.x(self.day(at) as f64), plot.y(sum as f64));
            if y != height {
                corners.extend([(x, height), (x, y)]);
                height = y;
            }
        }
        corners.extend([(plot.area.right, height), (plot.area.right, plot.area.bottom)]);
        corners
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(days: Vec<ByType>, limit: Option<usize>) -> Option<Drawing> {
        let heading = Heading { prefix: "l".to_owned(), title: "Flow load".to_owned(), caption: String::new() };
        FlowLoad { heading, first: 20_000, days, limit }.draw()
    }

    #[test]
    fn bands_stand_on_each_other_under_the_limit() {
        let drawing = load(vec![[1, 0, 0, 0, 0], [2, 1, 0, 0, 0], [2, 3, 0, 0, 0]], Some(4)).unwrap();
        assert_eq!(drawing.description, "In progress on 6 Oct 2024: 5 (2 feature, 3 tech debt). The limit is 4.");
        assert!(drawing.svg.contains(">limit 4</text>") && drawing.svg.contains("c-target"), "{}", drawing.svg);
        let texts: Vec<&str> = drawing.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["6 Oct 2024", "2", "3", "5"]);
    }

    #[test]
    fn nothing_in_progress_is_nothing_drawn() {
        assert_eq!(load(vec![[0; 5]; 9], Some(3)), None);
        assert_eq!(load(vec![[1; 5]], None), None);
    }

    #[test]
    fn many_days_stay_small() {
        let days = (0..9_000).map(|day| [day % 97, day * day % 89, 3, day % 2, 999_999]).collect();
        let drawing = load(days, Some(usize::MAX)).unwrap();
        assert!(drawing.svg.len() < 60_000 && !drawing.svg.contains("inf"), "{}", drawing.svg.len());
    }
}
