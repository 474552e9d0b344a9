//! Surfaces that stand for something: a bar, a band, a cell, with a link and a tooltip around it. In: corners,
//! an address, words. Out: elements for plotters. Never follows an address of a scheme it doesn't know.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::ink::Ink;
use super::mark::around;
use super::rect::Rect;
use super::svg::{Svg, escape};

/// A surface with a link and a tooltip around it.
#[derive(Debug, Clone)]
pub(super) struct Patch<'t> {
    /// Lists its corners, in tenths of a pixel.
    pub(super) corners: Vec<(i32, i32)>,
    /// Is what it is filled with.
    pub(super) ink: Ink,
    /// Is where it leads; empty where it leads nowhere.
    pub(super) href: &'t str,
    /// Says in words what it stands for.
    pub(super) tooltip: &'t str,
}

impl<'t> Patch<'t> {
    /// Makes a bar that leads nowhere.
    pub(super) fn bar(area: Rect, ink: Ink, tooltip: &'t str) -> Self {
        let Rect { left, top, right, bottom } = area;
        Self { corners: vec![(left, top), (right, top), (right, bottom), (left, bottom)], ink, href: "", tooltip }
    }
}

type Outcome = Result<(), DrawingErrorKind<std::convert::Infallible>>;

impl<'a> PointCollection<'a, (i32, i32)> for &'a Patch<'_> {
    type Point = &'a (i32, i32);
    type IntoIter = std::slice::Iter<'a, (i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        self.corners.iter()
    }
}

impl<'s> Drawable<Svg<'s>> for Patch<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, pos: I, svg: &mut Svg<'s>, _: (u32, u32)) -> Outcome {
        let (open, close) = around(self.href);
        svg.raw(&format!("{open}<title>{}</title>", escape(self.tooltip)));
        svg.fill_polygon(pos, &self.ink.fill())?;
        svg.raw(close);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::drawing::IntoDrawingArea;

    use super::*;

    #[test]
    fn a_bar_is_a_surface_with_its_words() {
        let mut out = String::new();
        let area = Svg::new((1_000, 1_000), &mut out).into_drawing_area();
        area.draw(&Patch::bar(Rect { left: 10, top: 20, right: 110, bottom: 220 }, Ink::Bar, "3 <epics>")).unwrap();
        drop(area);
        let expected = "<g><title>3 &lt;epics&gt;</title><path d=\"M1 2h10v20h-10Z\" class=\"c-bar\"/></g>";
        assert_eq!(out, expected);
    }
}
