//! A sprint: its goal, its outcomes and what came of it.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{About, Field, Link, OutcomeRow, State, outcome_rows, promises_note, refer_field};
use super::super::words::{count, grouped};
use super::{Body, Common, Given, Page, each_of, index_crumbs, view};
use crate::analysis::{SprintTime, sprint_time};
use crate::backlog::{Details, Sprint};
use crate::config::Kind;
use crate::document::PartialDate;
use crate::realization::Status;
use crate::realization::hit_rate::HitRate;
use serde::Serialize;

/// The page of a sprint.
pub(super) const PAGE: Page = Page {
    name: "sprint",
    about: "a sprint: its goal, its outcomes and what came of it",
    anywhere: false,
    navigation: None,
    routes: |site, page| each_of(site, page, &[Kind::Sprint]),
    body: Body::Document { template: "sprint", view: make },
};

#[derive(Debug, Serialize)]
struct SprintView {
    name: String,
    time: State,
    tally: Option<String>,
    result: Option<String>,
    outcomes_note: Option<String>,
    outcomes: Vec<OutcomeRow>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let Subject::Item(at) = route.subject else {
        return Given::nothing();
    };
    let item = &site.backlog.items[at];
    let Details::Sprint(sprint) = &item.details else {
        return Given::nothing();
    };
    let page = route.path.as_str();
    let date = |found: Option<PartialDate>| found.map(PartialDate::label);
    let fields = vec![
        refer_field(site, page, "Team", sprint.team.as_ref()),
        Field::maybe("Starts", date(sprint.starts)),
        Field::maybe("Ends", date(sprint.ends)),
    ];
    let about = About::of(site, page, at, fields);
    let own = SprintView {
        name: item.title.clone(),
        time: time_state(sprint, site),
        tally: tally(site, at),
        result: sprint.result.clone(),
        outcomes_note: promises_note(site, at),
        outcomes: outcome_rows(site, at),
    };
    let mut crumbs = index_crumbs(page, item.kind);
    let headline = sprint.goal.clone().filter(|goal| !goal.trim().is_empty());
    crumbs.extend(headline.as_ref().map(|_| Link::plain(item.title.clone())));
    let title = headline.unwrap_or_else(|| item.title.clone());
    view(Common::new(site, route, title).crumbs(crumbs).document(site, at), (about, own))
}

/// Says where a sprint stands in time: `Ended 3 days ago`.
pub(super) fn time_state(sprint: &Sprint, site: &Site<'_>) -> State {
    let days = |number: i64| count(usize::try_from(number).unwrap_or(0), "day");
    match sprint_time(sprint, site.analysis.as_of) {
        SprintTime::Running(Some(0)) => State::new("Ends today", "active"),
        SprintTime::Running(Some(left)) => State::new(format!("Runs for {} more", days(left)), "active"),
        SprintTime::Running(None) => State::new("Running", "active"),
        SprintTime::Ahead(to) => State::new(format!("Starts in {}", days(to)), "new"),
        SprintTime::Over(since) => State::new(format!("Ended {} ago", days(since)), "done"),
        SprintTime::Undated => State::new("No dates yet", "new"),
    }
}

/// Says how the outcomes of the goal turned out: `1 of 2 outcomes hit, 1 partial`.
pub(super) fn tally(site: &Site<'_>, at: usize) -> Option<String> {
    let judged = site.analysis.outcomes_of(at);
    let all = count(judged.len(), "outcome");
    if judged.is_empty() {
        return None;
    }
    let results = HitRate::of(judged.iter().map(|one| &one.judgement));
    if results.judged() == 0 {
        let waits = judged.iter().filter(|one| one.judgement.status == Status::Overdue).count();
        let late =
            if waits > 0 { format!(", {} past the date without a reading", grouped(waits)) } else { String::new() };
        return Some(format!("{all}, none measured to the end yet{late}"));
    }
    let rest = [(results.partial, "partial"), (results.missed, "missed"), (results.overdue, "not measured in time")];
    let rest = rest.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!(", {number} {word}"));
    Some(format!("{} of {all} hit{}", grouped(results.hits), rest.collect::<String>()))
}
