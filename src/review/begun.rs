//! Whether work behind a promise had begun before the change, and since when.

use super::comparison::State;
use crate::analysis::class_of;
use crate::backlog::{Details, Item};
use crate::config::StateClass;
use crate::document::PartialDate;
use crate::flow::Line;
use jiff::civil::Date;

/// Says when work began, such as `work began 12 May 2025`; empty where it has not. A history that is cut tells no day.
pub(super) fn begun(state: State<'_>, at: usize) -> String {
    let item = &state.backlog.items[at];
    let as_of = state.analysis.as_of;
    match &item.details {
        Details::Epic(_) => epic(state, at),
        Details::Objective(objective) => {
            let period = objective.period.as_deref().and_then(|text| PartialDate::parse(text).ok());
            since("its period began", period.map(PartialDate::first_day), as_of)
        }
        Details::Sprint(sprint) => since("the sprint began", sprint.starts.map(PartialDate::first_day), as_of),
        Details::Initiative(_) => {
            let own = state
                .backlog
                .epics()
                .filter(|(_, epic)| epic.initiative.as_ref().is_some_and(|initiative| initiative.target == Some(at)));
            let first = own.map(|(epic, _)| (epic, self::epic(state, epic))).find(|(_, words)| !words.is_empty());
            first.map_or_else(String::new, |(epic, _)| format!("work on `{}` has begun", id(state, epic)))
        }
        Details::Team(_) | Details::ValueStream(_) | Details::Page => String::new(),
    }
}

fn id<'a>(state: State<'a>, at: usize) -> &'a str {
    let item: &'a Item = &state.backlog.items[at];
    &item.id
}

/// Says it of a day, once that is there.
fn since(words: &str, day: Option<Date>, as_of: Date) -> String {
    let day = day.filter(|day| *day <= as_of);
    day.map_or_else(String::new, |day| format!("{words} {}", PartialDate::Day(day).label()))
}

/// Says it of an epic: by its history, else by what it says itself, else by its state.
fn epic(state: State<'_>, at: usize) -> String {
    let Some(epic) = state.backlog.items[at].epic() else { return String::new() };
    let whole = state.backlog.timelines.coverage.limit.is_none();
    let flow = state.analysis.flow.items.of(at).and_then(|item| item.first_start);
    let known = flow.filter(|_| whole).map(|instant| instant.day).or(epic.started.map(PartialDate::first_day));
    let line = Line::new(&state.config.workflow, state.config.flow.start_state);
    let position = epic
        .state
        .as_ref()
        .and_then(|own| state.config.workflow.states().iter().position(|other| other.name == own.name));
    let working = position.is_some_and(|position| line.begun(position));
    match (class_of(epic), known) {
        (StateClass::Done, _) => "it is delivered".to_owned(),
        (StateClass::Cancelled | StateClass::Ignore, _) => String::new(),
        (_, Some(day)) => since("work began", Some(day), state.analysis.as_of),
        (_, None) if working || flow.is_some() => "work has begun".to_owned(),
        _ => String::new(),
    }
}
