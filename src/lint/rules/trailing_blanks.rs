//! `trailing-blanks`: no line of the front matter ends with blanks.

use super::super::context::Context;
use super::super::rule::Edit;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::diagnostic::Span;
use crate::document::Node;
use std::ops::Range;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "trailing-blanks",
    family: Family::Form,
    level: Level::Info,
    summary: "no line of the front matter ends with blanks",
    check: Check::Document(check),
    fix: Some(fix),
};

/// Finds the first such line, and counts the others. Below the front matter two blanks are a line break.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let text = context.matter_text(at);
    let lines = trailing(context, at);
    let Some(first) = lines.first() else { return Vec::new() };
    let message = match lines.len() {
        1 => "this line ends with blanks".to_owned(),
        count => format!("{count} lines of the front matter end with blanks, this one first"),
    };
    vec![Found::new(Span::of(text, first.clone()), message, "`backlit check --fix` takes them away.")]
}

/// Takes them away.
fn fix(context: &Context<'_>, at: usize, _: &Node) -> Vec<Edit> {
    let text = context.matter_text(at);
    let lines = trailing(context, at);
    let first = lines.first().cloned().unwrap_or(0..0);
    let of = Span::of(text, first);
    lines.into_iter().map(|range| Edit { of, range, text: String::new() }).collect()
}

/// Finds the blanks at the ends of lines, except within texts of several lines, where they may be meant.
fn trailing(context: &Context<'_>, at: usize) -> Vec<Range<usize>> {
    let document = &context.backlog.documents[at];
    let text = context.matter_text(at);
    let end = if document.beside.is_some() { text.len() } else { document.body };
    let block = |line: &str| {
        let value = line.rsplit_once(':').map_or("", |(_, value)| value.trim());
        value.starts_with(['|', '>']) || line.contains("\"\"\"") || line.contains("'''")
    };
    // Most texts have none, and many bytes are looked at together.
    let blank = |at: usize| at > 0 && matches!(text.as_bytes()[at - 1], b' ' | b'\t' | b'\r');
    if !memchr::memchr_iter(b'\n', &text.as_bytes()[..end]).chain([end]).any(blank) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text[..end].split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let kept = content.trim_end_matches([' ', '\t']).len();
        if kept < content.len() && kept > 0 {
            found.push(start + kept..start + content.len());
        }
        start += line.len();
    }
    // Few texts have any, so only these are looked through for texts of several lines.
    if !found.is_empty() && text[..end].lines().any(block) {
        found.clear();
    }
    found
}
