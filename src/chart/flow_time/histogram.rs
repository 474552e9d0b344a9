//! How often each length occurs: a bar for each number of days.

use super::super::ink::Ink;
use super::super::patch::Patch;
use super::super::plot::{Area, Naming, Outcome, Plot, Room, beside, counts, draw_uprights, head, picture, short_days};
use super::super::rect::Rect;
use super::super::scale::{Span, Tick, ticks};
use super::super::{Cell, Drawing};
use super::{FlowTimes, long_days};

/// Is the most bars; longer flow times are counted in wider ones.
const MOST_BARS: i64 = 60;
/// Lists the widths of a bar in days.
const WIDTHS: [i64; 8] = [1, 2, 5, 7, 14, 30, 91, 365];

impl FlowTimes {
    /// Draws how often each length occurs; none without an epic.
    pub fn histogram(&self) -> Option<Drawing> {
        let epics = self.sorted();
        let most = epics.iter().map(|epic| epic.days).max()?;
        let width = WIDTHS.into_iter().find(|width| most / width < MOST_BARS).unwrap_or(most / MOST_BARS + 1);
        let mut bars = vec![0_usize; usize::try_from((most - 1) / width + 1).ok()?];
        for epic in &epics {
            bars[usize::try_from((epic.days - 1) / width).unwrap_or(0)] += 1;
        }
        let description = format!("{} finished epics. {}", epics.len(), self.said());
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let each = if width == 1 { "day".to_owned() } else { long_days(width) };
        let counted = bars.iter().enumerate().filter(|(_, count)| **count > 0);
        Some(Drawing {
            svg: picture(naming, |area| self.draw_bars(area, &bars, width))?,
            title: self.heading.title.clone(),
            subtitle: format!("Finished epics by flow time, a bar for each {each}"),
            note: self.heading.note(None),
            description,
            head: vec![Cell::words("Flow time"), Cell::number("Epics")],
            rows: counted
                .map(|(at, count)| vec![Cell::words(length(at, width)), Cell::number(count.to_string())])
                .collect(),
        })
    }

    fn draw_bars(&self, area: &Area, bars: &[usize], width: i64) -> Outcome {
        let most = i64::try_from(bars.len()).unwrap_or(1) * width;
        let across = Span::new(0.5, most as f64 + 0.5);
        let marks: Vec<(u8, f64, String)> = self
            .lines()
            .filter(|(share, _)| matches!(share, 50 | 85))
            .map(|(share, days)| (share, days, format!("{share}% ≤ {}", short_days(days))))
            .collect();
        let up = counts(bars.iter().copied().max().unwrap_or(1) as f64);
        let mut whole: Vec<Tick> = ticks(across, 10);
        whole.retain(|tick| tick.at.fract() == 0.0 && tick.at > 0.0);
        let room = beside(marks.iter().map(|(_, _, text)| text.as_str()));
        let plot = Plot::new(Room { head: head(marks.len()), edge: room, ..Room::default() }, (across, whole), up);
        plot.draw_ground(area)?;
        for (at, count) in bars.iter().enumerate().filter(|(_, count)| **count > 0) {
            let from = (i64::try_from(at).unwrap_or(0) * width) as f64 + 0.5;
            let (left, right) = (plot.x(from), plot.x(from + width as f64));
            let gap = ((right - left) / 6).min(20);
            let bar =
                Rect { left: left + gap, right: right - gap, top: plot.y(*count as f64), bottom: plot.area.bottom };
            let epics = if *count == 1 { "1 epic".to_owned() } else { format!("{count} epics") };
            area.draw(&Patch::bar(bar, Ink::Bar, &format!("{}: {epics}", length(at, width))))?;
        }
        let lines: Vec<(i32, &str, Ink)> = marks
            .iter()
            .map(|(share, days, text)| {
                (plot.x(days + 0.5), text.as_str(), if *share == 85 { Ink::Target } else { Ink::Middle })
            })
            .collect();
        draw_uprights(area, plot.area, &lines)
    }
}

/// Names a bar by its days.
fn length(at: usize, width: i64) -> String {
    let from = i64::try_from(at).unwrap_or(0) * width + 1;
    if width == 1 { long_days(from) } else { format!("{from} to {} days", from + width - 1) }
}
