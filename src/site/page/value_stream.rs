//! A value stream: its steps from idea to value.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, Cell, Field, Table};
use super::{Body, Common, Page, each_of, index_crumbs, view};
use crate::backlog::{Details, ValueStream};
use crate::config::Kind;
use crate::document::Duration;
use serde::Serialize;
use tera::Value;

/// The page of a value stream.
pub(super) const PAGE: Page = Page {
    name: "value-stream",
    about: "a value stream: its steps from idea to value, and where work waits",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::ValueStream]),
    body: Body::Html { template: "value_stream", view: make },
};

#[derive(Debug, Serialize)]
struct StreamView {
    #[serde(flatten)]
    about: About,
    tables: Vec<Table>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Item(at) = route.subject else {
        return Value::none();
    };
    let item = &site.backlog.items[at];
    let Details::ValueStream(stream) = &item.details else {
        return Value::none();
    };
    let page = route.path.as_str();
    let fields = vec![Field::maybe("Product", stream.product.clone())];
    let tables = if stream.steps.is_empty() { Vec::new() } else { vec![steps(stream)] };
    let own = StreamView { about: About::of(site, page, at, fields), tables };
    let crumbs = index_crumbs(page, item.kind);
    view(Common::new(site, route, item.title.clone()).crumbs(crumbs).document(site, at), own)
}

/// Lists the steps of a value stream.
fn steps(stream: &ValueStream) -> Table {
    let mut table = Table::new("Steps from idea to value", &["Step", "State", "Waits before", "Takes"]);
    let time =
        |found: &Option<Duration>| Cell::figure(found.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string));
    table.rows = stream
        .steps
        .iter()
        .map(|step| {
            let state = step.state.clone().unwrap_or_else(|| "–".to_owned());
            vec![Cell::text(step.name.clone()), Cell::text(state), time(&step.wait), time(&step.process)]
        })
        .collect();
    table
}
