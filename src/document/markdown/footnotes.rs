//! Footnotes: numbers them in order of their first mention and writes them at the end.
//!
//! In: mentions and rendered notes. Out: the section of notes. Ids start with `bl-`, so no heading can take one.

use super::write;
use crate::order::Order;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Ways back that a note shows; a note may be mentioned more often.
const WAYS_BACK: usize = 20;

/// The notes of one body.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    /// Mentions of each note, in order of number.
    mentions: Vec<usize>,
    texts: BTreeMap<String, String>,
}

impl Footnotes {
    /// Writes a mention; without a link where links can't stand.
    pub(super) fn mention(&mut self, label: &str, in_link: Linked, out: &mut String) {
        let number = self.number(label);
        if in_link == Linked::No {
            push(out, format_args!("<sup class=\"footnote-ref\">{number}</sup>"));
            return;
        }
        self.mentions[number - 1] += 1;
        let id = mention_id(number, self.mentions[number - 1]);
        push(
            out,
            format_args!(
                "<sup class=\"footnote-ref\"><a href=\"#bl-fn-{number}\" id=\"{id}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
            ),
        );
    }

    /// Keeps a note's text; of several notes with one name, the first counts.
    pub(super) fn define(&mut self, label: String, html: String) {
        self.texts.entry(label).or_insert(html);
    }

    /// Writes all notes that are mentioned.
    pub(super) fn write(&self, out: &mut String) {
        if self.numbers.is_empty() {
            return;
        }
        let mut labels: Vec<_> = self.numbers.iter().collect();
        labels.order_by_key(|(_, number)| **number);
        out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (label, &number) in labels {
            push(out, format_args!("<li id=\"bl-fn-{number}\">"));
            let text = self.texts.get(label).map_or("", String::as_str).trim_end();
            let inside = text.strip_suffix("</p>");
            out.push_str(inside.unwrap_or(text));
            self.write_ways_back(number, out);
            out.push_str(if inside.is_some() { "</p></li>\n" } else { "</li>\n" });
        }
        out.push_str("</ol>\n</section>\n");
    }

    fn write_ways_back(&self, number: usize, out: &mut String) {
        for mention in 1..=self.mentions[number - 1].min(WAYS_BACK) {
            let id = mention_id(number, mention);
            out.push_str(" <a class=\"footnote-back\"");
            write::attribute(out, "href", &format!("#{id}"));
            write::attribute(out, "aria-label", &format!("Back to mention {mention} of footnote {number}"));
            out.push_str(">↩</a>");
        }
    }

    fn number(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.mentions.push(0);
        self.numbers.insert(label.to_owned(), self.mentions.len());
        self.mentions.len()
    }
}

/// Whether a mention may be a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Linked {
    /// It may.
    Yes,
    /// It stands in a link already.
    No,
}

fn mention_id(number: usize, mention: usize) -> String {
    match mention {
        1 => format!("bl-fnref-{number}"),
        _ => format!("bl-fnref-{number}-{mention}"),
    }
}

fn push(out: &mut String, arguments: std::fmt::Arguments) {
    out.write_fmt(arguments).expect("a string takes any text");
}
