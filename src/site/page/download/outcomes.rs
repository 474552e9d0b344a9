//! Every outcome with what became of it.

use super::super::super::address::encode;
use super::{Cell, Table};
use crate::analysis::{Judged, latest};
use crate::backlog::Outcome;
use crate::site::Site;
use crate::site::view::outcome_ids;
use jiff::civil::Date;

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

fn rows<'a>(site: &'a Site<'_>, take: &mut dyn FnMut(Vec<Cell<'a>>)) {
    for (at, item) in site.backlog.items.iter().enumerate() {
        let judged = site.analysis.outcomes_of(at);
        for ((outcome, judged), anchor) in item.outcomes().into_iter().zip(judged).zip(outcome_ids(site, at)) {
            let page = [&*encode(&site.addresses.items[at]), "#", &*encode(anchor)].concat();
            let mut row = Vec::with_capacity(COLUMNS.len());
            row.extend([(&item.id).into(), (&item.title).into(), item.kind.name().into()]);
            row.extend(cells(outcome, judged, site.analysis.as_of));
            row.push(page.into());
            take(row);
        }
    }
}

/// Fills what an outcome promises and where it stands.
fn cells<'a>(outcome: &'a Outcome, judged: &'a Judged, as_of: Date) -> [Cell<'a>; 14] {
    let judgement = &judged.judgement;
    let latest = latest(&outcome.actuals, as_of);
    [
        outcome.metric.as_ref().map(|found| &found.value).into(),
        judgement.status.slug().into(),
        outcome.baseline.as_ref().map(|found| &found.value.text).into(),
        outcome.target.as_ref().map(|found| found.value.to_string()).into(),
        outcome.by.as_ref().map(|found| found.value.to_string()).into(),
        latest.map(|actual| &actual.value.value.text).into(),
        latest.map(|actual| actual.on.value.last_day()).into(),
        judgement.raw.into(),
        judgement.score.into(),
        judgement.decided_on.into(),
        judgement.judge_on.into(),
        outcome.owner.as_ref().into(),
        outcome.confidence.as_ref().map(|share| share.value.to_f64()).into(),
        judgement.flags.iter().map(|flag| flag.words()).collect(),
    ]
}
