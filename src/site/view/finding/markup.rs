//! A finding as markup, as the component `problem` makes it.

use super::Finding;
use crate::site::markup::{Html, ticked};
use crate::site::words::capital;

/// Writes the panels of findings, one below the other.
pub(in crate::site) fn write_findings(html: &mut Html, findings: &[Finding]) {
    for finding in findings {
        finding.write(html);
    }
}

impl Finding {
    /// Writes the panel.
    fn write(&self, html: &mut Html) {
        html.raw("\n<div class=\"alert problem problem-").raw(self.severity).raw("\">\n<p class=\"alert-title\">");
        html.text(&capital(self.severity));
        if let Some(rule) = self.rule {
            let (open, close) = linked(self.rule_href.as_deref());
            html.raw(" · ").raw(&open).raw("<code>").text(rule).raw("</code>").raw(close);
        }
        html.raw("</p>\n<p class=\"message\">");
        ticked(html, &self.message);
        html.raw("</p>\n");
        let (open, close) = linked(self.href.as_deref());
        html.maybe(&format!("<p class=\"small place\">{open}"), self.location.as_deref(), &format!("{close}</p>"));
        html.raw("\n").maybe("<pre tabindex=\"0\"><code>", self.excerpt.as_deref(), "</code></pre>").raw("\n");
        if let Some(hint) = self.hint.as_deref().filter(|hint| !hint.is_empty()) {
            html.raw("<p class=\"hint\">");
            ticked(html, hint);
            html.raw("</p>");
        }
        html.raw("\n</div>\n");
    }
}

/// Gives the tags of a link, or nothing where there is none.
fn linked(href: Option<&str>) -> (String, &'static str) {
    let mut open = Html::default();
    open.maybe("<a href=\"", href, "\">");
    let close = if open.0.is_empty() { "" } else { "</a>" };
    (open.0, close)
}
