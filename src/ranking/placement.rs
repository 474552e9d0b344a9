//! The words for a place in the starting order.

use super::number::{counted, figure, list_of_names};
use super::sequence::{Basis, Carried, Place, StartBy, Tier, Value};
use super::{Candidate, Commitment};

/// Why a candidate has no place.
pub(super) const NO_PLACE: &str = "no place: neither a score nor a cost of delay is known";

/// How many of those that wait for each other are named: each of them says so.
const NAMED: usize = 10;

/// Says why a candidate stands where it stands.
pub(super) fn reason(place: &Place, at: usize, candidates: &[Candidate], cycles: &[Vec<usize>]) -> String {
    let mut said = Vec::new();
    if let Some(members) = place.cycle.and_then(|cycle| cycles.get(cycle)) {
        said.push(format!("cannot be ordered: {}", waits_for_itself(members, candidates)));
    }
    said.extend(urgency(place, at, candidates));
    if !place.tier.is_dated() {
        said.push(worth(&place.value));
    } else if place.value.weeks_guessed && place.start_by.is_some() {
        said.push(format!("it takes {} (assumed)", counted(place.value.weeks, "week")));
    }
    said.extend(place.carried.as_ref().map(|carried| carries(carried, candidates)));
    said.join("; ")
}

fn waits_for_itself(members: &[usize], candidates: &[Candidate]) -> String {
    match members {
        [_] => "it waits for itself".to_owned(),
        _ if members.len() > NAMED + 1 => {
            let shown: Vec<&str> = members.iter().take(NAMED).map(|at| candidates[*at].id.as_str()).collect();
            format!("{} and {} more wait for each other", shown.join(", "), members.len() - NAMED)
        }
        _ => format!("{} wait for each other", names(members, candidates)),
    }
}

fn urgency(place: &Place, at: usize, candidates: &[Candidate]) -> Option<String> {
    let started = |at: usize| candidates[at].commitment == Commitment::InProgress;
    let waits = |source: usize| {
        let name = format!("`{}`", candidates[source].id);
        match place.tier {
            Tier::Expedite => format!("{name} is expedite and waits for it"),
            Tier::Late => format!("{name} is late to start and waits for it"),
            Tier::Next | Tier::CanWait => format!("{name} has a fixed date and waits for it"),
            Tier::Standard | Tier::Intangible => format!("{name} waits for it"),
        }
    };
    if started(at) {
        // That others wait without a hurry is said with what they cost.
        let source = place.urged_by.filter(|_| !matches!(place.tier, Tier::Standard | Tier::Intangible));
        let why = source.map_or_else(String::new, |source| format!(": {}", waits(source)));
        return Some(format!("already started, so finish it first{why}"));
    }
    if let Some(source) = place.urged_by {
        let under_way = || format!("`{}` is under way and waits for it", candidates[source].id);
        return Some(if started(source) { under_way() } else { waits(source) });
    }
    match (place.tier, place.start_by) {
        (Tier::Expedite, _) => Some("expedite: it goes first".to_owned()),
        (Tier::Intangible, _) => Some("intangible: nothing is lost by waiting yet".to_owned()),
        (Tier::Late, Some(by)) if by.slack == 0 => {
            Some(format!("late to start: today is the last day to be done by {}", by.due))
        }
        (Tier::Late, Some(by)) => Some(format!("already late to start: {}", dates(by, "was"))),
        (Tier::Next, Some(by)) => Some(format!("next: {}", dates(by, "is"))),
        (Tier::CanWait, Some(by)) => Some(format!("can wait: {}", dates(by, "is"))),
        _ => None,
    }
}

fn dates(by: StartBy, verb: &str) -> String {
    let StartBy { latest_start, due, .. } = by;
    if verb == "was" {
        return format!("the last day to start for {due} was {latest_start}");
    }
    format!("start by {latest_start} to be done by {due}")
}

fn worth(value: &Value) -> String {
    let guessed = if value.weeks_guessed { " (assumed)" } else { "" };
    let weeks = format!("{}{guessed}", counted(value.weeks, "week"));
    match value.basis {
        Basis::CostOfDelay => {
            let ratio = figure(value.per_week / value.weeks);
            format!("{} a week of delay ÷ {weeks} = {ratio}", figure(value.per_week))
        }
        Basis::Score => format!("no cost of delay is given, so its score stands in, for {weeks}"),
        Basis::Nothing => "no cost of delay and no score of its own".to_owned(),
    }
}

fn carries(carried: &Carried, candidates: &[Candidate]) -> String {
    let shown = names(&carried.first, candidates);
    let rest = match carried.count - carried.first.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    if carried.cost_of_delay > 0.0 {
        let cost = figure(carried.cost_of_delay);
        return format!("carries {cost} a week of what waits for it: {shown}{rest}");
    }
    format!("waited for by {shown}{rest}")
}

fn names(members: &[usize], candidates: &[Candidate]) -> String {
    let ids: Vec<&str> = members.iter().map(|at| candidates[*at].id.as_str()).collect();
    list_of_names(&ids)
}
