//! Colours as names. In: what is drawn. Out: the class that a style sheet colours. plotters hands a
//! backend nothing but a colour, so the name travels inside one. Never holds a colour of its own.

use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::BackendColor;

use super::mark::WorkType;
use super::text::Font;

/// What something is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Draws axes.
    Axis,
    /// Draws grid lines and frames.
    Grid,
    /// Draws the lines that cut a drawing in halves.
    Middle,
    /// Draws the ground of a part that deserves a second look.
    Zone,
    /// Writes tick labels and small words.
    Label,
    /// Writes the name of a mark.
    Name,
    /// Writes headings inside a drawing.
    Title,
    /// Writes the name of a part of a drawing.
    Corner,
    /// Draws a mark without a type.
    Mark,
    /// Draws a mark that stands for several items.
    Count,
    /// Writes the number in such a mark.
    Number,
    /// Draws a target.
    Target,
    /// Fills the series of this number; there are eight.
    Series(u8),
    /// Draws the line of the series of this number; there are eight.
    Line(u8),
    /// Fills the mark of a work type.
    Type(WorkType),
    /// Fills the part of a bar or a band that is of a work type.
    Part(WorkType),
    /// Writes a number on such a part.
    OnPart,
    /// Fills what is not whole yet, over the part below it.
    Hatch,
    /// Draws a plain bar.
    Bar,
    /// Fills the pace zone of this number, from the youngest up; there are five.
    Pace(u8),
    /// Draws the ring around a mark that is held up.
    Ring,
    /// Fills the box of an epic in this state.
    Box(Stage),
    /// Draws or fills an arrow of this meaning.
    Arrow(Way),
}

/// How far the work behind a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Is not begun, or waits.
    Open,
    /// Is worked on.
    Active,
    /// Is delivered.
    Done,
    /// Is given up.
    Off,
}

/// What an arrow between two boxes means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Is one wait of many.
    Plain,
    /// Belongs to the chain that decides when all is done.
    Chain,
    /// Belongs to a circle.
    Circle,
}

impl Ink {
    /// Gives the colour that carries the name through plotters.
    pub fn color(self) -> RGBColor {
        let place = CLASSES.iter().position(|(ink, _)| *ink == self.whole());
        RGBColor(CARRIER, place.and_then(|at| u8::try_from(at).ok()).unwrap_or(0), 0)
    }

    /// Gives the style of a line of this ink.
    pub fn line(self) -> ShapeStyle {
        ShapeStyle { color: self.color().into(), filled: false, stroke_width: 10 }
    }

    /// Gives the style of a surface of this ink.
    pub fn fill(self) -> ShapeStyle {
        ShapeStyle { filled: true, ..self.line() }
    }

    /// Gives the class that the style sheet colours.
    pub fn class(self) -> &'static str {
        let whole = self.whole();
        let found = CLASSES.iter().find(|(ink, _)| *ink == whole);
        found.map_or("c-mark", |(_, class)| class)
    }

    /// Reads the name back out of a colour; any other colour is a plain mark.
    pub fn of(color: BackendColor) -> Self {
        let (carrier, place, _) = color.rgb;
        CLASSES.get(usize::from(place)).filter(|_| carrier == CARRIER).map_or(Self::Mark, |(ink, _)| *ink)
    }

    /// Gives the type in which words of this ink are set.
    pub fn font(self) -> Font {
        match self {
            Self::Title | Self::Corner => Font::Title,
            _ => Font::Label,
        }
    }

    fn whole(self) -> Self {
        match self {
            Self::Series(n) => Self::Series(n % 8),
            Self::Line(n) => Self::Line(n % 8),
            Self::Pace(n) => Self::Pace(n.min(4)),
            other => other,
        }
    }
}

const CARRIER: u8 = 2;

const CLASSES: &[(Ink, &str)] = &[
    (Ink::Mark, "c-mark"),
    (Ink::Axis, "c-axis"),
    (Ink::Grid, "c-grid"),
    (Ink::Middle, "c-axis c-mid"),
    (Ink::Zone, "c-zone"),
    (Ink::Label, "c-label"),
    (Ink::Name, "c-label c-name"),
    (Ink::Title, "c-title"),
    (Ink::Corner, "c-title c-corner"),
    (Ink::Count, "c-count"),
    (Ink::Number, "c-label c-number"),
    (Ink::Target, "c-axis c-target"),
    (Ink::Series(0), "c-s0"),
    (Ink::Series(1), "c-s1"),
    (Ink::Series(2), "c-s2"),
    (Ink::Series(3), "c-s3"),
    (Ink::Series(4), "c-s4"),
    (Ink::Series(5), "c-s5"),
    (Ink::Series(6), "c-s6"),
    (Ink::Series(7), "c-s7"),
    (Ink::Line(0), "c-l0"),
    (Ink::Line(1), "c-l1"),
    (Ink::Line(2), "c-l2"),
    (Ink::Line(3), "c-l3"),
    (Ink::Line(4), "c-l4"),
    (Ink::Line(5), "c-l5"),
    (Ink::Line(6), "c-l6"),
    (Ink::Line(7), "c-l7"),
    (Ink::Type(WorkType::Feature), "c-dot t-feature"),
    (Ink::Type(WorkType::TechDebt), "c-dot t-tech-debt"),
    (Ink::Type(WorkType::Defect), "c-dot t-defect"),
    (Ink::Type(WorkType::Risk), "c-dot t-risk"),
    (Ink::Type(WorkType::Other), "c-dot t-other"),
    (Ink::Part(WorkType::Feature), "c-part t-feature"),
    (Ink::Part(WorkType::TechDebt), "c-part t-tech-debt"),
    (Ink::Part(WorkType::Defect), "c-part t-defect"),
    (Ink::Part(WorkType::Risk), "c-part t-risk"),
    (Ink::Part(WorkType::Other), "c-part t-other"),
    (Ink::OnPart, "c-label c-on"),
    (Ink::Hatch, "c-hatch"),
    (Ink::Bar, "c-bar"),
    (Ink::Pace(0), "c-pace c-z0"),
    (Ink::Pace(1), "c-pace c-z1"),
    (Ink::Pace(2), "c-pace c-z2"),
    (Ink::Pace(3), "c-pace c-z3"),
    (Ink::Pace(4), "c-pace c-z4"),
    (Ink::Ring, "c-ring"),
    (Ink::Box(Stage::Open), "c-box"),
    (Ink::Box(Stage::Active), "c-box c-box-active"),
    (Ink::Box(Stage::Done), "c-box c-box-done"),
    (Ink::Box(Stage::Off), "c-box c-box-off"),
    (Ink::Arrow(Way::Plain), "c-arrow"),
    (Ink::Arrow(Way::Chain), "c-arrow c-arrow-chain"),
    (Ink::Arrow(Way::Circle), "c-arrow c-arrow-circle"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(ink: Ink) -> Ink {
        let RGBColor(r, g, b) = ink.color();
        Ink::of(BackendColor { alpha: 1.0, rgb: (r, g, b) })
    }

    #[test]
    fn every_ink_survives_the_way_through_a_colour() {
        for (ink, class) in CLASSES {
            assert_eq!(carried(*ink), *ink);
            assert_eq!(ink.class(), *class);
        }
    }

    #[test]
    fn a_ninth_series_starts_over_and_a_strange_colour_is_a_plain_mark() {
        assert_eq!(Ink::Series(9).class(), "c-s1");
        let black = BackendColor { alpha: 1.0, rgb: (0, 9, 0) };
        assert_eq!(Ink::of(black), Ink::Mark);
    }
}
