//! Reports for the terminal and for machines.
//!
//! In: findings, rankings. Out: text. Everything that comes from a file is made harmless here, once, before it is
//! printed. Never decides what is right.

mod annotation;
pub mod format;
mod markdown;
pub mod rank_table;
pub mod review;
pub mod terminal;

pub use crate::analysis::csv_cell;
