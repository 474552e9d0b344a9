//! The open epics: under way, ranked, and without a score.

use super::super::super::address::encode;
use super::Table;
use crate::analysis::{rank_change, team_name};
use crate::document::Duration;
use crate::ranking::Entry;
use crate::site::Site;
use serde_json::{Value, json};

/// The ranked list, whole.
pub(super) const TABLE: Table = Table { name: "backlog", columns, rows };

/// The columns of every list; a column for each criterion follows.
const COLUMNS: [&str; 19] = [
    "list",
    "rank",
    "tied",
    "score",
    "sequence",
    "sequence_reason",
    "rank_before",
    "moved",
    "cause",
    "id",
    "title",
    "type",
    "team",
    "status",
    "owners",
    "estimate_weeks",
    "cost_of_delay_per_week",
    "not_scored_because",
    "page",
];

/// Lists the criteria by which at least one epic is scored, in order of appearance.
fn criteria<'a>(site: &'a Site<'_>) -> Vec<&'a str> {
    let ranking = &site.analysis.ranking;
    let mut criteria: Vec<&str> = Vec::new();
    for part in ranking.entries.iter().chain(&ranking.commitments).flat_map(|entry| entry.parts.iter()) {
        if !criteria.contains(&&*part.name) {
            criteria.push(&part.name);
        }
    }
    criteria
}

fn columns(site: &Site<'_>) -> Vec<String> {
    let inputs = criteria(site).into_iter().map(|name| format!("input_{name}"));
    COLUMNS.iter().map(|name| (*name).to_owned()).chain(inputs).collect()
}

fn rows(site: &Site<'_>, take: &mut dyn FnMut(Vec<Value>)) {
    let ranking = &site.analysis.ranking;
    let criteria = criteria(site);
    for (list, entries) in [("in-progress", &ranking.commitments), ("ranked", &ranking.entries)] {
        for entry in entries {
            take(scored(site, list, entry, &criteria));
        }
    }
    for entry in &ranking.unscored {
        let place = [json!("not-scored"), Value::Null, Value::Null, Value::Null, json!(entry.sequence)];
        let blank = [Value::Null, Value::Null, Value::Null];
        let mut row: Vec<Value> = place.into_iter().chain([json!(entry.sequence_reason)]).chain(blank).collect();
        row.extend(epic(site, entry.candidate, Some(&entry.gap.reason)));
        let inputs = &site.analysis.candidates.list[entry.candidate].inputs;
        row.extend(criteria.iter().map(|name| json!(inputs.get(name))));
        take(row);
    }
}

/// Makes the row of an epic with a score.
fn scored(site: &Site<'_>, list: &str, entry: &Entry, criteria: &[&str]) -> Vec<Value> {
    let place = [json!(list), json!(entry.rank), json!(entry.tied), json!(entry.score), json!(entry.sequence)];
    let (before, moved, cause) = rank_change(site.analysis, site.analysis.candidates.items[entry.candidate]);
    let change = [json!(before), json!(moved), json!(cause)];
    let mut row: Vec<Value> = place.into_iter().chain([json!(entry.sequence_reason)]).chain(change).collect();
    row.extend(epic(site, entry.candidate, None));
    let input = |name: &&str| entry.parts.iter().find(|part| *part.name == **name).and_then(|part| part.input);
    row.extend(criteria.iter().map(|name| json!(input(name))));
    row
}

/// Fills what an epic says of itself.
fn epic(site: &Site<'_>, candidate: usize, reason: Option<&str>) -> Vec<Value> {
    let at = site.analysis.candidates.items[candidate];
    let item = &site.backlog.items[at];
    let epic = item.epic();
    vec![
        json!(item.id),
        json!(item.title),
        json!(epic.and_then(|epic| epic.work_type.as_ref())),
        json!(epic.and_then(|epic| team_name(site.backlog, epic))),
        json!(epic.map(|epic| site.state(epic).label)),
        json!(item.owners),
        json!(epic.and_then(|epic| epic.estimate).map(Duration::weeks)),
        json!(epic.and_then(|epic| Some(epic.cost_of_delay.per_week.as_ref()?.value))),
        json!(reason),
        json!(encode(&site.addresses.items[at])),
    ]
}
