//! Numbers and lists of names in the words of a reason. It never rounds a number that is compared.

use crate::document::{parted, trimmed};

/// Writes a number for reading: up to four decimals, thousands separated.
///
/// # Examples
/// ```
/// use backlit::ranking::figure;
/// assert_eq!(figure(12_000.5), "12,000.5");
/// ```
pub fn figure(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    parted(trimmed(value, decimals(value)))
}

/// Writes a share as a percentage, with a decimal where it isn't whole: sums are written with it.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", figure((share * 1000.0).round() / 10.0))
}

/// Writes a count with its noun: `1 week`, `2 weeks`.
pub(super) fn counted(value: f64, noun: &str) -> String {
    let plural = if figure(value) == "1" { "" } else { "s" };
    format!("{} {noun}{plural}", figure(value))
}

/// Writes names in backticks: `` `a`, `b` and `c` ``.
pub(super) fn list_of_names<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn decimals(value: f64) -> usize {
    match value.abs() {
        size if size >= 1000.0 => 1,
        size if size >= 100.0 => 2,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        for (value, text) in [
            (0.0, "0"),
            (-0.000_001, "0"),
            (0.5875, "0.5875"),
            (3.2, "3.2"),
            (-1234.56, "-1,234.6"),
            (1_000_000.0, "1,000,000"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn names_are_joined() {
        assert_eq!(list_of_names(&["a"]), "`a`");
        assert_eq!(list_of_names(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(counted(1.0, "week"), "1 week");
        assert_eq!((percent(0.655), percent(0.8)), ("65.5%".to_owned(), "80%".to_owned()));
    }
}
