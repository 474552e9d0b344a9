//! A team: how much it can take in, what it has in hand, what others ask of it, and what its promises came to.

mod cost;
mod flow;
mod load;

use super::super::paging::Holder;
use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, Card, Chart, EpicTable, Field, Link, Table};
use super::super::words::{count, list, weeks};
use super::rest::epics;
use super::{Body, Common, Given, Page, each_of, index_crumbs, view};
use crate::backlog::Team;
use crate::config::Kind;
pub(super) use load::{hits, over_words, wip};
use serde::Serialize;

/// The page of a team.
pub(super) const PAGE: Page = Page {
    name: "team",
    about: "a team: its capacity, its work and what it promised",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::Team]),
    body: Body::Document { template: "team", view: make },
};

#[derive(Debug, Serialize)]
struct TeamView {
    cards: Vec<Card>,
    charts: Vec<Chart>,
    flow: Option<Link>,
    tables: Vec<TableCard>,
    epics: Option<EpicTable>,
}

/// A table with its heading and what to know before reading it.
#[derive(Debug, Serialize)]
struct TableCard {
    note: Option<String>,
    table: Table,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let item = &site.backlog.items[at];
    let (Some(team), Some(load)) = (item.team(), site.analysis.teams.get(&at)) else {
        return Given::nothing();
    };
    let page = route.path.as_str();
    let mut fields = fields(site, team);
    fields.extend(cost::fields(site, at));
    let about = About::of(site, page, at, fields);
    let own = TeamView {
        cards: load::cards(site, at, team, load).into_iter().chain(flow::cards(site, at)).collect(),
        charts: flow::charts(site, page, at),
        flow: flow::link(site, page, at),
        tables: [
            load::capacity(site, at),
            load::mix(site, load),
            load::asked(site, page, load),
            load::asks(site, page, load),
            cost::table(site, page, at),
        ]
        .into_iter()
        .flatten()
        .collect(),
        epics: epics(site, page, Holder::Item(at), 0).map(|table| table.titled("Epics", "")),
    };
    let common = Common::new(site, route, item.title.clone()).crumbs(index_crumbs(page, item.kind));
    view(common.subtitle(load::headline(site, at, load)).document(site, at), (about, own))
}

/// Lists a team's fields.
fn fields(site: &Site<'_>, team: &Team) -> Vec<Option<Field>> {
    let period = site.config.period.containing(site.analysis.as_of);
    let capacity = team.capacity.map(|capacity| format!("{} in {period}", weeks(capacity.weeks())));
    vec![
        Field::maybe("Members", Some(list(&team.members))),
        Field::maybe("Capacity", capacity),
        Field::maybe("WIP limit", team.wip_limit.map(|limit| count(limit as usize, "epic"))),
    ]
}
