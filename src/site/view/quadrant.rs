//! The value and effort quadrant.

use super::Chart;
use crate::site::Site;

/// Draws it.
pub(in crate::site) fn quadrant_chart(_: &Site<'_>, _: &[usize], _: &str) -> Option<Chart> {
    None
}
