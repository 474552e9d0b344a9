//! What a change does to the promises, the ranking and the work that stands beside it.
//!
//! In: a backlog with its analysis and findings as they were and as they are. Out: a [`Review`], plain data that every
//! report shows and that can be read back. Pure: it knows neither git nor a clock, and never judges a change.

mod begun;
mod comparison;
mod consequence;
mod finding;
mod headline;
mod kind;
mod model;
mod outcome;
mod outline;
mod promise;
mod ranking;
mod settings;
mod visible;
mod work;

pub use comparison::State;
pub use headline::headline;
pub use kind::{KINDS, Kind, Section, kind_of};
pub use model::{
    Change, DocumentChange, DocumentStatus, Effect, FieldChange, Finding, FindingChanges, OutcomePair, OutcomeSide,
    Place, Policy, RankedEpic, RankingPair, Review, SCHEMA, Side, Subject, Where,
};
pub use outline::{Outline, Part, Row, day, outline};
pub use settings::check_policy;
pub use visible::{middle, shortened, visible};

use crate::order::Order;
use comparison::Comparison;
use std::collections::BTreeMap;

/// What a review says of itself.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// What is compared with.
    pub base: Side,
    /// What is reviewed.
    pub head: Side,
    /// The site's folder within the repository; empty for its top.
    pub folder: String,
    /// What a reader must know about the comparison itself, as sentences.
    pub notes: Vec<String>,
}

/// Compares two states.
pub fn review(before: State<'_>, after: State<'_>, about: About) -> Review {
    let comparison = Comparison::new(before, after);
    let lists = ranking::Lists::new(&comparison);
    let (mut changes, mut outcomes) = outcome::compare(&comparison);
    changes.extend(work::compare(&comparison));
    changes.extend(lists.changes());
    changes.extend(consequence::compare(&comparison));
    changes.extend(settings::compare(&comparison));
    // Stable: within a kind each part has its own order.
    changes.order_by_cached_key(|change| kind_of(&change.kind).map(|(at, _)| at));
    let order = places(&changes);
    outcomes.order_by_cached_key(|pair| order.get(&(pair.document.id.clone(), pair.metric.clone())).copied());
    Review {
        schema: SCHEMA.to_owned(),
        base: about.base,
        head: about.head,
        as_of: after.analysis.as_of.to_string(),
        folder: about.folder,
        notes: about.notes.into_iter().chain(unread(&comparison)).collect(),
        documents: work::documents(&comparison),
        ranking: lists.pair(),
        findings: finding::compare(&comparison),
        policy: settings::policy(&comparison, &changes),
        changes,
        outcomes,
    }
}

/// Says which of the documents that differ could not be read before.
fn unread(comparison: &Comparison<'_>) -> Option<String> {
    const SHOWN: usize = 3;
    let before = comparison.differences.iter().filter_map(|difference| difference.before);
    let broken = before.map(|at| &comparison.before.backlog.items[at]).filter(|item| item.broken);
    let paths: Vec<String> = broken.map(|item| format!("`{}`", item.path)).collect();
    let more = paths.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let shown = paths.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    (!paths.is_empty())
        .then(|| format!("the base can't be read everywhere: the fields of {shown}{more} aren't compared"))
}

/// Gives for each outcome the place of the first change that tells of it.
fn places(changes: &[Change]) -> BTreeMap<(String, String), usize> {
    let mut places = BTreeMap::new();
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| !change.outcome.is_empty()) {
        if let Some(document) = &change.document {
            places.entry((document.id.clone(), change.outcome.clone())).or_insert(at);
        }
    }
    places
}
