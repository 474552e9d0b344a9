//! Every epic with its dates and times, those that are gone included.

use super::super::super::address::encode;
use super::{Cell, Table};
use crate::flow::{Instant, ItemFlow};
use crate::site::Site;
use jiff::SignedDuration;

/// The items of flow.
pub(super) const TABLE: Table = Table { name: "flow", columns, rows };

const COLUMNS: [&str; 18] = [
    "id",
    "title",
    "type",
    "team",
    "product",
    "initiative",
    "standing",
    "state",
    "created",
    "started",
    "done",
    "cancelled",
    "flow_time_days",
    "lead_time_days",
    "age_days",
    "active_hours",
    "flags",
    "page",
];

fn columns(_: &Site<'_>) -> Vec<String> {
    COLUMNS.map(str::to_owned).into()
}

fn rows<'a>(site: &'a Site<'_>, take: &mut dyn FnMut(Vec<Cell<'a>>)) {
    for item in site.analysis.flow.items.iter() {
        take(row(site, item));
    }
}

/// Makes the row of an epic.
fn row<'a>(site: &'a Site<'_>, item: &'a ItemFlow) -> Vec<Cell<'a>> {
    let flow = &site.analysis.flow;
    let day = |instant: Option<Instant>| instant.map(|instant| instant.day).into();
    let hours = |time: Option<SignedDuration>| time.map(|time| (time.as_secs_f64() / 360.0).round() / 10.0).into();
    vec![
        (&item.id).into(),
        item.item.map(|at| &site.backlog.items[at].title).into(),
        item.labels.work_type.as_deref().into(),
        item.labels.team.as_deref().into(),
        item.labels.product.as_deref().into(),
        item.labels.initiative.as_deref().into(),
        item.standing.slug().into(),
        item.state.map(|state| &*flow.line.states[state].name).into(),
        item.created.into(),
        day(item.start),
        day(item.done),
        day(item.cancelled),
        item.flow_time.into(),
        item.lead_time.into(),
        item.age.into(),
        hours(item.active),
        item.flags.iter().map(|flag| flag.slug()).collect(),
        item.item.map(|at| encode(&site.addresses.items[at])).into(),
    ]
}
