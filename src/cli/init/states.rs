//! States that files name and a mapping doesn't know, written into it with the class that their words suggest.
//!
//! In: a folder and the text of its future `backlit.toml`. Out: that text with the states, and what was added. Whoever
//! reads it can mend a class; without it every file with such a state is an error, and what was shipped counts as open.

use crate::backlog::{Epic, assemble};
use crate::cli::project::documents;
use crate::config::{self, Config, StateClass};
use crate::diagnostic::{Error, nearest};
use crate::order::Order;
use crate::report::terminal::plain;
use crate::source::Origin;
use std::collections::BTreeMap;

/// Words of states by the class that they suggest. A row goes before those below it, as in "closed as duplicate"; in a
/// row and among the rows of one class they stand in the order in which work comes by.
const WORDS: &[(StateClass, &[&str])] = &[
    (StateClass::New, &["not", "to", "todo", "un"]),
    (StateClass::Cancelled, &["cancelled", "canceled", "rejected", "declined", "withdrawn", "abandoned", "dropped"]),
    (
        StateClass::Cancelled,
        &["duplicate", "obsolete", "superseded", "replaced", "deprecated", "won't", "wont", "wontfix"],
    ),
    (StateClass::Waiting, &["blocked", "hold", "paused", "waiting", "review", "reviewing", "approval", "staging"]),
    (StateClass::Done, &["done", "finished", "complete", "completed", "resolved", "merged", "closed", "shipped"]),
    (StateClass::Done, &["released", "deployed", "delivered", "live", "final", "implemented"]),
    (StateClass::Active, &["progress", "doing", "started", "wip", "active", "design", "build", "building", "coding"]),
    (StateClass::Active, &["dev", "development", "developing", "implementing", "test", "testing", "qa", "verifying"]),
    (
        StateClass::New,
        &["inbox", "icebox", "idea", "new", "open", "proposed", "submitted", "triage", "draft", "backlog"],
    ),
    (StateClass::New, &["refinement", "accepted", "approved", "planned", "selected", "next", "ready"]),
];

/// As many states are written; a field with more holds something else.
const MOST: usize = 20;

/// How the list of states begins in a mapping.
const LIST: &str = "states = [";

/// What stands above the list.
const NOTE: &str = "# With what the files name. Each is new, waiting, active, done, cancelled or ignore.";

/// A state that files name.
#[derive(Debug)]
struct Found {
    /// As the files write it.
    written: String,
    class: StateClass,
    /// Where its word stands among [`WORDS`]; none where no word tells anything.
    place: Option<(usize, usize)>,
}

/// Adds what the files of a folder name to the text of a mapping, and says what that was.
pub(super) fn add(origin: &Origin, text: String) -> Result<(String, String), Error> {
    let config = config::load(Some(&text), None)?.config;
    // A folder that isn't there yet names nothing.
    let files = origin.read(&config).map(|source| source.files).unwrap_or_default();
    let found = found(&config, assemble(documents(files, &config), &config).epics().map(|(_, epic)| epic));
    Ok(if found.is_empty() { (text, String::new()) } else { (with_states(&text, &config, &found), said(&found)) })
}

/// Says what was added, by class.
fn said(found: &[Found]) -> String {
    let mut by_class: BTreeMap<StateClass, Vec<String>> = BTreeMap::new();
    for state in found {
        by_class.entry(state.class).or_default().push(format!("`{}`", plain(&state.written)));
    }
    let parts = by_class.iter().map(|(class, names)| format!("{} as {}", names.join(", "), class.name()));
    let parts = parts.collect::<Vec<_>>().join("; ");
    format!("States that the files name were added to [workflow]: {parts}. Change there what is something else.\n")
}

