//! How old the work in progress is, state by state, against how old finished epics were when they left it. In: open
//! epics with their ages, percentiles. Out: a drawing of a column for each state. Never counts the time in a state
//! alone: age runs from the start of the work.

use crate::order::Order;
use plotters::element::PathElement;
use plotters::style::text_anchor::HPos;

use super::crowd::{Crowd, gather};
use super::flow_time::{about_days, draw_key, long_days, short_count};
use super::ink::Ink;
use super::labels::Placer;
use super::mark::{Dot, Mark, Shape, WorkType};
use super::patch::Patch;
use super::plot::{Area, Name, Naming, Outcome, Plot, Room, counts, draw_edge, edge, picture, short_days, write};
use super::rect::Rect;
use super::scale::Span;
use super::text::{Font, clip, fit};
use super::{Cell, Drawing, Heading};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Ageing {
    /// Stands around it.
    pub heading: Heading,
    /// Lists the states in which work is in progress, in order.
    pub columns: Vec<Column>,
    /// Lists the epics in progress, in any order.
    pub epics: Vec<Open>,
    /// Is where a mark that stands for several leads; empty where it leads nowhere.
    pub list_href: String,
}

/// A state in which work is in progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Names it.
    pub name: String,
    /// Is how old 50, 70, 85 and 95 in 100 finished epics were at most when they left it; none where too few did.
    pub pace: Option<[f64; 4]>,
}

/// An epic in progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// Is its id.
    pub id: String,
    /// Is its title.
    pub title: String,
    /// Is the address of its page; empty for no link.
    pub href: String,
    /// Is its kind of work.
    pub work_type: WorkType,
    /// Is its column.
    pub column: usize,
    /// Is its age in days since its start, both ends counted.
    pub age: i64,
    /// Says what holds it up; empty where nothing does.
    pub held: String,
}

/// Is the most columns that can be told apart.
pub const MOST_COLUMNS: usize = 12;
/// Is the most epics whose ids stand beside their dots: the oldest.
const NAMED: usize = 12;
/// Is the older end of what counts as an age.
const OLDEST: i64 = 1_000_000;
/// Is the shares that the zones end at.
const SHARES: [u8; 4] = [50, 70, 85, 95];

