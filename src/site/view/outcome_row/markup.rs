//! An outcome in full as markup, as the components `outcome_list` and `outcome_row` make it.

use super::OutcomeRow;
use crate::site::markup::{Html, field_list, status_dot};

/// Writes the outcomes of an epic below their heading; nothing without any.
pub(in crate::site) fn write_outcomes(html: &mut Html, title: &str, note: Option<&str>, outcomes: &[OutcomeRow]) {
    if outcomes.is_empty() {
        return;
    }
    html.raw("\n<section class=\"card outcomes\" aria-labelledby=\"bl-outcomes\"><h2 id=\"bl-outcomes\">").text(title);
    html.raw("</h2>\n").maybe("<p class=\"small\">", note, "</p>").raw("\n");
    html.each(outcomes, "", |html, outcome| outcome.write(html)).raw("\n</section>\n");
}

impl OutcomeRow {
    fn write(&self, html: &mut Html) {
        let id = self.id.as_str();
        html.raw("\n<section class=\"outcome\" id=\"").text(id).raw("\" aria-labelledby=\"bl-").text(id);
        html.raw("\">\n<div class=\"outcome-head\">\n<div class=\"outcome-name\"><h3 id=\"bl-").text(id);
        html.raw("\"><a class=\"anchor\" href=\"#")
            .text(id)
            .raw("\" dir=\"auto\">")
            .text(&self.metric)
            .raw("</a></h3>");
        html.maybe("<p class=\"small\" dir=\"auto\">", self.source.as_deref(), "</p>");
        if !self.facts.is_empty() {
            html.raw("<p class=\"small\">").each(&self.facts, " · ", |html, fact| _ = html.text(fact)).raw("</p>");
        }
        html.raw("</div>\n<div class=\"outcome-bar\">");
        self.bar.iter().for_each(|bar| bar.write(html));
        if let Some(line) = &self.line_svg {
            html.raw("<div class=\"outcome-line\">").raw(line).raw("</div>");
        }
        html.raw("</div>\n<div class=\"outcome-state\">");
        self.state(html);
        html.raw("</div>\n</div>\n");
        if let Some(learned) = self.learned_html.as_deref().filter(|learned| !learned.is_empty()) {
            html.raw("<div class=\"learned\"><p class=\"label\">What we learned</p>").raw(learned).raw("</div>");
        }
        html.raw("\n");
        let given_up = "<p class=\"small\"><span class=\"label\">Given up</span> ";
        html.maybe(given_up, self.abandoned.as_deref(), "</p>").raw("\n");
        self.details(html);
        html.raw("\n</section>\n");
    }

    fn state(&self, html: &mut Html) {
        status_dot(html, &self.state);
        if let Some(note) = self.state_note.as_deref().filter(|note| !note.is_empty()) {
            html.raw("<span class=\"small").maybe(" ", self.state_note_class, "").raw("\">").text(note);
            html.raw("</span>");
        }
        html.maybe("<span class=\"small moved-target\" dir=\"auto\">", self.moved.as_deref(), "</span>");
        html.maybe("<span class=\"small\">", self.against.as_deref(), "</span>");
        html.each(&self.flags, "", |html, flag| {
            html.raw("<span class=\"small late\">").text(flag).raw("</span>");
        });
    }

    /// Writes the numbers, and a table each of checks, guardrails and readings.
    fn details(&self, html: &mut Html) {
        let some = [!self.checkpoints.is_empty(), !self.guardrails.is_empty(), !self.readings.is_empty()];
        if self.numbers.is_empty() && some == [false; 3] {
            return;
        }
        html.raw("\n<details class=\"more\"><summary>Numbers");
        for (_, name) in some.into_iter().zip([", checks", ", guardrails", ", readings"]).filter(|(some, _)| *some) {
            html.raw(name);
        }
        html.raw("<span class=\"sr\"> of ").text(&self.metric).raw("</span></summary>\n");
        if !self.numbers.is_empty() {
            field_list(html, &self.numbers);
        }
        html.raw("\n");
        self.table(html, ("Checks", "Measure again", CHECKS), &self.checkpoints, |html, check| {
            html.raw("<tr><th scope=\"row\">").text(&check.label).raw("</th><td>").text(&check.due).raw("</td><td>");
            status_dot(html, &check.state);
            html.raw("</td></tr>");
        });
        self.table(html, ("Guardrails", "Must not get worse", GUARDRAILS), &self.guardrails, |html, rail| {
            html.raw("<tr><th scope=\"row\">").text(&rail.metric).raw("</th><td>").text(&rail.limit);
            html.raw("</td><td>").text(or(rail.latest.as_deref(), "–")).raw("</td><td>");
            status_dot(html, &rail.state);
            html.raw("</td></tr>");
        });
        self.table(html, ("Readings", "Readings", READINGS), &self.readings, |html, reading| {
            html.raw("<tr><th scope=\"row\">").text(&reading.on).raw("</th><td class=\"num\">").text(&reading.value);
            html.raw("</td><td class=\"num\">").text(or(reading.progress.as_deref(), "–")).raw("</td><td>");
            html.text(or(reading.note.as_deref(), "")).raw("</td></tr>");
        });
        html.raw("</details>\n");
    }

    /// Writes a table in a region of its own, where it has rows.
    fn table<T>(
        &self,
        html: &mut Html,
        (region, caption, head): (&str, &str, &str),
        rows: &[T],
        row: impl FnMut(&mut Html, &T),
    ) {
        if !rows.is_empty() {
            html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").raw(region).raw(" of ");
            html.text(&self.metric)
                .raw("\"><table class=\"plain\"><caption>")
                .raw(caption)
                .raw("</caption><thead><tr>");
            html.raw(head).raw("</tr></thead><tbody>").each(rows, "", row).raw("</tbody></table></div>");
        }
        html.raw("\n");
    }
}

/// The headings of the checks after delivery.
const CHECKS: &str = "<th scope=\"col\">After</th><th scope=\"col\">Due</th><th scope=\"col\">State</th>";
/// The headings of metrics that must not get worse.
const GUARDRAILS: &str = "<th scope=\"col\">Guardrail</th><th scope=\"col\">Limit</th><th scope=\"col\">Latest</th><th scope=\"col\">State</th>";
/// The headings of what was measured.
const READINGS: &str = "<th scope=\"col\">On</th><th scope=\"col\" class=\"num\">Value</th><th scope=\"col\" class=\"num\">Progress</th><th scope=\"col\">Note</th>";

/// Gives a text, or what stands for one that is missing.
fn or<'a>(text: Option<&'a str>, otherwise: &'a str) -> &'a str {
    text.filter(|text| !text.is_empty()).unwrap_or(otherwise)
}
