//! All value streams: how long work takes, how long it waits, and where it waits longest.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{Cell, Table};
use super::super::words::{capital, count, days, percent};
use super::value_stream::finding;
use super::{Body, Common, Given, Page, view};
use crate::analysis::{StreamTimes, days_of, stream_times};
use crate::backlog::{Details, ValueStream};
use crate::config::Kind;
use serde::Serialize;

/// The list of value streams.
pub(super) const PAGE: Page = Page {
    name: "value-streams",
    about: "all value streams: work and waiting on the way from idea to value",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let any = site.backlog.of_kind(Kind::ValueStream).next().is_some();
        let path = format!("{}.html", Kind::ValueStream.folder());
        if any { vec![Route { path, page, subject: Subject::Kind(Kind::ValueStream) }] } else { Vec::new() }
    },
    body: Body::Html { template: "kind_index", view: make },
};

#[derive(Debug, Serialize)]
struct Streams {
    table: Table,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let streams: Vec<(usize, &ValueStream, StreamTimes)> = site
        .backlog
        .of_kind(Kind::ValueStream)
        .filter_map(|(at, item)| match &item.details {
            Details::ValueStream(stream) => Some((at, stream, stream_times(stream))),
            _ => None,
        })
        .collect();
    let head = ["Value stream", "Product", "Work", "Waiting", "Activity ratio", "Longest wait"];
    let mut table = Table::new("All value streams; activity ratio: work ÷ (work + waiting)", &head);
    table.sortable = true;
    table.head.iter_mut().skip(2).take(3).for_each(|cell| cell.num = true);
    let rows = streams.iter().map(|(at, stream, times)| row(site, &route.path, *at, (stream, times)));
    table.fill(site, rows);
    view(Common::new(site, route, Kind::ValueStream.plural()).subtitle(headline(site, &streams)), Streams { table })
}

/// Says where work waits longest of all.
fn headline(site: &Site<'_>, streams: &[(usize, &ValueStream, StreamTimes)]) -> String {
    let wait = |(_, stream, times): &&(usize, &ValueStream, StreamTimes)| {
        times.longest_wait.map_or(0.0, |at| days_of(stream.steps[at].wait))
    };
    let longest = streams.iter().filter(|one| wait(one) > 0.0).max_by(|a, b| wait(a).total_cmp(&wait(b)));
    let all = capital(&count(streams.len(), "value stream"));
    match longest.and_then(|(at, stream, times)| Some((at, finding(stream, times)?))) {
        Some((at, finding)) => format!("{finding} in “{}”.", site.backlog.items[*at].title),
        None => format!("{all}; no step says yet how long work waits."),
    }
}

/// Shows one value stream.
fn row(site: &Site<'_>, page: &str, at: usize, (stream, times): (&ValueStream, &StreamTimes)) -> Vec<Cell> {
    let figure = |text: String, value: f64| Cell {
        sort: times.activity.map(|_| format!("{value:.4}")),
        ..Cell::figure(times.activity.map_or_else(|| "–".to_owned(), |_| text))
    };
    let longest = times.longest_wait.map(|at| &stream.steps[at]);
    let longest = longest.map(|step| format!("{} before {}", days(days_of(step.wait)), step.name));
    let activity = times.activity.unwrap_or_default();
    vec![
        Cell::link(site.item_link(page, at)),
        Cell::text(stream.product.clone().unwrap_or_else(|| "–".to_owned())),
        figure(days(times.process), times.process),
        figure(days(times.wait), times.wait),
        figure(percent(activity), activity),
        Cell::text(longest.unwrap_or_else(|| "–".to_owned())),
    ]
}
