//! What a team costs and what its work gives back: only where `[teams] publish_cost` asks for it.

use super::super::super::plan::Site;
use super::super::super::view::{Cell, Field, Table};
use super::super::super::words::{figure, weeks};
use super::TableCard;
use crate::analysis::cost::{payback_weeks, work_cost};
use crate::document::Quantity;

/// Gives the published cost of a team.
fn published<'a>(site: &'a Site<'_>, team: usize) -> Option<&'a Quantity> {
    let cost = site.backlog.items[team].team()?.cost_per_week.as_ref();
    cost.filter(|_| site.config.publish_cost)
}

/// Makes the field of the cost.
pub(super) fn fields(site: &Site<'_>, team: usize) -> Vec<Option<Field>> {
    vec![Field::maybe("Cost a week", published(site, team).map(ToString::to_string))]
}

/// Lists what each open epic still costs, and after how many weeks its value has paid for it.
pub(super) fn table(site: &Site<'_>, page: &str, team: usize) -> Option<TableCard> {
    let cost = published(site, team)?;
    let head = ["Epic", "Weeks left", "Costs", "Value", "Pays back after"];
    let mut table = Table::new("Cost and return of open work", &head);
    table.head.iter_mut().skip(1).for_each(|cell| cell.num = true);
    let open = site.members[team].iter().filter_map(|at| Some((*at, site.analysis.candidates.of_item[*at]?)));
    let rows = open.filter_map(|(at, candidate)| {
        let candidate = &site.analysis.candidates.list[candidate];
        let left = candidate.duration_weeks?;
        let worth = candidate.cost_of_delay_per_week?;
        let words = site.backlog.items[at].epic()?.cost_of_delay.words.clone();
        let pays = payback_weeks(cost, left, worth).map_or_else(|| "–".to_owned(), weeks);
        Some(vec![
            Cell::link(site.item_link(page, at)),
            Cell::figure(figure(left, 2)),
            Cell::figure(work_cost(cost, left)?),
            Cell::figure(words.unwrap_or_else(|| figure(worth, 0))),
            Cell::figure(pays),
        ])
    });
    table.fill(site, rows);
    let note = "The value is what a week of delay costs, taken to be in the money of the team's cost.".to_owned();
    table.if_any().map(|table| TableCard { note: Some(note), table })
}
