//! Marks that stand for something: a shape by work type, around it a link and a tooltip. In: a place,
//! an address, words. Out: elements for plotters. Never follows an address of a scheme it doesn't know.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};
use serde::{Deserialize, Serialize};

use super::ink::Ink;
use super::svg::{Svg, escape};

/// The kind of work behind a mark. Each has a shape of its own: colour is never the only carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkType {
    /// Is new value: a circle.
    Feature,
    /// Is a debt to repay: a square.
    TechDebt,
    /// Is a fault to mend: a triangle.
    Defect,
    /// Is a danger to avert: a diamond.
    Risk,
    /// Is anything else: a cross.
    Other,
}

impl WorkType {
    /// Lists the types in the order of a key.
    pub const ALL: [Self; 5] = [Self::Feature, Self::TechDebt, Self::Defect, Self::Risk, Self::Other];

    /// Reads the class word of a type; an unknown word is another type.
    pub fn of(class: &str) -> Self {
        match class {
            "feature" => Self::Feature,
            "tech-debt" => Self::TechDebt,
            "defect" => Self::Defect,
            "risk" => Self::Risk,
            _ => Self::Other,
        }
    }

    /// Gives the name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Feature => "Feature",
            Self::TechDebt => "Tech debt",
            Self::Defect => "Defect",
            Self::Risk => "Risk",
            Self::Other => "Other or none",
        }
    }

    fn corners(self) -> &'static [(i32, i32)] {
        match self {
            Self::Feature => &[],
            Self::TechDebt => &[(-40, -40), (40, -40), (40, 40), (-40, 40)],
            Self::Defect => &[(0, -52), (52, 40), (-52, 40)],
            Self::Risk => &[(0, -56), (56, 0), (0, 56), (-56, 0)],
            Self::Other => &[
                (-52, -18),
                (-18, -18),
                (-18, -52),
                (18, -52),
                (18, -18),
                (52, -18),
                (52, 18),
                (18, 18),
                (18, 52),
                (-18, 52),
                (-18, 18),
                (-52, 18),
            ],
        }
    }
}

/// How far a dot reaches from its place, its edge included, in tenths of a pixel.
pub const REACH: i32 = 62;

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Is the shape of a work type.
    Type(WorkType),
    /// Is a circle of an ink, with its radius in tenths of a pixel.
    Circle(Ink, u32),
}

/// A shape at a place. A wrapper for any element would be neater, but sends the compiler into an
/// endless search beside plotters' own elements that take any coordinate.
#[derive(Debug, Clone)]
pub struct Dot<C> {
    /// Is the place, in the coordinates of the chart.
    pub at: C,
    /// Is what stands there.
    pub shape: Shape,
}

/// A dot with a link and a tooltip around it; the link makes it reachable by keyboard.
#[derive(Debug, Clone)]
pub struct Mark<'t, C> {
    /// Is what is drawn.
    pub dot: Dot<C>,
    /// Is where the mark leads; empty where it leads nowhere.
    pub href: &'t str,
    /// Says in words what the mark stands for.
    pub tooltip: &'t str,
}

/// Tells whether a drawing may lead to an address: a second wall behind the check at load, as
/// dropping a forbidden character must not make a scheme out of a harmless word.
pub fn is_safe(href: &str) -> bool {
    let clean: String = href.chars().filter(|c| !c.is_control()).collect();
    let head = clean.trim_start().split(['/', '?', '#']).next().unwrap_or("");
    !head.contains(':')
        || ["http:", "https:", "mailto:"]
            .iter()
            .any(|scheme| head.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

type Outcome = Result<(), DrawingErrorKind<<Svg<'static> as DrawingBackend>::ErrorType>>;

impl<'a, C> PointCollection<'a, C> for &'a Dot<C> {
    type Point = &'a C;
    type IntoIter = std::iter::Once<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<C> Drawable<Svg<'_>> for Dot<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, mut pos: I, svg: &mut Svg, _: (u32, u32)) -> Outcome {
        let Some((x, y)) = pos.next() else {
            return Ok(());
        };
        let work_type = match self.shape {
            Shape::Type(work_type) => work_type,
            Shape::Circle(ink, radius) => {
                return svg.draw_circle((x, y), radius, &ink.fill(), true);
            }
        };
        let style = Ink::Type(work_type).fill();
        match work_type.corners() {
            [] => svg.draw_circle((x, y), 46, &style, true),
            corners => svg.fill_polygon(corners.iter().map(|(dx, dy)| (x + dx, y + dy)), &style),
        }
    }
}

impl<'a, C> PointCollection<'a, C> for &'a Mark<'_, C> {
    type Point = &'a C;
    type IntoIter = std::iter::Once<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        self.dot.point_iter()
    }
}

impl<'s, C> Drawable<Svg<'s>> for Mark<'_, C> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, pos: I, svg: &mut Svg<'s>, parent: (u32, u32)) -> Outcome {
        let (open, close) = around(self.href);
        svg.raw(&format!("{open}<title>{}</title>", escape(self.tooltip)));
        self.dot.draw(pos, svg, parent)?;
        svg.raw(close);
        Ok(())
    }
}

/// Gives the tags around a mark: a link, or a group where the address leads nowhere.
pub(super) fn around(href: &str) -> (String, &'static str) {
    if href.is_empty() || !is_safe(href) {
        return ("<g>".to_owned(), "</g>");
    }
    (format!("<a href=\"{}\">", escape(href)), "</a>")
}

#[cfg(test)]
mod tests {
    use plotters::prelude::*;

    use super::*;

    fn drawn(href: &str, tooltip: &str) -> String {
        let mut out = String::new();
        let area = Svg::new((1_000, 1_000), &mut out).into_drawing_area();
        let dot = Dot { at: (100, 100), shape: Shape::Type(WorkType::Risk) };
        area.draw(&Mark { dot, href, tooltip }).unwrap();
        drop(area);
        out
    }

    #[test]
    fn a_mark_is_a_link_with_a_tooltip_around_a_shape() {
        let expected = "<a href=\"a.html\"><title>A-1 Search</title>\
                        <path d=\"M10 4.4l5.6 5.6l-5.6 5.6l-5.6 -5.6Z\" class=\"c-dot t-risk\"/></a>";
        assert_eq!(drawn("a.html", "A-1 Search"), expected);
    }

    #[test]
    fn an_address_cannot_leave_its_attribute() {
        let out = drawn("\"><script>x</script>", "</title><script>");
        assert!(!out.contains("<script"), "{out}");
    }

    #[test]
    fn an_unknown_scheme_makes_no_link() {
        for href in ["javascript:x", "java\u{1}script:x", " DATA:text/html,x", "\u{9}vbscript:x", ""] {
            assert!(drawn(href, "").starts_with("<g>"), "{href:?}");
        }
        for href in ["a.html", "../b/c.html#d:e", "https://x.test/", "#quick", "?a:b", "MAILTO:a@b.test"] {
            assert!(drawn(href, "").starts_with("<a "), "{href:?}");
        }
    }

    #[test]
    fn every_type_has_its_own_shape_within_reach() {
        for one in WorkType::ALL {
            let far = one.corners().iter().flat_map(|(x, y)| [x.abs(), y.abs()]).max();
            assert!(far.unwrap_or(46) <= REACH);
            let same = WorkType::ALL.iter().filter(|other| other.corners() == one.corners());
            assert_eq!(same.count(), 1);
        }
        assert_eq!(WorkType::of("spike"), WorkType::Other);
    }
}
