//! An objective: its fields, its outcomes and the epics that belong to it.

use super::super::paging::Holder;
use super::super::plan::{Route, Site, Subject};
use super::super::prose::backlinks;
use super::super::view::{
    EpicTable, Field, KeyResultNode, Link, OutcomeRow, State, extra_fields, key_result_nodes, missing, outcome_rows,
    refer, refer_field, score_words,
};
use super::super::words::{key_result_name, list};
use super::rest::epics;
use super::{Body, Common, Given, Page, each_of, index_crumbs, view};
use crate::backlog::{Details, Item, KeyResultReference};
use crate::config::Kind;
use serde::Serialize;

/// The page of an objective.
pub(super) const PAGE: Page = Page {
    name: "document",
    about: "an objective with its key results and what serves them",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::Objective]),
    body: Body::Document { template: "document", view: make },
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
    missing: Vec<String>,
    other_fields: Vec<Field>,
    backlinks: Vec<Link>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let item = &site.backlog.items[at];
    let page = route.path.as_str();
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
        outcomes_title: "Key results",
        served: objective.map(|at| key_result_nodes(site, page, at)).unwrap_or_default(),
        epics: epics(site, page, Holder::Item(at), 0).map(|table| table.titled("Epics", "")),
        missing: missing(site, at),
        other_fields: extra_fields(site, page, at),
        backlinks: backlinks(site, page, at),
    };
    let crumbs = index_crumbs(page, item.kind);
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

/// Links to a key result's objective.
fn refer_key_result(site: &Site<'_>, page: &str, reference: &KeyResultReference) -> Link {
    let mut link = refer(site, page, &reference.objective);
    if !reference.key_result.is_empty() {
        link.text = format!("{} → {}", link.text, key_result_name(&reference.key_result));
    }
    link
}

/// Lists the fields of a kind.
pub(super) fn fields(site: &Site<'_>, page: &str, item: &Item) -> Vec<Field> {
    let key_results = |label: &str, found: &[KeyResultReference]| {
        Field::links(label, found.iter().map(|reference| refer_key_result(site, page, reference)).collect())
    };
    let own = match &item.details {
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
    };
    let owner = Field::maybe("Owner", Some(list(&item.owners)));
    let tags = Field::maybe("Tags", Some(item.tags.join(", ")));
    own.into_iter().chain([owner, tags]).flatten().collect()
}
