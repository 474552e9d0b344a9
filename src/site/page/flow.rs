//! How work flowed: figures, drawings, where it waits. The same page stands for each part of the work.

use super::super::address::{relative, slug};
use super::super::plan::{Route, Site, Subject};
use super::super::view::flow::{
    Scene, age_chart, cumulative_chart, length_chart, load_chart, mix_chart, time_chart, week_chart,
};
use super::super::view::{Card, Chart, Link, NavItem, Notice, Table, doubts_link, limit_words};
use super::super::words::{count, day, grouped};
use super::{Body, Common, Entry, Given, Page, view};
use crate::flow::{Dimension, Flow, Group, Measures};
use serde::Serialize;
use std::collections::BTreeSet;

pub(super) mod cards;
mod evidence;
mod loops;
mod missing;

/// The address of the page for all work.
pub(super) const PATH: &str = "flow.html";

/// To how many parts of each kind the page of a part leads; that of all work leads to each.
const NEAR: usize = 60;

/// How work flowed.
pub(super) const PAGE: Page = Page {
    name: "flow",
    about: "how work flowed: flow time, velocity, load, efficiency and distribution, and where work waits",
    anywhere: false,
    navigation: Some(|site| {
        let entry = || Entry { label: "Flow".to_owned(), path: PATH, count: None };
        site.backlog.epics().next().map(|_| entry())
    }),
    routes,
    body: Body::Html { template: "flow", view: make },
};

/// Gives every group a page of its own.
pub(in crate::site) fn paths(groups: &[Group]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let path = |group: &Group| {
        let stem = format!("flow-{}-{}", dimension_slug(group.dimension), slug(&group.name));
        let mut path = format!("{stem}.html");
        let mut number = 2;
        while !taken.insert(path.clone()) {
            path = format!("{stem}-{number}.html");
            number += 1;
        }
        path
    };
    groups.iter().map(path).collect()
}

/// Lists a route for the whole, and one for each part of which something was begun.
fn routes(site: &Site<'_>, page: &'static Page) -> Vec<Route> {
    if site.backlog.epics().next().is_none() {
        return Vec::new();
    }
    let whole = Route { path: PATH.to_owned(), page, subject: Subject::Flow(None) };
    let parts = site.flow_shown.iter().map(|at| Route {
        path: site.flow_paths[*at].clone(),
        page,
        subject: Subject::Flow(Some(*at)),
    });
    std::iter::once(whole).chain(parts).collect()
}

/// Lists the groups of which something was begun; one group of a kind says no more than the whole.
pub(in crate::site) fn shown(flow: &Flow) -> Vec<usize> {
    let begun = |group: &Group| group.measures.items.iter().any(|at| flow.items[*at].arrival().is_some());
    flow.groups.iter().enumerate().filter(|(_, group)| begun(group)).map(|(at, _)| at).collect()
}

fn dimension_slug(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Team => "team",
        Dimension::WorkType => "type",
        Dimension::Product => "product",
        Dimension::Initiative => "initiative",
    }
}

fn dimension_title(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Team => "Team",
        Dimension::WorkType => "Work type",
        Dimension::Product => "Product",
        Dimension::Initiative => "Initiative",
    }
}

/// What a page on flow shows.
#[derive(Debug, Default, Serialize)]
pub(super) struct FlowView {
    pub(super) notices: Vec<Notice>,
    pub(super) cards: Vec<Card>,
    pub(super) charts: Vec<Chart>,
    pub(super) parts: Vec<Told>,
    pub(super) views: Vec<Views>,
    pub(super) download: &'static str,
}

/// A section of words, a table and links.
#[derive(Debug, Default, Serialize)]
pub(super) struct Told {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) texts: Vec<String>,
    pub(super) table: Option<Table>,
    pub(super) links: Vec<Link>,
    pub(super) more: Option<Link>,
}

/// Links to the parts of one kind.
#[derive(Debug, Serialize)]
pub(super) struct Views {
    label: &'static str,
    items: Vec<NavItem>,
    more: Option<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Flow(part) = route.subject else {
        return Given::nothing();
    };
    let flow = &site.analysis.flow;
    let group = part.map(|at| &flow.groups[at]);
    let measures = group.map_or(&flow.overall, |group| &group.measures);
    let scene = Scene { site, page: &route.path, measures };
    let title = group.map_or_else(|| "Flow".to_owned(), |group| format!("Flow: {}", name(group)));
    let mut common = Common::new(site, route, title);
    if part.is_some() {
        common = common.crumbs(vec![Link::to("Flow", relative(&route.path, PATH))]);
    }
    if !missing::known(site) {
        let own = FlowView { notices: missing::notices(site), ..FlowView::default() };
        return view(common.subtitle("When work was taken up, waited and was finished is not known here."), own);
    }
    let own = FlowView {
        notices: notices(site, &route.path),
        cards: cards::cards(&scene, group),
        charts: charts(&scene, group),
        parts: parts(&scene),
        views: views(site, &route.path, part),
        download: "every epic with its dates and times",
    };
    view(common.subtitle(subtitle(site, measures)).downloads(route, "flow"), own)
}

/// Names a group for readers.
fn name(group: &Group) -> String {
    match group.dimension {
        Dimension::WorkType => super::super::view::WorkType::of(Some(&group.name)).label.into_owned(),
        _ => group.name.clone(),
    }
}

