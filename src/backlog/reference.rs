//! A mention of another document by its id.

use super::fields::{Located, unlinked};
use crate::diagnostic::Span;

/// An id as written, and the item that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The id as written.
    pub id: String,
    /// Where it stands.
    pub span: Span,
    /// The item it names, as a position in the backlog; none when there is no such item.
    pub target: Option<usize>,
}

impl From<Located<String>> for Reference {
    fn from(found: Located<String>) -> Self {
        Self { id: unlinked(&found.value).to_owned(), span: found.span, target: None }
    }
}

/// A mention of a key result, `OBJ-2/kr-2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyResultReference {
    /// The objective.
    pub objective: Reference,
    /// The key result's id within it, as written.
    pub key_result: String,
    /// Its position among the objective's key results.
    pub position: Option<usize>,
}

impl From<Located<String>> for KeyResultReference {
    fn from(found: Located<String>) -> Self {
        let written = unlinked(&found.value);
        let (objective, key_result) = written.split_once('/').unwrap_or((written, ""));
        Self {
            objective: Reference { id: objective.trim().to_owned(), span: found.span, target: None },
            key_result: key_result.trim().to_owned(),
            position: None,
        }
    }
}
