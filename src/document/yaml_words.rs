//! Says why YAML is refused in words of a person who has never seen a parser.
//!
//! In: what the parser says, and where it stopped. Out: a problem with a sentence and a way to mend it. Knows nothing of
//! limits, tabs and keys that stand twice, which have rules of their own.

use super::problem::Problem;
use crate::diagnostic::Span;

/// What the parser says, in part, and what that means.
const WORDS: [(&str, &str); 13] = [
    ("mapping values are not allowed", "a second `key: value` begins where one value is expected"),
    ("unclosed quote", "the quote that opens here is never closed"),
    ("illegal placement of ':'", "a bracket that opened before this line is never closed"),
    ("only valid inside a block", "a bracket that opened before this line is never closed"),
    ("unexpected character", "a value may not start with this character"),
    ("expected string scalar", "the name of a field must be plain text, and something else stands there"),
    ("simple key", "this line is no `key: value` pair"),
    ("unknown anchor", "no `&` names what `*` asks for here"),
    ("scanning an anchor", "a value may not start with this character"),
    ("mapping keys are not allowed", "a value may not start with this character"),
    ("sequence entries are not allowed", "a list begins on a line of its own"),
    ("scanning a block scalar", "a text after `|` or `>` begins on the next line"),
    ("trailing content after", BEHIND_QUOTE),
];
const BEHIND_QUOTE: &str = "text stands behind a closing quote";
const BEHIND_BRACKET: &str = "text stands behind a closing bracket";
/// What begins no text, as YAML means something else by it.
const MEANINGS: [char; 10] = ['@', '`', '%', '&', '*', '!', '|', '>', '-', '?'];

/// Says a parser error in a sentence that a product manager understands.
pub(super) fn problem(text: &str, span: Span, message: &str) -> Problem {
    let line = text.lines().nth(span.line.saturating_sub(1) as usize).unwrap_or("");
    let before: String = line.chars().take(span.column.saturating_sub(1) as usize).collect();
    let words = plain_words(message, before.trim());
    Problem::new("yaml-syntax", span, format!("the front matter cannot be read: {words}")).hint(hint(line, words))
}

/// Puts the parser's commonest messages into plain words.
fn plain_words<'a>(message: &'a str, before: &str) -> &'a str {
    let lower = message.to_lowercase();
    if ["expected key", "expected '-'", "expected <document start>"].iter().any(|jargon| lower.contains(jargon)) {
        return match before {
            "" => "this line is indented like none above it",
            before if before.ends_with([']', '}']) => BEHIND_BRACKET,
            _ => message,
        };
    }
    WORDS.iter().find(|(jargon, _)| lower.contains(jargon)).map_or(message, |(_, words)| words)
}

/// Guesses the usual slip from the line where the parser stopped.
fn hint(line: &str, words: &str) -> &'static str {
    let item = line.trim_start().strip_prefix("- ");
    let value = line.split_once(": ").map(|(_, value)| value).or(item).unwrap_or("").trim_start();
    if value.contains(": ") && !value.starts_with(['"', '\'', '{', '[']) {
        "Put the value in quotes, since it holds a colon followed by a blank."
    } else if value.contains("{{") {
        "Put the value in quotes, since YAML reads a brace as the start of fields."
    } else if words == BEHIND_QUOTE {
        "Put the whole value in single quotes, and double each single quote inside."
    } else if words == BEHIND_BRACKET && value.starts_with(['[', '{']) {
        "Put the whole value in quotes, since YAML ends it at the closing bracket."
    } else if value.starts_with(MEANINGS) {
        "Put the value in quotes, since YAML gives its first character a meaning of its own."
    } else if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        "Resolve the merge conflict that git left in this file."
    } else {
        "Check the indentation, the quotes and the brackets of this line and the one before it."
    }
}
