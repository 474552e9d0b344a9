//! A list that prose asks for, as the cells of a table.
//!
//! In: the documents that the analysis found. Out: texts and links. Never chooses a document.

use super::plan::Site;
use super::view::{WorkType, entry_text, one_line};
use super::words::{Tie, capital, count, day, grouped, list, rank, weeks};
use crate::analysis::live_list::{Column, LiveList, Query};
use crate::analysis::team_name;
use crate::backlog::{Details, KeyResultReference, Reference};
use crate::config::Kind;
use crate::document::Duration;
use crate::document::markdown::{Listing, ListingCell};

/// Answers the block of an item's body that starts at a byte, seen from a page.
pub(super) fn listing(site: &Site<'_>, page: &str, (item, start): (usize, usize)) -> Option<Listing> {
    let found = site.analysis.live_lists.at(item, start)?;
    let Some(query) = &found.query else {
        let said = |problem: &crate::diagnostic::Diagnostic| {
            let hint = problem.hint.as_deref().unwrap_or_default();
            format!("Line {}: {}. {hint}", problem.span.line, problem.message.replace('`', "'"))
        };
        return Some(Listing { problems: found.problems.iter().map(said).collect(), ..Listing::default() });
    };
    let linked = query.columns.iter().position(|column| *column == Column::Title).unwrap_or(0);
    let row = |at: &usize| {
        let cell = |(place, column): (usize, &Column)| {
            let text = text(site, *at, *column);
            let figure = matches!(column, Column::Rank | Column::Score);
            ListingCell { href: (place == linked).then(|| site.href(page, *at)), text, figure }
        };
        query.columns.iter().enumerate().map(cell).collect::<Vec<_>>()
    };
    let heading = |column: &Column| ListingCell {
        text: column.heading().to_owned(),
        figure: matches!(column, Column::Rank | Column::Score),
        href: None,
    };
    Some(Listing {
        caption: caption(query),
        head: query.columns.iter().map(heading).collect(),
        rows: found.items.iter().map(row).collect(),
        note: note(found, query),
        problems: Vec::new(),
    })
}

/// Says what is listed.
fn caption(query: &Query) -> String {
    if let Some(caption) = &query.caption {
        return caption.clone();
    }
    let kinds: Vec<String> = query.kinds.iter().map(|kind| noun(*kind)).collect();
    let filters = query.words.iter().map(|(name, value)| format!("{name} {value}"));
    let filters: Vec<String> = filters.collect();
    let filters = if filters.is_empty() { String::new() } else { format!(" with {}", list(&filters)) };
    format!("{}{filters}", capital(&list(&kinds)))
}

/// Names the documents of a kind in the middle of a sentence.
fn noun(kind: Kind) -> String {
    if kind == Kind::Page { "wiki pages".to_owned() } else { kind.plural().to_lowercase() }
}

/// Says how much of the list is shown, where that is not all.
fn note(found: &LiveList, query: &Query) -> Option<String> {
    if found.items.is_empty() {
        return Some(format!("{}: there are none at the moment.", caption(query)));
    }
    let hidden = found.total - found.items.len();
    (hidden > 0)
        .then(|| format!("The first {} of {} are shown.", grouped(found.items.len()), count(found.total, "document")))
}

/// Writes a cell; what a document does not say is a dash.
fn text(site: &Site<'_>, at: usize, column: Column) -> String {
    let item = &site.backlog.items[at];
    let value = match column {
        Column::Title => Some(item.title.clone()),
        Column::Id => Some(item.id.clone()),
        Column::Kind => Some(item.kind.title().to_owned()),
        Column::Owner => Some(list(&item.owners)),
        Column::Tags => Some(item.tags.join(", ")),
        Column::Summary => Some(site.summary(at).to_owned()),
        Column::Team => team(site, at),
        Column::KeyResults => Some(key_results(site, at)),
        Column::OutcomeStatus => Some(outcome_states(site, at)),
        Column::Outcome => item.outcomes().into_iter().find_map(one_line),
        Column::Due => site.analysis.due(at).map(|date| day(date).replace(' ', "\u{a0}")),
        Column::Rank => site.entry(at).filter(|_| is_ranked(site, at)).map(|entry| rank(entry.rank, Tie::of(entry))),
        Column::Score => site.entry(at).map(|entry| entry_text(site.analysis, entry)),
        Column::Product => match &item.details {
            Details::Epic(epic) => epic.product.clone(),
            Details::ValueStream(stream) => stream.product.clone(),
            _ => None,
        },
        Column::Type | Column::Status | Column::Initiative | Column::Estimate => epic_text(site, at, column),
    };
    value.filter(|text| !text.is_empty()).unwrap_or_else(|| "–".to_owned())
}

/// Writes a cell that only an epic fills.
fn epic_text(site: &Site<'_>, at: usize, column: Column) -> Option<String> {
    let epic = site.backlog.items[at].epic()?;
    match column {
        Column::Type => epic.work_type.as_deref().map(|name| WorkType::of(Some(name)).label.into_owned()),
        Column::Status => Some(site.state(epic).label),
        Column::Initiative => epic.initiative.as_ref().map(|found| name(site, found)),
        _ => epic.estimate.map(Duration::weeks).map(weeks),
    }
}

/// Work under way has no rank: it is a commitment.
fn is_ranked(site: &Site<'_>, at: usize) -> bool {
    matches!(site.analysis.standings[at], Some(crate::analysis::Standing::Ranked(_)))
}

/// Names what a reference means.
fn name(site: &Site<'_>, reference: &Reference) -> String {
    reference.target.map_or_else(|| reference.id.clone(), |at| site.backlog.items[at].title.clone())
}

fn team(site: &Site<'_>, at: usize) -> Option<String> {
    match &site.backlog.items[at].details {
        Details::Epic(epic) => team_name(site.backlog, epic).map(str::to_owned),
        Details::Objective(objective) => objective.team.as_ref().map(|found| name(site, found)),
        Details::Sprint(sprint) => sprint.team.as_ref().map(|found| name(site, found)),
        Details::Initiative(initiative) => initiative.lead_team.as_ref().map(|found| name(site, found)),
        Details::Team(_) | Details::ValueStream(_) | Details::Page => None,
    }
}

fn key_results(site: &Site<'_>, at: usize) -> String {
    let served: &[KeyResultReference] = match &site.backlog.items[at].details {
        Details::Epic(epic) => &epic.key_results,
        Details::Initiative(initiative) => &initiative.key_results,
        Details::Objective(objective) => objective.parent.as_slice(),
        _ => &[],
    };
    let ids = served.iter().map(|found| format!("{}/{}", found.objective.id, found.key_result));
    ids.collect::<Vec<_>>().join(", ")
}

/// Says what became of the outcomes, each state once.
fn outcome_states(site: &Site<'_>, at: usize) -> String {
    let mut states: Vec<_> = site.analysis.outcomes_of(at).iter().map(|judged| judged.judgement.status).collect();
    states.sort_unstable();
    states.dedup();
    capital(&states.iter().map(|status| status.words()).collect::<Vec<_>>().join(", "))
}
