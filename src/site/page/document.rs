//! An initiative or objective: its fields, its outcomes and the epics that belong to it.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, EpicTable, Field, Link, OutcomeRow, Rows, epic_row, outcome_rows, refer, refer_field};
use super::{Body, Common, Page, each_of, index_crumbs, view};
use crate::backlog::{Details, Item, KeyResultReference};
use crate::config::Kind;
use serde::Serialize;
use tera::Value;

/// The page of an initiative or an objective.
pub(super) const PAGE: Page = Page {
    name: "document",
    about: "an initiative or objective with what belongs to it",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::Initiative, Kind::Objective]),
    body: Body::Html { template: "document", view: make },
};

#[derive(Debug, Serialize)]
struct DocumentView {
    #[serde(flatten)]
    about: About,
    outcomes: Vec<OutcomeRow>,
    outcomes_title: &'static str,
    epics: Option<EpicTable>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Item(at) = route.subject else {
        return Value::none();
    };
    let item = &site.backlog.items[at];
    let page = route.path.as_str();
    let epics: Vec<_> = site.members[at].iter().filter_map(|epic| epic_row(site, page, *epic)).collect();
    let caption = format!("Epics of {}", item.title);
    let own = DocumentView {
        about: About::of(site, page, at, fields(site, page, item)),
        outcomes: outcome_rows(site, at),
        outcomes_title: if item.kind == Kind::Objective { "Key results" } else { "Anticipated outcomes" },
        epics: EpicTable::new("bl-epics", Rows::Mixed, caption, epics).map(|table| table.titled("Epics", "")),
    };
    let crumbs = index_crumbs(page, item.kind);
    view(Common::new(site, route, item.title.clone()).crumbs(crumbs).document(site, at), own)
}

/// Links to a key result's objective.
fn refer_key_result(site: &Site<'_>, page: &str, reference: &KeyResultReference) -> Link {
    let mut link = refer(site, page, &reference.objective);
    if !reference.key_result.is_empty() {
        link.text = format!("{} → {}", link.text, reference.key_result);
    }
    link
}

/// Lists the fields of a kind.
fn fields(site: &Site<'_>, page: &str, item: &Item) -> Vec<Option<Field>> {
    let key_results = |label: &str, found: &[KeyResultReference]| {
        Field::links(label, found.iter().map(|reference| refer_key_result(site, page, reference)).collect())
    };
    match &item.details {
        Details::Initiative(it) => vec![
            Field::maybe("Sponsor", it.sponsor.clone()),
            refer_field(site, page, "Lead team", it.lead_team.as_ref()),
            key_results("Serves", &it.key_results),
        ],
        Details::Objective(it) => vec![
            Field::maybe("Level", it.level.clone()),
            refer_field(site, page, "Team", it.team.as_ref()),
            Field::maybe("Period", it.period.clone()),
            key_results("Breaks down", it.parent.as_slice()),
        ],
        _ => Vec::new(),
    }
}
