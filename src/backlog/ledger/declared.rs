//! What a document says itself about the time before it was in git.
//!
//! In: mined transitions, `transitions`, `created`, `started` and `finished` of today's front matter. Out: both, in
//! order of time; what is declared wins for the time of which it speaks. A declared date is the start of its day.

use crate::backlog::Epic;
use crate::backlog::timeline::{Moment, Transition};
use crate::config::{Config, StateClass};
use crate::order::Order;
use jiff::Timestamp;
use jiff::civil::Date;

/// Joins what git and the front matter say of an epic's states; in order of time, each another one than before.
pub(super) fn join(mined: Vec<Transition>, epic: &Epic, config: &Config) -> Vec<Transition> {
    let mut all = with_transitions(mined, epic, config);
    if let Some(day) = epic.started {
        all = with_start(all, moment(day.first_day(), config), config);
    }
    if let Some(day) = epic.finished {
        all = with_end(all, moment(day.last_day(), config), config);
    }
    all.order_by_key(|transition| transition.moment.at);
    all.dedup_by(|next, before| next.state == before.state && (next.state.is_some() || next.written == before.written));
    all
}

/// Gives when an epic was first written down: the declared day, unless git has it before.
pub(super) fn created(mined: Option<Moment>, epic: &Epic, config: &Config) -> Option<Moment> {
    let first = epic.transitions.first().map(|(on, _)| on.last_day());
    let day = epic.created.map(crate::document::PartialDate::first_day).or(first);
    let declared = day.and_then(|day| moment(day, config));
    match (declared, mined) {
        (Some(declared), Some(mined)) if declared.at > mined.at => Some(mined),
        (declared, mined) => declared.or(mined),
    }
}

/// Gives the start of a day in the site's zone.
fn moment(day: Date, config: &Config) -> Option<Moment> {
    let at: Timestamp = day.to_zoned(config.site.timezone.clone()).ok()?.timestamp();
    Some(Moment { at, commit: None })
}

/// Puts the listed transitions in place of what git says up to the last of their days.
fn with_transitions(mined: Vec<Transition>, epic: &Epic, config: &Config) -> Vec<Transition> {
    let Some((last, _)) = epic.transitions.last() else {
        return mined;
    };
    let day_of = |at: Timestamp| at.to_zoned(config.site.timezone.clone()).date();
    let declared = epic.transitions.iter().filter_map(|(on, to)| {
        let state = config.workflow.state_of(Some(to), None);
        Some(Transition { moment: moment(on.last_day(), config)?, state, written: to.clone() })
    });
    let later = |transition: &Transition| day_of(transition.moment.at) > last.last_day();
    declared.chain(mined.into_iter().filter(later)).collect()
}

/// Tells the class of the state that a transition leads to.
fn class(transition: &Transition, config: &Config) -> Option<StateClass> {
    transition.state.map(|at| config.workflow.states()[at].class)
}

/// Lets work begin at a declared moment, in the state in which git first saw it under way.
fn with_start(mut all: Vec<Transition>, start: Option<Moment>, config: &Config) -> Vec<Transition> {
    let Some(start) = start else { return all };
    let under_way =
        |transition: &Transition| matches!(class(transition, config), Some(StateClass::Active | StateClass::Waiting));
    let states = config.workflow.states();
    let first_active = || states.iter().position(|state| state.main_line && state.class == StateClass::Active);
    let state = all.iter().find(|transition| under_way(transition)).and_then(|transition| transition.state);
    let Some(state) = state.or_else(first_active) else { return all };
    if all.iter().any(|transition| under_way(transition) && transition.moment == start) {
        return all;
    }
    all.retain(|transition| transition.moment.at > start.at || !under_way(transition));
    let at = all.partition_point(|transition| transition.moment.at <= start.at);
    all.insert(at, Transition { moment: start, state: Some(state), written: states[state].name.clone() });
    all
}

/// Lets work end at a declared moment, where it is done today.
fn with_end(mut all: Vec<Transition>, end: Option<Moment>, config: &Config) -> Vec<Transition> {
    let done = |transition: &Transition| class(transition, config) == Some(StateClass::Done);
    let (Some(end), Some(last)) = (end, all.last().filter(|last| done(last)).cloned()) else {
        return all;
    };
    while all.last().is_some_and(|transition| done(transition) || transition.moment.at >= end.at) {
        all.pop();
    }
    all.push(Transition { moment: end, ..last });
    all
}

#[cfg(test)]
mod tests;
