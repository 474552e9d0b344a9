//! The row of an outcome as markup, as the component `promise_row` makes it.

use super::{Columns, OutcomeLine};
use crate::site::markup::{Html, link, status_dot, team_cell};

impl OutcomeLine {
    /// Writes the row with the columns that its table has.
    pub(super) fn write(&self, html: &mut Html, table: Columns) {
        html.raw("<tr class=\"row\"><th scope=\"row\" class=\"c-epic\"><a href=\"");
        html.text(self.outcome.href.as_deref().unwrap_or("")).raw("\" dir=\"auto\">").text(&self.outcome.text);
        html.raw("</a><span class=\"summary\">");
        link(html, &self.document);
        html.raw("</span></th>");
        if table.teams {
            team_cell(html, self.team.as_ref());
        }
        html.raw("\n<td class=\"c-bar\">");
        match &self.bar {
            Some(bar) => bar.write(html),
            None => _ = html.raw("<span class=\"small\">no target yet</span>"),
        }
        html.raw("</td>\n<td class=\"c-actual\">");
        match self.actual.as_deref().filter(|actual| !actual.is_empty()) {
            Some(actual) => {
                html.raw("<strong>").text(actual).raw("</strong>");
                html.maybe("<span class=\"small\">", self.later.as_deref(), "</span>")
            }
            None => html.raw("<span aria-hidden=\"true\">–</span><span class=\"sr\">not measured</span>"),
        };
        html.raw("</td>\n<td class=\"c-note\">");
        status_dot(html, &self.state);
        if let Some(note) = self.note.as_deref().filter(|note| !note.is_empty()) {
            html.raw("<span class=\"small").maybe(" ", self.note_class, "").raw("\">").text(note).raw("</span>");
        }
        html.maybe("<span class=\"small moved-target\" dir=\"auto\">", self.moved.as_deref(), "</span>");
        html.maybe("<span class=\"small\">", self.against.as_deref(), "</span>");
        html.each(&self.flags, "", |html, flag| {
            html.raw("<span class=\"small late\">").text(flag).raw("</span>");
        });
        html.maybe("<span class=\"small\">", self.next.as_deref(), "</span>").raw("</td></tr>\n");
    }
}
