//! An epic's scorecard: what it promises, what was measured, why it stands where it stands.

mod cards;
mod flow;
mod line;
mod waits;

use self::cards::{Promises, Scored};
use self::flow::Flowed;
use self::line::TitleLine;
use self::waits::Dependency;
use super::super::markup::{self, Html, written};
use super::super::plan::{Route, Site, Subject};
use super::super::prose::backlinks;
use super::super::view::{Field, Link, State, extra_fields};
use super::super::words;
use super::{Body, Common, Given, Page, view_of_many};
use crate::backlog::Epic;
use crate::config::Kind;
use serde::Serialize;

/// The epic's scorecard.
pub(super) const PAGE: Page = Page {
    name: "epic",
    about: "an epic: its outcomes, its score opened into parts, what it waits for, its prose",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        site.backlog
            .of_kind(Kind::Epic)
            .map(|(at, _)| Route { path: site.addresses.items[at].clone(), page, subject: Subject::Item(at) })
            .collect()
    },
    body: Body::Document { template: "epic", view: make },
};

#[derive(Debug, Serialize)]
struct EpicView {
    meta_html: Option<Html>,
    agreement: Option<Agreement>,
    depends_html: Option<Html>,
    depends_on: Vec<Dependency>,
    waited_html: Option<Html>,
    waited_for_by: Vec<Dependency>,
    requested_by: Vec<Request>,
    fields_html: Option<Html>,
    fields: Vec<Field>,
    backlinks_html: Option<Html>,
    backlinks: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Agreement {
    fields: Vec<Field>,
    state: Option<State>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Request {
    team: Link,
    need_by: Option<String>,
    state: Option<State>,
    note: Option<String>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let item = &site.backlog.items[at];
    let Some(epic) = item.epic() else {
        return Given::nothing();
    };
    let page = route.path.as_str();
    let line = Some(TitleLine::of(site, page, (at, item, epic)));
    let (meta_html, line) = written(site, line, |html, line| line.iter().for_each(|line| line.write(html)));
    let (depends_html, depends_on) = waits::depends_on(site, page, (at, epic));
    let (waited_html, waited_for_by) = waits::waited_for_by(site, page, at);
    let (fields_html, fields) = written(site, fields(site, page, (at, epic)), |html, list| write_fields(html, list));
    let (backlinks_html, backlinks) =
        written(site, backlinks(site, page, at), |html, list| markup::backlinks(html, list));
    let own = EpicView {
        meta_html,
        agreement: agreement(site, page, at),
        depends_html,
        depends_on,
        waited_html,
        waited_for_by,
        requested_by: requests(site, page, epic),
        fields_html,
        fields,
        backlinks_html,
        backlinks,
    };
    let cards = (Promises::of(site, at, epic), Scored::of(site, page, (at, epic)), Flowed::of(site, page, at));
    let common = Common::new(site, route, item.title.clone()).crumbs(crumbs(site, page, epic));
    view_of_many(common.document(site, at), (line, cards, own))
}

/// Links up to the initiative and the key results that the epic serves.
fn crumbs(site: &Site<'_>, page: &str, epic: &Epic) -> Vec<Link> {
    let mut crumbs = Vec::new();
    if let Some(initiative) = &epic.initiative {
        let link = initiative.target.map_or_else(|| Link::plain(initiative.id.clone()), |at| site.item_link(page, at));
        crumbs.push(link.labelled("Initiative:"));
    }
    let objectives = epic.key_results.chunk_by(|a, b| a.objective.target == b.objective.target);
    for group in objectives {
        let Some(at) = group[0].objective.target else { continue };
        let mut link = site.item_link(page, at);
        let names = group.iter().filter(|found| !found.key_result.is_empty());
        let names: Vec<String> = names.map(|found| words::key_result_name(&found.key_result)).collect();
        if !names.is_empty() {
            link.text = format!("{} → {}", link.text, words::list(&names));
        }
        crumbs.push(link.labelled("Objective:"));
    }
    crumbs
}

/// Shows the technical debt agreement.
fn agreement(site: &Site<'_>, page: &str, at: usize) -> Option<Agreement> {
    let agreement = site.backlog.items[at].epic()?.agreement.as_ref()?;
    let reference = |found: &Option<crate::backlog::Reference>| {
        found
            .iter()
            .map(|found| found.target.map_or_else(|| Link::plain(found.id.clone()), |at| site.item_link(page, at)))
            .collect()
    };
    let standing = super::super::view::agreement_standing(site, at)?;
    let date = |date: &Option<crate::document::PartialDate>| date.map(crate::document::PartialDate::label);
    let mut repay = Field::maybe("Repay by", date(&agreement.repay_by));
    if let (Some(field), true) = (&mut repay, standing.late) {
        field.class = Some("late");
        field.note.clone_from(&standing.note);
    }
    let fields = [
        Field::maybe("Reason", agreement.reason.clone()),
        Field::maybe("Impact", agreement.impact.clone()),
        Field::maybe("Cause", agreement.cause.clone()),
        repay,
        Field::maybe("Trigger", agreement.trigger.clone()),
        Field::maybe("Reviewed", date(&agreement.reviewed)),
        Field::links("Taken by", reference(&agreement.taken_by)),
        Field::links("Repaid by", reference(&agreement.repay_item)),
        Field::maybe("Interest", agreement.interest.as_ref().map(|quantity| quantity.text.clone())),
        Field::maybe("Principal", agreement.principal.as_ref().map(|quantity| quantity.text.clone())),
        Field::maybe("Owner", agreement.owner.clone()),
        Field::maybe("Accepted", agreement.accepted_reason.clone()),
    ];
    Some(Agreement {
        fields: fields.into_iter().flatten().collect(),
        state: Some(standing.state),
        note: standing.note.filter(|_| !standing.late),
    })
}

/// Shows other teams' requests.
pub(super) fn requests(site: &Site<'_>, page: &str, epic: &Epic) -> Vec<Request> {
    epic.requested_by
        .iter()
        .map(|request| Request {
            team: match &request.team {
                Some(team) => team.target.map_or_else(|| Link::plain(team.id.clone()), |at| site.item_link(page, at)),
                None => Link::plain("a team"),
            },
            need_by: request.need_by.map(crate::document::PartialDate::label),
            state: Some(match request.accepted {
                Some(true) => State::new("accepted", "hit"),
                Some(false) => State::new("declined", "missed"),
                None => State::new("not answered yet", "awaiting"),
            }),
            note: None,
        })
        .collect()
}

/// Writes what else the front matter says; nothing where that is all.
fn write_fields(html: &mut Html, fields: &[Field]) {
    if !fields.is_empty() {
        html.raw(
            "<section class=\"card\" aria-labelledby=\"bl-other-fields\"><h2 id=\"bl-other-fields\">Other fields</h2>",
        );
        markup::field_list(html, fields);
        html.raw("</section>");
    }
}

/// Lists what else the front matter says.
fn fields(site: &Site<'_>, page: &str, (at, epic): (usize, &Epic)) -> Vec<Field> {
    let item = &site.backlog.items[at];
    // The card of its flow has these dates.
    let dated = site.flow_item(at).is_some();
    let bundled =
        epic.bundled_with.iter().filter_map(|reference| Some(site.item_link(page, reference.target?))).collect();
    let confidence = epic.confidence.map(|share| format!("{}%", words::figure(share.to_f64() * 100.0, 0)));
    let known = [
        Field::links("Bundled with", bundled),
        Field::maybe("Confidence", confidence),
        Field::maybe("Tags", Some(item.tags.join(", "))),
        Field::maybe("Created", epic.created.filter(|_| !dated).map(crate::document::PartialDate::label)),
        Field::maybe("Started", epic.started.filter(|_| !dated).map(crate::document::PartialDate::label)),
        Field::maybe(
            "State changes",
            (!epic.transitions.is_empty()).then(|| format!("{} declared by hand", epic.transitions.len())),
        ),
    ];
    known.into_iter().flatten().chain(extra_fields(site, page, at)).collect()
}
