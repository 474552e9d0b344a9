//! A score as markup, as the component `score_card` and the cells of tables make it.

use super::{Score, ScoreCard};
use crate::site::markup::Html;

impl Score {
    /// Writes the inside of a cell, from the end of its opening tag on.
    pub(in crate::site) fn write_cell(&self, html: &mut Html) {
        html.raw(" data-v=\"").raw(&format!("{:?}", self.value)).raw("\"><span class=\"score\">").raw(&self.bar_svg);
        html.raw("\n<strong>").text(&self.total).raw("</strong></span>");
        html.maybe("<span class=\"small\">", self.coverage.as_deref(), "</span>");
    }
}

impl ScoreCard {
    /// Writes the card.
    pub(in crate::site) fn write(&self, html: &mut Html) {
        html.raw("\n<section class=\"card\" aria-labelledby=\"bl-score\"><h2 id=\"bl-score\">").text(&self.label);
        html.raw("</h2>\n<p class=\"small\">");
        match &self.method_href {
            Some(href) => html.raw("<a href=\"").text(href).raw("\">").text(&self.method).raw("</a>"),
            None => html.text(&self.method),
        };
        html.raw("</p>\n").raw(&self.bar.bar_svg).raw("\n\n").raw(HEAD);
        for (at, part) in self.parts.iter().enumerate() {
            html.raw("<tr><th scope=\"row\"><span class=\"key k")
                .raw(&at.to_string())
                .raw("\"></span>")
                .text(&part.label);
            html.maybe("<span class=\"small\">", part.note.as_deref(), "</span>").raw("</th><td class=\"mute\">");
            html.text(&part.input)
                .raw(if part.weight.is_empty() { "" } else { " × " })
                .text(&part.weight)
                .raw("</td><td class=\"num\"><strong>");
            html.text(&part.contribution).raw("</strong></td></tr>");
        }
        html.raw("</tbody></table>\n<p class=\"sum-line\">").text(&self.sum).raw("</p>\n");
        for words in [&self.cost_of_delay, &self.stability, &self.sequence, &self.quadrant] {
            html.maybe("<p class=\"small\">", words.as_deref(), "</p>").raw("\n");
        }
        html.raw("</section>\n");
    }
}

/// The head of the table of parts.
const HEAD: &str = "<table class=\"sum\"><caption class=\"sr\">How the score is made</caption>\n<thead class=\"sr\"><tr><th scope=\"col\">Criterion</th><th scope=\"col\">Score × weight</th><th scope=\"col\">Contribution</th></tr></thead>\n<tbody>";
