//! Reads YAML in which values begin with `@` or a backtick and stand in no quotes, as names of people often do.
//!
//! In: a text that YAML refuses, and why. Out: the tree that was meant, with every place as in the text. YAML keeps both
//! characters for itself and gives them no meaning, so such a value can only be text. Guesses nothing else.

use super::node::{Node, Value};
use super::problem::Problem;
use super::yaml::parse_in_full;

/// The most values that are looked for one by one, each of which costs a reading.
const MOST: usize = 8;
/// What stands for the character meanwhile: as long, and the start of a plain text.
const STAND_IN: u8 = b'^';

/// Reads the text, and says what is to be mended; none where anything else is wrong with it.
pub(super) fn read(text: &str, refused: &Problem) -> Option<(Node, Problem)> {
    let is_slip = |at: usize| matches!(text.as_bytes().get(at), Some(b'@' | b'`'));
    let slips_at = |problem: &Problem| {
        let at = problem.span.offset as usize;
        (problem.rule == "yaml-syntax" && is_slip(at)).then_some(at)
    };
    let first = slips_at(refused)?;
    let starts = |at: &usize| *at == first || matches!(text.as_bytes()[at - 1], b' ' | b'[' | b',' | b'{');
    let mut slips: Vec<usize> = (first..text.len()).filter(|at| is_slip(*at) && starts(at)).collect();
    let Ok(Some(node)) = attempt(text, &slips) else {
        // Some of them stand inside of a text, where they mean nothing else.
        slips = vec![first];
        while slips.len() < MOST {
            match attempt(text, &slips) {
                Ok(node) => return node.map(|node| (node, said(refused, text, &slips))),
                Err(next) => slips.push(slips_at(&next).filter(|at| slips.last() < Some(at))?),
            }
        }
        return None;
    };
    Some((node, said(refused, text, &slips)))
}

/// Reads the text with a plain letter in the place of each of these characters; none where one begins no value.
fn attempt(text: &str, slips: &[usize]) -> Result<Option<Node>, Problem> {
    let mut bytes = text.as_bytes().to_vec();
    for at in slips {
        bytes[*at] = STAND_IN;
    }
    let mut node = parse_in_full(&String::from_utf8_lossy(&bytes))?;
    let restored = restore(&mut node, text, slips);
    Ok((restored == slips.len()).then_some(node))
}

/// Puts the characters back, and counts them.
fn restore(node: &mut Node, source: &str, slips: &[usize]) -> usize {
    let written = |text: &mut String, offset: u32| {
        let at = offset as usize;
        let found = slips.binary_search(&at).is_ok() && text.as_bytes().first() == Some(&STAND_IN);
        if found {
            text.replace_range(..1, &source[at..=at]);
        }
        usize::from(found)
    };
    match &mut node.value {
        Value::Null => 0,
        Value::Scalar(text) => written(text, node.span.offset),
        Value::List(items) => items.iter_mut().map(|item| restore(item, source, slips)).sum(),
        Value::Map(entries) => {
            let each = entries
                .iter_mut()
                .map(|entry| written(&mut entry.key, entry.key_span.offset) + restore(&mut entry.node, source, slips));
            each.sum()
        }
    }
}

/// Says what is to be mended.
fn said(refused: &Problem, text: &str, slips: &[usize]) -> Problem {
    let more = match slips.len() - 1 {
        0 => String::new(),
        1 => ", and 1 more value does".to_owned(),
        more => format!(", and {more} more values do"),
    };
    let name = if text[slips[0]..].starts_with('@') { "`@`" } else { "a backtick" };
    let message = format!("this value begins with {name} and stands in no quotes{more}; it is read as text here");
    let hint = "Put it in quotes, so that every reader of YAML can read the file.";
    Problem::new("yaml-syntax", refused.span, message).warning().hint(hint)
}

#[cfg(test)]
mod tests {
    use super::super::node::{Node, Value};
    use super::super::yaml::{parse, parse_in_full};
    use super::MOST;

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
            ("b: @y\na: |\n  - @x\n", "b: '@y'\na: |\n  - @x\n"),
        ] {
            let (node, said) = parse(slip).unwrap();
            assert_eq!(plain(&node), plain(&parse_in_full(sound).unwrap()), "{slip}");
            assert!(said.unwrap().message.contains("read as text"), "{slip}");
        }
    }

    #[test]
    fn whatever_else_is_wrong_stays_an_error() {
        let odd = format!("b:\n{}a: |\n  - @x\n", "- @y\n".repeat(MOST + 1));
        for text in ["a: @x\nb: \"no end\n", "a: @x: y\n", "a: %x\n", &odd] {
            assert!(parse(text).is_err(), "{text:.40}");
        }
    }

    #[test]
    fn as_many_as_there_are_take_one_reading_more() {
        let text = "- @x\n".repeat(2_000);
        let (node, said) = parse(&text).unwrap();
        assert_eq!(plain(&node).matches("@x").count(), 2_000);
        assert!(said.unwrap().message.contains("1999 more values do"));
    }

    #[test]
    fn the_first_is_named_with_the_number_of_the_others() {
        let said = |text: &str| parse(text).unwrap().1.unwrap();
        assert_eq!((said("a: 1\nb: @x\n").span.line, said("a: 1\nb: @x\n").span.column), (2, 4));
        assert!(said("- @x\n- @y\n").message.contains("1 more value does"));
        assert!(said("- @x\n- @y\n- @z\n").message.contains("2 more values do"));
    }
}
