//! An OKR objective with its key results.

use super::fields::{Fields, Reading};
use super::outcome::{self, Outcome};
use super::reference::{KeyResultReference, Reference};

/// An objective at division or team level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Objective {
    /// `division` or `team`.
    pub level: Option<String>,
    /// Whose it is.
    pub team: Option<Reference>,
    /// The period, such as `2025-Q2`, as written.
    pub period: Option<String>,
    /// The key result of another objective that it breaks down.
    pub parent: Option<KeyResultReference>,
    /// What shows that it is reached.
    pub key_results: Vec<KeyResult>,
}

/// A measurable result in the team's own control.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResult {
    /// The id within the objective.
    pub id: String,
    /// What it says.
    pub title: Option<String>,
    /// Its measure.
    pub outcome: Outcome,
}

/// Reads an objective.
pub(super) fn read<'a>(reading: &mut Reading<'a>, fields: &mut Fields<'a>) -> Objective {
    Objective {
        level: reading.name(fields.take("level")).map(|found| found.value),
        team: reading.name(fields.take("team")).map(Reference::from),
        period: reading.name(fields.take("period")).map(|found| found.value),
        parent: reading.name(fields.take("parent")).map(KeyResultReference::from),
        key_results: outcome::read_all(reading, fields.take("key_results"))
            .into_iter()
            .enumerate()
            .map(|(at, (mut outcome, mut rest))| {
                let id = reading.name(rest.take("id")).map_or_else(|| format!("kr-{}", at + 1), |found| found.value);
                let title = reading.name(rest.take("title")).map(|found| found.value);
                let kind = reading.name(rest.take("kind")).map(|found| found.value);
                outcome.aspirational |= kind.is_some_and(|kind| kind == "aspirational");
                KeyResult { id, title, outcome }
            })
            .collect(),
    }
}
