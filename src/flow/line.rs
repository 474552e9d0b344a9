//! The states as stages: the main line in order, one stage for everything done, and what stands aside.
//!
//! In: the workflow and the state that starts the clock. Out: for each state its place. Never looks at an item.

use crate::config::{StateClass, Workflow};

/// The states in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The stages of the main line; the last is done.
    pub stages: Vec<Stage>,
    /// The stage whose entry starts the clock, by its position; that of done where no state starts it.
    pub start: usize,
    /// The states of the workflow: name, title and class, by position.
    pub states: Vec<LineState>,
}

/// A stage of the main line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The state's name.
    pub name: String,
    /// The name on a page.
    pub title: String,
    /// What the state means.
    pub class: StateClass,
}

/// A state and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineState {
    /// The state's name.
    pub name: String,
    /// The name on a page.
    pub title: String,
    /// What it means.
    pub class: StateClass,
    /// Where it stands.
    pub place: Place,
}

/// Where a state stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the main line, done included.
    Stage(usize),
    /// Aside: an item there keeps its stage.
    Aside,
    /// Given up.
    Cancelled,
    /// Not in the backlog.
    Outside,
}

impl Line {
    /// Orders the states of a workflow; `start` is the state that starts the clock.
    pub fn new(workflow: &Workflow, start: Option<usize>) -> Self {
        let mut stages: Vec<Stage> = Vec::new();
        let mut starts_at = None;
        let mut states: Vec<LineState> = Vec::new();
        for (at, state) in workflow.states().iter().enumerate() {
            let place = match state.class {
                StateClass::Ignore => Place::Outside,
                StateClass::Cancelled => Place::Cancelled,
                StateClass::Done => Place::Stage(usize::MAX),
                _ if !state.main_line => Place::Aside,
                class => {
                    stages.push(Stage { name: state.name.clone(), title: state.title.clone(), class });
                    Place::Stage(stages.len() - 1)
                }
            };
            if start == Some(at) {
                starts_at = Some(stages.len().saturating_sub(1));
            }
            let (name, title) = (state.name.clone(), state.title.clone());
            states.push(LineState { name, title, class: state.class, place });
        }
        let done = states.iter_mut().filter(|state| state.class == StateClass::Done);
        let last = stages.len();
        let mut name = None;
        for state in done {
            state.place = Place::Stage(last);
            name.get_or_insert_with(|| (state.name.clone(), state.title.clone()));
        }
        let (name, title) = name.unwrap_or_else(|| ("done".to_owned(), "Done".to_owned()));
        stages.push(Stage { name, title, class: StateClass::Done });
        Self { stages, start: starts_at.unwrap_or(last), states }
    }

    /// Gives the position of the last stage, done.
    pub fn done(&self) -> usize {
        self.stages.len() - 1
    }

    /// Tells whether work in a state has begun: waiting or active, at or after the start, or aside.
    pub fn begun(&self, state: usize) -> bool {
        let state = &self.states[state];
        let working = matches!(state.class, StateClass::Waiting | StateClass::Active);
        match state.place {
            Place::Stage(stage) => working && stage >= self.start,
            Place::Aside => working,
            Place::Cancelled | Place::Outside => false,
        }
    }

    /// Gives the stages between the start and done: the columns of work in progress.
    pub fn columns(&self) -> std::ops::Range<usize> {
        self.start..self.done()
    }
}
