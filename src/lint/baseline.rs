//! Findings that were there before: what an old repository takes over when it begins.
//!
//! In: findings, or the text of a baseline. Out: a baseline without line numbers, or what of the findings is new.
//! A finding is counted by file, rule and outcome, so that moving lines changes nothing and a second one is new.

use super::fingerprint::{items_by_file, subject};
use crate::backlog::Backlog;
use crate::diagnostic::{Diagnostic, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of this form of file.
const SCHEMA: &str = "backlit.baseline/1";

/// What was there before: counts by path, rule and outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    findings: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>,
}

impl Baseline {
    /// Takes findings over.
    pub fn of(backlog: &Backlog, found: &[Diagnostic]) -> Self {
        let items = items_by_file(backlog);
        let mut findings: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>> = BTreeMap::new();
        for one in found {
            let item = items.get(&*one.path).map(|at| &*backlog.items[*at]);
            let rules = findings.entry(one.path.to_string()).or_default();
            *rules.entry(one.rule.to_owned()).or_default().entry(subject(item, one)).or_default() += 1;
        }
        Self { schema: SCHEMA.to_owned(), findings }
    }

    /// Reads a baseline; `name` is the file's in messages.
    pub fn read(text: &str, name: &str) -> Result<Self, Error> {
        let read: Self = serde_json::from_str(text).map_err(|error| {
            Error::new(format!("`{name}` is no baseline: {error}"))
                .hint("Write it anew with `--write-baseline`, and look at what changes.")
        })?;
        if read.schema != SCHEMA {
            return Err(Error::new(format!("`{name}` is of another form, `{}`", read.schema.escape_debug()))
                .hint("Write it anew with `--write-baseline`."));
        }
        Ok(read)
    }

    /// Writes it, one line for each entry.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).map_or_else(|_| String::new(), |text| text + "\n")
    }

    /// Keeps the findings that are not in the baseline, and gives the entries that are gone from the files that were
    /// looked at.
    #[must_use]
    pub fn keep_new(&self, backlog: &Backlog, found: &mut Vec<Diagnostic>, looked_at: impl Fn(&str) -> bool) -> Self {
        let mut left = self.clone();
        let items = items_by_file(backlog);
        found.retain(|one| {
            let item = items.get(&*one.path).map(|at| &*backlog.items[*at]);
            let rules = left.findings.get_mut(&*one.path).and_then(|rules| rules.get_mut(one.rule));
            match rules.and_then(|subjects| subjects.get_mut(&subject(item, one))) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        left.findings.retain(|path, _| looked_at(path));
        left.tidy();
        left
    }

    /// Takes entries out, such as those that are gone.
    #[must_use]
    pub fn without(mut self, gone: &Self) -> Self {
        for (path, rule, subject, count) in gone.entries() {
            let rules = self.findings.get_mut(path).and_then(|rules| rules.get_mut(rule));
            if let Some(left) = rules.and_then(|subjects| subjects.get_mut(subject)) {
                *left = left.saturating_sub(count);
            }
        }
        self.tidy();
        self
    }

    /// Walks the entries: file, rule, outcome and how many.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str, &str, usize)> {
        self.findings.iter().flat_map(|(path, rules)| {
            rules.iter().flat_map(move |(rule, subjects)| {
                subjects.iter().map(move |(subject, count)| (path.as_str(), rule.as_str(), subject.as_str(), *count))
            })
        })
    }

    /// Drops what counts nothing.
    fn tidy(&mut self) {
        for rules in self.findings.values_mut() {
            for subjects in rules.values_mut() {
                subjects.retain(|_, count| *count > 0);
            }
            rules.retain(|_, subjects| !subjects.is_empty());
        }
        self.findings.retain(|_, rules| !rules.is_empty());
    }
}
