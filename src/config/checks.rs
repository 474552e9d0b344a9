//! `[rules]`, `[[rules_for]]`, `[gates]` and `[check]`: what `backlit check` looks at, and how much each rule matters.
//!
//! In: these tables as written, and the workflow. Out: [`Checks`]. It knows no rule: which names exist the rules say.

use super::file::File;
use super::flow::Refused;
use super::place::place;
use super::{Lists, StateClass, Workflow};
use crate::diagnostic::Severity;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How much a rule matters, or that it isn't asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It isn't asked.
    Off,
    /// Worth knowing.
    Info,
    /// Probably not what was meant.
    Warning,
    /// Wrong.
    Error,
}

impl Level {
    /// Gives the severity of its findings; none where it isn't asked.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }

    /// Gives the word that configuration uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What is checked, and how strictly.
#[derive(Debug, Clone)]
pub struct Checks {
    /// The level of each rule that the site names.
    pub levels: BTreeMap<String, Level>,
    /// Levels for some files only, in order; the last that matches decides.
    pub folders: Vec<BTreeMap<String, Level>>,
    /// The files of each of them.
    pub folder_paths: Lists,
    /// What must hold from which state on.
    pub gates: Vec<Gate>,
    /// Days without a change of state after which active work stands still.
    pub still_after_days: u16,
    /// The text of `backlit.toml`, in which a rule that isn't there is pointed at.
    pub own_text: String,
}

/// Rules that are errors from a state on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The state as the configuration names it.
    pub name: String,
    /// The states in which the rules must hold.
    pub states: Vec<String>,
    /// The rules.
    pub rules: Vec<String>,
}

/// `[check]`: after how long a time something is pointed out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckTable {
    pub(super) still_after_days: Option<u16>,
}

/// `[[rules_for]]`: levels for some files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulesFor {
    pub(super) paths: Vec<String>,
    pub(super) rules: BTreeMap<String, Level>,
}

/// Resolves the tables; `folder_paths` are those of `[[rules_for]]`.
pub(super) fn resolve(
    file: &File,
    folder_paths: Lists,
    workflow: &Workflow,
    own_text: &str,
) -> Result<Checks, Refused> {
    Ok(Checks {
        levels: file.rules.clone(),
        folders: file.rules_for.iter().map(|table| table.rules.clone()).collect(),
        folder_paths,
        gates: gates(&file.gates, workflow, own_text)?,
        still_after_days: file.check.still_after_days.unwrap_or(30),
        own_text: own_text.to_owned(),
    })
}

/// Finds the states behind each gate, and drops gates that ask nothing. A state that isn't there is refused where the
/// site's own file names it; a preset's workflow may lack what the defaults name.
fn gates(written: &BTreeMap<String, Vec<String>>, workflow: &Workflow, own_text: &str) -> Result<Vec<Gate>, Refused> {
    let mut gates = Vec::new();
    for (name, rules) in written {
        match guarded(workflow, name) {
            Some(states) if !rules.is_empty() => {
                gates.push(Gate { name: name.clone(), states, rules: rules.clone() });
            }
            None if place(own_text, &["gates", name]).is_some() => {
                let message = format!("`{name}` is no state of the workflow");
                let hint = "Name a state of `[workflow]`, or a class of states.";
                return Err((name.clone(), message, hint.to_owned()));
            }
            _ => {}
        }
    }
    Ok(gates)
}

/// Finds the states that a gate guards: the one that is named, and on the main line those after it.
///
/// A class of states, such as `active`, means its first state on the main line. States aside are guarded with it when
/// work in them is a commitment. Where work is given up or not counted, nothing is guarded any more.
pub(super) fn guarded(workflow: &Workflow, name: &str) -> Option<Vec<String>> {
    let states = workflow.states();
    let by_class = || states.iter().position(|state| state.main_line && Some(state.class) == StateClass::named(name));
    let named = workflow.find(name).and_then(|found| states.iter().position(|state| state == found));
    let from = named.or_else(by_class)?;
    if !states[from].main_line {
        return Some(vec![states[from].name.clone()]);
    }
    let aside = states[from].class != StateClass::Done;
    let counts = |class: StateClass| !matches!(class, StateClass::Cancelled | StateClass::Ignore);
    let guarded = states.iter().enumerate().filter(|(at, state)| {
        let after = *at >= from && counts(state.class);
        if state.main_line { after } else { aside && workflow.is_commitment(state) }
    });
    Some(guarded.map(|(_, state)| state.name.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Config, load};
    use super::guarded;

    #[test]
    fn a_gate_guards_what_comes_after_it() {
        let workflow = &Config::default().workflow;
        let active = ["in-progress", "review", "done", "blocked", "paused"];
        assert_eq!(guarded(workflow, "active").unwrap(), active);
        assert_eq!(guarded(workflow, "In Progress").unwrap(), active);
        assert_eq!(guarded(workflow, "done").unwrap(), ["done"]);
        assert_eq!(guarded(workflow, "blocked").unwrap(), ["blocked"]);
        assert_eq!(guarded(workflow, "nirvana"), None);
    }

    #[test]
    fn gates_and_levels_are_read() {
        let text = "[rules]\nmissing-source = \"off\"\n[gates]\ndone = [\"done-without-reading\"]\nactive = []\n";
        let config = load(Some(text), None).unwrap().config;
        assert_eq!(config.checks.levels["missing-source"], super::Level::Off);
        assert_eq!(config.checks.gates.len(), 1);
        assert!(load(Some("[gates]\nnirvana = []\n"), None).is_err());
        assert!(load(Some("[rules]\nmissing-source = \"loud\"\n"), None).is_err());
    }
}
