//! The value and effort quadrant. In: scored epics and the ends of the scale. Out: a drawing with a
//! finding as its headline, and the table of all epics. Never cuts at the median of the data and never
//! guesses a score: an epic off the scale is listed, not drawn.

use crate::order::Order;
use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::mark::WorkType;
use super::scale::{Span, number};
use super::text::clip;
use super::{Cell, Drawing};

mod frame;
mod plot;
mod spread;
mod words;

/// What the quadrant draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrant<'a> {
    /// Begins the ids of the drawing: it must be the only one on its page.
    pub prefix: String,
    /// Is the low end of the scale of both scores.
    pub lo: f64,
    /// Is the high end of the scale of both scores.
    pub hi: f64,
    /// Is the width of the drawing in pixels; held between 280 and 800.
    pub width: u32,
    /// Is where a mark for many epics leads: a list of them; empty for no link.
    pub list_href: String,
    /// Is the most rows of the table: the text of each is a copy.
    pub rows: usize,
    /// Lists the epics.
    pub points: Vec<Point<'a>>,
}

/// An epic with its two scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Point<'a> {
    /// Is the epic's id.
    pub id: Cow<'a, str>,
    /// Is the epic's title.
    pub title: Cow<'a, str>,
    /// Is the address of the epic's page, from the page that shows the drawing.
    pub href: String,
    /// Is the kind of work.
    pub work_type: WorkType,
    /// Is the score for value: impact.
    pub value: f64,
    /// Is the score for effort.
    pub effort: f64,
}

/// One of the four parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corner {
    /// Is high value for low effort.
    QuickWins,
    /// Is high value for high effort.
    BigBets,
    /// Is low value for low effort.
    FillIns,
    /// Is low value for high effort.
    TimeSinks,
}

impl Corner {
    /// Lists the parts in the order in which a reader should look at them.
    pub const ALL: [Self; 4] = [Self::QuickWins, Self::BigBets, Self::FillIns, Self::TimeSinks];

    /// Decides on the part: high value starts on the middle, high effort only beyond it.
    pub fn of(value: f64, effort: f64, middle: f64) -> Self {
        match (value >= middle, effort > middle) {
            (true, false) => Self::QuickWins,
            (true, true) => Self::BigBets,
            (false, false) => Self::FillIns,
            (false, true) => Self::TimeSinks,
        }
    }

    /// Gives the name for readers.
    pub fn title(self) -> &'static str {
        match self {
            Self::QuickWins => "Quick wins",
            Self::BigBets => "Big bets",
            Self::FillIns => "Fill-ins",
            Self::TimeSinks => "Time sinks",
        }
    }

    /// Gives the name of a single member.
    pub fn member(self) -> &'static str {
        match self {
            Self::QuickWins => "quick win",
            Self::BigBets => "big bet",
            Self::FillIns => "fill-in",
            Self::TimeSinks => "time sink",
        }
    }
}

impl Quadrant<'_> {
    /// Draws the quadrant; none where no epic has both scores on the scale.
    pub fn draw(&self) -> Option<Drawing> {
        let span = Span::new(self.lo, self.hi);
        let (sorted, off) = self.sorted(span);
        if sorted.is_empty() {
            return None;
        }
        let counts = Counts::of(&sorted);
        let title = words::finding(&counts);
        let description = words::description(&counts, span, off.len());
        let picture = plot::draw(self, &sorted, &counts, (&title, &description)).ok()?;
        Some(Drawing {
            svg: picture.svg,
            title,
            subtitle: words::subtitle(&counts, span),
            description,
            note: words::note(picture.merged, off.len()),
            head: ["Epic", "Title", "Type"]
                .map(Cell::words)
                .into_iter()
                .chain(["Impact", "Effort"].map(Cell::number))
                .chain([Cell::words("Part")])
                .collect(),
            rows: sorted
                .iter()
                .map(|(corner, point)| row(point, corner.title()))
                .chain(off.iter().map(|point| row(point, "Off the scale")))
                .take(self.rows)
                .collect(),
        })
    }

    /// Sorts the epics by part, value, effort and id, and sets apart those off the scale.
    fn sorted(&self, span: Span) -> (Vec<Sorted<'_>>, Vec<&Point<'_>>) {
        let on_scale = |point: &&Point<'_>| span.holds(point.value) && span.holds(point.effort);
        let (on, mut off): (Vec<&Point<'_>>, Vec<&Point<'_>>) = self.points.iter().partition(on_scale);
        let mut sorted: Vec<Sorted<'_>> =
            on.into_iter().map(|point| (Corner::of(point.value, point.effort, span.middle()), point)).collect();
        sorted.order_by(|(one, a), (other, b)| {
            one.cmp(other)
                .then(b.value.total_cmp(&a.value))
                .then(a.effort.total_cmp(&b.effort))
                .then_with(|| a.id.cmp(&b.id))
        });
        off.order_by(|a, b| a.id.cmp(&b.id));
        (sorted, off)
    }
}

