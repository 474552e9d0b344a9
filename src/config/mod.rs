//! `backlit.toml`: how a site wants to be read, ranked and shown.
//!
//! In: the site's own file, over a preset, over the defaults. Out: a [`Config`] that nothing changes afterwards.
//! Never reads a file: the text comes from `source`.

mod autolink;
mod checks;
mod complaint;
mod file;
mod flow;
mod kind;
mod lists;
mod place;
mod preset;
mod reach;
mod reading;
mod resolve;
mod workflow;

pub use autolink::{Autolink, autolinks};
pub use checks::{Checks, Gate, Level};
pub use flow::{Flow, Percentiles, StartMode};
pub use kind::Kind;
pub use lists::Lists;
pub use place::{place, place_of_text};
pub use preset::{PRESETS, Preset};
pub use reach::Reach;
pub use resolve::{Loaded, load};
pub use workflow::{State, StateClass, Workflow};

use globset::GlobSet;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Every decision that a site makes, resolved.
#[derive(Debug, Clone)]
pub struct Config {
    /// The preset that lies under the site's own file.
    pub preset: &'static str,
    /// `[site]`.
    pub site: Site,
    /// `[[collections]]`, in order.
    pub collections: Vec<Collection>,
    /// The files of each of them.
    pub collection_paths: Lists,
    /// `[fields]`: our name to the names in the files, tried in order.
    pub fields: BTreeMap<String, Vec<String>>,
    /// `[types]`: a label in lower case to a work type.
    pub types: BTreeMap<String, String>,
    /// `[workflow]`.
    pub workflow: Workflow,
    /// `[ranking]`.
    pub ranking: Ranking,
    /// `[capacity] period`.
    pub period: Period,
    /// `[outcomes]`.
    pub outcomes: Outcomes,
    /// `[flow]`.
    pub flow: Flow,
    /// `[history]`.
    pub history: History,
    /// `[rules]`, `[[rules_for]]`, `[gates]` and `[check]`.
    pub checks: Checks,
    /// `[review]`.
    pub review: Review,
    /// `[privacy]`.
    pub privacy: Privacy,
    /// `[[autolinks]]`, in order.
    pub autolinks: Vec<Autolink>,
    /// `[teams] publish_cost`: whether what a team costs may be seen on the site.
    pub publish_cost: bool,
    /// What of the configuration decides how files and their old versions are read, as text.
    pub reading: String,
}

/// `[site]`.
#[derive(Debug, Clone)]
pub struct Site {
    /// The site's name.
    pub title: String,
    /// A sentence about it.
    pub description: String,
    /// The language of its prose, as in HTML.
    pub language: String,
    /// The zone in which days begin.
    pub timezone: TimeZone,
    /// The zone's name.
    pub timezone_name: String,
    /// The date that everything is computed for, where it is neither that of the newest commit nor today.
    pub as_of: Option<jiff::civil::Date>,
    /// The key that holds the site's name where it has none here, and the files that may hold it.
    pub title_from: Option<(String, Vec<String>)>,
    /// Where the site is published, without a slash at the end; only for addresses that must be absolute.
    pub base_url: Option<String>,
    /// Where the repository can be seen, http(s) only, without a slash at the end.
    pub repository: Option<String>,
    /// The branch that edit links name.
    pub branch: String,
    /// The theme's name.
    pub theme: String,
    /// The folder that the site is written to, relative to its root.
    pub output: String,
    /// Which files are read.
    pub include: GlobSet,
    /// Which folders may hold some.
    pub reach: Reach,
    /// Which are not.
    pub exclude: GlobSet,
    /// Whether what git ignores is left out.
    pub gitignore: bool,
    /// Names of YAML files that are the front matter of the README beside them.
    pub front_matter_files: Vec<String>,
    /// Whether raw HTML in prose is trusted.
    pub trust_html: bool,
}

impl Config {
    /// Gives the first of `[[collections]]` that a path belongs to.
    pub fn collection(&self, path: &str) -> Option<&Collection> {
        self.collection_paths.of(path).first().map(|at| &self.collections[*at])
    }
}

/// A rule that gives the files of a folder their kind.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The kind.
    pub kind: Kind,
    /// The plain part of the first pattern, where new documents go.
    pub folder: Option<String>,
    /// The state of all of them, whatever they say, unless they are done.
    pub status: Option<String>,
}

/// `[ranking]`.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The method's name.
    pub method: String,
    /// Both ends of the scale of scores.
    pub scale: (f64, f64),
    /// The weights of the weighted method, in the order in which pages show them.
    pub weights: Vec<(String, f64)>,
    /// The criteria of which less is better.
    pub costs: Vec<String>,
    /// The user's own expression, and where it stands in `backlit.toml`.
    pub formula: Option<String>,
    /// `product` or `mean`.
    pub ice: String,
    /// By what share each weight may vary in the rank intervals.
    pub variation: f64,
    /// With how many days ago ranks are compared; zero for not at all.
    pub movement_days: u16,
    /// MoSCoW's classes and the words that mean them.
    pub classes: BTreeMap<String, Vec<String>>,
}

/// The period that a team's capacity is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// Half a year.
    HalfYear,
    /// A calendar year.
    Year,
}

/// `[outcomes]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// Days after the date during which a reading still counts.
    pub grace_days: u16,
    /// Progress from which an outcome is hit.
    pub hit_from: f64,
    /// Progress from which it is partly hit.
    pub partial_from: f64,
    /// Months after delivery at which to measure again.
    pub checkpoints_months: Vec<u16>,
}

/// `[history]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// Which commits count.
    pub line: Line,
}

/// Which commits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The first parent of each, from HEAD down: what the branch itself went through.
    FirstParent,
    /// All that HEAD stands on, branches that were merged included.
    Full,
}

/// `[review]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The kinds of change that are refused, as written.
    pub fail_on: Vec<String>,
    /// By how many places an epic must move for it to be told.
    pub least_move: usize,
}

/// `[privacy]`.
#[derive(Debug, Clone)]
pub struct Privacy {
    /// Fields of the front matter that are not read, at any depth.
    pub fields: Vec<String>,
    /// Files that are neither shown nor copied.
    pub exclude: GlobSet,
    /// Whether documents that say that they aren't published yet are shown; only a preview may.
    pub drafts: bool,
}

impl Default for Config {
    /// Gives the configuration of an empty `backlit.toml`.
    fn default() -> Self {
        load(None, None).expect("the defaults are part of the binary and tested").config
    }
}
