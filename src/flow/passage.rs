//! An item's changes of state made ready to be measured: future dates clamped, unknown states and flickers passed over.
//!
//! In: an item's passages. Out: the steps that count, and what had to be done to get them. Never invents a date.

use super::history::{FlowItem, History};
use super::line::Place;
use jiff::{SignedDuration, Timestamp};

/// An item enters a state that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// The state, by its position; none when the file was removed.
    pub state: Option<usize>,
    /// The commit; none when it is declared.
    pub commit: Option<usize>,
}

/// The steps of an item, and what was passed over.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared {
    pub(super) kept: Vec<Step>,
    pub(super) future: bool,
    pub(super) unmapped: bool,
    pub(super) removed: bool,
}

impl Step {
    /// Gives its place on the line.
    pub(super) fn place(self, history: &History<'_>) -> Place {
        self.state.map_or(Place::Outside, |state| history.line.states[state].place)
    }

    /// Tells whether work has begun in its state.
    pub(super) fn begun(self, history: &History<'_>) -> bool {
        self.state.is_some_and(|state| history.line.begun(state))
    }

    /// Tells whether its state is done.
    pub(super) fn done(self, history: &History<'_>) -> bool {
        self.place(history) == Place::Stage(history.line.done())
    }
}

/// Prepares an item's steps; `end` is the last instant of the day for which all is computed.
pub(super) fn prepare(item: &FlowItem, history: &History<'_>, end: Timestamp) -> Prepared {
    let mut found = Prepared::default();
    for passage in &item.passages {
        found.future |= passage.at > end;
        let Some(state) = passage.state.filter(|state| *state < history.line.states.len()) else {
            found.unmapped = true;
            continue;
        };
        enter(&mut found.kept, Step { at: passage.at.min(end), state: Some(state), commit: passage.commit });
    }
    let pause = SignedDuration::from_mins(history.settings.debounce_minutes.into());
    found.kept = settle(found.kept, pause);
    let open = |step: &Step| !step.done(history) && step.place(history) != Place::Cancelled;
    if let Some(removed) = item.removed.filter(|_| found.kept.last().is_some_and(open)) {
        found.future |= removed > end;
        found.removed = true;
        found.kept.push(Step { at: removed.min(end), state: None, commit: None });
    }
    found
}

/// Adds a step unless it stays in its state.
fn enter(steps: &mut Vec<Step>, step: Step) {
    if steps.last().is_none_or(|last| last.state != step.state) {
        steps.push(step);
    }
}

/// Drops a state that was entered and left again, back to where it came from, within the pause.
fn settle(steps: Vec<Step>, pause: SignedDuration) -> Vec<Step> {
    if pause.is_zero() {
        return steps;
    }
    let mut kept: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let back = kept.len() >= 2
            && kept[kept.len() - 2].state == step.state
            && step.at.duration_since(kept[kept.len() - 1].at) < pause;
        if back {
            kept.pop();
        } else {
            enter(&mut kept, step);
        }
    }
    kept
}