/// Says what the figures rest on.
fn subtitle(site: &Site<'_>, measures: &Measures) -> String {
    let (window, done) = (measures.window, measures.velocity.now.done);
    let weeks = count(usize::try_from(window.days() / 7).unwrap_or(0), "full week");
    let commits = site.backlog.timelines.commits.len();
    let from = if commits == 0 { String::new() } else { format!(", from {}", count(commits, "commit")) };
    let done = if done == 0 { "No epic".to_owned() } else { count(done, "epic") };
    format!(
        "{done} finished in the {weeks} from {} to {}{from}. Days are calendar days in {}; a change counts when it lands \
         on the branch.",
        day(window.first),
        day(window.last),
        site.analysis.flow.zone
    )
}

/// Says where history is cut, and links to what is doubtful.
fn notices(site: &Site<'_>, page: &str) -> Vec<Notice> {
    limit_words(site).map(|words| Notice::warning(words).more(doubts_link(page))).into_iter().collect()
}

/// Draws what can be drawn, in the order of reading.
fn charts(scene: &Scene<'_>, group: Option<&Group>) -> Vec<Chart> {
    let limit = cards::limit(scene.site, group, scene.measures.load.total);
    let charts = [
        cumulative_chart(scene),
        time_chart(scene),
        age_chart(scene),
        mix_chart(scene),
        week_chart(scene),
        load_chart(scene, limit),
        length_chart(scene),
    ];
    charts.into_iter().flatten().collect()
}

/// Collects what stands below the drawings.
fn parts(scene: &Scene<'_>) -> Vec<Told> {
    let forecast = &scene.site.analysis.flow.forecast;
    let likely = Told {
        id: "bl-forecast".to_owned(),
        title: "What is likely next".to_owned(),
        texts: forecast.refusal.map(|refusal| refusal.words(&forecast.sample)).into_iter().collect(),
        more: Some(Link::to("Forecast: how many, and by when", relative(scene.page, super::forecast::PATH))),
        ..Told::default()
    };
    let doubt = Told {
        id: "bl-doubts".to_owned(),
        title: "What is doubtful".to_owned(),
        texts: vec![super::data_quality::doubtful(scene.site)],
        more: Some(doubts_link(scene.page)),
        ..Told::default()
    };
    let told = [
        evidence::bottleneck(scene),
        evidence::states(scene),
        loops::waste(scene),
        loops::lag(scene),
        loops::balance(scene),
    ];
    told.into_iter().flatten().chain([likely, doubt]).collect()
}

/// Links to the other parts of the work. Where there are very many, a page of a part leads to those around it and to
/// the page that has all, so that a site grows with its parts and not with their square.
fn views(site: &Site<'_>, page: &str, current: Option<usize>) -> Vec<Views> {
    let groups = &site.analysis.flow.groups;
    let of = |dimension: Dimension| {
        let all = of_kind(site, dimension);
        let near = current.map_or(all, |current| around(all, current));
        let items = near.iter().map(|at| NavItem {
            label: name(&groups[*at]),
            href: relative(page, &site.flow_paths[*at]),
            count: Some(grouped(groups[*at].measures.velocity.now.done)),
            current: current == Some(*at),
        });
        let more = (near.len() < all.len())
            .then(|| Link::to(format!("All {}", grouped(all.len())), relative(page, PATH) + "#bl-views"));
        Views { label: dimension_title(dimension), items: items.collect(), more }
    };
    Dimension::ALL.into_iter().map(of).filter(|views| !views.items.is_empty()).collect()
}

/// Gives the groups of one kind that have a page; both lists stand in order of the kind first.
fn of_kind<'a>(site: &'a Site<'_>, dimension: Dimension) -> &'a [usize] {
    let kind = |at: &usize| site.analysis.flow.groups[*at].dimension;
    let shown = &site.flow_shown[..];
    let from = shown.partition_point(|at| kind(at) < dimension);
    &shown[from..shown.partition_point(|at| kind(at) <= dimension)]
}

/// Gives those of a list that stand around one; the first ones where it is not in it.
fn around(all: &[usize], current: usize) -> &[usize] {
    let at = all.binary_search(&current).unwrap_or(0);
    let from = at.saturating_sub(NEAR / 2).min(all.len().saturating_sub(NEAR));
    &all[from..all.len().min(from + NEAR)]
}

/// Gives the page of a group, where it has one.
pub(super) fn group_path<'a>(site: &'a Site<'_>, dimension: Dimension, name: &str) -> Option<(&'a Group, &'a str)> {
    let flow = &site.analysis.flow;
    let at = flow.position(dimension, name).filter(|at| site.flow_shown.binary_search(at).is_ok())?;
    Some((&flow.groups[at], &site.flow_paths[at]))
}

/// Gives the flow time for the overview, where enough was finished to tell it.
pub(super) fn overview_card(site: &Site<'_>) -> Option<Card> {
    let measures = &site.analysis.flow.overall;
    measures.flow_time.now.spread.p50?;
    Some(Card { href: Some(PATH.to_owned()), ..cards::time(site, measures) })
}

/// Gives the main figures for the report, where anything was begun.
pub(super) fn report_cards(site: &Site<'_>, page: &str) -> Vec<Card> {
    let scene = Scene { site, page, measures: &site.analysis.flow.overall };
    if missing::known(site) { cards::cards(&scene, None) } else { Vec::new() }
}
