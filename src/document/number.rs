//! Takes the digits of a written number with its grouping, gives an exact decimal; never guesses between two readings.

use super::decimal::{DECIMAL_DIGITS, Decimal, WHOLE_DIGITS};
use super::value_error::{ValueError, excerpt};

/// A number as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenNumber {
    /// Its exact value, without a sign.
    pub value: Decimal,
    /// The byte after its last digit.
    pub end: usize,
    /// The mark between groups of three digits, if one was written.
    pub group: Option<char>,
    /// How many decimals were written.
    pub decimals: u32,
}

/// Reads the unsigned number that starts at a byte of the text.
pub(super) fn read_number(text: &str, start: usize) -> Result<WrittenNumber, ValueError> {
    let end = start + token_length(&text[start..]);
    let token = &text[start..end];
    if token.is_empty() {
        return Err(no_number(text, start));
    }
    let fail = |message: String, hint: &str| ValueError::new(start..end, message, hint);
    let (whole, decimals) = token.split_once('.').unwrap_or((token, ""));
    if decimals.contains('.') {
        return Err(fail(
            format!("`{}` has more than one decimal point", excerpt(token)),
            "Group thousands with a comma and use one point for decimals, as in `1,200.50`.",
        ));
    }
    if decimals.contains(|c: char| !c.is_ascii_digit()) {
        return Err(fail(
            format!("`{}` groups digits after the decimal point", excerpt(token)),
            "Group thousands with a comma and use one point for decimals, as in `1,200.50`.",
        ));
    }
    let group = group_mark(whole).map_err(|hint| {
        let message = format!("`{}` can be read in two ways", excerpt(token));
        fail(message, &hint)
    })?;
    let value = exact(whole, decimals).ok_or_else(|| {
        fail(
            format!("`{}` has too many digits", excerpt(token)),
            "Use at most 18 digits before the point and 12 after it; `k`, `M` and `B` shorten large numbers.",
        )
    })?;
    Ok(WrittenNumber { value, end, group, decimals: u32::try_from(decimals.len()).unwrap_or(u32::MAX) })
}

/// Gives the length of a minus or plus sign at the start of a text, and whether it is a minus.
pub(super) fn sign(text: &str) -> Option<(usize, char)> {
    let first = text.chars().next()?;
    match first {
        '+' | '\u{FF0B}' => Some((first.len_utf8(), '+')),
        '-' | '\u{2212}' | '\u{2013}' | '\u{FE63}' | '\u{FF0D}' => Some((first.len_utf8(), '-')),
        _ => None,
    }
}

/// Parses a number with nothing but a sign before it.
pub(super) fn parse_plain(text: &str) -> Result<Decimal, ValueError> {
    let (skipped, mark) = sign(text).unwrap_or((0, '+'));
    let number = read_number(text, skipped)?;
    if number.end < text.len() {
        return Err(ValueError::new(
            number.end..text.len(),
            format!("`{}` follows the number", excerpt(&text[number.end..])),
            "Write the number alone.",
        ));
    }
    Ok(signed(number.value, mark))
}

/// Gives the value its sign.
pub(super) fn signed(value: Decimal, mark: char) -> Decimal {
    if mark == '-' { Decimal::new(-value.mantissa(), value.scale()) } else { value }
}

fn token_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let after = &bytes[at + c.len_utf8()..];
        let digit_follows = after.first().is_some_and(u8::is_ascii_digit);
        let belongs = match c {
            '0'..='9' => true,
            '.' => digit_follows,
            ',' | '\'' | '’' | '_' => at > 0 && digit_follows,
            _ if c.is_whitespace() => at > 0 && three_digits(after),
            _ => false,
        };
        if !belongs {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn three_digits(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

/// Finds the mark between groups, or says how to write the number so that it has one reading.
fn group_mark(whole: &str) -> Result<Option<char>, String> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Ok(None);
    };
    let groups: Vec<&str> = whole.split(mark).collect();
    let first_fits = (1..=3).contains(&groups[0].len()) && groups[0] != "0";
    let in_threes = groups[1..].iter().all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    if first_fits && in_threes {
        return Ok(Some(mark));
    }
    if mark != ',' && whole.contains(',') {
        return Err("Use a point for decimals, as in `1,200.50`.".into());
    }
    let pair = (mark == ',' && groups.len() == 2).then(|| (groups[0], groups[1]));
    Err(pair.map_or_else(
        || "Put a mark between every three digits, as in `1,200,000`, or leave the marks out.".into(),
        |(whole, rest)| {
            format!(
                "Write `{}.{}` for a decimal; a comma only groups thousands, as in `10,000`.",
                excerpt(whole),
                excerpt(rest)
            )
        },
    ))
}

fn exact(whole: &str, decimals: &str) -> Option<Decimal> {
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    if whole.len() > WHOLE_DIGITS || decimals.len() > DECIMAL_DIGITS {
        return None;
    }
    let mantissa = whole.bytes().chain(decimals.bytes()).fold(0_i128, |sum, b| sum * 10 + i128::from(b - b'0'));
    Some(Decimal::new(mantissa, u32::try_from(decimals.len()).ok()?))
}

fn no_number(text: &str, start: usize) -> ValueError {
    let rest = excerpt(&text[start..]);
    let lower = rest.to_lowercase();
    let infinite = ["nan", ".nan", "inf", ".inf", "infinity", "∞"].contains(&lower.as_str());
    let about = ["~", "≈", "about", "approx", "circa", "ca."].iter().any(|word| lower.starts_with(word));
    let (message, hint) = match (text.trim().is_empty(), infinite, about) {
        (true, ..) => ("the value is empty".into(), MEASURE),
        (_, true, _) => (format!("`{rest}` is not a measurable number"), MEASURE),
        (_, _, true) => {
            (format!("`{rest}` is only roughly a number"), "Write the number itself, without a word or mark before it.")
        }
        _ => (format!("`{rest}` does not start with a number"), MEASURE),
    };
    let range = if start < text.len() { start..text.len() } else { 0..text.len() };
    ValueError::new(range, message, hint)
}

const MEASURE: &str = "Write one number with its unit, such as `70%`, `4.1 s` or `12k`.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_decimals_are_read() {
        for (text, value) in [
            ("10,000", "10000"),
            ("1,200.50", "1200.5"),
            ("1 000", "1000"),
            ("1\u{a0}000", "1000"),
            ("1\u{202f}234\u{202f}567", "1234567"),
            ("1_000", "1000"),
            ("1'000", "1000"),
            (".5", "0.5"),
            ("007", "7"),
            ("-5", "-5"),
            ("\u{2212}5", "-5"),
        ] {
            assert_eq!(parse_plain(text).unwrap().to_string(), value, "{text}");
        }
    }

    #[test]
    fn two_readings_are_an_error() {
        for text in ["4,5", "0,500", "1.200.000", "1.200,50", "1,00,000", "1234,567", "1,200 300"] {
            assert!(parse_plain(text).is_err(), "{text}");
        }
        assert!(parse_plain("4,5").unwrap_err().hint.contains("`4.5`"));
    }

    #[test]
    fn digits_have_a_limit() {
        assert!(parse_plain(&"9".repeat(18)).is_ok());
        assert!(parse_plain(&"9".repeat(19)).is_err());
        assert!(parse_plain("0.0000000000001").is_err());
        assert!(parse_plain("1.50000000000000000000000").is_ok());
    }
}
