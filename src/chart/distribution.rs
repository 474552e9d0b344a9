//! What kinds of work were finished in each period, against what was wanted. In: counts by work type, wanted shares.
//! Out: a drawing of stacked bars, all of one height. Never hides how few epics a share rests on: the counts stand
//! in the bars.

use plotters::style::text_anchor::HPos;

use super::ink::Ink;
use super::mark::WorkType;
use super::patch::Patch;
use super::plot::{Area, Naming, Outcome, Plot, Room, draw_edge, edge, picture, write};
use super::rect::Rect;
use super::scale::{Span, Tick};
use super::stack::{ByType, names, of, parts, present, total, words};
use super::text::{Font, fit, width};
use super::{Cell, Drawing, Heading};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// Stands around it.
    pub heading: Heading,
    /// Lists the periods, the oldest first.
    pub periods: Vec<Period>,
    /// Is the share of each type that is wanted, in the order of the types; none where nobody said so.
    pub wanted: Option<[f64; 5]>,
}

/// What finished in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Names it.
    pub name: String,
    /// Counts what finished.
    pub finished: ByType,
}

/// Is the most periods that are drawn: the latest.
const MOST_PERIODS: usize = 16;
/// Is how many parts of a thousand make the whole, for the wanted shares.
const WHOLE: f64 = 1_000.0;

impl Distribution {
    /// Draws a bar for each period; none without a finished epic.
    pub fn draw(&self) -> Option<Drawing> {
        let periods = &self.periods[self.periods.len().saturating_sub(MOST_PERIODS)..];
        let wanted = self.wanted();
        let types = present(periods.iter().map(|period| &period.finished).chain(&wanted));
        if periods.iter().all(|period| total(&period.finished) == 0) {
            return None;
        }
        let said: Vec<String> =
            periods.iter().map(|period| format!("{}: {}", period.name, words(&period.finished))).collect();
        let description = format!("{}.", said.join("; "));
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let head = std::iter::once(Cell::words("Period")).chain(types.iter().map(|one| Cell::number(one.label())));
        let against = if wanted.is_some() { ", and what is wanted" } else { "" };
        Some(Drawing {
            svg: picture(naming, |area| draw_bars(area, periods, (&types, wanted.as_ref())))?,
            title: self.heading.title.clone(),
            subtitle: format!("Flow distribution: finished epics by work type in each period{against}"),
            note: self.heading.note(Some("The numbers in the bars are epics.".to_owned())),
            description,
            head: head.chain([Cell::number("All")]).collect(),
            rows: rows(periods, &types, wanted.as_ref()),
        })
    }

    /// Gives the wanted shares in thousandths of their sum; none where they are no shares.
    fn wanted(&self) -> Option<ByType> {
        let wanted = self.wanted?.map(|share| if share.is_finite() { share.clamp(0.0, 1e6) } else { 0.0 });
        let sum: f64 = wanted.iter().sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a thousand")]
        let shares = wanted.map(|share| (share / sum * WHOLE).round() as usize);
        (sum > 0.0).then_some(shares)
    }
}

fn rows(periods: &[Period], types: &[WorkType], wanted: Option<&ByType>) -> Vec<Vec<Cell>> {
    let row = |period: &Period| {
        let each = types.iter().map(|one| Cell::number(of(&period.finished, *one).to_string()));
        let all = Cell::number(total(&period.finished).to_string());
        std::iter::once(Cell::words(period.name.clone())).chain(each).chain([all]).collect()
    };
    let wish = wanted.map(|wanted| {
        let each = types.iter().map(|one| Cell::number(percent(of(wanted, *one), total(wanted))));
        std::iter::once(Cell::words("Wanted")).chain(each).chain([Cell::number("–")]).collect()
    });
    wish.into_iter().chain(periods.iter().rev().map(row)).collect()
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.0}%", part as f64 / whole.max(1) as f64 * 100.0)
}

