//! Many places of one text: its lines are looked for once.

use super::Span;

/// Where the lines of a text start.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Looks for the lines of a text.
    pub fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Gives the text.
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Gives the span of a byte range: the same as [`Span::of`], in the time that its line takes.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let line = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let start = self.starts[line];
        let within = Span::of(&self.text[start..], range.start - start..range.end.max(range.start) - start);
        let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Span { line: narrow(line + 1), offset: narrow(start).saturating_add(within.offset), ..within }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Span};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_span_is_the_same_both_ways(text in "[aä\n\r]{0,30}", start in 0_usize..40, len in 0_usize..9) {
            let start = start.min(text.len());
            prop_assert_eq!(Lines::of(&text).span(start..start + len), Span::of(&text, start..start + len));
        }
    }
}
