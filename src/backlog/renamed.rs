//! References that kept a prefix which the ids no longer have, such as `task-215` where the id is `BACK-215`.
//!
//! In: the ids that lead nowhere, those that there are. Out: what is said of a whole prefix in one sentence, in place of
//! the same sentence for each reference. Never guesses what a reference means: nothing is linked.

use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, HashSet};

/// From how many references on a prefix is said once.
const MANY: usize = 5;

/// An id that leads nowhere, and which finding says so.
#[derive(Debug)]
pub(super) struct Stray {
    /// The id as it is written.
    pub(super) id: String,
    /// The finding's position.
    pub(super) at: usize,
}

/// Says once what is wrong with a prefix that many references have and no id has, where most of them are there under
/// another one.
pub(super) fn fold(found: &mut Vec<Diagnostic>, strays: &[Stray], ids: &[String]) {
    if strays.len() < MANY {
        return;
    }
    let known: HashSet<String> = ids.iter().map(|id| id.to_lowercase()).collect();
    let mut prefixes: BTreeMap<&str, usize> = BTreeMap::new();
    for (prefix, _) in ids.iter().filter_map(|id| parts(id)) {
        *prefixes.entry(prefix).or_default() += 1;
    }
    let mut groups: BTreeMap<String, Vec<&Stray>> = BTreeMap::new();
    for stray in strays {
        if let Some((prefix, _)) = parts(&stray.id) {
            groups.entry(prefix.to_lowercase()).or_default().push(stray);
        }
    }
    let mut gone = HashSet::new();
    for (prefix, group) in groups.iter().filter(|(_, group)| group.len() >= MANY) {
        if prefixes.keys().any(|known| known.to_lowercase() == *prefix) {
            continue;
        }
        let is_there = |other: &str, stray: &Stray| {
            parts(&stray.id).is_some_and(|(_, rest)| known.contains(&format!("{other}-{rest}").to_lowercase()))
        };
        let fits = |other: &&str| group.iter().filter(|stray| is_there(other, stray)).count();
        let best = prefixes.keys().copied().max_by_key(|other| (fits(other), std::cmp::Reverse(*other)));
        let Some(other) = best.filter(|other| fits(other) * 2 > group.len()) else { continue };
        say(found, group, (prefix, other));
        gone.extend(group[1..].iter().map(|stray| stray.at));
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// Makes the first finding speak for all of a prefix.
fn say(found: &mut [Diagnostic], group: &[&Stray], (prefix, other): (&str, &str)) {
    let (first, rest) = (&group[0].id, group.len() - 1);
    let number = parts(first).map_or("", |(_, rest)| rest);
    let one = &mut found[group[0].at];
    one.message =
        format!("there is no epic `{first}`, and {rest} more references begin with `{prefix}-`, which no id does");
    one.hint = Some(format!(
        "Ids here begin with `{other}-`. Did you mean `{other}-{number}`? Then replace the prefix in all of them."
    ));
}

/// Parts an id before its number.
fn parts(id: &str) -> Option<(&str, &str)> {
    let (prefix, rest) = id.rsplit_once('-')?;
    (!prefix.is_empty() && rest.starts_with(|c: char| c.is_ascii_digit())).then_some((prefix, rest))
}

#[cfg(test)]
mod tests {
    use super::{Stray, fold};
    use crate::diagnostic::{Diagnostic, Span};
    use std::sync::Arc;

    fn check(references: &[&str], ids: &[&str], expected: &[&str]) {
        let path = Arc::from("a.md");
        let each = references.iter().map(|id| Diagnostic::error("unknown-id", &path, Span::FILE, *id));
        let mut found: Vec<Diagnostic> = each.collect();
        let strays: Vec<Stray> =
            references.iter().enumerate().map(|(at, id)| Stray { id: (*id).to_owned(), at }).collect();
        fold(&mut found, &strays, &ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
        let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_prefix_that_changed_is_said_once() {
        let ids = ["BACK-1", "BACK-2", "BACK-3.1", "BACK-4", "OTHER-9"];
        let all = ["x", "task-1", "Task-2", "task-3.1", "task-4", "task-99", "OTHER-1"];
        let said = "there is no epic `task-1`, and 4 more references begin with `task-`, which no id does";
        check(&all, &ids, &["x", said, "OTHER-1"]);
    }

    #[test]
    fn what_is_not_there_under_another_prefix_is_said_each_time() {
        let all = ["task-1", "task-2", "task-3", "task-4", "task-5"];
        check(&all, &["BACK-1", "BACK-2", "BACK-9"], &all);
        check(&all, &["task-9", "BACK-1", "BACK-2", "BACK-3"], &all);
        check(&all[..4], &["BACK-1", "BACK-2", "BACK-3", "BACK-4"], &all[..4]);
    }
}
