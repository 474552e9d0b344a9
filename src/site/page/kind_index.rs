//! The list of all documents of one kind.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{Cell, Table};
use super::super::words::{capital, count, list};
use super::{Body, Common, Page, view};
use crate::backlog::{Details, Item};
use crate::config::Kind;
use serde::Serialize;
use tera::Value;

/// The list of a kind.
pub(super) const PAGE: Page = Page {
    name: "kind-index",
    about: "all initiatives or objectives",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let kinds = [Kind::Initiative, Kind::Objective].into_iter();
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
                Cell::text(detail(site, item)),
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
        Kind::Initiative => "Lead team",
        Kind::Objective => "Level and period",
        _ => "",
    }
}

/// Says what a kind adds.
fn detail(site: &Site<'_>, item: &Item) -> String {
    let said = match &item.details {
        Details::Initiative(it) => it
            .lead_team
            .as_ref()
            .map(|team| team.target.map_or_else(|| team.id.clone(), |at| site.backlog.items[at].title.clone())),
        Details::Objective(it) => {
            Some([it.level.clone(), it.period.clone()].into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        _ => None,
    };
    said.filter(|said| !said.is_empty()).unwrap_or_else(|| "–".to_owned())
}
