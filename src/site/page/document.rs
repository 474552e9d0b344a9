//! An objective, team, value stream or sprint: its fields, its outcomes and the epics that belong to it.

use super::super::plan::{Route, Site, Subject};
use super::super::prose::{backlinks, prose};
use super::super::view::{
    Cell, EpicTable, Field, Heading, KeyResultNode, Link, OutcomeRow, Rows, State, Table, epic_row, extra_fields,
    key_result_nodes, outcome_rows, score_words,
};
use super::super::words::{count, figure, list, weeks};
use super::{Body, Common, Page, view};
use crate::backlog::{Details, Item, KeyResultReference, Reference, Team, ValueStream};
use crate::config::Kind;
use crate::document::{Duration, PartialDate};
use serde::Serialize;
use tera::Value;

/// The page of a document that is neither an epic nor a wiki page.
pub(super) const PAGE: Page = Page {
    name: "document",
    about: "an objective, team, value stream or sprint with what belongs to it",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let items = site.backlog.items.iter().enumerate();
        items
            .filter(|(_, item)| !matches!(item.kind, Kind::Epic | Kind::Page | Kind::Initiative))
            .map(|(at, _)| Route { path: site.addresses.items[at].clone(), page, subject: Subject::Item(at) })
            .collect()
    },
    body: Body::Html { template: "document", view: make },
};

#[derive(Debug, Serialize)]
struct DocumentView {
    kind: &'static str,
    id: Option<String>,
    chips: Vec<State>,
    fields: Vec<Field>,
    outcomes: Vec<OutcomeRow>,
    outcomes_title: &'static str,
    served: Vec<KeyResultNode>,
    epics: Option<EpicTable>,
    tables: Vec<Table>,
    body_html: String,
    toc: Vec<Heading>,
    body_raw: Option<String>,
    other_fields: Vec<Field>,
    backlinks: Vec<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Value {
    let Subject::Item(at) = route.subject else {
        return Value::none();
    };
    let item = &site.backlog.items[at];
    let page = route.path.as_str();
    let body = prose(site, page, at);
    let epics: Vec<_> = site.members[at].iter().filter_map(|epic| epic_row(site, page, *epic)).collect();
    let caption = format!("Epics of {}", item.title);
    let objective = site.analysis.objectives.of_item[at];
    let own = DocumentView {
        kind: item.kind.title(),
        id: item.id_span.map(|_| item.id.clone()),
        chips: objective.map(|at| score_chip(site, at)).into_iter().collect(),
        fields: fields(site, page, item)
            .into_iter()
            .chain(objective.and_then(|at| broken_down(site, page, at)))
            .collect(),
        outcomes: outcome_rows(site, at),
        outcomes_title: if item.kind == Kind::Objective { "Key results" } else { "Anticipated outcomes" },
        served: objective.map(|at| key_result_nodes(site, page, at)).unwrap_or_default(),
        epics: EpicTable::new("bl-epics", Rows::Mixed, caption, epics).map(|table| table.titled("Epics", "")),
        tables: tables(item),
        body_html: body.html,
        toc: body.toc,
        body_raw: body.raw,
        other_fields: extra_fields(item),
        backlinks: backlinks(site, page, at),
    };
    let path = format!("{}.html", item.kind.folder());
    let crumbs = vec![Link::to(item.kind.plural(), super::super::address::relative(page, &path))];
    view(Common::new(site, route, item.title.clone()).crumbs(crumbs).document(site, at), own)
}

/// Says the score of an objective, and how many of its key results are graded.
fn score_chip(site: &Site<'_>, at: usize) -> State {
    let score = &site.analysis.objectives.list[at].score;
    let state = score_words(score.score, score.band);
    let provisional = if score.is_provisional() && score.graded > 0 { ", provisional" } else { "" };
    let graded = if score.graded > 0 { format!(" ({}{provisional})", score.graded_words()) } else { String::new() };
    State { label: format!("Score {}{graded}", state.label), ..state }
}

/// Links to the objectives that break an objective or one of its key results down.
fn broken_down(site: &Site<'_>, page: &str, at: usize) -> Option<Field> {
    let list = &site.analysis.objectives.list;
    let below = list[at].key_results.iter().flat_map(|key_result| &key_result.children).chain(&list[at].children);
    Field::links("Broken down by", below.map(|child| site.item_link(page, list[*child].item)).collect())
}

/// Links to a document by reference; a name without a document is plain text.
fn refer(site: &Site<'_>, page: &str, reference: &Reference) -> Link {
    reference.target.map_or_else(|| Link::plain(reference.id.clone()), |at| site.item_link(page, at))
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
pub(super) fn fields(site: &Site<'_>, page: &str, item: &Item) -> Vec<Field> {
    let one = |label: &str, found: &Option<Reference>| {
        found.as_ref().and_then(|found| Field::links(label, vec![refer(site, page, found)]))
    };
    let key_results = |label: &str, found: &[KeyResultReference]| {
        Field::links(label, found.iter().map(|reference| refer_key_result(site, page, reference)).collect())
    };
    let date = |found: &Option<PartialDate>| found.map(PartialDate::label);
    let own = match &item.details {
        Details::Initiative(it) => vec![
            Field::maybe("Sponsor", it.sponsor.clone()),
            one("Lead team", &it.lead_team),
            key_results("Serves", &it.key_results),
        ],
        Details::Objective(it) => vec![
            Field::maybe("Level", it.level.clone()),
            one("Team", &it.team),
            Field::maybe("Period", it.period.clone()),
            key_results("Breaks down", it.parent.as_slice()),
        ],
        Details::Team(it) => team_fields(it),
        Details::Sprint(it) => vec![
            one("Team", &it.team),
            Field::maybe("Starts", date(&it.starts)),
            Field::maybe("Ends", date(&it.ends)),
            Field::maybe("Goal", it.goal.clone()),
            Field::maybe("Result", it.result.clone()),
        ],
        Details::ValueStream(it) => vec![Field::maybe("Product", it.product.clone())],
        Details::Epic(_) | Details::Page => Vec::new(),
    };
    let owner = Field::maybe("Owner", Some(list(&item.owners)));
    let tags = Field::maybe("Tags", Some(item.tags.join(", ")));
    own.into_iter().chain([owner, tags]).flatten().collect()
}

/// Lists a team's fields; what the team costs stays private.
fn team_fields(team: &Team) -> Vec<Option<Field>> {
    vec![
        Field::maybe("Members", Some(list(&team.members))),
        Field::maybe("Capacity", team.capacity.as_ref().map(|capacity| weeks(capacity.weeks()))),
        Field::maybe("WIP limit", team.wip_limit.map(|limit| count(limit as usize, "epic"))),
    ]
}

/// Makes the tables of a kind.
fn tables(item: &Item) -> Vec<Table> {
    match &item.details {
        Details::Team(team) if !team.allocation.is_empty() => {
            let mut table = Table::new("Wanted share of capacity", &["Work type", "Share"]);
            table.rows = team
                .allocation
                .iter()
                .map(|(kind, share)| {
                    let label = super::super::view::WorkType::of(Some(kind)).label;
                    vec![Cell::text(label), Cell::figure(format!("{}%", figure(share.to_f64() * 100.0, 0)))]
                })
                .collect();
            vec![table]
        }
        Details::ValueStream(stream) if !stream.steps.is_empty() => vec![steps(stream)],
        _ => Vec::new(),
    }
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
