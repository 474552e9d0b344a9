//! A table of outcomes: each with its bar, its latest value, its state and what the state rests on.

mod markup;

use super::bar::status_class;
use super::outcome_row::state_note;
use super::{Bar, Link, Pagination, Room, State, against_words, moved_words, outcome_bar, outcome_ids};
use crate::analysis::{Judged, checkpoints_of, latest, outcome_of};
use crate::backlog::{Details, Outcome, Reference};
use crate::realization::{CheckpointState, Flag, GuardrailState, Status};
use crate::site::Site;
use crate::site::address::{ANYWHERE, encode, root_of};
use crate::site::markup::Html;
use crate::site::words::{capital, grouped, near_day};
use serde::Serialize;

/// A table of outcomes.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct OutcomeTable {
    id: &'static str,
    caption: String,
    teams: bool,
    #[serde(serialize_with = "crate::site::markup::safe")]
    rows_html: String,
    pagination: Option<Pagination>,
}

/// Which of its columns a table has that not every one has.
#[derive(Debug, Clone, Copy, Serialize)]
struct Columns {
    teams: bool,
}

/// About how many bytes a row has.
const ROW_BYTES: usize = 1400;

/// An outcome as a row.
#[derive(Debug, Clone, Serialize)]
struct OutcomeLine {
    outcome: Link,
    document: Link,
    team: Option<Link>,
    bar: Option<Bar>,
    actual: Option<String>,
    later: Option<String>,
    state: State,
    note: Option<String>,
    note_class: Option<&'static str>,
    moved: Option<String>,
    against: Option<String>,
    flags: Vec<String>,
    next: Option<String>,
}

/// How many outcomes are in a state.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct StateCount {
    pub(in crate::site) state: State,
    pub(in crate::site) count: String,
    pub(in crate::site) href: Option<String>,
}

impl OutcomeTable {
    /// Makes a table of outcomes, given by their positions, seen from a page; none without rows.
    pub(in crate::site) fn new(site: &Site<'_>, page: &str, outcomes: &[usize], caption: String) -> Option<Self> {
        let has_team = |at: &usize| team(site, ANYWHERE, &site.analysis.outcomes[*at]).is_some();
        let teams = outcomes.iter().any(has_team);
        let root = root_of(page);
        let mut rows_html = String::with_capacity(outcomes.len() * ROW_BYTES);
        for at in outcomes {
            let Some(outcome) = outcome_of(site.backlog, &site.analysis.outcomes[*at]) else { continue };
            let slot = (&site.fragments.outcomes[*at], u8::from(teams));
            site.fragments.append(&mut rows_html, slot, &root, || {
                let row = line(site, ANYWHERE, *at, outcome);
                let columns = Columns { teams };
                if site.theme.is_plain() {
                    let mut html = Html(String::with_capacity(ROW_BYTES));
                    row.write(&mut html, columns);
                    return Ok(html.0);
                }
                let mut context = tera::Context::new();
                context.insert("row", &row);
                context.insert("table", &columns);
                site.theme.render("fragment/promise_row.html", &context)
            });
        }
        (!rows_html.is_empty()).then_some(Self { id: "bl-outcomes", caption, teams, rows_html, pagination: None })
    }

    /// Adds links to the other pages of the list.
    pub(in crate::site) fn paged(mut self, pagination: Option<Pagination>) -> Self {
        self.pagination = pagination;
        self
    }
}

/// Links to an outcome at its place on its document's page.
pub(in crate::site) fn outcome_link(site: &Site<'_>, page: &str, at: usize) -> Link {
    let judged = &site.analysis.outcomes[at];
    let metric = outcome_of(site.backlog, judged).and_then(|outcome| outcome.metric.as_ref());
    let anchors = outcome_ids(site, judged.item);
    let anchor = anchors.get(judged.position).map_or("", String::as_str);
    let name = metric.map_or_else(|| "No metric yet".to_owned(), |metric| metric.value.clone());
    Link::to(name, format!("{}#{}", site.href(page, judged.item), encode(anchor)))
}

