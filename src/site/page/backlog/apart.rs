//! Epics that stand apart from the ranked list: without a score, or left out on purpose.

use super::part::{UNSCORED_ROWS, View};
use crate::site::Site;
use crate::site::view::{Link, State, WorkType};
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
            let names = entry.gap.missing.iter().map(|name| name.replace('_', " ")).collect();
            unscored.extend(apart_row(
                site,
                page,
                site.item_of(entry.candidate),
                names,
                Some(entry.gap.reason.clone()),
            ));
        } else if let Some(index) = part.listed.get(at - part.unscored.len()) {
            let entry = &ranking.listed[*index];
            wont.extend(apart_row(site, page, site.item_of(entry.candidate), Vec::new(), Some(entry.reason.clone())));
        }
    }
    (unscored, wont)
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
