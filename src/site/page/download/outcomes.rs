//! Every outcome with what became of it.

use super::super::super::address::encode;
use super::Table;
use crate::analysis::{Judged, latest};
use crate::backlog::Outcome;
use crate::site::Site;
use crate::site::view::outcome_ids;
use jiff::civil::Date;
use serde_json::{Value, json};

/// The outcomes.
pub(super) const TABLE: Table = Table { name: "outcomes", columns, rows };

const COLUMNS: [&str; 18] = [
    "id",
    "title",
    "kind",
    "metric",
    "status",
    "baseline",
    "target",
    "by",
    "latest",
    "latest_on",
    "progress",
    "score",
    "decided_on",
    "judge_on",
    "owner",
    "confidence",
    "flags",
    "page",
];

fn columns(_: &Site<'_>) -> Vec<String> {
    COLUMNS.map(str::to_owned).into()
}

fn rows(site: &Site<'_>, take: &mut dyn FnMut(Vec<Value>)) {
    for (at, item) in site.backlog.items.iter().enumerate() {
        let judged = site.analysis.outcomes_of(at);
        for ((outcome, judged), anchor) in item.outcomes().into_iter().zip(judged).zip(outcome_ids(site, at)) {
            let page = format!("{}#{}", encode(&site.addresses.items[at]), encode(anchor));
            let mut row = vec![json!(item.id), json!(item.title), json!(item.kind)];
            row.extend(cells(outcome, judged, site.analysis.as_of));
            row.push(json!(page));
            take(row);
        }
    }
}

/// Fills what an outcome promises and where it stands.
fn cells(outcome: &Outcome, judged: &Judged, as_of: Date) -> Vec<Value> {
    let judgement = &judged.judgement;
    let latest = latest(&outcome.actuals, as_of);
    let text = |value: Option<String>| json!(value);
    vec![
        json!(outcome.metric.as_ref().map(|found| &found.value)),
        json!(judgement.status.slug()),
        json!(outcome.baseline.as_ref().map(|found| &found.value.text)),
        text(outcome.target.as_ref().map(|found| found.value.to_string())),
        text(outcome.by.as_ref().map(|found| found.value.to_string())),
        json!(latest.map(|actual| &actual.value.value.text)),
        text(latest.map(|actual| actual.on.value.last_day().to_string())),
        json!(judgement.raw),
        json!(judgement.score),
        text(judgement.decided_on.map(|day| day.to_string())),
        text(judgement.judge_on.map(|day| day.to_string())),
        json!(outcome.owner),
        json!(outcome.confidence.as_ref().map(|share| share.value.to_f64())),
        json!(judgement.flags.iter().map(|flag| flag.words()).collect::<Vec<_>>()),
    ]
}
