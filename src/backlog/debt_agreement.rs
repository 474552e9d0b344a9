//! A technical debt agreement: a shortcut taken knowingly, and when it is paid back.

use super::fields::Reading;
use super::reference::Reference;
use crate::document::{Node, PartialDate, Quantity};

/// A shortcut taken knowingly.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    /// Why it was taken.
    pub reason: Option<String>,
    /// What it does meanwhile.
    pub impact: Option<String>,
    /// One of the eight causes.
    pub cause: Option<String>,
    /// When it is to be paid back.
    pub repay_by: Option<PartialDate>,
    /// What makes paying it back due, in place of a date.
    pub trigger: Option<String>,
    /// When it was last looked at.
    pub reviewed: Option<PartialDate>,
    /// The epic that took it.
    pub taken_by: Option<Reference>,
    /// The epic that pays it back.
    pub repay_item: Option<Reference>,
    /// What leaving it costs a week.
    pub interest: Option<Quantity>,
    /// What paying it back costs.
    pub principal: Option<Quantity>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// `open`, `repaid`, `accepted` or `superseded`.
    pub status: Option<String>,
    /// Why the team lives with it.
    pub accepted_reason: Option<String>,
}

/// Reads an agreement.
pub(super) fn read<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Option<Agreement> {
    let mut fields = reading.group(node, "agreement: { reason: autumn-term deadline }")?;
    let mut words = |reading: &mut Reading<'a>, name: &str| reading.text(fields.take(name)).map(|found| found.value);
    let mut agreement = Agreement {
        reason: words(reading, "reason"),
        impact: words(reading, "impact"),
        cause: words(reading, "cause"),
        trigger: words(reading, "trigger"),
        accepted_reason: words(reading, "accepted_reason"),
        ..Agreement::default()
    };
    agreement.owner = reading.name(fields.take("owner")).map(|found| found.value);
    agreement.status = reading.name(fields.take("status")).map(|found| found.value);
    agreement.repay_by = reading.date(fields.take("repay_by")).map(|found| found.value);
    agreement.reviewed = reading.date(fields.take("reviewed")).map(|found| found.value);
    agreement.taken_by = reading.name(fields.take("taken_by")).map(Reference::from);
    agreement.repay_item = reading.name(fields.take("repay_item")).map(Reference::from);
    agreement.interest = reading.quantity(fields.take("interest")).map(|found| found.value);
    agreement.principal = reading.quantity(fields.take("principal")).map(|found| found.value);
    Some(agreement)
}
