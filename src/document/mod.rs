//! Text to documents.
//!
//! In: the bytes of one file. Out: front matter as a tree with places, the body, its outline, and what is wrong.
//! Cannot fail: a file that does not parse is still a document.

mod by_name;
mod calendar;
pub(crate) mod codec;
mod date;
mod date_hint;
mod decimal;
mod duration;
mod fixed;
pub mod front_matter;
mod head;
mod keep;
mod kept;
pub mod markdown;
mod met;
mod node;
mod number;
mod packed;
mod problem;
mod quantity;
mod ratio;
mod target;
mod text;
mod toml_matter;
mod unit;
mod unit_reader;
mod value_error;
mod yaml;
mod yaml_plain;
mod yaml_slip;
mod yaml_words;

pub use by_name::ByName;
pub use calendar::{
    add_days, add_months, days_between, iso_week, iso_week_start, quarter_of, write_day, write_day_or_none,
};
pub use date::{DateReading, PartialDate, parse_date};
pub use decimal::Decimal;
pub use duration::Duration;
pub use fixed::{parted, trimmed};
pub use head::{Head, head, read_head};
pub(crate) use keep::{Keep, keep_fields};
pub use kept::{KEPT_FORM, Tree};
pub(crate) use met::Met;
pub use node::{Entry, Node, Value};
pub use packed::Packed;
pub use problem::Problem;
pub use quantity::Quantity;
pub use ratio::Ratio;
pub use target::{Bound, Target, TargetProblem, parse_target};
pub use unit::{TimeUnit, Unit, UnitBase};
pub use value_error::ValueError;

use crate::diagnostic::{Diagnostic, Span};
use markdown::Outline;
use memchr::memmem::Finder;
use std::sync::{Arc, LazyLock};

/// The Markdown files that a YAML file beside them can describe; the first that is there is meant.
pub const DESCRIBED: [&str; 3] = ["README.md", "index.md", "readme.md"];

/// What starts a comment that speaks to Backlit.
pub const MARK: &str = "backlit:";

/// Tells whether a text holds [`MARK`].
pub fn is_marked(text: &str) -> bool {
    static FINDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(MARK));
    FINDER.find(text.as_bytes()).is_some()
}

/// One Markdown file, and the YAML file beside it if one describes it.
#[derive(Debug)]
pub struct Document {
    /// The Markdown file, relative to the site's root, with `/` between folders.
    pub path: Arc<str>,
    /// The whole text.
    pub text: String,
    /// The byte of the text at which the body starts.
    pub body: usize,
    /// The front matter; none any more once the document is part of a backlog.
    pub matter: Option<Node>,
    /// The file that holds the front matter, when it is another one, with its text.
    pub beside: Option<(Arc<str>, String)>,
    /// Headings, links and a summary of the body.
    pub outline: Outline,
    /// Whether the text holds [`MARK`].
    pub marked: bool,
    /// What is wrong with it so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the front matter is there but could not be read.
    pub broken: bool,
}

impl Document {
    /// Reads a file's bytes; `cut` tells that the file is too large and only its start is here.
    pub fn read(path: Arc<str>, bytes: Vec<u8>, cut: Option<u64>) -> Self {
        let (text, mut problems) = text::decode(bytes);
        let parted = front_matter::part(&text);
        let broken = parted.is_broken();
        problems.extend(parted.problem);
        if let Some(size) = cut {
            problems.push(too_large(size));
        }
        let outline = markdown::scan(&text[parted.body..]);
        let diagnostics = problems.into_iter().map(|problem| problem.in_file(&path)).collect();
        let (body, matter, marked) = (parted.body, parted.matter, is_marked(&text));
        Self { path, body, matter, beside: None, outline, marked, diagnostics, broken, text }
    }

    /// Takes the front matter from a YAML file beside it; what the Markdown file itself says is no longer read.
    pub fn describe(&mut self, path: Arc<str>, bytes: Vec<u8>) {
        let (text, mut problems) = text::decode(bytes);
        let parted = front_matter::bare_yaml(&text);
        self.broken = parted.is_broken();
        problems.extend(parted.problem);
        self.diagnostics.extend(problems.into_iter().map(|problem| problem.in_file(&path)));
        self.matter = parted.matter;
        self.beside = Some((path, text));
    }

    /// Gives the prose below the front matter.
    pub fn body(&self) -> &str {
        &self.text[self.body..]
    }

    /// Tells whether the prose begins with its first heading, or with markup that may hold it.
    pub fn begins_with_heading(&self) -> bool {
        let body = self.body().trim_start();
        let first = self.outline.headings.first().map(|heading| heading.text.as_str());
        body.starts_with(['#', '<']) || first.is_some_and(|text| !text.is_empty() && body.starts_with(text))
    }

    /// Gives the file that holds the front matter, and its text.
    pub fn matter_file(&self) -> (&Arc<str>, &str) {
        self.beside.as_ref().map_or((&self.path, self.text.as_str()), |(path, text)| (path, text.as_str()))
    }

    /// Gives the place of a byte range of the body.
    pub fn body_span(&self, range: std::ops::Range<usize>) -> Span {
        Span::of(&self.text, self.body + range.start..self.body + range.end)
    }
}

/// Says that a file is larger than any prose.
fn too_large(size: u64) -> Problem {
    let megabytes = size.div_ceil(1024 * 1024);
    Problem::new("file-too-large", Span::FILE, format!("the file is {megabytes} MB, and only its first part is shown"))
        .hint("Keep prose under 2 MB a file, and attach larger material as a file of its own.")
}
