//! What a browser needs to look through the rows of all pages of the backlog, and to rank the open epics anew when a reader
//! moves the weights.
//!
//! In: the site. Out: one script with the criteria and, for each open epic, its answers on the scale from 0 to 1. Epics
//! stand in the order that decides among equals, so that the browser needs none of its rules.

use super::super::address::encode;
use super::super::plan::{Route, Site, state_class, state_label};
use super::super::script_data::assign;
use super::super::view::WorkType;
use super::backlog::View;
use super::{Body, Page, once};
use crate::analysis::team_name;
use crate::order::Order;
use crate::ranking::{Candidate, Commitment, Criterion, Direction, Settings, Shape, among_equals};
use serde::Serialize;
use std::borrow::Cow;

/// The data.
pub(super) const PAGE: Page = Page {
    name: "backlog-data",
    about: "what the browser needs to look through the whole backlog, and to rank it by other weights",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        if can_move(site) || site.views.iter().any(View::is_paged) { once(page, "backlog-data.js") } else { Vec::new() }
    },
    body: Body::File(make),
};

/// Tells whether there are weights to move and an order that could change.
pub(super) fn can_move(site: &Site<'_>) -> bool {
    site.analysis.settings.method.shape == Shape::Linear
        && site.analysis.settings.criteria.len() > 1
        && site.analysis.ranking.entries.len() > 1
}

/// A weight that a reader can move.
#[derive(Debug, Serialize)]
pub(super) struct Weight {
    name: String,
    label: String,
    note: Option<&'static str>,
    percent: i64,
}

/// Lists the weights with whole per cents.
pub(super) fn weights(site: &Site<'_>) -> Vec<Weight> {
    let criteria = site.analysis.settings.criteria.iter();
    criteria
        .map(|criterion| Weight {
            name: criterion.name.to_string(),
            label: criterion.label.to_string(),
            note: (criterion.direction == Direction::Cost).then_some("less is better"),
            percent: super::super::words::whole(criterion.weight * 100.0, 0, 100),
        })
        .collect()
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    criteria: Vec<DataCriterion<'a>>,
    min_coverage: f64,
    epics: Vec<DataEpic<'a>>,
    commitments: Vec<DataEpic<'a>>,
}

#[derive(Debug, Serialize)]
struct DataCriterion<'a> {
    name: &'a str,
    percent: f64,
}

/// An open epic. An answer is missing (`null`) or cannot be used (`"x"`), as long as its criterion counts.
#[derive(Debug, Serialize)]
struct DataEpic<'a> {
    id: &'a str,
    title: &'a str,
    href: Cow<'a, str>,
    kind: [Cow<'a, str>; 2],
    team: Option<&'a str>,
    state: [&'a str; 2],
    rank: Option<usize>,
    answers: Vec<Answer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
enum Answer {
    Some(f64),
    Missing(()),
    Unusable(char),
}

/// Writes the script.
fn make(site: &Site<'_>, _: &Route) -> Vec<u8> {
    let settings = &site.analysis.settings;
    let list = &site.analysis.candidates.list;
    let mut open: Vec<usize> = (0..list.len()).filter(|at| list[*at].commitment == Commitment::Open).collect();
    open.order_by(|a, b| among_equals(&list[*a], &list[*b]));
    let begun = site.analysis.ranking.commitments.iter().map(|entry| entry.candidate);
    let criteria = settings.criteria.iter();
    let data = Data {
        criteria: criteria.map(|it| DataCriterion { name: &it.name, percent: it.weight * 100.0 }).collect(),
        min_coverage: settings.min_coverage,
        epics: open.into_iter().filter_map(|at| epic(site, at)).collect(),
        commitments: begun
            .filter_map(|at| epic(site, at))
            .map(|epic| DataEpic { answers: Vec::new(), ..epic })
            .collect(),
    };
    assign("backlitBacklog", &data)
}

/// Describes an epic.
fn epic<'a>(site: &'a Site<'_>, candidate: usize) -> Option<DataEpic<'a>> {
    let at = site.analysis.candidates.items[candidate];
    let item = &site.backlog.items[at];
    let epic = item.epic()?;
    let settings = &site.analysis.settings;
    let kind = WorkType::of(epic.work_type.as_deref());
    let given = &site.analysis.candidates.list[candidate];
    Some(DataEpic {
        id: &item.id,
        title: &item.title,
        href: encode(&site.addresses.items[at]),
        kind: [kind.label, kind.class.into()],
        team: team_name(site.backlog, epic),
        state: [state_label(epic), state_class(epic)],
        rank: site.entry(at).map(|entry| entry.rank),
        answers: settings.criteria.iter().map(|criterion| answer(given, criterion, settings)).collect(),
    })
}

/// Puts an answer on the scale from 0, the worst, to 1, the best, as the weighted score does.
fn answer(candidate: &Candidate, criterion: &Criterion, settings: &Settings) -> Answer {
    let Some(value) = candidate.inputs.get(&criterion.name) else {
        return Answer::Missing(());
    };
    if !settings.scale.holds(*value) {
        return Answer::Unusable('x');
    }
    let above = match criterion.direction {
        Direction::Benefit => value - settings.scale.lo,
        Direction::Cost => settings.scale.hi - value,
    };
    Answer::Some(above / (settings.scale.hi - settings.scale.lo))
}
