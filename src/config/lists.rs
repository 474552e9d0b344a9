//! Lists of patterns for paths, asked all at once.
//!
//! In: the patterns of each table of one name, such as `[[collections]]`. Out: which of these tables a path belongs to.
//! Asked one after the other they would cost each file as much as there are tables.

use globset::GlobSet;

/// The patterns of several tables in one set.
#[derive(Debug, Clone)]
pub struct Lists {
    patterns: GlobSet,
    /// The table of each pattern.
    tables: Vec<usize>,
}

impl Lists {
    /// Takes the patterns of all tables in their order, and how many each has.
    pub(super) fn new(patterns: GlobSet, lengths: impl Iterator<Item = usize>) -> Self {
        let tables = lengths.enumerate().flat_map(|(table, length)| std::iter::repeat_n(table, length)).collect();
        Self { patterns, tables }
    }

    /// Gives the tables that a path belongs to, in their order.
    pub fn of(&self, path: &str) -> Vec<usize> {
        let mut tables: Vec<usize> = self.patterns.matches(path).into_iter().map(|at| self.tables[at]).collect();
        tables.dedup();
        tables
    }
}
