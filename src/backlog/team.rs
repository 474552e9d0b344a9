//! A team: who does the work, and how much of it there can be.

use super::fields::{Fields, Reading};
use crate::document::{Decimal, Duration, Node, Quantity};

/// Who does the work.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Team {
    /// The people.
    pub members: Vec<String>,
    /// The calendar time of work that fits into one planning period.
    pub capacity: Option<Duration>,
    /// How many epics may be in progress at once.
    pub wip_limit: Option<u32>,
    /// What the team costs.
    pub cost_per_week: Option<Quantity>,
    /// The share of capacity wanted for each work type, 0 to 1, in the order of the file.
    pub allocation: Vec<(String, Decimal)>,
}

/// Reads a team.
pub(super) fn read<'a>(reading: &mut Reading<'a>, fields: &mut Fields<'a>) -> Team {
    Team {
        members: reading.names(fields.take("members")).into_iter().map(|found| found.value).collect(),
        capacity: reading.duration(fields.take("capacity")).map(|found| found.value),
        wip_limit: wip_limit(reading, fields.take("wip_limit")),
        cost_per_week: reading.quantity(fields.take("cost_per_week")).map(|found| found.value),
        allocation: allocation(reading, fields.take("allocation")),
    }
}

/// Reads a whole number of at least one.
fn wip_limit(reading: &mut Reading<'_>, node: Option<&Node>) -> Option<u32> {
    let found = reading.name(node)?;
    let limit = found.value.parse::<u32>().ok().filter(|limit| *limit > 0);
    if limit.is_none() {
        reading.wrong(
            "wrong-type",
            found.span,
            "a WIP limit is a whole number above zero",
            "Write it as `wip_limit: 3`.",
        );
    }
    limit
}

/// Reads the wanted shares.
fn allocation<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<(String, Decimal)> {
    let Some(fields) = reading.group(node, "allocation: { feature: 60%, tech-debt: 20% }") else {
        return Vec::new();
    };
    let entries = fields.rest();
    entries.into_iter().filter_map(|entry| Some((entry.key.clone(), reading.share(Some(&entry.node))?.value))).collect()
}