/// Counts outcomes by state, in the order of the states; `href` leads to those in a state.
pub(in crate::site) fn state_counts(
    site: &Site<'_>,
    outcomes: &[usize],
    href: impl Fn(Status) -> Option<String>,
) -> Vec<StateCount> {
    let number =
        |status: Status| outcomes.iter().filter(|at| site.analysis.outcomes[**at].judgement.status == status).count();
    let found = Status::ALL.into_iter().map(|status| (status, number(status))).filter(|(_, number)| *number > 0);
    found
        .map(|(status, number)| StateCount {
            state: State::new(capital(status.words()), status_class(status)),
            count: grouped(number),
            href: href(status),
        })
        .collect()
}

/// Makes the row of an outcome.
fn line(site: &Site<'_>, page: &str, at: usize, outcome: &Outcome) -> OutcomeLine {
    let judged = &site.analysis.outcomes[at];
    let (note, note_class) = state_note(site.analysis, outcome, judged);
    let status = judged.judgement.status;
    let latest = latest(&outcome.actuals, site.analysis.as_of);
    let later =
        latest.map(|actual| actual.on.value.last_day()).filter(|on| *on != judged.judgement.decided_on.unwrap_or(*on));
    OutcomeLine {
        outcome: outcome_link(site, page, at),
        document: site.item_link(page, judged.item),
        team: team(site, page, judged),
        bar: outcome_bar(outcome, judged, Room::Card, site.analysis.as_of),
        actual: latest.map(|actual| actual.value.value.to_string()),
        later: later.map(|on| format!("on {}", near_day(on, site.analysis.as_of))),
        state: State::new(capital(status.words()), status_class(status)),
        note,
        note_class,
        moved: moved_words(judged, site.analysis.as_of),
        against: against_words(judged),
        flags: flags(site, outcome, judged),
        next: next_check(site, outcome, judged),
    }
}

/// Links to the team: the epic's, the sprint's, or the one that leads the initiative.
fn team(site: &Site<'_>, page: &str, judged: &Judged) -> Option<Link> {
    let link =
        |found: &Reference| found.target.map_or_else(|| Link::plain(found.id.clone()), |at| site.item_link(page, at));
    match &site.backlog.items[judged.item].details {
        Details::Epic(epic) => site.team_link(page, epic),
        Details::Initiative(initiative) => initiative.lead_team.as_ref().map(link),
        Details::Sprint(sprint) => sprint.team.as_ref().map(link),
        _ => None,
    }
}

/// Says what else to know; a broken guardrail with its value and its limit.
fn flags(site: &Site<'_>, outcome: &Outcome, judged: &Judged) -> Vec<String> {
    let plain = judged.judgement.flags.iter().filter(|flag| **flag != Flag::GuardrailBroken);
    let mut said: Vec<String> = plain.map(|flag| flag.words().to_owned()).collect();
    for (guard, facts) in outcome.guardrails.iter().zip(&judged.facts.guardrails) {
        if let GuardrailState::Broken { value, limit, .. } = facts.state(site.analysis.as_of) {
            let metric = guard.metric.as_deref().unwrap_or("no metric");
            said.push(format!("guardrail broken: {metric} {value}, limit {limit}"));
        }
    }
    said
}

/// Says when a decided outcome is looked at again.
fn next_check(site: &Site<'_>, outcome: &Outcome, judged: &Judged) -> Option<String> {
    if !judged.judgement.is_judged() {
        return None;
    }
    let as_of = site.analysis.as_of;
    let points = checkpoints_of(outcome, judged, &site.analysis.outcome_settings, as_of);
    let next = points.iter().find(|point| point.state == CheckpointState::Planned)?;
    Some(format!("next check {}", near_day(next.due, as_of)))
}