fn draw_bars(area: &Area, periods: &[Period], (types, wanted): (&[WorkType], Option<&ByType>)) -> Outcome {
    let ticks = [0, 25, 50, 75, 100].map(|share| Tick { at: f64::from(share), text: format!("{share}%") });
    let columns = periods.len() + if wanted.is_some() { 2 } else { 0 };
    let across = (Span::new(0.0, columns as f64), Vec::new());
    let room = edge(types.iter().map(|one| one.label()));
    let plot =
        Plot::new(Room { head: 70, edge: room, ..Room::default() }, across, (Span::new(0.0, 100.0), ticks.to_vec()));
    plot.draw_ground(area)?;
    for (at, period) in periods.iter().enumerate() {
        draw_bar(area, &plot, at, (&period.name, &period.finished, Count::Epics))?;
    }
    if let Some(wanted) = wanted {
        draw_bar(area, &plot, columns - 1, ("Wanted", wanted, Count::Share))?;
    }
    let last = wanted.or_else(|| periods.iter().rev().map(|period| &period.finished).find(|counts| total(counts) > 0));
    let last = last.copied().unwrap_or_default();
    let whole = total(&last).max(1) as f64;
    draw_edge(area, plot.area, names(types, &last, |count| plot.y(count / whole * 100.0)))
}

/// What the numbers in a bar count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Epics,
    Share,
}

fn draw_bar(area: &Area, plot: &Plot, at: usize, (name, counts, count): (&str, &ByType, Count)) -> Outcome {
    let (from, to) = (plot.x(at as f64), plot.x(at as f64 + 1.0));
    let gap = ((to - from) / 12).max(8);
    let (left, right) = (from + gap, to - gap);
    let all = total(counts).max(1);
    let share = |number: usize| plot.y(number as f64 / all as f64 * 100.0);
    for (work_type, low, high) in parts(counts) {
        let number = match count {
            Count::Epics => (high - low).to_string(),
            Count::Share => percent(high - low, all),
        };
        let bar = Rect { left, right, top: share(high), bottom: share(low) };
        let tooltip = format!("{name}: {number} {}", work_type.label().to_lowercase());
        area.draw(&Patch::bar(bar, Ink::Part(work_type), &tooltip))?;
        if bar.height() >= 150 && width(&number, Font::Label) + 20 <= bar.width() {
            write(area, &number, (Ink::OnPart, HPos::Center), bar.middle())?;
        }
    }
    let middle = i32::midpoint(from, to);
    if total(counts) == 0 && to - from > 130 {
        write(area, "0", (Ink::Label, HPos::Center), (middle, plot.area.bottom - 90))?;
    }
    let name = fit(name, Font::Label, to - from - 30);
    write(area, &name, (Ink::Label, HPos::Center), (middle, plot.area.bottom + 130))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distribution(periods: &[(&str, ByType)], wanted: Option<[f64; 5]>) -> Option<Drawing> {
        let heading = Heading { prefix: "d".to_owned(), title: "Flow distribution".to_owned(), ..Heading::default() };
        let period = |(name, finished): &(&str, ByType)| Period { name: (*name).to_owned(), finished: *finished };
        Distribution { heading, periods: periods.iter().map(period).collect(), wanted }.draw()
    }

    #[test]
    fn each_bar_is_whole_and_counts_stand_in_it() {
        let wanted = Some([0.6, 0.2, 0.1, 0.1, 0.0]);
        let drawing = distribution(&[("2025-Q1", [3, 1, 0, 0, 0]), ("2025-Q2", [0; 5])], wanted).unwrap();
        assert_eq!(drawing.description, "2025-Q1: 3 feature, 1 tech debt; 2025-Q2: none.");
        assert!(drawing.svg.contains("<title>Wanted: 60% feature</title>"), "{}", drawing.svg);
        assert!(drawing.svg.contains("c-on\"") && drawing.svg.contains(">3</text>"));
        let texts: Vec<&str> = drawing.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["Wanted", "60%", "20%", "10%", "10%", "–"]);
    }

    #[test]
    fn nothing_finished_is_nothing_drawn() {
        assert_eq!(distribution(&[("2025-Q1", [0; 5])], Some([1.0; 5])), None);
    }

    #[test]
    fn shares_that_are_none_are_left_out() {
        let drawing =
            distribution(&[("Q", [1, 2, 3, 4, usize::MAX / 8])], Some([f64::NAN, -1.0, 0.0, 0.0, 0.0])).unwrap();
        assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("Wanted"));
    }
}
