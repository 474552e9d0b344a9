//! Data quality: what in the history bends which figure.
//!
//! In: measured items. Out: each peculiarity with its epics. Never hides a figure because of one.

use super::flag::Flag;
use super::item_flow::ItemFlow;

/// A peculiarity and the items that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peculiarity {
    /// Which.
    pub flag: Flag,
    /// The items, by position, in order of id.
    pub items: Vec<usize>,
}

/// Lists the peculiarities that occur, in order.
pub(super) fn data_quality(items: &[ItemFlow]) -> Vec<Peculiarity> {
    let mut found: Vec<Peculiarity> =
        Flag::ALL.into_iter().map(|flag| Peculiarity { flag, items: Vec::new() }).collect();
    for (at, item) in items.iter().enumerate() {
        for flag in &item.flags {
            found[*flag as usize].items.push(at);
        }
    }
    found.retain(|peculiarity| !peculiarity.items.is_empty());
    found
}
