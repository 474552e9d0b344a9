//! The result of a review as plain data: what every form shows, what JSON holds, and what is read back from it.
//!
//! Texts are as the files have them: each form makes them harmless where it writes them. No place in memory, no type of
//! an earlier stage, so that a review can be kept and shown again on another machine.

use serde::{Deserialize, Serialize};

/// The name of this form of file.
pub const SCHEMA: &str = "backlit.review/1";

/// What a change does to a backlog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// [`SCHEMA`].
    pub schema: String,
    /// What is compared with: where the branch left its base.
    pub base: Side,
    /// What is reviewed.
    pub head: Side,
    /// The date for which both are computed, `2025-03-31`.
    pub as_of: String,
    /// The site's folder within the repository; empty for its top.
    pub folder: String,
    /// What a reader must know about the comparison itself, as sentences: a base that can't be read, a cut history.
    pub notes: Vec<String>,
    /// What happened, what matters most first.
    pub changes: Vec<Change>,
    /// Every outcome that was touched, before and after, in the order of `changes`.
    pub outcomes: Vec<OutcomePair>,
    /// Every document that was touched, with each field that differs, in order of path.
    pub documents: Vec<DocumentChange>,
    /// The ranked list before and after.
    pub ranking: RankingPair,
    /// What `check` says now that it did not say before, and the other way round.
    pub findings: FindingChanges,
    /// What the team refuses without a second look.
    pub policy: Policy,
}

/// One of the two states that are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// How it was asked for: a branch, a tag, a commit; `working tree` for the folder as it is.
    pub name: String,
    /// The commit's whole id; empty for the folder as it is, and for nothing at all.
    pub commit: String,
}

/// One thing that happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The name of a [`super::Kind`].
    pub kind: String,
    /// Whether a promise got weaker or stronger by it.
    pub effect: Effect,
    /// To which document it happened; none for the configuration and for a whole site.
    pub document: Option<Subject>,
    /// The outcome's metric or the key result; empty where it is no matter of one.
    pub outcome: String,
    /// What it was, with its unit; empty for nothing.
    pub before: String,
    /// What it is; empty for nothing.
    pub after: String,
    /// What else to know, as short sentences without a full stop: when work began, the reason given, the cause.
    pub notes: Vec<String>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// What a change does to a promise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Less is promised, or less is known of it.
    Weaker,
    /// More is promised, or more is known of it.
    Stronger,
    /// Neither.
    #[default]
    Neutral,
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its id; for a page without one its path.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `epic`, `objective`, `page` …
    pub kind: String,
    /// Its Markdown file, from the site's folder; the one of before where it is gone.
    pub path: String,
}

/// A place in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The file, from the site's folder.
    pub path: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// In which of the two.
    pub side: Where,
}

/// In which of the two something stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// In what is compared with.
    Base,
    /// In what is reviewed.
    #[default]
    Head,
}

/// An outcome before and after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomePair {
    /// Whose it is.
    pub document: Subject,
    /// Its metric, as [`Change::outcome`] has it.
    pub metric: String,
    /// What it was; none for a new one.
    pub before: Option<OutcomeSide>,
    /// What it is; none for a dropped one.
    pub after: Option<OutcomeSide>,
    /// When work began, in words such as `work began 12 May 2025`; empty where it has not.
    pub begun: String,
}

/// An outcome on one side; every text is empty for what isn't there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeSide {
    /// The value before the work, with its unit.
    pub baseline: String,
    /// The target or the range.
    pub target: String,
    /// The date of the promise.
    pub by: String,
    /// Who answers for it.
    pub owner: String,
    /// The latest measurement.
    pub latest: String,
    /// Its day.
    pub latest_on: String,
    /// The status in words: hit, partial, in flight …
    pub verdict: String,
    /// The share of the way from baseline to target, 1 for all of it; none where that can't be said.
    pub reached: Option<f64>,
}

/// A document before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentChange {
    /// Which, as it is now; as it was where it is gone.
    pub document: Subject,
    /// What happened to it as a whole.
    pub status: DocumentStatus,
    /// Its file before, where that was another one.
    pub moved_from: String,
    /// Every field that differs, in order of name.
    pub fields: Vec<FieldChange>,
    /// How many lines of prose came in.
    pub lines_added: usize,
    /// How many lines of prose went out.
    pub lines_removed: usize,
}

/// What happened to a document as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStatus {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its file has another place or name; it may be edited as well.
    Moved,
    /// It says something else.
    #[default]
    Edited,
}

/// A field that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// The field under the name that Backlit uses, and the way into it: `outcomes[Search success rate].target`.
    pub field: String,
    /// What it was; none where it was not there.
    pub before: Option<String>,
    /// What it is; none where it is not there.
    pub after: Option<String>,
}

/// The ranked list before and after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingPair {
    /// The method before.
    pub method_before: String,
    /// The method after.
    pub method_after: String,
    /// The first part of the list before, and what of the rest was touched.
    pub before: Vec<RankedEpic>,
    /// The same after.
    pub after: Vec<RankedEpic>,
    /// How many epics were ranked before.
    pub ranked_before: usize,
    /// How many epics are ranked now.
    pub ranked_after: usize,
    /// How many of those that are in both lists changed place.
    pub moved: usize,
}

/// A place in a ranked list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedEpic {
    /// Its id as it is now, also in the list of before.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its rank; ties share one.
    pub rank: usize,
    /// Its score as pages show it.
    pub score: String,
    /// Its rank on the other side; none where it isn't ranked there.
    pub other: Option<usize>,
    /// Whether it stands below its team's capacity line; none where no line is drawn for it.
    pub below_line: Option<bool>,
}

/// Findings that came and went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingChanges {
    /// Those that were not there before, what matters most first.
    pub new: Vec<Finding>,
    /// Those that are gone.
    pub mended: Vec<Finding>,
    /// How many are there as before.
    pub older: usize,
}

/// What `check` says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// The sentence.
    pub message: String,
    /// The next step; empty for none.
    pub hint: String,
    /// Where it stands.
    pub place: Place,
}

/// What the team refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The kinds of change that `[review] fail_on` names.
    pub fail_on: Vec<String>,
    /// The changes that are of such a kind, by their positions.
    pub refused: Vec<usize>,
}

impl Review {
    /// Tells whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.documents.is_empty() && self.findings.is_empty()
    }
}

impl FindingChanges {
    /// Tells whether none came and none went.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.mended.is_empty()
    }
}

impl OutcomePair {
    /// Tells whether a change is one of this outcome.
    pub fn is_of(&self, change: &Change) -> bool {
        change.outcome == self.metric
            && change.document.as_ref().is_some_and(|document| document.id == self.document.id)
    }
}
