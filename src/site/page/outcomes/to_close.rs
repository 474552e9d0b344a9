//! The loops to close: who measures what, since when.

use crate::analysis::{Measurement, accountable, outcome_of};
use crate::site::Site;
use crate::site::view::{Cell, Link, Table, outcome_link};
use crate::site::words::{capital, count, grouped, near_day, spelled};

/// How many rows the table has at most.
const ROWS: usize = 200;

/// Lists the open loops by owner, the longest overdue first; those of nobody come last.
pub(super) fn table(site: &Site<'_>, page: &str) -> Option<Table> {
    let report = &site.analysis.report;
    let owned =
        report.owners.iter().flat_map(|owner| owner.open.iter().map(|open| (site.owner_link(page, &owner.name), open)));
    let nobody = report.measurements.open.iter().filter(|open| is_unowned(site, open));
    let rows = owned.chain(nobody.map(|open| (Link::plain("No owner"), open)));
    let mut table = Table::headed(&["Owner", "Outcome", "In", "What", "Due", "Late"]);
    table.sortable = true;
    table.fill(site, rows.take(ROWS).map(|(owner, open)| row(site, page, (owner, open))));
    if let Some(late) = table.head.last_mut() {
        late.num = true;
    }
    table.if_any()
}

/// Says what a loop is, and whether there are more than the table shows.
pub(super) fn note(site: &Site<'_>) -> String {
    let open = site.analysis.report.measurements.open.len();
    match open {
        0 => "Every measurement that is due has been taken.".to_owned(),
        open if open > ROWS => format!(
            "Done is not realised: these wait for a measurement. The first {ROWS} rows; {} are open.",
            grouped(open)
        ),
        _ => "Done is not realised: these wait for a measurement.".to_owned(),
    }
}

/// Makes a row.
fn row(site: &Site<'_>, page: &str, (owner, open): (Link, &Measurement)) -> Vec<Cell> {
    let late = usize::try_from(open.days_late).unwrap_or(0);
    let days = if late == 0 { "today".to_owned() } else { count(late, "day") };
    vec![
        Cell::link(owner),
        Cell::link(outcome_link(site, page, open.outcome)),
        Cell::link(site.item_link(page, site.analysis.outcomes[open.outcome].item)),
        Cell::text(capital(&what(open))),
        Cell { sort: Some(open.due.to_string()), ..Cell::text(near_day(open.due, site.analysis.as_of)) },
        Cell { class: Some("late"), sort: Some(late.to_string()), ..Cell::figure(days) },
    ]
}

/// Says what is to be measured.
pub(in crate::site::page) fn what(due: &Measurement) -> String {
    due.checkpoint.map_or_else(|| "the result".to_owned(), |after| format!("check {} after delivery", spelled(after)))
}

/// Tells whether nobody answers for a loop.
fn is_unowned(site: &Site<'_>, open: &Measurement) -> bool {
    let judged = &site.analysis.outcomes[open.outcome];
    let named = outcome_of(site.backlog, judged).map(|outcome| accountable(&site.backlog.items[judged.item], outcome));
    named.is_none_or(|names| names.iter().all(|name| crate::analysis::owner_key(name).is_empty()))
}
