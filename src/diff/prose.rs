//! How many lines of a text came and went.

use std::collections::HashMap;

/// Lines that came in and went out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines of the new text that the old one does not have, repeats counted.
    pub added: usize,
    /// Lines of the old text that the new one does not have.
    pub removed: usize,
}

impl Lines {
    /// Counts; lines that only changed places count as neither.
    pub fn between(before: &str, after: &str) -> Self {
        let mut balance: HashMap<&str, isize> = HashMap::new();
        for line in after.lines() {
            *balance.entry(line).or_default() += 1;
        }
        for line in before.lines() {
            *balance.entry(line).or_default() -= 1;
        }
        let sum = |sign: isize| balance.values().map(|count| usize::try_from(count * sign).unwrap_or(0)).sum();
        Self { added: sum(1), removed: sum(-1) }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_counted_and_a_moved_one_is_neither() {
        let cases = [
            ("", "", (0, 0)),
            ("a\nb\n", "b\na\n", (0, 0)),
            ("a\n", "a\na\n", (1, 0)),
            ("a\nb\nc\n", "a\nB\n", (1, 2)),
        ];
        for (before, after, (added, removed)) in cases {
            assert_eq!(Lines::between(before, after), Lines { added, removed }, "{before:?} {after:?}");
        }
    }
}
