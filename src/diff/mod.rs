//! What differs between two backlogs.
//!
//! In: a backlog as it was and as it is. Out: the documents that came, went, moved or say something else, field by
//! field, which outcome of one is which of the other, and which ids were changed. Pure, and the same backwards: never says whether a change is
//! good.

mod alike;
mod document;
mod field;
mod pair;
mod prose;
mod renamed;

pub use document::{Difference, diff};
pub use field::{FieldDifference, Written};
pub use pair::{Pair, pair_documents, pair_outcomes};
pub use prose::Lines;
pub use renamed::Renamed;

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