type Sorted<'a> = (Corner, &'a Point<'a>);

/// How many epics each part holds.
struct Counts(BTreeMap<Corner, usize>);

impl Counts {
    fn of(sorted: &[Sorted<'_>]) -> Self {
        let mut counts = BTreeMap::new();
        for (corner, _) in sorted {
            *counts.entry(*corner).or_default() += 1;
        }
        Self(counts)
    }

    fn get(&self, corner: Corner) -> usize {
        self.0.get(&corner).copied().unwrap_or(0)
    }

    fn all(&self) -> usize {
        self.0.values().sum()
    }
}

impl Point<'_> {
    /// Says which epic it is and how it scored: `SRCH-4 Refactor the search: impact 9, effort 3`.
    fn tooltip(&self) -> String {
        let (value, effort) = (number(self.value), number(self.effort));
        let name = format!("{} {}", clip(&self.id, 40), clip(&self.title, 100));
        format!("{}: impact {value}, effort {effort}", name.trim())
    }
}

fn row(point: &Point<'_>, part: &str) -> Vec<Cell> {
    vec![
        Cell::link(&*point.id, &point.href),
        Cell::words(&*point.title),
        Cell::words(point.work_type.label()),
        Cell::number(score(point.value)),
        Cell::number(score(point.effort)),
        Cell::words(part),
    ]
}

fn score(value: f64) -> String {
    if value.is_finite() { number(value) } else { "–".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(id: &str, value: f64, effort: f64) -> Point<'static> {
        Point {
            id: id.to_owned().into(),
            title: format!("Title of {id}").into(),
            href: format!("epics/{id}.html"),
            work_type: WorkType::Feature,
            value,
            effort,
        }
    }

    fn quadrant(points: Vec<Point<'_>>) -> Quadrant<'_> {
        let (prefix, list_href) = ("q".to_owned(), "#quick-wins".to_owned());
        Quadrant { prefix, lo: 1.0, hi: 5.0, width: 560, list_href, rows: usize::MAX, points }
    }

    #[test]
    fn the_parts_meet_as_defined() {
        let parts = [(3.0, 3.0), (3.0, 4.0), (2.0, 3.0), (1.0, 5.0)].map(|(v, e)| Corner::of(v, e, 3.0));
        assert_eq!(parts, Corner::ALL);
    }

    #[test]
    fn without_an_epic_on_the_scale_there_is_no_drawing() {
        assert_eq!(quadrant(Vec::new()).draw(), None);
        assert_eq!(quadrant(vec![point("A", f64::NAN, 2.0), point("B", 9.0, 2.0)]).draw(), None);
    }

    #[test]
    fn a_mark_links_to_its_epic_and_says_its_scores() {
        let drawing = quadrant(vec![point("A-1", 5.0, 1.5)]).draw().unwrap();
        let mark = "<a href=\"epics/A-1.html\"><title>A-1 Title of A-1: impact 5, effort 1.5</title>";
        assert!(drawing.svg.contains(mark), "{}", drawing.svg);
    }

    #[test]
    fn the_table_lists_all_in_reading_order_and_those_off_the_scale_last() {
        let points = vec![point("Z", 7.0, 1.0), point("C", 1.0, 5.0), point("B", 4.0, 1.0), point("A", 4.0, 1.0)];
        let drawing = quadrant(points).draw().unwrap();
        let ids: Vec<_> = drawing.rows.iter().map(|row| row[0].text.as_str()).collect();
        assert_eq!(ids, ["A", "B", "C", "Z"]);
        assert_eq!(drawing.rows[3][5].text, "Off the scale");
        assert!(drawing.note.unwrap().contains("One epic is off the scale"));
    }

    #[test]
    fn the_order_of_the_input_does_not_matter() {
        let mut points: Vec<Point> =
            (0..30).map(|n| point(&format!("E-{n}"), f64::from(n % 5 + 1), f64::from(n % 3 + 1))).collect();
        let one = quadrant(points.clone()).draw();
        points.reverse();
        assert_eq!(one, quadrant(points).draw());
    }
}