/// Lists the states that epics name and the workflow doesn't have, those that look like slips left out.
fn found<'a>(config: &Config, epics: impl Iterator<Item = &'a Epic>) -> Vec<Found> {
    let names: Vec<&str> = config.workflow.names().collect();
    let mut written: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for status in epics.filter(|epic| epic.state.is_none()).filter_map(|epic| epic.status.as_ref()) {
        let name = state_name(&status.value);
        if !name.is_empty() && nearest(&name, names.iter().copied()).is_none() {
            written.entry(name).or_insert((&status.value, 0)).1 += 1;
        }
    }
    let mut written: Vec<(&str, usize)> = written.into_values().collect();
    written.order_by(|(_, a), (_, b)| b.cmp(a));
    let mut found: Vec<Found> = written.into_iter().take(MOST).map(|(written, _)| Found::of(written)).collect();
    let active = |found: &Found| found.class == StateClass::Active;
    found.order_by_cached_key(|one| (stage_of(one.class), !active(one), one.place.is_none(), one.place));
    found
}

impl Found {
    fn of(written: &str) -> Self {
        let folded = written.to_lowercase();
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
        let told = WORDS.iter().enumerate().find_map(|(row, (class, known))| {
            let at = words.iter().filter_map(|word| known.iter().position(|other| other == word)).max()?;
            Some((*class, (row, at)))
        });
        let class = told.map_or(StateClass::New, |(class, _)| class);
        Self { written: written.to_owned(), class, place: told.map(|(_, place)| place) }
    }

    /// Writes it as a line of `states`.
    fn line(&self) -> String {
        let guess = if self.place.is_none() { " # its name does not say what it is" } else { "" };
        line(&state_name(&self.written), self.class, Some(&self.written)) + guess
    }
}

/// Writes a state as a line of `states`.
fn line(name: &str, class: StateClass, title: Option<&str>) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let title = title.map_or_else(String::new, |title| format!(", title = {}", quoted(title)));
    format!("  {{ name = {}, class = \"{}\"{title} }},", quoted(name), class.name())
}

/// Writes a name as configuration does: small letters, and hyphens for blanks.
fn state_name(written: &str) -> String {
    let words = written.split([' ', '\t', '_', '-']).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Puts states into the list of a mapping, each behind the last of its stage.
fn with_states(text: &str, config: &Config, found: &[Found]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let start = lines.iter().position(|line| line == LIST).unwrap_or_else(|| {
        let known = config.workflow.states().iter().filter(|state| state.main_line);
        lines.extend(["", "[workflow]", LIST].map(str::to_owned));
        let start = lines.len() - 1;
        lines.extend(known.map(|state| line(&state.name, state.class, None)));
        lines.push("]".to_owned());
        start
    });
    for state in found {
        let end = start + lines[start..].iter().position(|line| line == "]").unwrap_or(1);
        let stage = stage_of(state.class);
        let last = lines[start + 1..end].iter().rposition(|line| stage_in(line).is_some_and(|other| other <= stage));
        lines.insert(last.map_or(start + 1, |at| start + at + 2), state.line());
    }
    lines.insert(start, NOTE.to_owned());
    lines.join("\n") + "\n"
}

/// Gives the part of the way that states of a class belong to; what waits has begun, like what is worked on.
const fn stage_of(class: StateClass) -> usize {
    match class {
        StateClass::New => 0,
        StateClass::Waiting | StateClass::Active => 1,
        StateClass::Done => 2,
        StateClass::Cancelled => 3,
        StateClass::Ignore => 4,
    }
}

/// Gives the stage of a line of `states`.
fn stage_in(line: &str) -> Option<usize> {
    let class = line.split("class = \"").nth(1)?.split('"').next()?;
    StateClass::named(class).map(stage_of)
}

#[cfg(test)]
mod tests {
    use super::{Found, StateClass};

    #[test]
    fn words_tell_the_class_of_a_state() {
        let cases = [
            ("Inbox", StateClass::New),
            ("Next up", StateClass::New),
            ("Not started", StateClass::New),
            ("To be done", StateClass::New),
            ("In QA", StateClass::Active),
            ("Code review", StateClass::Waiting),
            ("Waiting for release", StateClass::Waiting),
            ("Shipped!", StateClass::Done),
            ("Closed as duplicate", StateClass::Cancelled),
            ("Won't do", StateClass::Cancelled),
        ];
        for (written, class) in cases {
            let found = Found::of(written);
            assert_eq!((found.class, found.place.is_some()), (class, true), "{written}");
        }
        assert_eq!((Found::of("Rot").class, Found::of("Rot").place), (StateClass::New, None));
    }
}
