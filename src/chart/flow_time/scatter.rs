//! Each finished epic as a dot: to the right the day, upwards the days that it took.

use plotters::element::PathElement;
use plotters::style::text_anchor::HPos;

use super::super::Drawing;
use super::super::crowd::{Crowd, gather};
use super::super::days::{date, day_ticks};
use super::super::ink::Ink;
use super::super::key;
use super::super::mark::{Dot, Mark, Shape, WorkType};
use super::super::plot::{
    Area, Name, Naming, Outcome, Plot, Room, SIZE, counts, draw_edge, edge, picture, short_days, write,
};
use super::super::scale::Span;
use super::{Finished, FlowTimes, NOTE, long_days};

impl FlowTimes {
    /// Draws a dot for each epic; none without one.
    pub fn scatter(&self) -> Option<Drawing> {
        let epics = self.sorted();
        if epics.is_empty() {
            return None;
        }
        let description = format!("{} finished epics. {}", epics.len(), self.said());
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let (head, rows) = self.rows();
        Some(Drawing {
            svg: picture(naming, |area| self.draw_dots(area, &epics))?,
            title: self.heading.title.clone(),
            subtitle: "Flow time of each finished epic, by the day it finished".to_owned(),
            note: self.heading.note((!self.lines.is_empty()).then(|| NOTE.to_owned())),
            description,
            head,
            rows,
        })
    }

    fn draw_dots(&self, area: &Area, epics: &[&Finished]) -> Outcome {
        let types = WorkType::ALL.into_iter().filter(|one| epics.iter().any(|epic| epic.work_type == *one));
        let top = draw_key(area, &types.collect::<Vec<_>>())?;
        let names: Vec<String> = self.lines().map(|(share, days)| format!("{share}% ≤ {}", short_days(days))).collect();
        let (first, last) = (self.window.0.min(self.window.1), self.window.0.max(self.window.1));
        let time = (Span::new(first as f64, last as f64), day_ticks(first, last, 9));
        let room = edge(names.iter().map(String::as_str));
        let plot = Plot::new(Room { head: top + 70, edge: room, ends: 110 }, time, counts(self.most()));
        plot.draw_ground(area)?;
        self.draw_lines(area, &plot, names)?;
        let places: Vec<_> = epics.iter().map(|epic| (plot.x(epic.day as f64), plot.y(epic.days as f64))).collect();
        gather(&places).iter().try_for_each(|crowd| self.draw_one(area, crowd, epics))
    }

    fn draw_lines(&self, area: &Area, plot: &Plot, names: Vec<String>) -> Outcome {
        let mut labels = Vec::new();
        for ((share, days), text) in self.lines().zip(names) {
            let y = plot.y(days);
            let (ink, weight) = if share == 85 { (Ink::Target, 2) } else { (Ink::Middle, 1) };
            area.draw(&PathElement::new([(plot.area.left, y), (plot.area.right + 40, y)], ink.line()))?;
            labels.push(Name { y, text, weight, ink: Ink::Name });
        }
        // Of two lines at one height the higher share stands above.
        labels.reverse();
        draw_edge(area, plot.area, labels)
    }

    fn draw_one(&self, area: &Area, crowd: &Crowd, epics: &[&Finished]) -> Outcome {
        if let [only] = crowd.members[..] {
            let epic = epics[only];
            let tooltip = format!("{}: {}, finished {}", epic.name(), long_days(epic.days), date(epic.day));
            let dot = Dot { at: crowd.at, shape: Shape::Type(epic.work_type) };
            return area.draw(&Mark { dot, href: &epic.href, tooltip: &tooltip });
        }
        let dot = Dot { at: crowd.at, shape: Shape::Circle(Ink::Count, crowd.reach().unsigned_abs()) };
        let members: Vec<&Finished> = crowd.members.iter().map(|number| epics[*number]).collect();
        area.draw(&Mark { dot, href: &self.list_href, tooltip: &many(&members) })?;
        write(area, &short_count(members.len()), (Ink::Number, HPos::Center), crowd.at)
    }
}

/// Says what a mark for several stands for.
fn many(epics: &[&Finished]) -> String {
    let range = |pick: fn(&Finished) -> i64| {
        let values = || epics.iter().map(|epic| pick(epic));
        (values().min().unwrap_or(0), values().max().unwrap_or(0))
    };
    let (short, long) = range(|epic| epic.days);
    let (first, last) = range(|epic| epic.day);
    let length = if short == long { long_days(long) } else { format!("{short} to {}", long_days(long)) };
    let when = if first == last { date(last) } else { format!("{} to {}", date(first), date(last)) };
    let named: Vec<String> = epics.iter().take(NAMED).map(|epic| super::clip(&epic.id, 24)).collect();
    let more = if epics.len() > NAMED { format!(" and {} more", epics.len() - NAMED) } else { String::new() };
    format!("{} epics, {length}, finished {when}: {}{more}", epics.len(), named.join(", "))
}

/// Is how many epics of a mark for several are named.
const NAMED: usize = 6;

/// Writes a count so that it fits into its circle.
pub(in super::super) fn short_count(count: usize) -> String {
    if count < 10_000 { count.to_string() } else { format!("{}k", count / 1_000) }
}

/// Draws which shape is which type, in a row above the plot; gives its height.
pub(in super::super) fn draw_key(area: &Area, types: &[WorkType]) -> Outcome<i32> {
    let (entries, height) = key::layout(types, 0, SIZE.0);
    for entry in entries {
        area.draw(&Dot { at: entry.at, shape: Shape::Type(entry.work_type) })?;
        write(area, entry.work_type.label(), (Ink::Label, HPos::Left), (entry.at.0 + key::WORD, entry.at.1))?;
    }
    Ok(height)
}
