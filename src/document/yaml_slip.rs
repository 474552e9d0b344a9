//! Reads YAML in which values begin with `@` or a backtick and stand in no quotes, as names of people often do.
//!
//! In: a text that YAML refuses, and why. Out: the tree that was meant, with every place as in the text. YAML keeps both
//! characters for itself and gives them no meaning, so such a value can only be text. Guesses nothing else.

use super::node::{Node, Value};
use super::problem::Problem;
use super::yaml::parse_in_full;

/// The most values that are taken for text, each of which costs a reading.
const MOST: usize = 32;
/// The longest text that is read so often.
const LONGEST: usize = 16 * 1024;
/// What stands for the character meanwhile: as long, and the start of a plain text.
const STAND_IN: u8 = b'^';

/// Reads the text, and says what is to be mended; none where anything else is wrong with it.
pub(super) fn read(text: &str, refused: &Problem) -> Option<(Node, Problem)> {
    let mut bytes = text.as_bytes().to_vec();
    let mut slips = Vec::new();
    let mut place = refused.clone();
    while slips.len() < MOST && text.len() <= LONGEST {
        let at = place.span.offset as usize;
        if place.rule != "yaml-syntax" || !matches!(bytes.get(at), Some(b'@' | b'`')) {
            return None;
        }
        slips.push((place.span.offset, char::from(bytes[at])));
        bytes[at] = STAND_IN;
        match parse_in_full(std::str::from_utf8(&bytes).ok()?) {
            Ok(mut node) => {
                slips.sort_unstable();
                restore(&mut node, &slips);
                return Some((node, said(refused, &slips)));
            }
            Err(next) => place = next,
        }
    }
    None
}

/// Puts the characters back.
fn restore(node: &mut Node, slips: &[(u32, char)]) {
    let written = |text: &mut String, offset: u32| {
        if let Ok(found) = slips.binary_search_by_key(&offset, |(at, _)| *at) {
            text.replace_range(..1, slips[found].1.encode_utf8(&mut [0; 4]));
        }
    };
    match &mut node.value {
        Value::Null => {}
        Value::Scalar(text) => written(text, node.span.offset),
        Value::List(items) => items.iter_mut().for_each(|item| restore(item, slips)),
        Value::Map(entries) => {
            for entry in entries {
                written(&mut entry.key, entry.key_span.offset);
                restore(&mut entry.node, slips);
            }
        }
    }
}

/// Says what is to be mended.
fn said(refused: &Problem, slips: &[(u32, char)]) -> Problem {
    let (first, more) = (slips[0].1, slips.len() - 1);
    let more = match more {
        0 => String::new(),
        1 => ", and 1 more value does".to_owned(),
        more => format!(", and {more} more values do"),
    };
    let name = if first == '@' { "`@`" } else { "a backtick" };
    let message = format!("this value begins with {name} and stands in no quotes{more}; it is read as text here");
    let hint = "Put it in quotes, so that every reader of YAML can read the file.";
    Problem::new("yaml-syntax", refused.span, message).warning().hint(hint)
}

#[cfg(test)]
mod tests {
    use super::super::node::{Node, Value};
    use super::super::yaml::{parse, parse_in_full};
    use super::{LONGEST, MOST};

    /// Writes a tree without its places.
    fn plain(node: &Node) -> String {
        match &node.value {
            Value::Null => "null".to_owned(),
            Value::Scalar(text) => format!("{text:?}"),
            Value::List(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let each = entries.iter().map(|entry| format!("{:?}: {}", entry.key, plain(&entry.node)));
                format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn names_without_quotes_are_text() {
        for (slip, sound) in [
            ("a: @x\n", "a: '@x'\n"),
            ("a: ü\nb:\n  - @x y\n  - '@z'\n", "a: ü\nb:\n  - '@x y'\n  - '@z'\n"),
            ("a: [@x, \"@y\", @z]\nb: 1\n", "a: ['@x', '@y', '@z']\nb: 1\n"),
            ("a: {b: @x}\n", "a: {b: '@x'}\n"),
            ("a: `x` y\n", "a: '`x` y'\n"),
            ("@a: 1\n", "'@a': 1\n"),
            ("a: |\n  - @x\nb: @y\n", "a: |\n  - @x\nb: '@y'\n"),
        ] {
            let (node, said) = parse(slip).unwrap();
            assert_eq!(plain(&node), plain(&parse_in_full(sound).unwrap()), "{slip}");
            assert!(said.unwrap().message.contains("read as text"), "{slip}");
        }
    }

    #[test]
    fn whatever_else_is_wrong_stays_an_error() {
        let many = "- @x\n".repeat(MOST + 1);
        let long = format!("a: @x\nb: {}\n", "y".repeat(LONGEST));
        for text in ["a: @x\nb: \"no end\n", "a: @x: y\n", "a: %x\n", &many, &long] {
            assert!(parse(text).is_err(), "{text:.40}");
        }
    }

    #[test]
    fn the_first_is_named_with_the_number_of_the_others() {
        let said = |text: &str| parse(text).unwrap().1.unwrap();
        assert_eq!((said("a: 1\nb: @x\n").span.line, said("a: 1\nb: @x\n").span.column), (2, 4));
        assert!(said("- @x\n- @y\n").message.contains("1 more value does"));
        assert!(said("- @x\n- @y\n- @z\n").message.contains("2 more values do"));
    }
}
