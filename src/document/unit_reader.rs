//! Takes the words after a number, gives its multiplier and unit; never accepts a sentence as a unit.

use super::decimal::Decimal;
use super::unit::{TimeUnit, Unit, UnitBase, currency_key, leading_currency};
use super::value_error::{ValueError, excerpt};

/// Reads `k`, `M`, `B` and their words at the start of a text: the length of the word and what it multiplies by.
pub(super) fn multiplier(text: &str, money: Option<&str>) -> Option<(usize, Decimal)> {
    let length = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let factor = match &text[..length] {
        "k" | "K" | "thousand" => 1_000,
        "M" | "mn" | "million" => 1_000_000,
        "B" | "bn" | "billion" => 1_000_000_000,
        "m" if money.is_some() => 1_000_000,
        "b" if money.is_some() => 1_000_000_000,
        _ => return None,
    };
    Some((length, Decimal::from(factor)))
}

/// Reads the unit that follows a number from `start` to the end of the text.
pub(super) fn read_unit(text: &str, start: usize, money: Option<&str>) -> Result<Unit, ValueError> {
    let (base, per) = split_per(&text[start..]);
    let per = per.map(|(word, at)| checked_words(word, text, start + at).map(str::to_owned)).transpose()?;
    let base = base_unit(base, text, start)?;
    let base = match (money, base) {
        (None, base) => base,
        (Some(symbol), UnitBase::None | UnitBase::Word(_)) => UnitBase::Currency(symbol.into()),
        (Some(symbol), UnitBase::Currency(other)) if currency_key(symbol) == currency_key(&other) => {
            UnitBase::Currency(symbol.into())
        }
        (Some(symbol), _) => {
            return Err(ValueError::new(
                trimmed_range(text, start),
                format!("`{symbol}` and `{}` are two units", excerpt(&text[start..])),
                "Keep one unit for the number.",
            ));
        }
    };
    Ok(Unit { base, per })
}

fn base_unit(written: &str, text: &str, start: usize) -> Result<UnitBase, ValueError> {
    let word = written.trim();
    let lower = word.to_lowercase();
    let unit = match lower.as_str() {
        "" => UnitBase::None,
        "%" | "percent" | "per cent" | "pct" | "\u{FF05}" => UnitBase::Percent,
        "pp" | "ppt" | "percentage point" | "percentage points" | "% point" | "% points" => UnitBase::Points,
        _ if lower.starts_with("% of ") => UnitBase::Percent,
        _ if lower.starts_with('%') => return Err(words_after_percent(word, text, start)),
        _ => match (TimeUnit::named(word), leading_currency(word)) {
            (Some(time), _) => UnitBase::Time(time),
            (None, Some(symbol)) if symbol == word => UnitBase::Currency(symbol.into()),
            _ => UnitBase::Word(checked_words(word, text, start)?.into()),
        },
    };
    Ok(unit)
}

/// Cuts `tickets / month` and `tickets per month`; the second half comes with its place.
fn split_per(rest: &str) -> (&str, Option<(&str, usize)>) {
    let lower_cent = rest.trim_start().to_ascii_lowercase().starts_with("per cent");
    let word = " per ";
    let cut = rest.find('/').map(|at| (at, at + 1)).or_else(|| {
        let at = if lower_cent { None } else { find_word(rest, word) };
        at.map(|at| (at, at + word.len()))
    });
    match cut {
        Some((end, next)) => (&rest[..end], Some((rest[next..].trim(), next))),
        None => (rest, None),
    }
}

fn find_word(rest: &str, word: &str) -> Option<usize> {
    rest.to_ascii_lowercase().find(word)
}

fn checked_words<'a>(words: &'a str, text: &str, start: usize) -> Result<&'a str, ValueError> {
    let fail = |message: String, hint: &str| Err(ValueError::new(trimmed_range(text, start), message, hint));
    let shown = excerpt(words);
    if let Some(hint) = number_again(words) {
        return fail(format!("`{}` holds more than one number", excerpt(text)), hint);
    }
    let fits = words.chars().count() <= 40 && words.split_whitespace().count() <= 3;
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "-_.'&#*+°".contains(c) || is_symbol(c);
    if words.is_empty() || !fits || !words.chars().all(plain) || words.starts_with(['.', ',', '-', '+', '\'']) {
        return fail(
            format!("`{shown}` does not read as a unit"),
            "Write one number and a short unit, such as `12 tickets / month`; other words belong in `source`.",
        );
    }
    Ok(words)
}

/// Says what to write when the text after a number goes on with another number.
fn number_again(words: &str) -> Option<&'static str> {
    let rest = words.trim_start_matches(['.', '-', '\u{2013}', '\u{2212}', '\u{2014}', ' ']);
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if words.split_whitespace().any(digit) && !words.starts_with(['-', '.', '\u{2013}', 't']) {
        return Some("Write one number with one unit, such as `90 min`, `0.75` or `75%`.");
    }
    if rest.len() < words.len() && digit(rest) || words.starts_with("to ") {
        return Some("Write `range: [200 ms, 400 ms]` to keep a metric between two values.");
    }
    let exponent = words.strip_prefix(['e', 'E'])?.trim_start_matches(['+', '-']);
    (digit(exponent)).then_some("Write the number out, or shorten it with `k`, `M` or `B`.")
}

fn words_after_percent(word: &str, text: &str, start: usize) -> ValueError {
    ValueError::new(
        trimmed_range(text, start),
        format!("`{}` does not read as a unit", excerpt(word)),
        "Write `25%`, or `+25%` for a change relative to the baseline.",
    )
}

fn trimmed_range(text: &str, start: usize) -> std::ops::Range<usize> {
    let end = text.trim_end().len();
    let skipped = text[start..].len() - text[start..].trim_start().len();
    (start + skipped).min(end)..end
}

fn is_symbol(c: char) -> bool {
    !c.is_ascii() && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        read_unit(text, 0, None).unwrap()
    }

    #[test]
    fn spellings_of_one_unit_agree() {
        for (a, b) in [
            ("tickets/month", "ticket / month"),
            ("s", "ms"),
            ("%", "per cent"),
            ("/week", " per wk"),
            ("queries", "query"),
            ("USD", "$"),
        ] {
            assert!(unit(a).same_dimension(&unit(b)), "{a} {b}");
        }
        for (a, b) in [("%", ""), ("%", "pp"), ("users", "tickets"), ("€", "$"), ("time", "s"), ("", "/week")] {
            assert!(!unit(a).same_dimension(&unit(b)), "{a} {b}");
        }
    }

    #[test]
    fn prose_and_second_numbers_are_refused() {
        for text in ["30 min", "-20", "– 20", "to 20", "e5", "% increase", "of all the people", "/4", "/", ", then"] {
            assert!(read_unit(text, 0, None).is_err(), "{text}");
        }
        assert!(read_unit("%", 0, Some("$")).is_err());
    }
}
