//! A failure of the machine or of the configuration: what stops a run.

use super::Diagnostic;
use std::fmt;

/// Why a run could not go on. Exit code 2.
#[derive(Debug)]
pub struct Error {
    /// What happened, in lower case and without a full stop.
    pub message: String,
    /// What to do next, whole sentences.
    pub hints: Vec<String>,
    /// The place in a configuration, template or theme file, with that file's text.
    pub place: Option<Box<(Diagnostic, String)>>,
}

impl Error {
    /// Starts a failure with its sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new(), place: None }
    }

    /// Makes a failure out of a finding, with the text of the file that it points into.
    pub fn at(diagnostic: Diagnostic, text: impl Into<String>) -> Self {
        Self {
            message: diagnostic.message.clone(),
            hints: Vec::new(),
            place: Some(Box::new((diagnostic, text.into()))),
        }
    }

    /// Adds a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
