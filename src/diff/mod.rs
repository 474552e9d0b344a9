//! What differs between two backlogs.
//!
//! In: a backlog as it was and as it is. Out: the documents that came, went, moved or say something else, field by
//! field, and which outcome of one is which of the other. Pure, and the same backwards: never says whether a change is
//! good.

mod document;
mod field;
mod pair;
mod prose;

pub use document::{Difference, diff};
pub use field::{FieldDifference, Written};
pub use pair::{pair_documents, pair_outcomes};
pub use prose::Lines;

use crate::backlog::Backlog;
use crate::config::Config;

/// One of the two states that are compared; its backlog was assembled with the trees of its front matters.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The backlog.
    pub backlog: &'a Backlog,
    /// The configuration under which it was read.
    pub config: &'a Config,
}

#[cfg(test)]
mod tests;
