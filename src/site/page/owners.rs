//! Everyone who answers for an outcome or an epic, in order of name; nobody is ranked.

use super::super::plan::{Route, Site};
use super::super::view::{Cell, Table};
use super::super::words::{capital, count, near_day};
use super::{Body, Common, Given, Page, once, view};
use crate::analysis::Owner;
use crate::order::Order;
use serde::Serialize;

/// The list of owners.
pub(super) const PAGE: Page = Page {
    name: "owners",
    about: "everyone who answers for an outcome or an epic, with what they measure next",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.owner_paths.is_empty() { Vec::new() } else { once(page, "owners.html") },
    body: Body::Html { template: "kind_index", view: make },
};

#[derive(Debug, Serialize)]
struct Owners {
    table: Table,
    empty: Option<String>,
    hint: Option<String>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let owners = &site.analysis.report.owners;
    let mut table = Table::new("All owners", &["Owner", "Outcomes", "Epics", "To measure now", "First due"]);
    table.sortable = true;
    for head in &mut table.head[1..4] {
        head.num = true;
    }
    let mut listed: Vec<_> = owners.iter().map(|owner| (shown(&owner.name), owner)).collect();
    listed.order_by(|(a, _), (b, _)| a.cmp(b));
    table.fill(site, listed.iter().map(|(_, owner)| row(site, &route.path, owner)));
    let due = owners.iter().filter(|owner| owner.due() > 0).count();
    let finding = match due {
        0 => "no measurement is due".to_owned(),
        1 => "1 has a measurement to take now".to_owned(),
        due => format!("{due} have a measurement to take now"),
    };
    let beyond = match site.analysis.report.owners_beyond {
        0 => String::new(),
        number => format!(", who answer for more than {} do", count(number, "other")),
    };
    let subtitle = format!("{}{beyond}; {finding}.", capital(&count(owners.len(), "owner")));
    view(Common::new(site, route, "Owners").subtitle(subtitle), Owners { table, empty: None, hint: None })
}

/// Makes the row of a person.
fn row(site: &Site<'_>, page: &str, owner: &Owner) -> Vec<Cell> {
    let figure = |number: usize| Cell {
        sort: Some(number.to_string()),
        ..Cell::figure(if number == 0 { "–".to_owned() } else { number.to_string() })
    };
    let next = owner.open.first().into_iter().chain(owner.planned.first()).min_by_key(|due| due.due);
    let day = next.map_or_else(|| "–".to_owned(), |due| near_day(due.due, site.analysis.as_of));
    vec![
        Cell::link(site.owner_link(page, &owner.name)),
        figure(owner.outcomes.len()),
        figure(owner.epics.len()),
        Cell { class: (owner.due() > 0).then_some("late"), ..figure(owner.due()) },
        Cell { sort: next.map(|due| due.due.to_string()), ..Cell::text(day) },
    ]
}

/// Gives the place of a name among others as a reader looks for it.
fn shown(name: &str) -> String {
    name.trim_start_matches('@').to_lowercase()
}
