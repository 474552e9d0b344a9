//! A rule: its name, what it is about, how much it matters, and the function that looks.
//!
//! In: nothing. Out: the shape that every rule has. A rule says a place and two sentences; who reports them adds the
//! rest, so that no rule can get its own name or severity wrong.

use super::context::{Context, Promise, Work};
use crate::config::Level;
use crate::diagnostic::{Related, Span};
use crate::document::Node;
use std::ops::Range;
use std::sync::Arc;

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its kebab-case name, which reads well after "allow".
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// How much it matters where a site says nothing else.
    pub level: Level,
    /// What it asks for, in one sentence.
    pub summary: &'static str,
    /// How it looks.
    pub check: Check,
    /// What it can mend with certainty.
    pub fix: Option<Fix>,
}

/// Gives the edits that mend what a rule finds in an item with this front matter.
pub type Fix = fn(&Context<'_>, usize, &Node) -> Vec<Edit>;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Whether a file can be read, and says what it seems to say.
    Form,
    /// Whether a promise can be measured.
    Outcome,
    /// Whether results were looked at.
    Loop,
    /// Whether scores can put work in order.
    Score,
    /// Objectives and key results.
    Objective,
    /// Work in progress.
    Flow,
    /// Shortcuts that were taken knowingly.
    Debt,
    /// Pages and links.
    Wiki,
    /// How findings are allowed.
    Control,
}

impl Family {
    /// Every family, in the order of lists.
    pub const ALL: [Self; 9] = [
        Self::Form,
        Self::Outcome,
        Self::Loop,
        Self::Score,
        Self::Objective,
        Self::Flow,
        Self::Debt,
        Self::Wiki,
        Self::Control,
    ];

    /// Gives the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Outcome => "outcome",
            Self::Loop => "loop",
            Self::Score => "score",
            Self::Objective => "objective",
            Self::Flow => "flow",
            Self::Debt => "debt",
            Self::Wiki => "wiki",
            Self::Control => "control",
        }
    }
}

/// How a rule looks.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// The readers find it while they read.
    Reader,
    /// It looks at each document by itself.
    Document(fn(&Context<'_>, usize) -> Vec<Found>),
    /// It looks at each document, and at what prose links to.
    Linked(fn(&Context<'_>, usize) -> Vec<Found>),
    /// It looks at each document beside others, or at its rank.
    Beside(fn(&Context<'_>, usize) -> Vec<Found>),
    /// It looks at the front matter of each document, key by key.
    Matter(fn(&Context<'_>, usize, &Node) -> Vec<Found>),
    /// It looks at each epic by itself.
    Epic(fn(&Context<'_>, &Work<'_>) -> Vec<Found>),
    /// It looks at each outcome and key result.
    Outcome(fn(&Context<'_>, &Promise<'_>) -> Option<Found>),
    /// It looks at the site as a whole, and names the item for each finding.
    Site(fn(&Context<'_>) -> Vec<(usize, Found)>),
}

/// What a rule found in an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The place.
    pub span: Span,
    /// Whether the place is in the prose; else in the file that holds the front matter.
    pub in_prose: bool,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// The next step, as a whole sentence.
    pub hint: String,
    /// Other places that take part.
    pub related: Vec<Related>,
}

impl Found {
    /// Says what is wrong at a place of the front matter.
    pub fn new(span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { span, in_prose: false, message: message.into(), hint: hint.into(), related: Vec::new() }
    }

    /// Says what is wrong at a place of the prose.
    pub fn in_prose(span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { in_prose: true, ..Self::new(span, message, hint) }
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, path: &Arc<str>, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { path: Arc::clone(path), span, label: label.into() });
        self
    }
}

/// A change of some bytes of the file that holds the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The place of the finding that it mends.
    pub of: Span,
    /// The bytes.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}
