//! A place in a file.

/// A place in a file: where it starts and how many bytes it covers.
///
/// `line` and `column` count from 1, a column is a character; `offset` and `len` count bytes. A span with line 0
/// means the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The line, from 1; 0 for the whole file.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
    /// The byte from the start of the file.
    pub offset: u32,
    /// The number of bytes.
    pub len: u32,
}

impl Span {
    /// The whole file.
    pub const FILE: Self = Self { line: 0, column: 0, offset: 0, len: 0 };

    /// Gives the span of a byte range of a text.
    pub fn of(text: &str, range: std::ops::Range<usize>) -> Self {
        let start = floor(text, range.start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: narrow(before.bytes().filter(|byte| *byte == b'\n').count() + 1),
            column: narrow(text[line_start..start].chars().count() + 1),
            offset: narrow(start),
            len: narrow(floor(text, range.end).saturating_sub(start)),
        }
    }

    /// Gives the span of a line and column (both from 1) of a text, one character long.
    pub fn at(text: &str, line: u32, column: u32) -> Self {
        let mut offset = 0;
        for (number, content) in text.split_inclusive('\n').enumerate() {
            if number + 1 == line as usize {
                let skip = column.saturating_sub(1) as usize;
                let rest = content.char_indices().nth(skip).map_or(content.trim_end().len(), |(at, _)| at);
                let start = offset + rest;
                let len = text[start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
                return Self { line, column, offset: narrow(start), len: narrow(len) };
            }
            offset += content.len();
        }
        Self { line, column, offset: narrow(text.len()), len: 0 }
    }

    /// Narrows the span to a byte range within it, on the same line.
    #[must_use]
    pub fn part(self, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = self.offset as usize + range.start;
        Self::of(text, start..start + range.len())
    }

    /// Gives the byte range, cut to a text's length.
    pub fn range(self, text: &str) -> std::ops::Range<usize> {
        let start = floor(text, self.offset as usize);
        start..floor(text, (self.offset + self.len) as usize).max(start)
    }

    /// Tells whether the span stands for the whole file.
    pub const fn is_file(self) -> bool {
        self.line == 0
    }
}

/// Steps back to the start of the character that holds a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Narrows a count to 32 bits; files are refused long before that size.
fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let text = "täg: 1\nnext: 2\n";
        let span = Span::of(text, 6..7);
        assert_eq!((span.line, span.column, span.offset, span.len), (1, 6, 6, 1));
        let span = Span::at(text, 2, 7);
        assert_eq!(&text[span.range(text)], "2");
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        let span = Span::at("one\n", 9, 9);
        assert_eq!(span.range("one\n"), 4..4);
    }
}
