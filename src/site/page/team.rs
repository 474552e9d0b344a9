//! A team: who they are, how much they can take in, and what they work on.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, Cell, EpicTable, Field, Rows, Table, epic_row};
use super::super::words::{count, figure, list, weeks};
use super::{Body, Common, Page, each_of, index_crumbs, view};
use crate::backlog::Team;
use crate::config::Kind;
use serde::Serialize;
use tera::Value;

/// The page of a team.
pub(super) const PAGE: Page = Page {
    name: "team",
    about: "a team: its capacity, its work and what it promised",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::Team]),
    body: Body::Html { template: "team", view: make },
};

#[derive(Debug, Serialize)]
struct TeamView {
    #[serde(flatten)]
    about: About,
    epics: Option<EpicTable>,
    tables: Vec<Table>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Item(at) = route.subject else {
        return Value::none();
    };
    let item = &site.backlog.items[at];
    let Some(team) = item.team() else {
        return Value::none();
    };
    let page = route.path.as_str();
    let epics: Vec<_> = site.members[at].iter().filter_map(|epic| epic_row(site, page, *epic)).collect();
    let caption = format!("Epics of {}", item.title);
    let own = TeamView {
        about: About::of(site, page, at, fields(team)),
        epics: EpicTable::new("bl-epics", Rows::Mixed, caption, epics).map(|table| table.titled("Epics", "")),
        tables: allocation(team).into_iter().collect(),
    };
    let crumbs = index_crumbs(page, item.kind);
    view(Common::new(site, route, item.title.clone()).crumbs(crumbs).document(site, at), own)
}

/// Lists a team's fields; what the team costs stays private.
fn fields(team: &Team) -> Vec<Option<Field>> {
    vec![
        Field::maybe("Members", Some(list(&team.members))),
        Field::maybe("Capacity", team.capacity.as_ref().map(|capacity| weeks(capacity.weeks()))),
        Field::maybe("WIP limit", team.wip_limit.map(|limit| count(limit as usize, "epic"))),
    ]
}

/// Lists the wanted shares.
fn allocation(team: &Team) -> Option<Table> {
    let mut table = Table::new("Wanted share of capacity", &["Work type", "Share"]);
    table.rows = team
        .allocation
        .iter()
        .map(|(kind, share)| {
            let label = super::super::view::WorkType::of(Some(kind)).label;
            vec![Cell::text(label), Cell::figure(format!("{}%", figure(share.to_f64() * 100.0, 0)))]
        })
        .collect();
    (!table.rows.is_empty()).then_some(table)
}
