//! The row of an epic as markup, as the component `epic_row` makes it.

use super::{Columns, EpicRow};
use crate::site::markup::{Html, status_dot, team_cell, type_chip};

impl EpicRow {
    /// Writes the row with the columns that its table has.
    pub(super) fn write(&self, html: &mut Html, table: Columns) {
        html.raw("<tr class=\"row\">");
        if table.ranks {
            self.rank(html);
        }
        if table.changes {
            html.raw("<td class=\"c-change\">");
            self.change.iter().for_each(|change| change.write(html));
            html.raw("</td>");
        }
        html.raw("\n<th scope=\"row\" class=\"c-epic\"><a href=\"").text(&self.href).raw("\" dir=\"auto\">");
        html.text(&self.title).raw("</a>");
        html.maybe("<span class=\"summary\" dir=\"auto\">", self.summary.as_deref(), "</span>");
        let reason = self.sequence.as_ref().and_then(|sequence| sequence.reason.as_deref());
        html.maybe("<span class=\"why\">", reason, "</span>").raw("</th>\n<td class=\"c-type\">");
        type_chip(html, &self.work_type);
        html.raw("</td>");
        if table.teams {
            team_cell(html, self.team.as_ref());
        }
        html.raw("\n<td class=\"c-bar\">");
        match &self.bar {
            Some(bar) => bar.write(html),
            None => _ = html.raw("<span class=\"small\">").raw(self.no_bar).raw("</span>"),
        }
        html.raw("</td>");
        self.figures(html, table);
        html.raw("\n<td class=\"c-state\">");
        status_dot(html, &self.status);
        html.raw("</td>\n</tr>\n");
    }

    fn rank(&self, html: &mut Html) {
        html.raw("<td class=\"c-rank\"");
        html.maybe(" data-v=\"", self.rank_value.map(|value| value.to_string()).as_deref(), "\"").raw(">");
        let label = self.rank_label.as_deref();
        match &self.rank {
            Some(rank) => {
                html.raw("<span").maybe(" aria-hidden=\"true\" title=\"", label, "\"").raw(">").text(rank);
                html.raw("</span>").maybe("<span class=\"sr\">", label, "</span>")
            }
            None => html.raw("–"),
        };
        html.raw("</td>");
    }

    /// Writes the score, the place in the sequence and what remains.
    fn figures(&self, html: &mut Html, table: Columns) {
        if table.scores {
            html.raw("<td class=\"c-score\"");
            match &self.score {
                Some(score) => score.write_cell(html),
                None => _ = html.raw("><span class=\"small\">").raw(self.no_score).raw("</span>"),
            }
            html.raw("</td>");
        }
        if table.sequence {
            html.raw("<td class=\"c-seq\">");
            if let Some(sequence) = &self.sequence {
                html.raw("<span class=\"").raw(if sequence.moved { "moved" } else { "mute" }).raw("\">");
                html.text(&sequence.place).raw("<span class=\"narrow\"> in sequence</span></span>");
            }
            html.raw("</td>");
        }
        if table.remaining {
            let remaining = self.remaining.as_deref().filter(|words| !words.is_empty());
            html.raw("<td class=\"c-rest\">").maybe("", remaining, "");
            html.raw(if remaining.is_none() { "<span class=\"mute\">not estimated</span>" } else { "" }).raw("</td>");
        }
    }
}
