//! A value stream: its steps from idea to value, and the work that stands in each.

use super::super::open_epics::OpenEpics;
use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, Card, Cell, Chart, Field, Link, Table, ladder_chart, measured_ladder};
use super::super::words::{capital, count, days, figure, grouped, percent};
use super::{Body, Common, Given, Page, each_of, index_crumbs, view};
use crate::analysis::{StreamTimes, days_of, stream_times};
use crate::backlog::{Details, Step, ValueStream};
use crate::config::Kind;
use crate::document::Duration;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many epics of a step are listed.
const LISTED: usize = 30;

/// The page of a value stream.
pub(super) const PAGE: Page = Page {
    name: "value-stream",
    about: "a value stream: its steps from idea to value, and where work waits",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::ValueStream]),
    body: Body::Document { template: "value_stream", view: make },
};

#[derive(Debug, Serialize)]
struct StreamView {
    cards: Vec<Card>,
    chart: Option<Chart>,
    measured: Option<Chart>,
    steps: Option<Table>,
    standing: Vec<StepEpics>,
}

/// The open epics that stand in a step.
#[derive(Debug, Serialize)]
struct StepEpics {
    title: String,
    epics: Vec<Link>,
    more: Option<String>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let item = &site.backlog.items[at];
    let Details::ValueStream(stream) = &item.details else {
        return Given::nothing();
    };
    let page = route.path.as_str();
    let times = stream_times(stream);
    let fields = vec![Field::maybe("Product", stream.product.clone())];
    let title = finding(stream, &times).unwrap_or_else(|| "The steps from idea to value".to_owned());
    let about = About::of(site, page, at, fields);
    let own = StreamView {
        cards: cards(&times),
        chart: ladder_chart(stream, title),
        measured: measured_ladder(site, stream),
        steps: (!stream.steps.is_empty()).then(|| steps(site, stream)),
        standing: standing(site, page, stream),
    };
    let common = Common::new(site, route, item.title.clone()).crumbs(index_crumbs(page, item.kind));
    let subtitle = finding(stream, &times).map(|finding| format!("{finding}.")).unwrap_or_default();
    view(common.subtitle(subtitle).document(site, at), (about, own))
}

/// Says where work waits longest.
pub(super) fn finding(stream: &ValueStream, times: &StreamTimes) -> Option<String> {
    let step = stream.steps.get(times.longest_wait?)?;
    let (wait, whole) = (figure(days_of(step.wait), 1), days(times.wait));
    Some(format!("Work waits longest before {}: {wait} of {whole} of waiting", name(step)))
}

/// Gives the name of a step.
fn name(step: &Step) -> &str {
    if step.name.is_empty() { "a step without a name" } else { &step.name }
}

/// Makes the figures at the top; none without times.
fn cards(times: &StreamTimes) -> Vec<Card> {
    let Some(activity) = times.activity else { return Vec::new() };
    let card = |label: &str, value: String, note: Option<String>| Card {
        label: label.to_owned(),
        value,
        note,
        ..Card::default()
    };
    let whole = days(times.process + times.wait);
    let untimed = (times.untimed > 0).then(|| format!("{} without a time left out", count(times.untimed, "step")));
    vec![
        card("Work", days(times.process), None),
        card("Waiting", days(times.wait), untimed),
        card("Activity ratio", percent(activity), Some(format!("{} of work in {whole}", days(times.process)))),
    ]
}

/// Gives the state's name that a step has in the workflow.
fn state_of<'a>(site: &'a Site<'_>, step: &'a Step) -> Option<&'a str> {
    let written = step.state.as_deref()?;
    Some(site.config.workflow.find(written).map_or(written, |state| state.name.as_str()))
}

/// Gives the open epics that stand in a step's state: of the stream's product, without one of all.
fn open_epics<'a>(site: &'a Site<'_>, stream: &ValueStream, state: &str) -> &'a [usize] {
    let open = site.open.get_or_init(|| OpenEpics::of(site.backlog));
    open.in_state(stream.product.as_deref(), state)
}

/// Lists the steps.
fn steps(site: &Site<'_>, stream: &ValueStream) -> Table {
    let head = ["Step", "State", "Waits before", "Takes", "Open epics now"];
    let mut table = Table::new("Steps from idea to value", &head);
    table.head.iter_mut().skip(2).for_each(|cell| cell.num = true);
    let time =
        |found: Option<Duration>| Cell::figure(found.map_or_else(|| "–".to_owned(), |time| days(days_of(Some(time)))));
    let rows = stream.steps.iter().map(|step| {
        let title = step.state.as_deref().map(|written| {
            site.config.workflow.find(written).map_or_else(|| written.to_owned(), |state| state.title.clone())
        });
        let number = state_of(site, step).map(|state| open_epics(site, stream, state).len());
        vec![
            Cell::text(capital(name(step))),
            Cell::text(title.unwrap_or_else(|| "–".to_owned())),
            time(step.wait),
            time(step.process),
            Cell::figure(number.map_or_else(|| "–".to_owned(), grouped)),
        ]
    });
    table.fill(site, rows);
    table
}

/// Lists the open epics of each step.
fn standing(site: &Site<'_>, page: &str, stream: &ValueStream) -> Vec<StepEpics> {
    let mut seen = BTreeSet::new();
    let steps = stream.steps.iter().filter_map(|step| {
        let state = state_of(site, step)?;
        let epics = Some(open_epics(site, stream, state)).filter(|epics| !epics.is_empty() && seen.insert(state))?;
        let more = epics.len().saturating_sub(LISTED);
        Some(StepEpics {
            title: capital(name(step)),
            epics: epics.iter().take(LISTED).map(|at| site.item_link(page, *at)).collect(),
            more: (more > 0).then(|| format!("and {} more", grouped(more))),
        })
    });
    steps.collect()
}
