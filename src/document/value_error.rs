//! Takes what a scalar parser found wrong, gives a message, a hint and the place; never formats for a terminal.

use serde::Serialize;
use std::ops::Range;

/// A scalar text that cannot be understood, with the next step and the place inside the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueError {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The next step, a whole sentence.
    pub hint: String,
    /// The bytes at fault, counted from the start of the text that was parsed.
    pub range: Range<usize>,
}

impl ValueError {
    /// Makes an error about one byte range of the parsed text.
    pub fn new(range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> ValueError {
        ValueError { message: message.into(), hint: hint.into(), range }
    }

    /// Moves the range right, for a text that was cut out of a longer one.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> ValueError {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}

impl std::fmt::Display for ValueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.message, self.hint)
    }
}

impl std::error::Error for ValueError {}

/// Shortens a text for a message, so that a hostile value cannot flood it.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.trim().chars().take(LONGEST).map(clean).collect();
    if text.trim().chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpt_cuts_long_text_and_controls() {
        assert_eq!(excerpt(" a\tb "), "a b");
        assert_eq!(excerpt(&"x".repeat(41)), format!("{}…", "x".repeat(40)));
    }
}
