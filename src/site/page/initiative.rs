//! An initiative: what every team contributes, what waits for what, and what needs a decision.

use super::super::plan::{Route, Site, Subject};
use super::super::prose::backlinks;
use super::super::view::{
    Bar, Chart, Field, Headline, Link, OutcomeRow, Room, Said, State, Table, extra_fields, outcome_bar, outcome_rows,
    promises_note, status_class,
};
use super::super::words::{capital, count, list, weeks};
use super::{Body, Common, Given, Page, view};
use crate::analysis::initiatives::InitiativeStanding;
use crate::analysis::{Standing, team_name};
use crate::backlog::{Details, Epic};
use crate::config::Kind;
use crate::order::Gather;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod conflict;
mod graph;

/// The page of an initiative.
pub(super) const PAGE: Page = Page {
    name: "initiative",
    about: "an initiative: every team's contribution, what waits for what, and what needs a decision",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let items = site.backlog.of_kind(Kind::Initiative);
        items
            .map(|(at, _)| Route { path: site.addresses.items[at].clone(), page, subject: Subject::Item(at) })
            .collect()
    },
    body: Body::Document { template: "initiative", view: make },
};

#[derive(Debug, Serialize)]
struct InitiativeView {
    kind: &'static str,
    id: Option<String>,
    findings: Vec<Headline>,
    conflicts: Vec<Said>,
    outcomes_note: Option<String>,
    outcomes: Vec<OutcomeRow>,
    teams: Vec<TeamPart>,
    chart: Option<Chart>,
    waits: Option<Table>,
    missing: Vec<String>,
    fields: Vec<Field>,
    other_fields: Vec<Field>,
    backlinks: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct TeamPart {
    id: String,
    team: Link,
    note: String,
    rows: Vec<Contribution>,
}

/// An epic as its team's contribution.
#[derive(Debug, Serialize)]
struct Contribution {
    epic: Link,
    id: String,
    state: State,
    left: Option<String>,
    place: String,
    requests: Vec<super::epic::Request>,
    waits_for: Vec<Link>,
    holds_up: Vec<Link>,
    bar: Option<Bar>,
    outcome: Option<State>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let item = &site.backlog.items[at];
    let page = route.path.as_str();
    let initiatives = &site.analysis.initiatives;
    let Ok(place) = initiatives.binary_search_by_key(&at, |found| found.item) else {
        return Given::nothing();
    };
    let standing = &initiatives[place];
    let (chart, waits) = graph::drawn(site, page, standing);
    let own = InitiativeView {
        kind: item.kind.title(),
        id: item.id_span.map(|_| item.id.clone()),
        findings: findings(site, page, standing),
        conflicts: standing.conflicts.iter().map(|found| conflict::said(site, page, at, found)).collect(),
        outcomes_note: promises_note(site, at),
        outcomes: outcome_rows(site, at),
        teams: teams(site, page, standing),
        chart,
        waits,
        missing: super::super::view::missing(site, at),
        fields: super::document::fields(site, page, item),
        other_fields: extra_fields(site, page, at),
        backlinks: backlinks(site, page, at),
    };
    let index = super::super::address::relative(page, &format!("{}.html", item.kind.folder()));
    let common = Common::new(site, route, item.title.clone())
        .crumbs(vec![Link::to(item.kind.plural(), index)])
        .subtitle(contents(site, standing))
        .document(site, at);
    view(common, own)
}

/// Says how many epics of how many teams there are, by state.
fn contents(site: &Site<'_>, standing: &InitiativeStanding) -> String {
    if standing.own == 0 {
        return "No epic contributes to it yet.".to_owned();
    }
    let (epics, teams) = (count(standing.own, "epic"), count(team_lists(site, standing).len(), "team"));
    format!("{} of {teams}: {}.", capital(&epics), list(&states(site, standing)))
}

/// Counts the initiative's own epics by state, in the order of the workflow: `3 in progress`.
pub(super) fn states(site: &Site<'_>, standing: &InitiativeStanding) -> Vec<String> {
    let order = site.config.workflow.states();
    let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for epic in standing.epics.iter().take(standing.own).filter_map(|at| site.backlog.items[*at].epic()) {
        let place = epic.state.as_ref().and_then(|state| order.iter().position(|known| known.name == state.name));
        *counts.entry((place.unwrap_or(order.len()), site.state(epic).label.to_lowercase())).or_default() += 1;
    }
    counts.into_iter().map(|((_, label), number)| format!("{number} {label}")).collect()
}

/// Groups the initiative's own epics by team: the lead team first, then by name; epics without a team come last.
pub(super) fn team_lists<'a>(
    site: &'a Site<'_>,
    standing: &'a InitiativeStanding,
) -> Vec<(Option<&'a str>, Vec<usize>)> {
    let mut lists: BTreeMap<(bool, bool, Option<&str>), Vec<usize>> = BTreeMap::new();
    let lead = match &site.backlog.items[standing.item].details {
        Details::Initiative(it) => it.lead_team.as_ref(),
        _ => None,
    };
    for (place, at) in standing.epics.iter().take(standing.own).enumerate() {
        let Some(epic) = site.backlog.items[*at].epic() else { continue };
        let same = |team: &crate::backlog::Reference| {
            lead.is_some_and(|lead| team.target.map_or(team.id == lead.id, |at| lead.target == Some(at)))
        };
        let leads = epic.team.as_ref().is_some_and(same);
        let name = team_name(site.backlog, epic);
        lists.entry((!leads, name.is_none(), name)).or_default().push(place);
    }
    lists.into_iter().map(|((_, _, name), epics)| (name, epics)).collect()
}