impl Ageing {
    /// Draws a column for each state; none without an epic in one, or with more than can be told apart.
    pub fn draw(&self) -> Option<Drawing> {
        let epics = self.sorted();
        if epics.is_empty() || self.columns.len() > MOST_COLUMNS {
            return None;
        }
        let paced = self.columns.iter().any(|column| column.pace.is_some());
        let said: Vec<String> = (0..self.columns.len()).map(|at| self.words(at, &epics)).collect();
        let description = format!("{}.", said.join("; "));
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let zones = "Zones: 50, 70, 85 and 95 in 100 finished epics were that old or younger when they left the state.";
        let ring = "Ringed: held up.";
        let held = epics.iter().any(|epic| !epic.held.is_empty());
        let notes = [paced.then_some(zones), held.then_some(ring)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some(Drawing {
            svg: picture(naming, |area| self.draw_columns(area, &epics))?,
            title: self.heading.title.clone(),
            subtitle: "Age of work in progress, by state, against past flow times".to_owned(),
            note: self.heading.note(Some(notes)),
            description,
            head: ["Epic", "Title", "Type", "State", "Held up"]
                .map(Cell::words)
                .into_iter()
                .chain([Cell::number("Days old")])
                .collect(),
            rows: epics.iter().map(|epic| self.row(epic)).collect(),
        })
    }

    /// Lists the epics that have a column, the oldest first.
    fn sorted(&self) -> Vec<&Open> {
        let fits = |epic: &&Open| epic.column < self.columns.len() && (1..=OLDEST).contains(&epic.age);
        let mut epics: Vec<&Open> = self.epics.iter().filter(fits).collect();
        epics.order_by(|a, b| b.age.cmp(&a.age).then_with(|| a.id.cmp(&b.id)));
        epics
    }

    fn words(&self, at: usize, epics: &[&Open]) -> String {
        let here: Vec<i64> = epics.iter().filter(|epic| epic.column == at).map(|epic| epic.age).collect();
        let name = clip(&self.columns[at].name, 40);
        match here.first() {
            None => format!("{name}: no epic"),
            Some(oldest) if here.len() == 1 => format!("{name}: 1 epic, {} old", long_days(*oldest)),
            Some(oldest) => format!("{name}: {} epics, the oldest {} old", here.len(), long_days(*oldest)),
        }
    }

    fn row(&self, epic: &Open) -> Vec<Cell> {
        let held = if epic.held.is_empty() { "–" } else { &epic.held };
        vec![
            Cell::link(epic.id.clone(), &epic.href),
            Cell::words(epic.title.clone()),
            Cell::words(epic.work_type.label()),
            Cell::words(self.columns[epic.column].name.clone()),
            Cell::words(held),
            Cell::number(epic.age.to_string()),
        ]
    }

    fn draw_columns(&self, area: &Area, epics: &[&Open]) -> Outcome {
        let types = WorkType::ALL.into_iter().filter(|one| epics.iter().any(|epic| epic.work_type == *one));
        let top = draw_key(area, &types.collect::<Vec<_>>())?;
        let paces = self.columns.iter().filter_map(|column| column.pace).map(tame);
        let ages = epics.iter().map(|epic| epic.age as f64);
        let most = ages.chain(paces.map(|pace| pace[3])).fold(1.0, f64::max);
        let last = self.columns.iter().rev().find_map(|column| column.pace).map(tame);
        let names: Vec<String> = last.map_or_else(Vec::new, |pace| {
            SHARES.iter().zip(pace).map(|(share, days)| format!("{share}% ≤ {}", short_days(days))).collect()
        });
        let across = (Span::new(0.0, self.columns.len() as f64), Vec::new());
        let plot = Plot::new(
            Room { head: top + 240, edge: edge(names.iter().map(String::as_str)), ..Room::default() },
            across,
            counts(most),
        );
        for (at, column) in self.columns.iter().enumerate() {
            draw_zones(area, &plot, (at, column))?;
        }
        plot.draw_ground(area)?;
        self.draw_names(area, &plot, epics)?;
        let labels = last.into_iter().flatten().zip(names).map(|(days, text)| {
            let weight = if text.starts_with("85") { 2 } else { 1 };
            Name { y: plot.y(days), text, weight, ink: Ink::Name }
        });
        let mut labels: Vec<Name> = labels.collect();
        labels.reverse();
        draw_edge(area, plot.area, labels)?;
        self.draw_epics(area, &plot, epics)
    }

    /// Writes the name of each state below its column, and above it how many epics it holds.
    fn draw_names(&self, area: &Area, plot: &Plot, epics: &[&Open]) -> Outcome {
        for (at, column) in self.columns.iter().enumerate() {
            let (left, right) = sides(plot, at);
            let middle = i32::midpoint(left, right);
            let name = fit(&column.name, Font::Label, right - left - 20);
            write(area, &name, (Ink::Name, HPos::Center), (middle, plot.area.bottom + 130))?;
            let here = epics.iter().filter(|epic| epic.column == at).count();
            let count = fit(&short_count(here), Font::Title, right - left);
            write(area, &count, (Ink::Title, HPos::Center), (middle, plot.area.top - 100))?;
            area.draw(&PathElement::new([(left, plot.area.top), (right, plot.area.top)], Ink::Grid.line()))?;
        }
        Ok(())
    }

    fn draw_epics(&self, area: &Area, plot: &Plot, epics: &[&Open]) -> Outcome {
        let mut placer = Placer::new(plot.area);
        let mut crowds: Vec<(Crowd, Vec<&Open>)> = Vec::new();
        for at in 0..self.columns.len() {
            let here: Vec<&Open> = epics.iter().copied().filter(|epic| epic.column == at).collect();
            let places = places(plot, at, &here);
            for crowd in gather(&places) {
                placer.take(Rect::around(crowd.at, crowd.reach().max(RING)));
                crowds.push((crowd, here.clone()));
            }
        }
        for (crowd, here) in &crowds {
            self.draw_one(area, crowd, here)?;
        }
        crowds.order_by_key(|(crowd, _)| (crowd.at.1, crowd.at.0));
        let alone = crowds.iter().filter(|(crowd, _)| crowd.members.len() == 1).take(NAMED);
        for (crowd, here) in alone {
            let id = fit(&here[crowd.members[0]].id, Font::Label, 800);
            if let Some(label) = placer.place(&id, (crowd.at, RING)) {
                write(area, &label.text, (Ink::Name, HPos::Left), (label.area.left, label.area.middle().1))?;
            }
        }
        Ok(())
    }

    fn draw_one(&self, area: &Area, crowd: &Crowd, here: &[&Open]) -> Outcome {
        let held = crowd.members.iter().any(|number| !here[*number].held.is_empty());
        if held {
            let ring = crowd.reach().max(RING).unsigned_abs();
            area.draw(&plotters::element::Circle::new(crowd.at, ring, Ink::Ring.line()))?;
        }
        if let [only] = crowd.members[..] {
            let epic = here[only];
            let held = if epic.held.is_empty() { String::new() } else { format!(", {}", clip(&epic.held, 100)) };
            let name = format!("{} {}", clip(&epic.id, 40), clip(&epic.title, 100));
            let tooltip = format!("{}: {} old{held}", name.trim(), long_days(epic.age));
            let dot = Dot { at: crowd.at, shape: Shape::Type(epic.work_type) };
            return area.draw(&Mark { dot, href: &epic.href, tooltip: &tooltip });
        }
        let ages = || crowd.members.iter().map(|number| here[*number].age);
        let (young, old) = (ages().min().unwrap_or(0), ages().max().unwrap_or(0));
        let age = if young == old { long_days(old) } else { format!("{young} to {}", long_days(old)) };
        let tooltip = format!("{} epics: {age} old", crowd.members.len());
        let dot = Dot { at: crowd.at, shape: Shape::Circle(Ink::Count, crowd.reach().unsigned_abs()) };
        area.draw(&Mark { dot, href: &self.list_href, tooltip: &tooltip })?;
        write(area, &short_count(crowd.members.len()), (Ink::Number, HPos::Center), crowd.at)
    }
}

/// Draws the zones of a column.
fn draw_zones(area: &Area, plot: &Plot, (at, column): (usize, &Column)) -> Outcome {
    let Some(pace) = column.pace.map(tame) else { return Ok(()) };
    let (left, right) = sides(plot, at);
    let mut bottom = plot.area.bottom;
    for (zone, days) in (0..).zip(pace.into_iter().map(Some).chain([None])) {
        let top = days.map_or(plot.area.top, |days| plot.y(days));
        let tooltip = match (days, zone) {
            (Some(days), _) => {
                let (share, name) = (SHARES[usize::from(zone).min(3)], clip(&column.name, 40));
                format!("{share}% of finished epics left {name} at {} or younger", about_days(days))
            }
            (None, _) => format!("Older than 95% of finished epics were when they left {}", clip(&column.name, 40)),
        };
        if top < bottom {
            area.draw(&Patch::bar(Rect { left, top, right, bottom }, Ink::Pace(zone), &tooltip))?;
        }
        bottom = top.min(bottom);
    }
    Ok(())
}

/// Spreads the epics of a column from left to right: only the height means something.
fn places(plot: &Plot, at: usize, here: &[&Open]) -> Vec<(i32, i32)> {
    let (left, right) = sides(plot, at);
    let lanes = i32::try_from(here.len()).unwrap_or(i32::MAX).clamp(1, ((right - left) / 240).max(1));
    let lane = |number: usize| i32::try_from(number).unwrap_or(0) % lanes;
    let x = |number: usize| left + (right - left) * (2 * lane(number) + 1) / (2 * lanes);
    here.iter().enumerate().map(|(number, epic)| (x(number), plot.y(epic.age as f64))).collect()
}

/// Gives the left and the right edge of a column.
fn sides(plot: &Plot, at: usize) -> (i32, i32) {
    (plot.x(at as f64) + 15, plot.x(at as f64 + 1.0) - 15)
}

/// Is how far the ring around a mark reaches.
const RING: i32 = 85;

/// Makes percentiles rise and stay within what is drawn.
fn tame(pace: [f64; 4]) -> [f64; 4] {
    let mut most = 0.0;
    pace.map(|days| {
        most = if days.is_finite() { days.clamp(most, OLDEST as f64) } else { most };
        most
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(id: &str, column: usize, age: i64) -> Open {
        let (title, href) = (format!("Title of {id}"), format!("epics/{id}.html"));
        Open { id: id.to_owned(), title, href, work_type: WorkType::Risk, column, age, held: String::new() }
    }

    fn ageing(epics: Vec<Open>) -> Ageing {
        let column = |name: &str, pace| Column { name: name.to_owned(), pace };
        Ageing {
            heading: Heading { prefix: "a".to_owned(), title: "Age".to_owned(), caption: String::new() },
            columns: vec![column("Build", Some([8.0, 10.0, 22.0, 30.0])), column("Review", None)],
            epics,
            list_href: String::new(),
        }
    }

    #[test]
    fn the_oldest_comes_first_and_what_is_held_up_has_a_ring() {
        let mut held = open("A-1", 0, 22);
        held.held = "waits for B-1".to_owned();
        let drawing = ageing(vec![open("B-1", 1, 15), held]).draw().unwrap();
        assert_eq!(drawing.description, "Build: 1 epic, 22 days old; Review: 1 epic, 15 days old.");
        assert_eq!(drawing.rows[0][0].text, "A-1");
        assert_eq!(drawing.svg.matches("c-ring").count(), 1);
        assert!(drawing.svg.contains("<title>A-1 Title of A-1: 22 days old, waits for B-1</title>"));
        assert!(drawing.svg.contains("85% of finished epics left Build at 22 days or younger"), "{}", drawing.svg);
        assert_eq!(drawing.svg.matches("c-z").count(), 5);
    }

    #[test]
    fn without_work_in_progress_there_is_no_drawing() {
        assert_eq!(ageing(Vec::new()).draw(), None);
        assert_eq!(ageing(vec![open("A", 7, 3), open("B", 0, 0)]).draw(), None);
    }

    #[test]
    fn very_many_and_very_old_ones_still_make_a_drawing() {
        let mut epics: Vec<Open> = (0..3_000).map(|n| open(&format!("<E-{n}>"), 0, 1 + n * 7 % 400)).collect();
        epics.push(open("old", 1, OLDEST));
        let mut many = ageing(epics);
        many.columns[0].pace = Some([f64::INFINITY, -3.0, 9.0, f64::NAN]);
        let svg = many.draw().unwrap().svg;
        assert!(svg.len() < 120_000 && !svg.contains("NaN") && !svg.contains("<E-"), "{}", svg.len());
    }
}
