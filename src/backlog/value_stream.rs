//! A value stream: the steps from idea to value for one product.

use super::fields::{Fields, Reading};
use crate::document::Duration;

/// The steps from idea to value for one product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValueStream {
    /// The product.
    pub product: Option<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// The state of the workflow that epics have in it.
    pub state: Option<String>,
    /// How long work takes.
    pub process: Option<Duration>,
    /// How long it waits before.
    pub wait: Option<Duration>,
}

/// Reads a value stream.
pub(super) fn read<'a>(reading: &mut Reading<'a>, fields: &mut Fields<'a>) -> ValueStream {
    let product = reading.name(fields.take("product")).map(|found| found.value);
    let steps = reading
        .groups(fields.take("steps"), "- { name: Build, state: in-progress, process: 3d, wait: 5d }")
        .into_iter()
        .map(|(mut fields, _)| Step {
            name: reading.name(fields.take("name")).map_or_else(String::new, |found| found.value),
            state: reading.name(fields.take("state")).map(|found| found.value),
            process: reading.duration(fields.take("process")).map(|found| found.value),
            wait: reading.duration(fields.take("wait")).map(|found| found.value),
        })
        .collect();
    ValueStream { product, steps }
}
