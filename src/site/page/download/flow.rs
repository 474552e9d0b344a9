//! Every epic with its dates and times, those that are gone included.

use super::super::super::address::encode;
use super::Table;
use crate::flow::{Instant, ItemFlow};
use crate::site::Site;
use jiff::SignedDuration;
use serde_json::{Value, json};

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

fn rows(site: &Site<'_>, take: &mut dyn FnMut(Vec<Value>)) {
    for item in site.analysis.flow.items.iter() {
        take(row(site, item));
    }
}

/// Makes the row of an epic.
fn row(site: &Site<'_>, item: &ItemFlow) -> Vec<Value> {
    let flow = &site.analysis.flow;
    let day = |instant: Option<Instant>| json!(instant.map(|instant| instant.day.to_string()));
    let hours = |time: Option<SignedDuration>| json!(time.map(|time| (time.as_secs_f64() / 360.0).round() / 10.0));
    vec![
        json!(item.id),
        json!(item.item.map(|at| &site.backlog.items[at].title)),
        json!(item.labels.work_type.as_deref()),
        json!(item.labels.team.as_deref()),
        json!(item.labels.product.as_deref()),
        json!(item.labels.initiative.as_deref()),
        json!(item.standing),
        json!(item.state.map(|state| &flow.line.states[state].name)),
        json!(item.created.map(|day| day.to_string())),
        day(item.start),
        day(item.done),
        day(item.cancelled),
        json!(item.flow_time),
        json!(item.lead_time),
        json!(item.age),
        hours(item.active),
        json!(item.flags.iter().map(|flag| flag.slug()).collect::<Vec<_>>()),
        json!(item.item.map(|at| encode(&site.addresses.items[at]))),
    ]
}
