//! What a formula may say: operators and how tightly they bind, functions, fields, and the nearest
//! one to a word that isn't known.

use std::ops::Range;

use super::{FIELDS, FormulaError};

/// The functions: name, fewest and most arguments.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("min", 1, 32),
    ("max", 1, 32),
    ("abs", 1, 1),
    ("sqrt", 1, 1),
    ("log", 1, 2),
    ("round", 1, 2),
    ("clamp", 3, 3),
    ("if", 3, 3),
];

/// Gives how tightly a sign binds to its left and to its right.
pub(super) fn binding(sign: &str) -> Option<(u8, u8)> {
    Some(match sign {
        "?" => (1, 1),
        "||" => (3, 4),
        "&&" => (5, 6),
        "<" | ">" | "<=" | ">=" | "==" | "!=" => (7, 8),
        "+" | "-" => (9, 10),
        "*" | "/" | "%" => (11, 12),
        "^" => (14, 13),
        _ => return None,
    })
}

/// Finds a function: its name, its fewest and its most arguments.
pub(super) fn function(name: &str, span: &Range<usize>) -> Result<(&'static str, usize, usize), FormulaError> {
    if let Some(found) = FUNCTIONS.iter().find(|(function, ..)| *function == name) {
        return Ok(*found);
    }
    let names: Vec<&str> = FUNCTIONS.iter().map(|(function, ..)| *function).collect();
    Err(unknown("function", name, span, &names))
}

/// Checks that a field can exist.
pub(super) fn check_field(name: &str, span: &Range<usize>, known: &[String]) -> Result<(), FormulaError> {
    let names: Vec<&str> = FIELDS.iter().copied().chain(known.iter().map(String::as_str)).collect();
    if names.contains(&name) {
        return Ok(());
    }
    Err(unknown("field", name, span, &names))
}

fn unknown(what: &str, name: &str, span: &Range<usize>, known: &[&str]) -> FormulaError {
    let hint = match nearest(name, known) {
        Some(close) => format!("Did you mean `{close}`?"),
        None => format!("Use one of {}.", known.join(", ")),
    };
    FormulaError::new(span.clone(), format!("unknown {what} `{name}`"), hint)
}

fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (name.len() / 3).max(1);
    known
        .iter()
        .filter(|other| other.chars().count().abs_diff(name.len()) <= limit)
        .map(|other| (distance(&name, &other.to_lowercase()), *other))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, other)| other)
}

/// Counts the edits between two words (Damerau-Levenshtein, adjacent swaps only).
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let change = last[j] + usize::from(a[i] != b[j]);
            let mut best = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
