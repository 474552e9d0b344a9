//! Takes changes of a front matter back, line by line, so that everything else stays as it was written.

use std::ops::Range;

/// A key, in a group of a list or at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// The metric or the id of the group that holds it.
    pub(super) group: Option<String>,
    /// Its name.
    pub(super) name: String,
}

/// Takes a change of state back, with the dates of that day that say the same.
pub(super) fn undo_state(text: &str, old: &str, new: &str, day: &str) -> Option<String> {
    let key = Key { group: None, name: "status".to_owned() };
    let mut lines = lines(&undo_set(text, &key, old, new)?);
    let said = format!("- {{ on: {day}, to: {new} }}");
    let dates = [format!("started: {day}"), format!("finished: {day}")];
    let head = head(&lines);
    let mut at = 0;
    lines.retain(|line| {
        at += 1;
        at > head.end || !(line.trim() == said || dates.contains(line))
    });
    Some(joined(&lines))
}

/// Puts the old value of a key in place of the new one.
pub(super) fn undo_set(text: &str, key: &Key, old: &str, new: &str) -> Option<String> {
    let mut lines = lines(text);
    let at = place(&lines, key)?;
    let (before, value) = lines[at].split_once(": ")?;
    let rest = value.strip_prefix(new).filter(|rest| rest.is_empty() || rest.starts_with(" #"))?;
    lines[at] = format!("{before}: {old}{rest}");
    Some(joined(&lines))
}

/// Takes a key out, with what stands below it.
pub(super) fn undo_write(text: &str, key: &Key) -> Option<String> {
    let mut lines = lines(text);
    let at = place(&lines, key)?;
    let end = block(&lines, at);
    lines.drain(at..end);
    Some(joined(&lines))
}

/// Takes a whole outcome out, and the key of the list with the last one.
pub(super) fn undo_outcome(text: &str, metric: &str) -> Option<String> {
    let mut lines = lines(text);
    let found = group(&lines, metric)?;
    let start = found.start;
    lines.drain(found);
    let empty = start.checked_sub(1).filter(|above| lines[*above] == "outcomes:");
    if let Some(above) = empty
        && !lines.get(start).is_some_and(|line| line.starts_with("  - "))
    {
        lines.remove(above);
    }
    Some(joined(&lines))
}

/// Takes out what was measured on a day.
pub(super) fn undo_measure(text: &str, on: &str) -> Option<String> {
    let mut lines = lines(text);
    let (count, reading) = (lines.len(), format!("- {{ on: {on}, value: "));
    lines.retain(|line| !line.trim_start().starts_with(&reading));
    if lines.len() == count {
        return None;
    }
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim() == "actuals:" && block(&lines, at) == at + 1 {
            lines.remove(at);
        } else {
            at += 1;
        }
    }
    Some(joined(&lines))
}

/// Finds the line of a key.
fn place(lines: &[String], key: &Key) -> Option<usize> {
    let (range, indent) = match &key.group {
        Some(name) => match head(lines).find(|at| lines[*at] == format!("{name}:")) {
            Some(at) => (at + 1..block(lines, at), 2),
            None => (group(lines, name)?, 4),
        },
        None => (head(lines), 0),
    };
    let start = format!("{}:", key.name);
    range.into_iter().find(|at| {
        let line = lines[*at].replacen("  - ", "    ", 1);
        indent_of(&line) == indent && line.trim_start().starts_with(&start)
    })
}

/// Finds the lines of a group of a list by its metric or id.
fn group(lines: &[String], name: &str) -> Option<Range<usize>> {
    let head = head(lines);
    let named = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ");
        ["metric: ", "id: "].iter().any(|key| line.strip_prefix(key) == Some(name))
    };
    let found = head.clone().find(|at| lines[*at].starts_with("  ") && named(&lines[*at]))?;
    let start = (head.start..=found).rev().find(|at| lines[*at].starts_with("  - "))?;
    let end = (found + 1..head.end).find(|at| indent_of(&lines[*at]) <= 2).unwrap_or(head.end);
    Some(start..end)
}

