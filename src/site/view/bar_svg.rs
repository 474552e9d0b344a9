//! The bars of outcomes and scores as markup. In: positions in per cents, words. Out: drawings whose colours are classes,
//! as are the measures that all bars share. Never decides where anything stands.

use super::bar::Marks;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Draws an outcome's bar: the track, the band or the fill, the tick, and the numbers below.
pub(super) fn outcome_svg(bar: &Marks) -> String {
    let height = if bar.labels.is_empty() { 18 } else { 34 };
    let class = bar.class;
    let mut svg = opened("bar-svg", &bar.label, height);
    svg.push_str("<rect class=\"bar-track\"/>");
    if let Some((x, width)) = bar.band {
        put(&mut svg, format_args!("<rect class=\"bar-band\" x=\"{x}%\" width=\"{width}%\"/>"));
    }
    fill(&mut svg, bar);
    if let Some(x) = bar.ghost {
        let ghost = "y=\"2\" width=\"2\" height=\"14\" transform=\"translate(-1 0)\"";
        put(&mut svg, format_args!("<rect class=\"bar-ghost\" x=\"{x}%\" {ghost}/>"));
    }
    if let Some(x) = bar.tick {
        put(&mut svg, format_args!("<rect class=\"bar-tick\" x=\"{x}%\"/>"));
    }
    if bar.over {
        svg.push_str("<svg x=\"100%\" y=\"0\" width=\"1\" height=\"18\" overflow=\"visible\">");
        put(&mut svg, format_args!("<path class=\"bar-fill s-{class}\" d=\"M0 9l-9-7v14z\"/></svg>"));
    }
    for label in &bar.labels {
        let (role, x, anchor) = (label.role, label.x, label.anchor);
        put(&mut svg, format_args!("<text class=\"bar-text bar-{role} s-{class}\" x=\"{x}%\" y=\"30\""));
        if anchor != "start" {
            put(&mut svg, format_args!(" text-anchor=\"{anchor}\""));
        }
        svg.push('>');
        escape(&mut svg, &label.text);
        svg.push_str("</text>");
    }
    svg.push_str("</svg>");
    svg
}

/// Draws what was reached: a length from the baseline, a mark in the band, an arrow below it, or the place of nothing yet.
fn fill(svg: &mut String, bar: &Marks) {
    let class = bar.class;
    let (x, banded) = (bar.fill, bar.band.is_some());
    if let Some(x) = x.filter(|x| banded || *x > 2) {
        if banded {
            put(svg, format_args!("<rect class=\"bar-fill bar-mark s-{class}\" x=\"{x}%\"/>"));
        } else {
            put(svg, format_args!("<rect class=\"bar-fill s-{class}\" width=\"{x}%\"/>"));
        }
    }
    if bar.below {
        put(svg, format_args!("<path class=\"bar-fill s-{class}\" d=\"M0 9l8-6v12z\"/>"));
    } else if !banded && x.is_none_or(|x| x <= 2) {
        let class = if x.is_some() { class } else { "none" };
        put(svg, format_args!("<circle class=\"bar-fill s-{class}\" cx=\"3\" cy=\"9\" r=\"3\"/>"));
    }
}

/// Draws a score's bar: one part a criterion, each with its place and width in whole per cents and its colour's number.
pub(super) fn score_svg(label: &str, parts: &[(i64, i64, usize)]) -> String {
    let mut svg = opened("score-svg", label, 10);
    for (x, width, step) in parts {
        put(&mut svg, format_args!("<rect class=\"p{step}\" x=\"{x}%\" width=\"{width}%\"/>"));
    }
    svg.push_str("</svg>");
    svg
}

/// Opens a drawing as wide as its place.
fn opened(class: &str, label: &str, height: u8) -> String {
    let mut svg = String::with_capacity(640);
    put(&mut svg, format_args!("<svg class=\"{class}\" role=\"img\" aria-label=\""));
    escape(&mut svg, label);
    put(&mut svg, format_args!("\" width=\"100%\" height=\"{height}\">"));
    svg
}

fn put(svg: &mut String, markup: std::fmt::Arguments<'_>) {
    svg.write_fmt(markup).expect("a string takes all that is written");
}

fn escape(svg: &mut String, text: &str) {
    escape_html(svg, text).expect("a string takes all that is written");
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
