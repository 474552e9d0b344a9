//! A finding about a file, as a panel on a page.

mod markup;

pub(in crate::site) use markup::write_findings;

use crate::diagnostic::{Diagnostic, Severity};
use serde::Serialize;

/// A finding with its place, an excerpt and the next step.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Finding {
    severity: &'static str,
    rule: Option<&'static str>,
    rule_href: Option<String>,
    message: String,
    location: Option<String>,
    href: Option<String>,
    excerpt: Option<String>,
    hint: Option<String>,
}

impl Finding {
    /// Shows a finding; `text` is the file's, for the excerpt, and `href` leads to its source.
    pub(in crate::site) fn of(diagnostic: &Diagnostic, text: Option<&str>, href: Option<String>) -> Self {
        let span = diagnostic.span;
        let place = if span.is_file() { String::new() } else { format!(":{}:{}", span.line, span.column) };
        let related =
            diagnostic.related.iter().map(|other| format!(" ({}: {}:{})", other.label, other.path, other.span.line));
        Self {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            rule: Some(diagnostic.rule),
            rule_href: None,
            message: diagnostic.message.clone() + &related.collect::<String>(),
            location: Some(format!("{}{place}", diagnostic.path)),
            href,
            excerpt: text.filter(|_| !span.is_file()).map(|text| excerpt(text, diagnostic)),
            hint: diagnostic.hint.clone(),
        }
    }
}

/// Cuts the line of a finding out of its file, with a mark below the place; long lines are cut around it.
fn excerpt(text: &str, diagnostic: &Diagnostic) -> String {
    let span = diagnostic.span;
    let at = span.range(text).start;
    let ends = |c: &char| !matches!(c, '\n' | '\r');
    let before: Vec<char> = text[..at].chars().rev().take_while(ends).take(60).collect();
    let after = text[at..].chars().take_while(ends).take(100 - before.len());
    let shown = before.iter().rev().copied().chain(after).map(|c| if c.is_control() { ' ' } else { c });
    let shown: String = shown.collect();
    let marked = text.get(span.range(text)).map_or(1, |marked| marked.lines().next().unwrap_or("").chars().count());
    let width = marked.clamp(1, 100 - before.len());
    format!("{:>4} | {shown}\n     | {}{}", span.line, " ".repeat(before.len()), "^".repeat(width))
}
