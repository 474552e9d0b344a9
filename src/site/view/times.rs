//! Where the time of an epic went: its visits to states, in order, as a bar with words.

use super::{Cell, Table};
use crate::site::Site;
use crate::site::markup::Html;
use crate::site::words::{days as in_words, figure};
use serde::Serialize;

/// A stay in a state.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::site) struct Stay {
    /// The state's name for readers.
    pub(in crate::site) name: String,
    /// How the bar is filled: 0 for work, 2 for waiting, 7 for what is not begun.
    pub(in crate::site) step: u8,
    /// The day on which it began, in words.
    pub(in crate::site) from: String,
    /// How many days it lasted, parts of a day included.
    pub(in crate::site) days: f64,
}

/// The bar and its words.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Times {
    segments: Vec<Segment>,
    note: String,
    table: Option<Table>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Segment {
    label: String,
    step: u8,
    x: f64,
    width: f64,
}

/// How many stays the bar shows; an epic that went to and fro more often shows them in the table only.
const MOST: usize = 24;

impl Times {
    /// Draws stays in order; none without a measurable one.
    pub(in crate::site) fn of(stays: &[Stay], note: String) -> Option<Self> {
        let whole: f64 = stays.iter().map(|stay| length(stay.days)).sum();
        if whole <= 0.0 {
            return None;
        }
        let mut x = 0.0;
        let mut segments = Vec::new();
        for stay in stays.iter().filter(|stay| length(stay.days) > 0.0) {
            let width = length(stay.days) / whole * 100.0;
            segments.push(Segment {
                label: format!("{} {}", stay.name, short(stay.days)),
                step: stay.step,
                x: rounded(x),
                width: rounded(width),
            });
            x += width;
        }
        if segments.len() > MOST {
            let sum = |step: u8| stays.iter().filter(|stay| stay.step == step).map(|stay| length(stay.days)).sum();
            segments =
                summed([(0, "Worked on"), (2, "Waited"), (7, "Not begun")].map(|(at, name)| (at, name, sum(at))));
        }
        Some(Self { segments, note, table: None })
    }

    /// Adds the stays as a table.
    pub(in crate::site) fn listed(mut self, site: &Site<'_>, stays: &[Stay]) -> Self {
        let mut table = Table::new("Stays in each state, in order", &["State", "From"]);
        table.head.push(Cell::figure("Days"));
        let row =
            |stay: &Stay| vec![Cell::text(&*stay.name), Cell::text(&*stay.from), Cell::figure(figure(stay.days, 1))];
        table.fill(site, stays.iter().map(row));
        self.table = Some(table);
        self
    }
}

impl Times {
    /// Writes it with its heading and its table, as the page of an epic does.
    pub(in crate::site) fn write(&self, html: &mut Html) {
        html.raw(
            "\n<section class=\"block\" aria-labelledby=\"bl-times\"><h2 id=\"bl-times\">Where the time went</h2>",
        );
        html.raw("<div class=\"card\">\n<div class=\"times\">\n<svg class=\"times-svg\" role=\"img\" aria-label=\"");
        html.text(&self.note).raw("\" width=\"100%\" height=\"20\">").each(&self.segments, "", |html, part| {
            let (step, x, width) = (part.step, part.x, part.width);
            html.raw(&format!("<rect class=\"p{step}\" x=\"{x:?}%\" y=\"0\" width=\"{width:?}%\" height=\"20\"/>"));
        });
        html.raw("</svg>\n<ul class=\"times-key\">").each(&self.segments, "", |html, part| {
            html.raw("<li><span class=\"key k")
                .number(part.step.into())
                .raw("\"></span>")
                .text(&part.label)
                .raw("</li>");
        });
        html.raw("</ul>\n<p class=\"small\">").text(&self.note).raw("</p>\n</div>\n");
        if let Some(table) = &self.table {
            html.raw("<details class=\"more\"><summary>The data in a table</summary>");
            table.write(html, "Where the time went");
            html.raw("</details>");
        }
        html.raw("</div></section>");
    }
}

/// Makes one segment for each way to spend time.
fn summed(sums: [(u8, &str, f64); 3]) -> Vec<Segment> {
    let whole: f64 = sums.iter().map(|(.., days)| days).sum();
    let mut x = 0.0;
    let mut segments = Vec::new();
    for (step, name, days) in sums.into_iter().filter(|(.., days)| *days > 0.0) {
        let width = days / whole * 100.0;
        segments.push(Segment { label: format!("{name} {}", short(days)), step, x: rounded(x), width: rounded(width) });
        x += width;
    }
    segments
}

/// Takes what is no length for none.
fn length(days: f64) -> f64 {
    if days.is_finite() { days.clamp(0.0, 1e6) } else { 0.0 }
}

fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

/// Writes days shortly; less than a tenth is less than an hour or two, not nothing.
fn short(days: f64) -> String {
    if length(days) < 0.05 { "under 0.1 days".to_owned() } else { in_words(days) }
}

#[cfg(test)]
mod tests {
    use super::{Stay, Times};

    fn stay(name: &str, step: u8, days: f64) -> Stay {
        Stay { name: name.to_owned(), step, from: "3 May".to_owned(), days }
    }

    #[test]
    fn stays_share_the_bar_in_order() {
        let times = Times::of(&[stay("Ready", 2, 30.0), stay("Build", 0, 10.0)], "40 days".to_owned()).unwrap();
        let bar: Vec<_> = times.segments.iter().map(|part| (part.label.as_str(), part.x, part.width)).collect();
        assert_eq!(bar, [("Ready 30 days", 0.0, 75.0), ("Build 10 days", 75.0, 25.0)]);
    }

    #[test]
    fn without_a_length_there_is_no_bar_and_many_stays_are_summed() {
        assert!(Times::of(&[stay("Ready", 2, 0.0), stay("Build", 0, f64::NAN)], String::new()).is_none());
        let many: Vec<Stay> = (0..40).map(|at| stay("Build", if at % 2 == 0 { 0 } else { 2 }, 1.0)).collect();
        let times = Times::of(&many, String::new()).unwrap();
        let labels: Vec<&str> = times.segments.iter().map(|part| part.label.as_str()).collect();
        assert_eq!(labels, ["Worked on 20 days", "Waited 20 days"]);
    }
}
