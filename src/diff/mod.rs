//! What differs between two backlogs.
//!
//! In: a backlog as it was and as it is. Out: the documents that came, went, moved or say something else, field by
//! field, and which outcome of one is which of the other. Pure, and the same backwards: never says whether a change is
//! good.

mod pair;

pub use pair::pair_outcomes;
