//! An initiative: a large change that several teams contribute to.

use super::fields::{Fields, Reading};
use super::outcome::{self, Outcome};
use super::reference::{KeyResultReference, Reference};
use std::sync::Arc;

/// A large change that several teams contribute to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Initiative {
    /// Who wants it.
    pub sponsor: Option<String>,
    /// The team that leads it.
    pub lead_team: Option<Reference>,
    /// What it promises.
    pub outcomes: Arc<[Outcome]>,
    /// The key results it serves.
    pub key_results: Vec<KeyResultReference>,
}

/// Reads an initiative.
pub(super) fn read<'a>(reading: &mut Reading<'a>, fields: &mut Fields<'a>) -> Initiative {
    Initiative {
        sponsor: reading.name(fields.take("sponsor")).map(|found| found.value),
        lead_team: reading.name(fields.take("lead_team")).map(Reference::from),
        outcomes: outcome::read_all(reading, fields.take("outcomes")).into_iter().map(|(outcome, _)| outcome).collect(),
        key_results: reading.ids(fields.take("key_results")).into_iter().map(KeyResultReference::from).collect(),
    }
}
