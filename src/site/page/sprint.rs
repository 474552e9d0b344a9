//! A sprint: its goal, its outcomes and what came of it.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, Field, OutcomeRow, outcome_rows, refer_field};
use super::{Body, Common, Page, each_of, index_crumbs, view};
use crate::backlog::Details;
use crate::config::Kind;
use crate::document::PartialDate;
use serde::Serialize;
use tera::Value;

/// The page of a sprint.
pub(super) const PAGE: Page = Page {
    name: "sprint",
    about: "a sprint: its goal, its outcomes and what came of it",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::Sprint]),
    body: Body::Html { template: "sprint", view: make },
};

#[derive(Debug, Serialize)]
struct SprintView {
    #[serde(flatten)]
    about: About,
    outcomes: Vec<OutcomeRow>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Item(at) = route.subject else {
        return Value::none();
    };
    let item = &site.backlog.items[at];
    let Details::Sprint(sprint) = &item.details else {
        return Value::none();
    };
    let page = route.path.as_str();
    let date = |found: Option<PartialDate>| found.map(PartialDate::label);
    let fields = vec![
        refer_field(site, page, "Team", sprint.team.as_ref()),
        Field::maybe("Starts", date(sprint.starts)),
        Field::maybe("Ends", date(sprint.ends)),
        Field::maybe("Goal", sprint.goal.clone()),
        Field::maybe("Result", sprint.result.clone()),
    ];
    let own = SprintView { about: About::of(site, page, at, fields), outcomes: outcome_rows(site, at) };
    let crumbs = index_crumbs(page, item.kind);
    view(Common::new(site, route, item.title.clone()).crumbs(crumbs).document(site, at), own)
}
