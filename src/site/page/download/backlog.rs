//! The open epics: under way, ranked, and without a score.

use super::super::super::address::encode;
use super::{Cell, Table};
use crate::analysis::{rank_change, team_name};
use crate::document::Duration;
use crate::ranking::Entry;
use crate::site::Site;
use crate::site::plan::state_label;

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

fn rows<'a>(site: &'a Site<'_>, take: &mut dyn FnMut(Vec<Cell<'a>>)) {
    let ranking = &site.analysis.ranking;
    let criteria = criteria(site);
    for (list, entries) in [("in-progress", &ranking.commitments), ("ranked", &ranking.entries)] {
        for entry in entries {
            take(scored(site, list, entry, &criteria));
        }
    }
    for entry in &ranking.unscored {
        let mut row = Vec::with_capacity(COLUMNS.len() + criteria.len());
        row.extend(["not-scored".into(), Cell::Nothing, Cell::Nothing, Cell::Nothing, entry.sequence.into()]);
        row.extend([(&entry.sequence_reason).into(), Cell::Nothing, Cell::Nothing, Cell::Nothing]);
        row.extend(epic(site, entry.candidate, Some(&entry.gap.reason)));
        let inputs = &site.analysis.candidates.list[entry.candidate].inputs;
        row.extend(criteria.iter().map(|name| inputs.get(name).copied().into()));
        take(row);
    }
}

/// Makes the row of an epic with a score.
fn scored<'a>(site: &'a Site<'_>, list: &'static str, entry: &'a Entry, criteria: &[&str]) -> Vec<Cell<'a>> {
    let (before, moved, cause) = rank_change(site.analysis, site.analysis.candidates.items[entry.candidate]);
    let mut row = Vec::with_capacity(COLUMNS.len() + criteria.len());
    row.extend([list.into(), entry.rank.into(), entry.tied.into(), entry.score.into(), entry.sequence.into()]);
    row.extend([(&entry.sequence_reason).into(), before.into(), moved.into(), cause.into()]);
    row.extend(epic(site, entry.candidate, None));
    let input = |name: &&str| entry.parts.iter().find(|part| *part.name == **name).and_then(|part| part.input);
    row.extend(criteria.iter().map(|name| input(name).into()));
    row
}

/// Fills what an epic says of itself.
fn epic<'a>(site: &'a Site<'_>, candidate: usize, reason: Option<&'a str>) -> [Cell<'a>; 10] {
    let at = site.analysis.candidates.items[candidate];
    let item = &site.backlog.items[at];
    let epic = item.epic();
    [
        (&item.id).into(),
        (&item.title).into(),
        epic.and_then(|epic| epic.work_type.as_ref()).into(),
        epic.and_then(|epic| team_name(site.backlog, epic)).into(),
        epic.map(state_label).into(),
        item.owners.iter().map(String::as_str).collect(),
        epic.and_then(|epic| epic.estimate).map(Duration::weeks).into(),
        epic.and_then(|epic| Some(epic.cost_of_delay.per_week.as_ref()?.value)).into(),
        reason.into(),
        encode(&site.addresses.items[at]).into(),
    ]
}
