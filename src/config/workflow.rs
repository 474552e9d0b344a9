//! The states that an epic goes through, and the class of each.
//!
//! In: `[workflow]`. Out: a state for every name or alias that a file may use.

use serde::Serialize;
use std::collections::BTreeMap;

/// What a state means for flow, ranking and outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateClass {
    /// Not begun.
    New,
    /// Begun, and waiting.
    Waiting,
    /// Begun, and worked on.
    Active,
    /// Delivered.
    Done,
    /// Given up.
    Cancelled,
    /// Not part of the backlog.
    Ignore,
}

impl StateClass {
    /// Finds a class by its name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "new" => Self::New,
            "waiting" => Self::Waiting,
            "active" => Self::Active,
            "done" => Self::Done,
            "cancelled" => Self::Cancelled,
            "ignore" => Self::Ignore,
            _ => return None,
        })
    }

    /// Gives the word that configuration and export use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Ignore => "ignore",
        }
    }

    /// Tells whether the work is neither delivered nor given up.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Waiting | Self::Active)
    }
}

/// One state of the workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// The name in front matter.
    pub name: String,
    /// The name on a page.
    pub title: String,
    /// What it means.
    pub class: StateClass,
    /// Whether it stands on the main line, in order, or aside.
    pub main_line: bool,
}

/// Every state, the main line first and in order.
#[derive(Debug, Clone, Default)]
pub struct Workflow {
    states: Vec<State>,
    by_name: BTreeMap<String, usize>,
    committed_from: Option<usize>,
}

impl Workflow {
    /// Builds the workflow from its states and the aliases (other name to state name).
    pub fn new(states: Vec<State>, aliases: &BTreeMap<String, String>) -> Self {
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for (at, state) in states.iter().enumerate() {
            by_name.entry(folded(&state.name)).or_insert(at);
        }
        for (alias, name) in aliases {
            if let Some(at) = by_name.get(&folded(name)).copied() {
                by_name.entry(folded(alias)).or_insert(at);
            }
        }
        let committed_from = states.iter().position(|state| state.main_line && state.class == StateClass::Active);
        Self { states, by_name, committed_from }
    }

    /// Finds a state by its name or an alias; case, blanks, hyphens and underscores do not matter.
    pub fn find(&self, name: &str) -> Option<&State> {
        self.by_name.get(&folded(name)).map(|at| &self.states[*at])
    }

    /// Gives the position of the state that a document is in: the written one, unless its folder gives it another.
    ///
    /// A folder's state is not for what is done.
    pub fn state_of(&self, written: Option<&str>, forced: Option<&str>) -> Option<usize> {
        let written = written.and_then(|name| self.by_name.get(&folded(name)).copied());
        let done = written.is_some_and(|at| self.states[at].class == StateClass::Done);
        forced.filter(|_| !done).and_then(|name| self.by_name.get(&folded(name)).copied()).or(written)
    }

    /// Lists every name by which a state can be found, folded, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Lists the states, the main line first.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// Tells whether work in a state is a commitment: the first active state has been reached, or it is held up aside.
    ///
    /// A waiting state before the first active one is a queue, not work in progress.
    pub fn is_commitment(&self, state: &State) -> bool {
        let at = self.states.iter().position(|other| other == state);
        match state.class {
            StateClass::Active => true,
            StateClass::Waiting => !state.main_line || at >= self.committed_from && self.committed_from.is_some(),
            _ => false,
        }
    }
}

/// Folds what people vary in a state's name.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase().chars().map(|c| if c == ' ' || c == '_' { '-' } else { c }).collect()
}

/// Makes a page's name of a state's: `in-progress` is `In progress`.
pub(super) fn title_of(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::super::Config;

    #[test]
    fn names_fold_and_aliases_lead_to_states() {
        let workflow = &Config::default().workflow;
        assert_eq!(workflow.find("In Progress").unwrap().name, "in-progress");
        assert_eq!(workflow.find("To Do").unwrap().name, "ready");
        assert!(workflow.find("nirvana").is_none());
    }

    #[test]
    fn a_queue_before_the_first_active_state_is_no_commitment() {
        let workflow = &Config::default().workflow;
        let committed: Vec<&str> = workflow
            .states()
            .iter()
            .filter(|state| workflow.is_commitment(state))
            .map(|state| state.name.as_str())
            .collect();
        assert_eq!(committed, ["in-progress", "review", "blocked", "paused"]);
    }
}
