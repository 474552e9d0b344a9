//! The script of a history: people, then entries with what each did to which document.
//!
//! In: text. Out: people and entries, or the line that can't be read. Never looks at a document.
//!
//! ```text
//! person maria +0100 Maria Ortiz <maria@learning.example>
//!
//! 2025-04-22 09:10 maria Begin to refactor search
//!   state SRCH-12: ready -> in-progress
//! ```
//!
//! Times are UTC. `maria (on NAME)` makes the commit on a branch, `maria (merges NAME)` brings the branch in.

use super::Person;
use super::step::Step;
use jiff::civil::DateTime;
use std::collections::BTreeMap;

/// A script.
#[derive(Debug)]
pub(super) struct Script {
    /// The entries, in order.
    pub(super) entries: Vec<Entry>,
}

/// One commit of a script.
#[derive(Debug)]
pub(super) struct Entry {
    /// The line of the script.
    pub(super) line: usize,
    /// When, in UTC.
    pub(super) at: DateTime,
    /// Who.
    pub(super) author: Person,
    /// Where.
    pub(super) place: Place,
    /// What it says.
    pub(super) message: String,
    /// What it did, in order.
    pub(super) steps: Vec<Step>,
}

/// The line of development that a commit stands on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The main line.
    Main,
    /// A branch of this name.
    Branch(String),
    /// The main line, which takes the branch in.
    Merge(String),
}

/// Reads a script.
pub(super) fn read(text: &str) -> Result<Script, String> {
    let mut people = BTreeMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let wrong = |what: &str| format!("history.txt:{}: {what}: {line}", at + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(person) = line.strip_prefix("person ") {
            let (key, person) = read_person(person).ok_or_else(|| wrong("no person"))?;
            people.insert(key, person);
        } else if let Some(step) = line.strip_prefix("  ") {
            let entry = entries.last_mut().ok_or_else(|| wrong("a step without an entry"))?;
            entry.steps.push(Step::read(step).ok_or_else(|| wrong("no step"))?);
        } else {
            let entry = read_entry(line, at + 1, &people).ok_or_else(|| wrong("no entry"))?;
            entries.push(entry);
        }
    }
    Ok(Script { entries })
}

/// Reads `maria +0100 Maria Ortiz <maria@learning.example>`.
fn read_person(text: &str) -> Option<(String, Person)> {
    let (key, rest) = text.split_once(' ')?;
    let (offset, rest) = rest.trim_start().split_once(' ')?;
    let (name, email) = rest.split_once(" <")?;
    let (sign, digits) = offset.split_at_checked(1)?;
    let (hours, minutes) = digits.split_at_checked(2)?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let offset = if sign == "-" { -seconds } else { seconds };
    let person = Person { name: name.to_owned(), email: email.strip_suffix('>')?.to_owned(), offset };
    Some((key.to_owned(), person))
}

/// Reads `2025-04-22 09:10 maria (on branch) What was done`.
fn read_entry(text: &str, line: usize, people: &BTreeMap<String, Person>) -> Option<Entry> {
    let mut words = text.splitn(4, ' ');
    let (day, time, who, rest) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let at: DateTime = format!("{day}T{time}:00").parse().ok()?;
    let aside = rest.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    let (place, message) = match aside {
        None => (Place::Main, rest),
        Some((place, message)) => match place.split_once(' ')? {
            ("on", name) => (Place::Branch(name.to_owned()), message),
            ("merges", name) => (Place::Merge(name.to_owned()), message),
            _ => return None,
        },
    };
    let author = people.get(who)?.clone();
    Some(Entry { line, at, author, place, message: message.trim().to_owned(), steps: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::{Place, read};

    #[test]
    fn people_entries_and_branches_are_read() {
        let text = "person m +0130 Maria Ortiz <m@x.example>\n\n# a remark\n2025-04-22 09:10 m Begin\n  state A-1: ready -> done\n2025-04-23 10:00 m (merges aside) Bring it in\n";
        let script = read(text).unwrap();
        assert_eq!((script.entries.len(), script.entries[0].steps.len()), (2, 1));
        assert_eq!(script.entries[0].author.offset, 5400);
        assert_eq!(script.entries[1].place, Place::Merge("aside".to_owned()));
        assert_eq!(script.entries[1].message, "Bring it in");
    }

    #[test]
    fn a_line_that_says_nothing_is_named() {
        for text in ["person m Maria", "2025-04-22 09:10 nobody Begin", "  state A-1: a -> b"] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with("history.txt:1: "), "{error}");
        }
        assert!(read("person m +0000 M <m@x>\n2025-04-22 09:10 m Begin\n  dance A-1").unwrap_err().contains(":3: "));
    }
}
