//! The forms in which a review is written.
//!
//! In: a review, which is plain data, and a few wishes. Out: text. Each form says the same in the same order, makes
//! every text from the branch harmless, and says how much it leaves out and where that stands. Never computes a figure.

mod bar;
mod budget;
mod github;
mod json;
mod link;
mod markdown;
mod table;
mod terminal;

pub use json::{read, write as json};
pub use markdown::{comment, summary};

use crate::review::Review;

/// A form.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Review, &Options<'_>) -> String,
}

/// Every form of text; the page of the site's look is the site's.
pub const FORMS: &[Form] = &[terminal::FORM, markdown::FORM, json::FORM, github::FORM];

/// What a form is to know beside the review.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Where the repository is on the web, `https://github.com/acme/wiki`; empty for no links.
    pub repository: &'a str,
    /// Tells several sites of one repository apart in the comment's mark; empty for one.
    pub key: &'a str,
    /// Where what is left out of a comment can be read, an address; empty for none.
    pub whole: &'a str,
    /// Whether an earlier comment is there to bring up to date.
    pub earlier: Earlier,
    /// The most characters of a line in a terminal.
    pub width: usize,
}

/// Whether an earlier comment is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Earlier {
    /// There is none: where there is nothing to say, nothing is said.
    #[default]
    None,
    /// There is one, which must not say what isn't so any more.
    There,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { repository: "", key: "", whole: "", earlier: Earlier::None, width: 110 }
    }
}

impl Form {
    /// Finds a form by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.name == name)
    }
}
