//! What a document says itself about the time before it was in git.
//!
//! In: mined transitions, `transitions`, `created`, `started` and `finished` of today's front matter. Out: both, in
//! order of time; what is declared wins for the time of which it speaks. A declared date is the start of its day, unless
//! git knows the time of the same change, or something else happened on the day on which work ended.

use crate::backlog::Epic;
use crate::backlog::timeline::{Moment, Transition};
use crate::config::{Config, StateClass};
use crate::order::Order;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// Joins what git and the front matter say of an epic's states; in order of time, each another one than before.
pub(super) fn join(mined: Vec<Transition>, epic: &Epic, config: &Config) -> Vec<Transition> {
    let mut all = with_transitions(mined, epic, config);
    if let Some(day) = epic.started {
        all = with_start(all, day.first_day(), config);
    }
    if let Some(day) = epic.finished {
        all = with_end(all, day.last_day(), config);
    }
    all = without_planned_end(all, epic, config);
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

/// Gives the day of an instant in the site's zone.
fn day_of(at: Timestamp, config: &Config) -> Date {
    at.to_zoned(config.site.timezone.clone()).date()
}

/// Puts the listed transitions in place of what git says up to the last of their days.
fn with_transitions(mined: Vec<Transition>, epic: &Epic, config: &Config) -> Vec<Transition> {
    let Some((last, _)) = epic.transitions.last() else {
        return mined;
    };
    let declared = epic.transitions.iter().filter_map(|(on, to)| {
        let state = config.workflow.state_of(Some(to), None);
        Some(Transition { moment: moment(on.last_day(), config)?, state, written: to.clone() })
    });
    let later = |transition: &Transition| day_of(transition.moment.at, config) > last.last_day();
    declared.chain(mined.into_iter().filter(later)).collect()
}

/// Tells the class of the state that a transition leads to.
fn class(transition: &Transition, config: &Config) -> Option<StateClass> {
    transition.state.map(|at| config.workflow.states()[at].class)
}

/// Tells whether work has begun in the state of a transition: waiting or active, not before the start state, or aside.
fn begun(transition: &Transition, config: &Config) -> bool {
    let working = matches!(class(transition, config), Some(StateClass::Active | StateClass::Waiting));
    let below = |at: usize| config.workflow.states()[at].main_line && config.flow.start_state.is_some_and(|it| at < it);
    working && !transition.state.is_some_and(below)
}

/// Lets work begin on a declared day, in the state in which git first saw it begun. Where git saw that on the same day,
/// it knows the time, too.
fn with_start(mut all: Vec<Transition>, day: Date, config: &Config) -> Vec<Transition> {
    let Some(mut start) = moment(day, config) else { return all };
    let states = config.workflow.states();
    let first_active = || states.iter().position(|state| state.main_line && state.class == StateClass::Active);
    let state = all.iter().find(|transition| begun(transition, config)).and_then(|transition| transition.state);
    let Some(state) = state.or_else(first_active) else { return all };
    let seen = all.iter().find(|transition| begun(transition, config) && day_of(transition.moment.at, config) == day);
    let seen = seen.map(|transition| transition.moment);
    start = seen.unwrap_or(start);
    all.retain(|transition| {
        transition.moment.at > start.at || !begun(transition, config) || seen == Some(transition.moment)
    });
    if seen.is_none() {
        let at = all.partition_point(|transition| transition.moment.at <= start.at);
        all.insert(at, Transition { moment: start, state: Some(state), written: states[state].name.clone() });
    }
    all
}

/// Lets work end on a declared day, where it is done today: at the start of the day, or at its end where something else
/// happened on it. Where git saw the end on the same day, it knows the time, too.
fn with_end(mut all: Vec<Transition>, day: Date, config: &Config) -> Vec<Transition> {
    let done = |transition: &Transition| class(transition, config) == Some(StateClass::Done);
    let on_the_day = |transition: &Transition| day_of(transition.moment.at, config) == day;
    let ended = all.iter().rev().take_while(|transition| done(transition)).last();
    let (Some(ended), Some(mut end)) = (ended.cloned(), moment(day, config)) else {
        return all;
    };
    if on_the_day(&ended) && ended.moment.commit.is_some() {
        return all;
    }
    while all.last().is_some_and(|last| done(last) || day_of(last.moment.at, config) > day) {
        all.pop();
    }
    if all.last().is_some_and(on_the_day) {
        let next = day.tomorrow().ok().and_then(|next| moment(next, config));
        end.at = next.map_or(end.at, |next| next.at - SignedDuration::from_secs(1));
    }
    all.push(Transition { moment: end, ..ended });
    all
}

/// Takes a declared end back from work that is not done today: it is planned, or was reopened.
fn without_planned_end(mut all: Vec<Transition>, epic: &Epic, config: &Config) -> Vec<Transition> {
    let open = epic.state.as_ref().is_some_and(|state| state.class != StateClass::Done);
    let planned = |last: &Transition| last.moment.commit.is_none() && class(last, config) == Some(StateClass::Done);
    while open && all.last().is_some_and(planned) {
        all.pop();
    }
    all
}

#[cfg(test)]
mod tests;
