//! How many rows have room: whole rows, what matters most first.

/// Rows of one block, with what it takes to show the block at all.
#[derive(Debug)]
pub(super) struct Rows {
    /// What the rows belong to.
    pub(super) name: &'static str,
    /// The rows, written.
    pub(super) written: Vec<String>,
    /// The bytes of its heading, its table's head and its folds.
    pub(super) frame: usize,
}

/// Says for each block how many of its rows fit, in order: from the first row that doesn't fit on, none is taken.
pub(super) fn fitting(blocks: &[&Rows], mut room: usize) -> Vec<usize> {
    let mut full = false;
    let fit = |block: &&Rows| {
        let mut taken = 0;
        for (at, row) in block.written.iter().enumerate() {
            let bytes = row.len() + if at == 0 { block.frame } else { 0 };
            full |= bytes > room;
            if full {
                break;
            }
            room -= bytes;
            taken += 1;
        }
        taken
    };
    blocks.iter().map(fit).collect()
}

/// Says what doesn't fit, the least important first; none where all fits.
pub(super) fn left_out(blocks: &[&Rows], taken: &[usize]) -> Option<String> {
    let missing = blocks.iter().zip(taken).map(|(block, taken)| (block.name, block.written.len() - taken));
    let missing: Vec<(&str, usize)> = missing.filter(|(_, count)| *count > 0).collect();
    let all: usize = missing.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> = missing.iter().rev().map(|(name, count)| format!("{count} of “{name}”")).collect();
    match all {
        0 => None,
        1 => Some(format!("1 row is left out here: {}", parts.join(", "))),
        all => Some(format!("{all} rows are left out here, least important first: {}", parts.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, fitting, left_out};

    #[test]
    fn the_least_important_rows_go_first_and_are_counted() {
        let block = |name, rows: usize| Rows { name, written: vec!["x".repeat(10); rows], frame: 5 };
        let blocks = [block("Dropped", 3), block("Ranks", 4), block("Other", 1)];
        let blocks: Vec<&Rows> = blocks.iter().collect();
        assert_eq!(fitting(&blocks, 1000), [3, 4, 1]);
        assert_eq!(left_out(&blocks, &[3, 4, 1]), None);
        assert_eq!(fitting(&blocks, 60), [3, 2, 0]);
        assert_eq!(
            left_out(&blocks, &[3, 2, 0]).unwrap(),
            "3 rows are left out here, least important first: 1 of “Other”, 2 of “Ranks”"
        );
        assert_eq!(fitting(&blocks, 0), [0, 0, 0]);
    }
}
