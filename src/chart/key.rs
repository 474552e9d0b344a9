//! The key above a drawing: which shape is which type. In: the types and a width. Out: places for
//! shapes and words, in as many rows as they need. Never draws.

use super::mark::WorkType;
use super::text::{Font, width};

/// One entry: a shape and its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Is the type.
    pub(super) work_type: WorkType,
    /// Is the middle of the shape; the word starts [`WORD`] right of it.
    pub(super) at: (i32, i32),
}

/// Is how far the word stands right of the middle of its shape.
pub(super) const WORD: i32 = 110;
/// Is the height of a row.
pub(super) const ROW: i32 = 200;

/// Lays out the key from a left edge to a right edge; gives the entries and the height.
pub(super) fn layout(types: &[WorkType], left: i32, right: i32) -> (Vec<Entry>, i32) {
    let mut at = (left, ROW / 2);
    let mut entries = Vec::new();
    for work_type in types {
        let length = WORD + width(work_type.label(), Font::Label) + 60;
        if at.0 + length > right && at.0 > left {
            at = (left, at.1 + ROW);
        }
        entries.push(Entry { work_type: *work_type, at: (at.0 + 60, at.1) });
        at.0 += length + 100;
    }
    (entries, at.1 + ROW / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_breaks_where_the_row_is_full() {
        let (wide, height) = layout(&WorkType::ALL, 0, 6_000);
        assert_eq!((wide.len(), height), (5, ROW));
        let (narrow, height) = layout(&WorkType::ALL, 0, 2_800);
        assert_eq!(height, 2 * ROW);
        assert!(narrow.iter().all(|entry| entry.at.0 + WORD + width(entry.work_type.label(), Font::Label) <= 2_800));
    }
}
