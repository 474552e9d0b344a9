//! TOML front matter (`+++`) to the same tree as YAML.
//!
//! In: the text between the fences. Out: a [`Node`] or one problem with its place.

use super::node::{Entry, Node, Value};
use super::problem::Problem;
use crate::diagnostic::{Lines, Span};
use crate::order::Order;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads one TOML document.
pub(super) fn parse(text: &str) -> Result<Node, Problem> {
    let table = DeTable::parse(text).map_err(|error| {
        let span = Span::of(text, error.span().unwrap_or(0..0));
        problem(span, error.message().lines().next().unwrap_or("unreadable"))
    })?;
    let lines = Lines::of(text);
    let span = lines.span(table.span());
    Ok(Node { value: map(&lines, table.into_inner()), span })
}

/// Says what is wrong, and how to mend it.
fn problem(span: Span, message: &str) -> Problem {
    if message.contains("recurs") {
        return Problem::new("toml-syntax", span, "the front matter is nested too deep")
            .hint("Write fewer brackets into each other, and fewer dots into a name.");
    }
    let hint = if message.contains("duplicate key") {
        "Keep one of the two lines and delete the other."
    } else {
        "Check the quotes and the `=` of this line; text needs quotes in TOML."
    };
    Problem::new("toml-syntax", span, format!("the front matter is not valid TOML: {message}")).hint(hint)
}

/// Converts a table, in the order of the file.
fn map(lines: &Lines<'_>, table: DeTable<'_>) -> Value {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: lines.span(key.span()),
            key: key.into_inner().into_owned(),
            node: node(lines, value),
        })
        .collect();
    entries.order_by_key(|entry| entry.key_span.offset);
    Value::Map(entries)
}

/// Converts a value; numbers and dates keep the form in which they were written.
fn node(lines: &Lines<'_>, value: Spanned<DeValue<'_>>) -> Node {
    let span = lines.span(value.span());
    let value = match value.into_inner() {
        DeValue::String(string) => Value::Scalar(string.into_owned()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(lines, item)).collect()),
        DeValue::Table(table) => map(lines, table),
        _ => Value::Scalar(lines.text()[span.range(lines.text())].trim().to_owned()),
    };
    Node { value, span }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn values_keep_their_form_and_place() {
        let node = parse("title = \"Search\"\nby = 2025-06-30\n[scores]\nimpact = 9\n").unwrap();
        assert_eq!(node.get("by").unwrap().as_text(), Some("2025-06-30"));
        let impact = node.get("scores").unwrap().get("impact").unwrap();
        assert_eq!((impact.as_text(), impact.span.line, impact.span.column), (Some("9"), 4, 10));
    }

    #[test]
    fn a_slip_is_a_problem_with_its_place() {
        let problem = parse("a = 1\nb = two\n").unwrap_err();
        assert_eq!(problem.span.line, 2);
    }
}