/// Says what stands out: conflicts first, then what the work takes at least.
fn findings(site: &Site<'_>, page: &str, standing: &InitiativeStanding) -> Vec<Headline> {
    let mut found = Vec::new();
    match standing.conflicts.len() {
        0 => {}
        1 => found.push(Headline::late(vec![Link::to("One conflict needs a decision", "#bl-conflicts")])),
        number => {
            let text = format!("{number} conflicts need a decision");
            found.push(Headline::late(vec![Link::to(text, "#bl-conflicts")]));
        }
    }
    found.extend(graph::chain_words(site, page, standing).map(|said| Headline { said, class: None }));
    if standing.without_estimate > 0 {
        let verb = if standing.without_estimate == 1 { "has" } else { "have" };
        let epics = count(standing.without_estimate, "unfinished epic");
        found.push(Headline::plain(format!("{epics} {verb} no estimate, so it may take longer")));
    }
    found
}

/// Shows the contribution of every team.
fn teams(site: &Site<'_>, page: &str, standing: &InitiativeStanding) -> Vec<TeamPart> {
    let own: BTreeSet<usize> = standing.epics.iter().take(standing.own).copied().into_set();
    let lists = team_lists(site, standing).into_iter().enumerate();
    lists
        .map(|(at, (name, places))| {
            let first = site.backlog.items[standing.epics[places[0]]].epic();
            let team = first.and_then(|epic| site.team_link(page, epic));
            TeamPart {
                id: format!("bl-team-{}", at + 1),
                team: team.unwrap_or_else(|| Link::plain(name.unwrap_or("No team yet"))),
                note: count(places.len(), "epic"),
                rows: places.iter().filter_map(|place| contribution(site, page, standing, (*place, &own))).collect(),
            }
        })
        .collect()
}

/// Shows one epic.
fn contribution(
    site: &Site<'_>,
    page: &str,
    standing: &InitiativeStanding,
    (place, own): (usize, &BTreeSet<usize>),
) -> Option<Contribution> {
    let at = standing.epics[place];
    let item = &site.backlog.items[at];
    let epic = item.epic()?;
    let link = |other: &usize| {
        let link = site.item_link(page, *other);
        if own.contains(other) { link } else { link.labelled("outside it:") }
    };
    let open = |other: &&usize| site.analysis.candidates.of_item[**other].is_some();
    let lead = epic.outcomes.first().zip(site.analysis.outcomes_of(at).first());
    Some(Contribution {
        epic: site.item_link(page, at),
        id: item.id.clone(),
        state: site.state(epic),
        left: left(site, at, epic),
        place: team_place(site, at),
        requests: super::epic::requests(site, page, epic),
        waits_for: standing.needs[place].iter().map(|need| &standing.epics[*need]).filter(open).map(link).collect(),
        holds_up: site.dependents[at].iter().filter(open).map(link).collect(),
        bar: lead.and_then(|(outcome, judged)| outcome_bar(outcome, judged, Room::Row, site.analysis.as_of)),
        outcome: lead.map(|(_, judged)| {
            let status = judged.judgement.status;
            State::new(capital(status.words()), status_class(status))
        }),
    })
}

/// Says how much of the work is left.
fn left(site: &Site<'_>, at: usize, epic: &Epic) -> Option<String> {
    let candidate = site.analysis.candidates.of_item[at]?;
    let left = site.analysis.candidates.list[candidate].duration_weeks.map(weeks);
    let verb = if epic.commitment { "left" } else { "estimated" };
    Some(left.map_or_else(|| "no estimate".to_owned(), |weeks| format!("{weeks} {verb}")))
}

/// Says where an epic stands in its own team's list.
fn team_place(site: &Site<'_>, at: usize) -> String {
    match site.analysis.standings[at] {
        Some(Standing::Ranked(entry)) => match site.analysis.team_places.get(entry).copied().flatten() {
            Some(found) => format!("{} of {}", found.place, found.of),
            None => "no team".to_owned(),
        },
        Some(Standing::Committed(_)) => "a commitment".to_owned(),
        Some(Standing::Unscored(_)) => "not scored".to_owned(),
        Some(Standing::Listed(_)) => "not ranked".to_owned(),
        Some(Standing::Over) | None => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests;
