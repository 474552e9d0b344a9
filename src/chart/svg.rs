//! Writes a drawing as SVG for plotters. In: shapes in tenths of a pixel, coloured with [`Ink`]. Out:
//! elements with classes, safe to stand in a page. Never writes a script, a style, a literal colour
//! beyond one grey that stands in for a missing style sheet, or a character that XML forbids.

use std::convert::Infallible;
use std::fmt::{self, Write as _};

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};

use super::ink::Ink;
use super::text;

mod markup;

use markup::{GREY, Tenths, whole};
pub use markup::{Head, Role, document, escape};

/// Collects the elements of one drawing; plotters draws on it.
pub struct Svg<'a> {
    size: (u32, u32),
    out: &'a mut String,
}

impl<'a> Svg<'a> {
    /// Starts a drawing of a size in tenths of a pixel; its elements are added to `out`.
    pub fn new(size: (u32, u32), out: &'a mut String) -> Self {
        Self { size, out }
    }

    /// Adds markup that is already safe.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn element(&mut self, ink: Ink, shape: fmt::Arguments, how: Paint) {
        self.write(format_args!("<{shape} class=\"{}\"", ink.class()));
        match how {
            Paint::Fill => self.raw("/>"),
            Paint::Line => self.write(format_args!(" fill=\"none\" stroke=\"{GREY}\"/>")),
        }
    }

    fn write(&mut self, what: fmt::Arguments) {
        self.out.write_fmt(what).expect("a string takes any text");
    }
}

#[derive(Clone, Copy)]
enum Paint {
    Fill,
    Line,
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Outcome {
        self.draw_rect((x, y), (x + 10, y + 10), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let Some(ink) = visible(style) else {
            return Ok(());
        };
        let shape = format_args!(
            "rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            Tenths(left.min(right)),
            Tenths(top.min(bottom)),
            Tenths(right.saturating_sub(left).saturating_abs()),
            Tenths(bottom.saturating_sub(top).saturating_abs())
        );
        self.element(ink, shape, if fill { Paint::Fill } else { Paint::Line });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        if let Some(ink) = visible(style) {
            self.element(ink, format_args!("path d=\"{}\"", steps(path)), Paint::Line);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        if let Some(ink) = visible(style) {
            let shape =
                format_args!("circle cx=\"{}\" cy=\"{}\" r=\"{}\"", Tenths(x), Tenths(y), Tenths(whole(radius)));
            self.element(ink, shape, if fill { Paint::Fill } else { Paint::Line });
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Outcome {
        if let Some(ink) = visible(style) {
            self.element(ink, format_args!("path d=\"{}Z\"", steps(vert)), Paint::Fill);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Outcome {
        let ink = Ink::of(style.color());
        let size = ink.font().size();
        let (anchor, drop) = (style.anchor(), baseline(style.anchor().v_pos, size));
        let side = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let (turn, x, y) = match style.transform() {
            FontTransform::None => (None, x, y + drop),
            FontTransform::Rotate90 => (Some("90"), x - drop, y),
            FontTransform::Rotate180 => (Some("180"), x, y - drop),
            FontTransform::Rotate270 => (Some("-90"), x + drop, y),
        };
        let (x, y) = (Tenths(x), Tenths(y));
        let turn = turn.map_or(String::new(), |by| format!(" transform=\"rotate({by} {x} {y})\""));
        let length = fixed_length(text, ink);
        self.write(format_args!(
            "<text class=\"{}\" x=\"{x}\" y=\"{y}\"{side}{turn}{length}>{}</text>",
            ink.class(),
            escape(text)
        ));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let font = Ink::of(style.color()).font();
        Ok((text::width(text, font).unsigned_abs(), font.line().unsigned_abs()))
    }
}

fn visible<S: BackendStyle>(style: &S) -> Option<Ink> {
    Some(style.color()).filter(|color| color.alpha > 0.0).map(Ink::of)
}

/// Moves a text down from its anchor: browsers and converters differ in `dominant-baseline`.
fn baseline(anchor: VPos, size: i32) -> i32 {
    match anchor {
        VPos::Top => size * 93 / 100,
        VPos::Center => size * 36 / 100,
        VPos::Bottom => -size * 24 / 100,
    }
}

/// Holds a text of unknown width to the width that was kept free for it.
fn fixed_length(content: &str, ink: Ink) -> String {
    if text::is_certain(content) {
        return String::new();
    }
    let width = Tenths(text::width(content, ink.font()));
    format!(" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\"")
}

/// Writes a path from its first place onwards by distances, which are shorter than places.
fn steps(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    let mut last: Option<BackendCoord> = None;
    for (x, y) in path {
        match last.map(|(a, b)| (x.saturating_sub(a), y.saturating_sub(b))) {
            None => write!(out, "M{} {}", Tenths(x), Tenths(y)),
            Some((along, 0)) => write!(out, "h{}", Tenths(along)),
            Some((0, down)) => write!(out, "v{}", Tenths(down)),
            Some((along, down)) => write!(out, "l{} {}", Tenths(along), Tenths(down)),
        }
        .expect("a string takes any text");
        last = Some((x, y));
    }
    out
}

#[cfg(test)]
mod tests {
    use plotters::prelude::*;

    use super::*;

    fn drawn(draw: impl Fn(&DrawingArea<Svg, plotters::coord::Shift>)) -> String {
        let mut out = String::new();
        draw(&Svg::new((1_000, 500), &mut out).into_drawing_area());
        out
    }

    #[test]
    fn shapes_carry_their_ink_as_a_class() {
        let out = drawn(|area| {
            area.draw(&Circle::new((100, 55), 40, Ink::Series(2).fill())).unwrap();
            area.draw(&PathElement::new([(0, 0), (105, 20)], Ink::Axis.line())).unwrap();
        });
        assert!(out.contains("<circle cx=\"10\" cy=\"5.5\" r=\"4\" class=\"c-s2\"/>"), "{out}");
        assert!(out.contains("<path d=\"M0 0l10.5 2\" class=\"c-axis\" fill=\"none\" stroke=\"#767676\"/>"), "{out}");
    }

    #[test]
    fn what_is_transparent_is_left_out() {
        assert_eq!(drawn(|area| area.draw(&Circle::new((9, 9), 4, TRANSPARENT)).unwrap()), "");
    }

    #[test]
    fn text_of_unknown_width_gets_a_fixed_length() {
        let style = ("sans-serif", 110).into_font().color(&Ink::Label.color());
        let out = drawn(|area| area.draw_text("\u{fdfd}", &style, (0, 0)).unwrap());
        assert!(out.contains("textLength=\"15.4\""), "{out}");
    }
}
