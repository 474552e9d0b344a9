//! Natural order of ids: runs of digits compare as numbers, so `SRCH-2` comes before `SRCH-12`.

use std::cmp::Ordering;

/// Compares two ids in natural order; only equal texts are equal.
///
/// # Examples
/// ```
/// use backlit::ranking::natural_order;
/// assert!(natural_order("SRCH-2", "SRCH-12").is_lt());
/// ```
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left, right);
    while !a.is_empty() && !b.is_empty() {
        let (run_a, rest_a) = run(a);
        let (run_b, rest_b) = run(b);
        let order = compare(run_a, run_b);
        if order.is_ne() {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
    a.len().cmp(&b.len()).then_with(|| left.cmp(right))
}

/// Cuts off a run of digits, or else one character.
fn run(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let first = text.chars().next().map_or(0, char::len_utf8);
    text.split_at(if digits > 0 { digits } else { first })
}

fn compare(a: &str, b: &str) -> Ordering {
    let digits = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    if !(digits(a) && digits(b)) {
        return a.cmp(b);
    }
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_ids_compare_as_numbers() {
        let mut ids = vec!["b", "a10", "a2", "a02", "A-1", "a2b", "a", "10", "9", "a-1-10", "a-1-9"];
        ids.sort_by(|left, right| natural_order(left, right));
        assert_eq!(ids, ["9", "10", "A-1", "a", "a-1-9", "a-1-10", "a02", "a2", "a2b", "a10", "b"]);
    }

    #[test]
    fn only_equal_texts_are_equal() {
        assert!(natural_order("a01", "a1").is_ne());
        assert!(natural_order("a1", "a1").is_eq());
    }
}
