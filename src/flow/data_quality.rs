//! Data quality: what in the history bends which figure.
//!
//! In: measured items. Out: each doubt with its epics. Never hides a figure because of one.

use super::flag::Flag;
use super::item_flow::ItemFlow;

/// A doubt and the items that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Which.
    pub flag: Flag,
    /// The items, by position, in order of id.
    pub items: Vec<usize>,
}

/// Lists the doubts that occur, in order.
pub(super) fn data_quality(items: &[ItemFlow]) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = Flag::ALL.into_iter().map(|flag| Doubt { flag, items: Vec::new() }).collect();
    for (at, item) in items.iter().enumerate() {
        for flag in &item.flags {
            found[*flag as usize].items.push(at);
        }
    }
    found.retain(|doubt| !doubt.items.is_empty());
    found
}
