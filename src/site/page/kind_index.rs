//! The list of all documents of one kind.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{Cell, Table};
use super::super::words::{capital, count, list, weeks};
use super::{Body, Common, Page, view};
use crate::backlog::{Details, Item};
use crate::config::Kind;
use serde::Serialize;
use tera::Value;

/// The list of a kind.
pub(super) const PAGE: Page = Page {
    name: "kind-index",
    about: "all teams, value streams or sprints",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let own = [Kind::Epic, Kind::Page, Kind::Objective, Kind::Initiative];
        let kinds = Kind::ALL.into_iter().filter(|kind| !own.contains(kind));
        kinds
            .filter(|kind| site.backlog.of_kind(*kind).next().is_some())
            .map(|kind| Route { path: format!("{}.html", kind.folder()), page, subject: Subject::Kind(kind) })
            .collect()
    },
    body: Body::Html { template: "kind_index", view: make },
};

#[derive(Debug, Serialize)]
struct KindIndex {
    table: Table,
    empty: Option<String>,
    hint: Option<String>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Kind(kind) = route.subject else {
        return Value::none();
    };
    let mut table = Table::new(
        &format!("All {}", kind.plural().to_lowercase()),
        &[kind.title(), detail_heading(kind), "Owner", "Epics"],
    );
    table.sortable = true;
    table.rows = site
        .backlog
        .of_kind(kind)
        .map(|(at, item)| {
            let epics = site.members[at].len();
            vec![
                Cell::link(site.item_link(&route.path, at)),
                Cell::text(detail(item)),
                Cell::text(list(&item.owners)),
                Cell {
                    sort: Some(epics.to_string()),
                    ..Cell::figure(if epics == 0 { "–".to_owned() } else { epics.to_string() })
                },
            ]
        })
        .collect();
    let number = capital(&count(table.rows.len(), &kind.title().to_lowercase()));
    view(
        Common::new(site, route, kind.plural()).subtitle(format!("{number}.")),
        KindIndex { table, empty: None, hint: None },
    )
}

/// Names the column that a kind adds.
const fn detail_heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Team => "Capacity",
        Kind::ValueStream => "Product",
        Kind::Sprint => "Goal",
        Kind::Epic | Kind::Page | Kind::Objective | Kind::Initiative => "",
    }
}

/// Says what a kind adds.
fn detail(item: &Item) -> String {
    let said = match &item.details {
        Details::Team(it) => it.capacity.as_ref().map(|capacity| weeks(capacity.weeks())),
        Details::ValueStream(it) => it.product.clone(),
        Details::Sprint(it) => it.goal.clone(),
        Details::Epic(_) | Details::Page | Details::Objective(_) | Details::Initiative(_) => None,
    };
    said.filter(|said| !said.is_empty()).unwrap_or_else(|| "–".to_owned())
}
