//! The text of a formula cut into tokens, each with its bytes.

use std::ops::Range;

use super::FormulaError;

/// A piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Name(&'a str),
    Sign(&'static str),
    End,
}

/// A token and its bytes in the text.
pub(super) type Placed<'a> = (Token<'a>, Range<usize>);

/// Longer signs stand before those that they begin with.
const SIGNS: &[&str] =
    &["&&", "||", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "^", "!", "?", ":", "(", ")", ","];

/// Cuts a formula into tokens; the last one is always [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Placed<'_>>, FormulaError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = match first {
            '0'..='9' | '.' => number(rest, at)?,
            _ if is_name(first) => name(rest),
            _ => sign(rest, at)?,
        };
        tokens.push((token, at..at + length));
        at += length;
    }
    tokens.push((Token::End, text.len()..text.len()));
    Ok(tokens)
}

fn is_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

fn name(rest: &str) -> (Token<'_>, usize) {
    let inside = |letter: char| is_name(letter) || letter.is_ascii_digit() || letter == '.';
    let length = rest.find(|letter| !inside(letter)).unwrap_or(rest.len());
    (Token::Name(&rest[..length]), length)
}

fn number(rest: &str, at: usize) -> Result<(Token<'_>, usize), FormulaError> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if rest[length..].starts_with('.') {
        length += 1;
        length += digits(&rest[length..]);
    }
    if rest[length..].starts_with(['e', 'E']) {
        let mark = rest[length + 1..].starts_with(['+', '-']);
        let power = length + 1 + usize::from(mark);
        let figures = digits(&rest[power..]);
        length = if figures > 0 { power + figures } else { length };
    }
    match rest[..length].parse::<f64>() {
        Ok(value) if value.is_finite() => Ok((Token::Number(value), length)),
        _ => {
            let message = format!("`{}` is not a number", &rest[..length]);
            let hint = "Write numbers like 3, 0.5 or 12000.";
            Err(FormulaError::new(at..at + length, message, hint))
        }
    }
}

fn sign(rest: &str, at: usize) -> Result<(Token<'_>, usize), FormulaError> {
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    let letter = rest.chars().next().unwrap_or(' ');
    let hint = match letter {
        '=' => "Compare with `==`.",
        '×' | '·' => "Multiply with `*`.",
        '÷' => "Divide with `/`.",
        '−' | '–' => "Subtract with the plain `-`.",
        '&' => "Write `&&` for and.",
        '|' => "Write `||` for or.",
        _ => "Use numbers, field names and + - * / % ^ ( ) only.",
    };
    let message = format!("`{letter}` means nothing in a formula");
    Err(FormulaError::new(at..at + letter.len_utf8(), message, hint))
}
