//! YAML to a tree with places, under limits that no front matter of a person reaches.
//!
//! In: the text between the fences. Out: a [`Node`] or one problem with its place. Never expands an alias bomb,
//! includes a file or runs a tag. The parser is hidden here, since its interface still moves;
//! what is plain never reaches it.

use super::node::{Entry, Node, Value};
use super::problem::Problem;
use super::{yaml_plain, yaml_slip, yaml_words};
use crate::diagnostic::Span;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Options, Spanned};
use std::fmt;

/// Reads one YAML document; says too what is to be mended in one that can be read all the same.
pub(super) fn parse(text: &str) -> Result<(Node, Option<Problem>), Problem> {
    if let Some(node) = yaml_plain::read(text) {
        return Ok((node, None));
    }
    parse_in_full(text).map(|node| (node, None)).or_else(|problem| {
        let meant = yaml_slip::read(text, &problem);
        meant.map(|(node, said)| (node, Some(said))).ok_or(problem)
    })
}

/// Reads one YAML document, whatever it holds, and says what is wrong with it.
pub(super) fn parse_in_full(text: &str) -> Result<Node, Problem> {
    let raw: Spanned<Raw> =
        serde_saphyr::from_str_with_options(text, options()).map_err(|error| problem(text, &error))?;
    Ok(lift(text, raw))
}

/// What the deserialiser hands over, before the original text of scalars is restored.
enum Raw {
    Null,
    Text(String),
    Plain,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

/// Accepts whatever stands there; numbers and truth values are read back from the source text.
struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(Self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// Turns the raw tree into nodes, with the text of plain scalars as it was written.
fn lift(text: &str, raw: Spanned<Raw>) -> Node {
    let span = span_of(text, raw.referenced);
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Text(value) => Value::Scalar(value),
        Raw::Plain => {
            let defined = span_of(text, raw.defined);
            Value::Scalar(text[defined.range(text)].trim().to_owned())
        }
        Raw::List(items) => Value::List(items.into_iter().map(|item| lift(text, item)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, node)| Entry {
                    key_span: span_of(text, key.referenced),
                    key: key.value,
                    node: lift(text, node),
                })
                .collect(),
        ),
    };
    Node { value, span }
}

/// Converts the parser's place; a scanner error has line and column only.
fn span_of(text: &str, location: Location) -> Span {
    let (line, column) = (narrow(location.line()), narrow(location.column()));
    match (location.span().byte_offset(), location.span().byte_len()) {
        (Some(offset), Some(len)) => Span { line, column, offset: narrow(offset), len: narrow(len) },
        _ => Span::at(text, line.max(1), column.max(1)),
    }
}

/// Narrows a position; the size limit keeps it far below.
fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The limits: generous for people, small for bombs.
fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 40_000,
            max_nodes: 20_000,
            max_depth: 32,
            max_aliases: 100,
            max_anchors: 64,
            max_recorded_anchor_events: 10_000,
            max_documents: 1,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 10_000,
            max_replay_stack_depth: 16,
            max_alias_expansions_per_anchor: 64,
        },
        strict_booleans: true,
        non_finite_float_policy: serde_saphyr::options::NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

/// Says a parser error in a sentence that a product manager understands.
fn problem(text: &str, error: &serde_saphyr::Error) -> Problem {
    let span = error.location().map_or(Span::at(text, 1, 1), |location| span_of(text, location));
    let full = error.without_snippet().to_string();
    let message = full.split(" at line ").next().unwrap_or(&full).lines().next().unwrap_or("").trim();
    let lower = message.to_lowercase();
    if let Some(line) = tab_line(text, span.line) {
        return Problem::new(
            "yaml-tab",
            Span::at(text, line, 1),
            "a tab indents this line, and YAML allows only spaces",
        )
        .hint("Replace the tab at the start of the line by two spaces.");
    }
    if lower.contains("duplicate") {
        return Problem::new("yaml-duplicate-key", span, "this key stands twice in the same group")
            .hint("Keep one of the two lines and delete the other.");
    }
    if lower.contains("documents {") {
        return Problem::new("yaml-syntax", span, "a second document begins here, and one alone is read")
            .hint("Remove this line and what stands below it, or give it a file of its own.");
    }
    // A name that nothing has and a `&` or `*` before a blank are slips; only the other words are of limits.
    let slip = lower.contains("unknown anchor") || lower.contains("scanning an anchor");
    if !slip && ["budget", "alias", "limit", "depth", "recursion"].iter().any(|word| lower.contains(word)) {
        let (what, hint) = if lower.contains("alias") || lower.contains("anchor") {
            ("repeats too much with `&` and `*`", "Write out what you need, and leave the rest away.")
        } else {
            ("is too large or too deep", "Move long lists and text into the body below the front matter.")
        };
        return Problem::new("yaml-too-large", span, format!("the front matter {what}")).hint(hint);
    }
    yaml_words::problem(text, span, message)
}

/// Finds a line that a tab indents, at the place where the parser stopped or just after it.
fn tab_line(text: &str, stopped: u32) -> Option<u32> {
    let indented = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    let from = stopped.saturating_sub(1) as usize;
    let offset = text.lines().skip(from).take(2).position(indented)?;
    u32::try_from(from + offset + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{Value, parse};

    fn text(source: &str, key: &str) -> String {
        let node = parse(source).unwrap().0;
        node.get(key).unwrap().as_text().unwrap().to_owned()
    }

    #[test]
    fn scalars_keep_what_was_written() {
        assert_eq!(text("id: 007\n", "id"), "007");
        assert_eq!(text("title: 1.10\n", "title"), "1.10");
        assert_eq!(text("on: yes\n", "on"), "yes");
        assert_eq!(text("n: 12345678901234567890123456\n", "n"), "12345678901234567890123456");
        assert_eq!(text("a: .inf\n", "a"), ".inf");
        assert_eq!(text("a: 'it''s'\n", "a"), "it's");
        assert_eq!(text("a: 0x1F\n", "a"), "0x1F");
    }

    #[test]
    fn places_are_exact() {
        let (node, _) = parse("a: 1\nlist:\n  - x: 70%\n").unwrap();
        let Value::List(items) = &node.get("list").unwrap().value else { panic!("a list") };
        let value = items[0].get("x").unwrap();
        assert_eq!((value.span.line, value.span.column, value.span.len), (3, 8, 3));
    }

    #[test]
    fn bombs_end_in_a_problem() {
        let mut bomb = String::from("a0: &a0 [x]\n");
        for level in 1..20 {
            let inner = level - 1;
            let alias = format!("*a{inner}");
            bomb.extend([format!("a{level}: &a{level} ["), [alias.as_str(); 9].join(", "), "]\n".to_owned()]);
        }
        assert!(parse(&bomb).is_err());
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(3000)).is_err());
    }

    #[test]
    fn problems_name_the_slip() {
        assert_eq!(parse("a: 1\n\tb: 2\n").unwrap_err().rule, "yaml-tab");
        assert_eq!(parse("a: 1\na: 2\n").unwrap_err().rule, "yaml-duplicate-key");
        let problem = parse("title: one: two\n").unwrap_err();
        assert_eq!(problem.span.line, 1);
        assert!(problem.hint.unwrap().contains("quotes"));
        let problem = parse("outcomes: [\n  - metric: a\n").unwrap_err();
        assert!(problem.message.contains("a bracket that opened before"), "{}", problem.message);
        let problem = parse("created: {{date}}\n").unwrap_err();
        assert!(problem.message.contains("the name of a field must be plain text"), "{}", problem.message);
        assert!(problem.hint.unwrap().contains("a brace as the start of fields"));
    }
}
