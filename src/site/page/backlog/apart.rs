//! Epics that stand apart from the ranked list: without a score, or left out on purpose.

use super::part::{UNSCORED_ROWS, View};
use crate::ranking::{Commitment, Gap, UnscoredEntry};
use crate::site::Site;
use crate::site::view::{Link, State, WorkType};
use crate::site::words::grouped;
use serde::Serialize;

/// Epics that stand apart from the list.
#[derive(Debug, Serialize)]
pub(super) struct Apart {
    id: &'static str,
    title: String,
    note: Option<String>,
    rows: Vec<ApartRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct ApartRow {
    id: String,
    title: String,
    href: String,
    work_type: WorkType,
    team: Option<Link>,
    status: State,
    missing: Vec<String>,
    reason: Option<String>,
}

/// Lists one page of what stands apart: epics without a score, then those left out on purpose.
pub(super) fn apart_rows(site: &Site<'_>, part: &View, number: usize, page: &str) -> (Vec<ApartRow>, Vec<ApartRow>) {
    let ranking = &site.analysis.ranking;
    let from = number * UNSCORED_ROWS;
    let mut unscored = Vec::new();
    let mut wont = Vec::new();
    for at in (from..from + UNSCORED_ROWS).take_while(|at| *at < part.unscored.len() + part.listed.len()) {
        if let Some(index) = part.unscored.get(at) {
            let entry = &ranking.unscored[*index];
            let item = site.item_of(entry.candidate);
            unscored.extend(apart_row(site, page, item, gap_words(&entry.gap), None));
        } else if let Some(index) = part.listed.get(at - part.unscored.len()) {
            let entry = &ranking.listed[*index];
            wont.extend(apart_row(site, page, site.item_of(entry.candidate), Vec::new(), Some(entry.reason.clone())));
        }
    }
    (unscored, wont)
}

/// Says what an epic lacks before it has a score: the criteria, or another reason.
pub(in crate::site::page) fn gap_words(gap: &Gap) -> Vec<String> {
    if gap.missing.is_empty() {
        vec![gap.reason.clone()]
    } else {
        gap.missing.iter().map(|name| name.replace('_', " ")).collect()
    }
}

/// Counts those of some epics without a score that are in progress.
pub(in crate::site::page) fn begun_unscored<'a>(
    site: &Site<'_>,
    entries: impl Iterator<Item = &'a UnscoredEntry>,
) -> usize {
    let list = &site.analysis.candidates.list;
    entries.filter(|entry| list[entry.candidate].commitment == Commitment::InProgress).count()
}

/// Says that more is in progress than a list with scores shows.
pub(in crate::site::page) fn begun_words(number: usize) -> String {
    let (are, stand) = if number == 1 { ("is", "stands") } else { ("are", "stand") };
    format!("{} more {are} in progress without a score, and {stand} under “Not scored”.", grouped(number))
}

/// Says what the work under way is.
pub(super) fn commitments_note(site: &Site<'_>, part: &View) -> String {
    let unscored = part.unscored.iter().map(|at| &site.analysis.ranking.unscored[*at]);
    let begun = begun_unscored(site, unscored);
    let more = if begun > 0 { format!(" {}", begun_words(begun)) } else { String::new() };
    format!("Work already begun is a commitment: it is finished before anything below starts.{more}")
}

/// Makes a block of epics that stand apart; none without rows.
pub(super) fn block(id: &'static str, title: &str, note: &str, rows: Vec<ApartRow>) -> Option<Apart> {
    (!rows.is_empty()).then(|| Apart { id, title: title.to_owned(), note: Some(note.to_owned()), rows })
}

/// Makes the row of an epic that stands apart.
fn apart_row(site: &Site<'_>, page: &str, at: usize, missing: Vec<String>, reason: Option<String>) -> Option<ApartRow> {
    let it = &site.backlog.items[at];
    let epic = it.epic()?;
    Some(ApartRow {
        id: it.id.clone(),
        title: it.title.clone(),
        href: site.href(page, at),
        work_type: WorkType::of(epic.work_type.as_deref()),
        team: site.team_link(page, epic),
        status: site.state(epic),
        missing,
        reason,
    })
}