/// Gives the end of what stands below a line.
fn block(lines: &[String], at: usize) -> usize {
    let indent = indent_of(&lines[at].replacen("- ", "  ", 1));
    (at + 1..lines.len()).find(|below| indent_of(&lines[*below]) <= indent).unwrap_or(lines.len())
}

/// Gives the lines of the front matter, without its fences.
fn head(lines: &[String]) -> Range<usize> {
    let end = lines.iter().skip(1).position(|line| line == "---").map_or(lines.len(), |at| at + 1);
    if lines.first().is_some_and(|line| line == "---") { 1..end } else { 0..lines.len() }
}

/// Counts the spaces at the front.
fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Takes a text apart.
fn lines(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

/// Puts a text together again.
fn joined(lines: &[String]) -> String {
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Key, undo_measure, undo_outcome, undo_set, undo_state, undo_write};

    const TEXT: &str = "---\nid: A-1\nstatus: done\nstarted: 2025-01-02\ntransitions:\n  - { on: 2025-01-01, to: idea }\n  - { on: 2025-02-03, to: done }\noutcomes:\n  - metric: Calls a week\n    target: 5\n    actuals:\n      - { on: 2025-03-01, value: 4 }\n    learned: >\n      Two\n      lines.\n  - metric: Hours\n    target: 9\ntags: [a]\n---\n\nstatus: done\n";

    fn key(group: &str, name: &str) -> Key {
        Key { group: (!group.is_empty()).then(|| group.to_owned()), name: name.to_owned() }
    }

    #[test]
    fn a_state_goes_with_its_entry() {
        let before = undo_state(TEXT, "idea", "done", "2025-02-03").unwrap();
        assert!(before.contains("status: idea\n") && !before.contains("2025-02-03"), "{before}");
        assert!(before.contains("2025-01-02") && before.ends_with("\nstatus: done\n"), "{before}");
        assert_eq!(undo_state(TEXT, "idea", "ready", "2025-02-03"), None);
    }

    #[test]
    fn a_value_is_found_in_its_own_group() {
        let before = undo_set(TEXT, &key("Hours", "target"), "7", "9").unwrap();
        assert!(before.contains("metric: Hours\n    target: 7\n") && before.contains("target: 5"), "{before}");
        assert_eq!(undo_set(TEXT, &key("Calls a week", "target"), "7", "9"), None);
        assert_eq!(undo_set(TEXT, &key("", "target"), "7", "9"), None);
        let renamed = undo_set(TEXT, &key("Hours", "metric"), "Days", "Hours").unwrap();
        assert!(renamed.contains("  - metric: Days\n"), "{renamed}");
    }

    #[test]
    fn a_key_goes_with_what_stands_below_it() {
        let before = undo_write(TEXT, &key("Calls a week", "learned")).unwrap();
        assert!(!before.contains("lines.") && before.contains("  - metric: Hours"), "{before}");
        let before = undo_write(TEXT, &key("", "transitions")).unwrap();
        assert!(!before.contains("to: idea") && before.contains("outcomes:"), "{before}");
    }

    #[test]
    fn an_outcome_goes_whole_and_the_list_with_the_last() {
        let one = undo_outcome(TEXT, "Calls a week").unwrap();
        assert!(one.contains("outcomes:\n  - metric: Hours\n") && !one.contains("Two"), "{one}");
        let none = undo_outcome(&one, "Hours").unwrap();
        assert!(!none.contains("outcomes") && none.contains("tags: [a]"), "{none}");
    }

    #[test]
    fn a_list_of_measurements_goes_with_the_last() {
        let before = undo_measure(TEXT, "2025-03-01").unwrap();
        assert!(!before.contains("actuals") && before.contains("learned: >"), "{before}");
        assert_eq!(undo_measure(TEXT, "2025-03-02"), None);
    }
}
