//! The outcomes of a document over time, and which of one version is which of the next.

use crate::backlog::{Moment, Outcome, Timeline, outcomes_in};
use crate::diff::pair_outcomes;

/// The outcomes of a document from one commit to the next.
#[derive(Debug, Clone)]
pub(super) struct Version {
    /// When they were committed; none for what is not committed yet.
    pub(super) at: Option<Moment>,
    /// The outcomes, in the order of the file.
    pub(super) outcomes: Vec<Outcome>,
}

/// Gives every version, the oldest first; the last one is today's.
pub(super) fn of(timeline: &Timeline, today: &[&Outcome]) -> Vec<Version> {
    let changes = timeline.values.iter().filter(|change| &*change.field == "outcomes");
    let mut versions: Vec<Version> = changes
        .map(|change| Version {
            at: Some(change.moment),
            outcomes: change.value.as_ref().map(outcomes_in).unwrap_or_default(),
        })
        .collect();
    let today: Vec<Outcome> = today.iter().map(|outcome| (*outcome).clone()).collect();
    let same = |last: &Version| {
        last.outcomes.len() == today.len()
            && last.outcomes.iter().zip(&today).all(|(a, b)| super::version_of(a) == super::version_of(b))
    };
    match versions.last_mut() {
        Some(last) if same(last) => last.outcomes = today,
        _ => versions.push(Version { at: None, outcomes: today }),
    }
    versions
}

/// Gives the place of today's outcome in each version.
pub(super) fn chain(versions: &[Version], position: usize) -> Vec<Option<usize>> {
    let mut chain = vec![None; versions.len()];
    let mut place = Some(position);
    for at in (0..versions.len()).rev() {
        chain[at] = place;
        place = match (place, at.checked_sub(1)) {
            (Some(place), Some(before)) => links(&versions[before], &versions[at])[place],
            _ => None,
        };
    }
    chain
}

/// Lists the outcomes of a version that the next one does not have.
pub(super) fn gone(before: &Version, after: &Version) -> Vec<usize> {
    let links = links(before, after);
    (0..before.outcomes.len()).filter(|place| !links.contains(&Some(*place))).collect()
}

/// Gives for each outcome of a version its place in the version before.
fn links(before: &Version, after: &Version) -> Vec<Option<usize>> {
    let (old, new): (Vec<&Outcome>, Vec<&Outcome>) =
        (before.outcomes.iter().collect(), after.outcomes.iter().collect());
    pair_outcomes(&old, &new)
}
