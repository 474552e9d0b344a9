//! Which outcome of one version is which of the other.
//!
//! An outcome is the same as the one of the version before it that has the same metric; failing that, as the one in
//! the same place, if that one is not there any more under its own metric: then its metric was changed.

use crate::backlog::Outcome;

/// Gives for each outcome of a version its place in the version before.
pub fn pair_outcomes(before: &[&Outcome], after: &[&Outcome]) -> Vec<Option<usize>> {
    let metrics = |outcomes: &[&Outcome]| -> Vec<String> { outcomes.iter().map(|outcome| metric(outcome)).collect() };
    let (old, new) = (metrics(before), metrics(after));
    // Of several outcomes with one metric the first is the first.
    let nth = |list: &[String], at: usize| list[..at].iter().filter(|other| **other == list[at]).count();
    let mut links: Vec<Option<usize>> = (0..new.len())
        .map(|at| (0..old.len()).find(|other| old[*other] == new[at] && nth(&old, *other) == nth(&new, at)))
        .collect();
    for at in 0..new.len().min(old.len()) {
        if links[at].is_none() && !links.contains(&Some(at)) {
            links[at] = Some(at);
        }
    }
    links
}

/// Gives a metric's name without what people vary.
fn metric(outcome: &Outcome) -> String {
    let name = outcome.metric.as_ref().map_or("", |metric| metric.value.as_str());
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
