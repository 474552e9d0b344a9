//! A problem of one text, before it is known which file holds it.

use crate::diagnostic::{Diagnostic, Severity, Span};
use std::sync::Arc;

/// What is wrong with a text, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The rule's kebab-case name.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The place in the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl Problem {
    /// Starts an error.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { rule, severity: Severity::Error, span, message: message.into(), hint: None }
    }

    /// Adds the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Lowers it to a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Moves the place by the lines and bytes that stand before the text.
    #[must_use]
    pub fn shifted(mut self, lines: u32, bytes: u32) -> Self {
        self.span.line += lines;
        self.span.offset += bytes;
        self
    }

    /// Names the file.
    pub fn in_file(self, path: &Arc<str>) -> Diagnostic {
        Diagnostic {
            rule: self.rule,
            severity: self.severity,
            path: Arc::clone(path),
            span: self.span,
            message: self.message,
            hint: self.hint,
            related: Vec::new(),
        }
    }
}
