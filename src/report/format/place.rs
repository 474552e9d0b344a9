//! Where a finding stands, counted the ways in which formats count.

use crate::diagnostic::Span;

/// A place with both ends; lines and columns count from 1, an end is the column behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The first line.
    pub(super) line: usize,
    /// The first character.
    pub(super) column: usize,
    /// The first byte in its line.
    pub(super) byte: usize,
    /// The last line.
    pub(super) end_line: usize,
    /// The character behind the last.
    pub(super) end_column: usize,
    /// The byte behind the last.
    pub(super) end_byte: usize,
}

impl Place {
    /// Gives the place of a span; none for a whole file. Without the text only the start is known.
    pub(super) fn of(span: Span, text: Option<&str>) -> Option<Self> {
        if span.is_file() {
            return None;
        }
        let (line, column) = (span.line as usize, span.column as usize);
        let alone = Self { line, column, byte: column, end_line: line, end_column: column, end_byte: column };
        let Some(text) = text else { return Some(alone) };
        let range = span.range(text);
        let within = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            (text[start..at].chars().count() + 1, at - start + 1)
        };
        let (_, byte) = within(range.start);
        let marked = text[range.clone()].trim_end();
        let (end_column, end_byte) = within(range.start + marked.len());
        let end_line = line + marked.bytes().filter(|byte| *byte == b'\n').count();
        Some(Self { line, column, byte, end_line, end_column, end_byte })
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::diagnostic::Span;

    #[test]
    fn characters_and_bytes_are_counted_apart() {
        let text = "a\ntäg: ö\n";
        let place = Place::of(Span::of(text, 8..10), Some(text)).unwrap();
        assert_eq!((place.line, place.column, place.byte), (2, 6, 7));
        assert_eq!((place.end_line, place.end_column, place.end_byte), (2, 7, 9));
        assert_eq!(Place::of(Span::FILE, Some(text)), None);
    }
}
