//! Draws a placed graph. In: the graph. Out: the SVG. Never decides on a place.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::DrawingErrorKind;

use super::super::ink::{Ink, Way};
use super::super::mark::around;
use super::super::rect::Rect;
use super::super::svg::{Head, Role, Svg, document, escape};
use super::super::text::{self, Font};
use super::place::{BOX, Layout, NAME, place};
use super::{DependencyGraph, Node};

/// Draws a graph whose lanes, columns and waits exist.
pub(super) fn draw(graph: &DependencyGraph, description: &str) -> String {
    let layout = place(graph);
    let size = (layout.size.0.unsigned_abs(), layout.size.1.unsigned_abs());
    let mut elements = String::new();
    let mut svg = Svg::new(size, &mut elements);
    let drawn = draw_all(&mut svg, graph, &layout);
    drawn.expect("this backend has nothing that could fail");
    let head = Head { prefix: &graph.prefix, size, title: &graph.title, description, role: Role::Group };
    document(&head, &elements)
}

type Outcome = Result<(), DrawingErrorKind<std::convert::Infallible>>;

/// How far the words of a box keep from its edge.
const INSET: i32 = 90;
/// How long and how wide the head of an arrow is.
const HEAD: (i32, i32) = (70, 35);

fn draw_all(svg: &mut Svg, graph: &DependencyGraph, layout: &Layout) -> Outcome {
    let width = layout.size.0;
    for (lane, top) in graph.lanes.iter().zip(&layout.lanes) {
        if *top > 0 {
            svg.draw_line((0, *top), (width, *top), &Ink::Grid.line())?;
        }
        let name = text::fit(lane, Font::Title, width - 200);
        write(svg, &name, Ink::Corner, (100, top + NAME / 2))?;
    }
    for way in [Way::Plain, Way::Chain, Way::Circle] {
        for (node, ways) in graph.nodes.iter().zip(&layout.ways) {
            let own = node.waits.iter().zip(ways).filter(|((_, other), _)| *other == way);
            for (_, corners) in own {
                arrow(svg, corners, Ink::Arrow(way))?;
            }
        }
    }
    graph.nodes.iter().zip(&layout.boxes).try_for_each(|(node, area)| epic(svg, node, *area))
}

/// Draws an arrow through its corners; its head points along its last part.
fn arrow(svg: &mut Svg, corners: &[(i32, i32)], ink: Ink) -> Outcome {
    let [.., before, tip] = corners else { return Ok(()) };
    let back = if tip.0 >= before.0 { -HEAD.0 } else { HEAD.0 };
    let mut line = corners.to_vec();
    if let Some(last) = line.last_mut() {
        last.0 += back;
    }
    svg.draw_path(line, &ink.line())?;
    let base = tip.0 + back;
    svg.draw_path([(base, tip.1 - HEAD.1), *tip, (base, tip.1 + HEAD.1)], &ink.line())
}

/// Draws the box of an epic with its id, its state and its title inside a link.
fn epic(svg: &mut Svg, node: &Node, area: Rect) -> Outcome {
    let (open, close) = around(&node.href);
    svg.raw(&format!("{open}<title>{}</title>", escape(&node.tooltip())));
    svg.draw_rect((area.left, area.top), (area.right, area.bottom), &Ink::Box(node.stage).fill(), true)?;
    let room = BOX.0 - 2 * INSET;
    let first = text::fit(&format!("{} · {}", node.id, node.state), Font::Label, room);
    write(svg, &first, Ink::Label, (area.left + INSET, area.top + 130))?;
    let title = text::fit(&node.title, Font::Label, room);
    write(svg, &title, Ink::Name, (area.left + INSET, area.top + 310))?;
    svg.raw(close);
    Ok(())
}

/// Writes words from a place on, centred on it from top to bottom.
fn write(svg: &mut Svg, words: &str, ink: Ink, at: (i32, i32)) -> Outcome {
    let font = ("sans-serif", ink.font().size()).into_font();
    let style: TextStyle = font.color(&ink.color()).pos(Pos::new(HPos::Left, VPos::Center));
    svg.draw_text(words, &style, at)
}
