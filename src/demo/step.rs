//! One thing that a commit did to a document, and how it is taken back.
//!
//! In: a line of the script; a text as it was after the step. Out: the text before it. Never guesses: a step that the
//! text does not show can't be taken back.

use super::{matter, prose};

/// What a commit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// `add PATH`: the file was written.
    Add(String),
    /// `remove PATH`: the file was taken out.
    Remove(String),
    /// `move OLD -> NEW`: the file was renamed.
    Move(String, String),
    /// Something inside a document changed.
    Change(String, Change),
}

/// What changed inside a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// `state ID: OLD -> NEW`: the status, and the dates of this day that go with it.
    State(String, String),
    /// `set ID ["GROUP"] KEY: OLD -> NEW`: a key took another value.
    Set(matter::Key, String, String),
    /// `write ID ["GROUP"] KEY`: a key was written.
    Write(matter::Key),
    /// `outcome ID "METRIC"`: a whole outcome was written.
    Outcome(String),
    /// `measure ID DAY`: what was measured on a day was written down.
    Measure(String),
    /// `section ID HEADING`: a section of the prose was written.
    Section(String),
    /// `edit ID "OLD" -> "NEW"`: other words.
    Edit(String, String),
}

impl Step {
    /// Reads a line of the script.
    pub(super) fn read(line: &str) -> Option<Self> {
        let (verb, rest) = line.trim().split_once(' ')?;
        match verb {
            "add" => return Some(Self::Add(rest.to_owned())),
            "remove" => return Some(Self::Remove(rest.to_owned())),
            "move" => return rest.split_once(" -> ").map(|(old, new)| Self::Move(old.to_owned(), new.to_owned())),
            _ => {}
        }
        let (id, rest) = rest.split_once(' ')?;
        let change = match verb {
            "state" => {
                let (old, new) = rest.split_once(" -> ")?;
                Change::State(old.to_owned(), new.to_owned())
            }
            "set" => {
                let (group, rest) = group(rest);
                let (key, rest) = rest.split_once(": ")?;
                let (old, new) = rest.split_once(" -> ")?;
                Change::Set(matter::Key { group, name: key.to_owned() }, old.to_owned(), new.to_owned())
            }
            "write" => {
                let (group, name) = group(rest);
                Change::Write(matter::Key { group, name: name.to_owned() })
            }
            "outcome" => Change::Outcome(group(rest).0?),
            "measure" => Change::Measure(rest.to_owned()),
            "section" => Change::Section(rest.to_owned()),
            "edit" => {
                let (old, new) = rest.strip_prefix('"')?.strip_suffix('"')?.split_once("\" -> \"")?;
                Change::Edit(old.to_owned(), new.to_owned())
            }
            _ => return None,
        };
        Some(Self::Change(id.trim_end_matches(':').to_owned(), change))
    }
}

impl Change {
    /// Gives the text before the change, which was made on this day; none where the text does not show it.
    pub(super) fn undo(&self, text: &str, day: &str) -> Option<String> {
        match self {
            Self::State(old, new) => matter::undo_state(text, old, new, day),
            Self::Set(key, old, new) => matter::undo_set(text, key, old, new),
            Self::Write(key) => matter::undo_write(text, key),
            Self::Outcome(metric) => matter::undo_outcome(text, metric),
            Self::Measure(on) => matter::undo_measure(text, on),
            Self::Section(heading) => prose::undo_section(text, heading),
            Self::Edit(old, new) => prose::undo_edit(text, old, new),
        }
    }
}

/// Takes a quoted group from the front.
fn group(text: &str) -> (Option<String>, &str) {
    let quoted = text.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    match quoted {
        Some((group, rest)) => (Some(group.to_owned()), rest.trim_start()),
        None => (None, text),
    }
}
