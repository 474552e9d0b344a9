//! A conflict in a sentence, with the epics linked.

use super::super::super::view::{Link, Said, link_list, outcome_ids};
use crate::analysis::Standing;
use crate::analysis::initiatives::Conflict;
use crate::backlog::Request;
use crate::document::PartialDate;
use crate::site::Site;
use crate::site::words::near_day;
use jiff::civil::Date;

/// Says a conflict of an initiative.
pub(super) fn said(site: &Site<'_>, page: &str, initiative: usize, conflict: &Conflict) -> Said {
    match conflict {
        Conflict::DueBefore { outcome, earliest } => due_before(site, initiative, (*outcome, *earliest)),
        Conflict::Declined { epic, request, waiting } => declined(site, page, (*epic, *request), waiting),
        Conflict::BelowLine { epic, waiting } => below_line(site, page, *epic, waiting),
        Conflict::TooLate { epic, request, earliest } => too_late(site, page, (*epic, *request), *earliest),
    }
}

/// Says that the initiative's own promise falls due before its work can be done.
fn due_before(site: &Site<'_>, initiative: usize, (outcome, earliest): (usize, Date)) -> Said {
    let as_of = site.analysis.as_of;
    let Some((found, anchor)) = site.backlog.items[initiative]
        .outcomes()
        .get(outcome)
        .copied()
        .zip(outcome_ids(site, initiative).get(outcome).cloned())
    else {
        return Said::new();
    };
    let metric = found.metric.as_ref().map_or("The outcome", |metric| metric.value.as_str());
    let due = found.by.as_ref().map_or_else(String::new, |by| near_day(by.value.last_day(), as_of));
    let end = format!(
        " is promised for {due}; the work of this initiative can't be done before {}, even if every team could begin today.",
        near_day(earliest, as_of)
    );
    vec![Link::to(metric, format!("#{anchor}")), Link::plain(end)]
}

/// Says that a need-by date can't be kept.
fn too_late(site: &Site<'_>, page: &str, (epic, request): (usize, usize), earliest: Option<Date>) -> Said {
    let Some(asked) = asked(site, epic, request) else { return Said::new() };
    let day = asked.need_by.map(PartialDate::last_day);
    let need_by = day.map_or_else(String::new, |day| format!(" by {}", near_day(day, site.analysis.as_of)));
    let (is, end) = match earliest {
        Some(earliest) => {
            let day = near_day(earliest, site.analysis.as_of);
            (" is needed by ", format!("{need_by}; it can't be done before {day}, even if its work began today."))
        }
        None => (" was needed by ", format!("{need_by} and isn't finished.")),
    };
    vec![site.item_link(page, epic), Link::plain(is), requester(site, page, asked), Link::plain(end)]
}

/// Finds a request.
fn asked<'a>(site: &'a Site<'_>, epic: usize, request: usize) -> Option<&'a Request> {
    site.backlog.items[epic].epic()?.requested_by.get(request)
}

/// Links to the team that asks.
fn requester(site: &Site<'_>, page: &str, request: &Request) -> Link {
    let team = request.team.as_ref();
    team.map_or_else(
        || Link::plain("another team"),
        |team| team.target.map_or_else(|| Link::plain(team.id.clone()), |at| site.item_link(page, at)),
    )
}

/// Links to the team that does an epic.
fn owner(site: &Site<'_>, page: &str, epic: usize) -> Link {
    let team = site.backlog.items[epic].epic().and_then(|epic| site.team_link(page, epic));
    team.unwrap_or_else(|| Link::plain("Its team"))
}

/// Says which epics wait for another: ` A and B wait for it.`
fn wait(site: &Site<'_>, page: &str, waiting: &[usize]) -> Said {
    if waiting.is_empty() {
        return Said::new();
    }
    let verb = if waiting.len() == 1 { " waits for it." } else { " wait for it." };
    let mut said = vec![Link::plain(" ")];
    said.extend(link_list(waiting.iter().map(|at| site.item_link(page, *at)).collect()));
    said.push(Link::plain(verb));
    said
}

/// Says that a team declined what another one asked for.
fn declined(site: &Site<'_>, page: &str, (epic, request): (usize, usize), waiting: &[usize]) -> Said {
    let Some(asked) = asked(site, epic, request) else { return Said::new() };
    let day = asked.need_by.map(PartialDate::last_day);
    let end = day.map_or_else(|| ".".to_owned(), |day| format!(" by {}.", near_day(day, site.analysis.as_of)));
    let mut said = vec![
        owner(site, page, epic),
        Link::plain(" has declined "),
        site.item_link(page, epic),
        Link::plain(", which "),
        requester(site, page, asked),
        Link::plain(format!(" asked for{end}")),
    ];
    said.extend(wait(site, page, waiting));
    said
}

/// Says that a prerequisite stands below what its team can finish.
fn below_line(site: &Site<'_>, page: &str, epic: usize, waiting: &[usize]) -> Said {
    let entry = match site.analysis.standings[epic] {
        Some(Standing::Ranked(entry)) => site.analysis.team_places.get(entry).copied().flatten(),
        _ => None,
    };
    let place = entry.map_or_else(String::new, |found| format!(", {} of {} in the list of ", found.place, found.of));
    let period = site.config.period.containing(site.analysis.as_of);
    let mut said = vec![site.item_link(page, epic)];
    if !place.is_empty() {
        said.extend([Link::plain(place), owner(site, page, epic), Link::plain(",")]);
    }
    said.push(Link::plain(format!(" is below what its team can finish in {period}.")));
    said.extend(wait(site, page, waiting));
    said
}
