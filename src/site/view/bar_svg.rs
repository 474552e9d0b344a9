//! The bars of outcomes and scores as markup. In: positions in per cents, words. Out: drawings whose colours are classes,
//! as are the measures that all bars share. Never decides where anything stands.

use super::bar::Marks;
use crate::site::markup::Html;

/// Draws an outcome's bar: the track, the band or the fill, the tick, and the numbers below.
pub(super) fn outcome_svg(bar: &Marks) -> String {
    let height = if bar.labels.is_empty() { 18 } else { 34 };
    let class = bar.class;
    let mut svg = opened("bar-svg", &bar.label, height);
    svg.raw("<rect class=\"bar-track\"/>");
    if let Some((x, width)) = bar.band {
        svg.raw("<rect class=\"bar-band\" x=\"").number(x).raw("%\" width=\"").number(width).raw("%\"/>");
    }
    fill(&mut svg, bar);
    if let Some(x) = bar.ghost {
        svg.raw("<rect class=\"bar-ghost\" x=\"").number(x);
        svg.raw("%\" y=\"2\" width=\"2\" height=\"14\" transform=\"translate(-1 0)\"/>");
    }
    if let Some(x) = bar.tick {
        svg.raw("<rect class=\"bar-tick\" x=\"").number(x).raw("%\"/>");
    }
    if bar.over {
        svg.raw("<svg x=\"100%\" y=\"0\" width=\"1\" height=\"18\" overflow=\"visible\">");
        svg.raw("<path class=\"bar-fill s-").raw(class).raw("\" d=\"M0 9l-9-7v14z\"/></svg>");
    }
    for label in &bar.labels {
        svg.raw("<text class=\"bar-text bar-").raw(label.role).raw(" s-").raw(class).raw("\" x=\"").number(label.x);
        svg.raw("%\" y=\"30\"");
        if label.anchor != "start" {
            svg.raw(" text-anchor=\"").raw(label.anchor).raw("\"");
        }
        svg.raw(">").text(&label.text).raw("</text>");
    }
    svg.raw("</svg>");
    svg.0
}

/// Draws what was reached: a length from the baseline, a mark in the band, an arrow below it, or the place of nothing yet.
fn fill(svg: &mut Html, bar: &Marks) {
    let class = bar.class;
    let (x, banded) = (bar.fill, bar.band.is_some());
    if let Some(x) = x.filter(|x| banded || *x > 2) {
        let (kind, place) = if banded { ("bar-fill bar-mark", "x") } else { ("bar-fill", "width") };
        svg.raw("<rect class=\"")
            .raw(kind)
            .raw(" s-")
            .raw(class)
            .raw("\" ")
            .raw(place)
            .raw("=\"")
            .number(x)
            .raw("%\"/>");
    }
    if bar.below {
        svg.raw("<path class=\"bar-fill s-").raw(class).raw("\" d=\"M0 9l8-6v12z\"/>");
    } else if !banded && x.is_none_or(|x| x <= 2) {
        let class = if x.is_some() { class } else { "none" };
        svg.raw("<circle class=\"bar-fill s-").raw(class).raw("\" cx=\"3\" cy=\"9\" r=\"3\"/>");
    }
}

/// Draws a score's bar: one part a criterion, each with its place and width in whole per cents and its colour's number.
pub(super) fn score_svg(label: &str, parts: &[(i64, i64, usize)]) -> String {
    let mut svg = opened("score-svg", label, 10);
    for (x, width, step) in parts {
        svg.raw("<rect class=\"p").number(i64::try_from(*step).unwrap_or(0)).raw("\" x=\"").number(*x);
        svg.raw("%\" width=\"").number(*width).raw("%\"/>");
    }
    svg.raw("</svg>");
    svg.0
}

/// Opens a drawing as wide as its place.
fn opened(class: &str, label: &str, height: i64) -> Html {
    let mut svg = Html(String::with_capacity(768));
    svg.raw("<svg class=\"").raw(class).raw("\" role=\"img\" aria-label=\"").text(label);
    svg.raw("\" width=\"100%\" height=\"").number(height).raw("\">");
    svg
}

#[cfg(test)]
mod tests {
    use super::score_svg;

    #[test]
    fn words_of_a_backlog_stay_words() {
        let svg = score_svg("\"><script>&", &[(0, 40, 1)]);
        assert!(svg.contains("aria-label=\"&quot;&gt;&lt;script&gt;&amp;\""), "{svg}");
        assert!(svg.contains("<rect class=\"p1\" x=\"0%\" width=\"40%\"/>"), "{svg}");
    }
}
