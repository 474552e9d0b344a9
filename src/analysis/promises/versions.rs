//! The outcomes of a document over time, and which of one version is which of the next.

use crate::backlog::{Moment, Outcome, Timeline, outcomes_in};
use crate::diff::pair_outcomes;
use crate::document::Packed;

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
    let mut changes: Vec<(Moment, Option<&Packed>)> = timeline.changes_of("outcomes").collect();
    let last = if timeline.current { changes.pop() } else { None };
    let read = |value: Option<&Packed>| value.map(|value| outcomes_in(&value.node())).unwrap_or_default();
    let mut versions: Vec<Version> =
        changes.iter().map(|(moment, value)| Version { at: Some(*moment), outcomes: read(*value) }).collect();
    let today: Vec<Outcome> = today.iter().map(|outcome| (*outcome).clone()).collect();
    let same = |outcomes: &[Outcome]| {
        outcomes.len() == today.len()
            && outcomes.iter().zip(&today).all(|(a, b)| super::version_of(a) == super::version_of(b))
    };
    match (last, versions.last_mut()) {
        // What says the same is not read again.
        (Some((moment, value)), _) => {
            debug_assert!(same(&read(value)), "{}: the last outcomes are not today's", timeline.id);
            versions.push(Version { at: Some(moment), outcomes: today });
        }
        (None, Some(last)) if same(&last.outcomes) => last.outcomes = today,
        _ => versions.push(Version { at: None, outcomes: today }),
    }
    versions
}

/// For each outcome of a version its place in the version before.
pub(super) type Links = Vec<Option<usize>>;

/// Gives the links of each version to the one before it; the first has none.
pub(super) fn links(versions: &[Version]) -> Vec<Links> {
    let outcomes: Vec<Vec<&Outcome>> = versions.iter().map(|version| version.outcomes.iter().collect()).collect();
    let mut links = vec![Links::new()];
    links.extend(outcomes.windows(2).map(|pair| pair_outcomes(&pair[0], &pair[1])));
    links
}

/// Gives the place of today's outcome in each version.
pub(super) fn chain(links: &[Links], position: usize) -> Vec<Option<usize>> {
    let mut chain = vec![None; links.len()];
    let mut place = Some(position);
    for (at, links) in links.iter().enumerate().rev() {
        chain[at] = place;
        place = place.and_then(|place| links.get(place).copied().flatten());
    }
    chain
}

/// Lists the outcomes of a version that the next one, which has these links to it, does not have.
pub(super) fn gone(before: &Version, links: &Links) -> Vec<usize> {
    let mut there = vec![false; before.outcomes.len()];
    links.iter().flatten().for_each(|place| there[*place] = true);
    (0..there.len()).filter(|place| !there[*place]).collect()
}
