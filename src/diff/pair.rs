//! Which document and which outcome of one version is which of the other.
//!
//! A document is the same as the one with its id; failing that, as the one in its place; failing that, as the one with
//! the same text or the same file name; failing that, as the one with nearly the same text. An outcome is the same as the one of the version before it that has the same metric; failing that, as the one in
//! the same place, if that one is not there any more under its own metric: then its metric was changed.

use super::alike::{TITLED, alike, common, lines};
use crate::backlog::{Backlog, Outcome, is_index, stem};
use crate::order::Gather;
use std::collections::BTreeMap;

/// A document by its positions before and after; none on the side where it isn't.
pub type Pair = (Option<usize>, Option<usize>);

/// Gives every document as a pair of positions.
pub fn pair_documents(before: &Backlog, after: &Backlog) -> Vec<Pair> {
    let sides = (before, after);
    let mut pairs = Pairs { old: vec![None; before.items.len()], new: vec![None; after.items.len()] };
    let path = |backlog: &Backlog, at: usize| backlog.items[at].path.to_string();
    let id = |backlog: &Backlog, at: usize| {
        let item = &backlog.items[at];
        if item.has_id() { item.id.clone() } else { String::new() }
    };
    let text = |backlog: &Backlog, at: usize| backlog.documents[at].text.clone();
    // Every folder can have its index, so that such a name says nothing.
    let name = |backlog: &Backlog, at: usize| {
        let name = stem(&backlog.items[at].path);
        if is_index(name) { String::new() } else { name.to_owned() }
    };
    let both = |backlog: &Backlog, at: usize| match id(backlog, at) {
        id if id.is_empty() => id,
        id => format!("{id}\n{}", path(backlog, at)),
    };
    let title =
        |backlog: &Backlog, at: usize| format!("{}\n{}", backlog.items[at].kind.name(), backlog.items[at].title);
    let items = |old: usize, new: usize| (&*before.items[old], &*after.items[new]);
    let unnamed = |old, new| items(old, new).0.id_span.is_none() || items(old, new).1.id_span.is_none();
    let titled = |old, new| items(old, new).0.title == items(old, new).1.title;
    let kind = |old, new| items(old, new).0.kind == items(old, new).1.kind;
    let half = |old, new| common(&lines(before, old), &lines(after, new)) >= TITLED;
    pairs.join(sides, both, |_, _| true);
    pairs.join(sides, id, |_, _| true);
    pairs.join(sides, path, |old, new| titled(old, new) || unnamed(old, new));
    pairs.join(sides, text, |_, _| true);
    pairs.join(sides, name, |old, new| kind(old, new) && unnamed(old, new));
    pairs.join(sides, title, half);
    pairs.join_alike(sides);
    let gone = pairs.old.iter().enumerate().filter(|(_, new)| new.is_none()).map(|(old, _)| (Some(old), None));
    let here = pairs.new.iter().enumerate().map(|(new, old)| (*old, Some(new)));
    here.chain(gone).collect()
}

/// Which is which so far.
struct Pairs {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Pairs {
    /// Joins those that are left and have the same key; an empty key joins nobody.
    fn join(
        &mut self,
        (before, after): (&Backlog, &Backlog),
        key: impl Fn(&Backlog, usize) -> String,
        fits: impl Fn(usize, usize) -> bool,
    ) {
        let left = |taken: &[Option<usize>], backlog: &Backlog| {
            let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for at in (0..taken.len()).filter(|at| taken[*at].is_none()) {
                by_key.entry(key(backlog, at)).or_default().push(at);
            }
            by_key.remove("");
            by_key
        };
        let (old, new) = (left(&self.old, before), left(&self.new, after));
        for (key, old) in old {
            let Some(new) = new.get(&key) else { continue };
            for (old, new) in old.into_iter().zip(new) {
                if fits(old, *new) {
                    self.old[old] = Some(*new);
                    self.new[*new] = Some(old);
                }
            }
        }
    }

    /// Joins those that are left and say nearly the same.
    fn join_alike(&mut self, (before, after): (&Backlog, &Backlog)) {
        let left = |taken: &[Option<usize>]| (0..taken.len()).filter(|at| taken[*at].is_none()).collect::<Vec<_>>();
        for (old, new) in alike((before, &left(&self.old)), (after, &left(&self.new))) {
            self.old[old] = Some(new);
            self.new[new] = Some(old);
        }
    }
}

/// Gives for each outcome of a version its place in the version before.
pub fn pair_outcomes(before: &[&Outcome], after: &[&Outcome]) -> Vec<Option<usize>> {
    let (old, new) = (numbered(before), numbered(after));
    let places = old.iter().enumerate().map(|(at, metric)| (metric, at)).into_map();
    let mut links: Vec<Option<usize>> = new.iter().map(|metric| places.get(metric).copied()).collect();
    let mut taken = vec![false; old.len()];
    links.iter().flatten().for_each(|at| taken[*at] = true);
    for (at, link) in links.iter_mut().enumerate().take(old.len()) {
        if link.is_none() && !taken[at] {
            *link = Some(at);
        }
    }
    links
}

/// Gives the metrics of outcomes; of several outcomes with one metric the first is the first.
fn numbered(outcomes: &[&Outcome]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let number = |outcome: &&Outcome| {
        let metric = metric(outcome);
        let count = counts.entry(metric.clone()).or_default();
        *count += 1;
        (metric, *count)
    };
    outcomes.iter().map(number).collect()
}

/// Gives a metric's name without what people vary.
fn metric(outcome: &Outcome) -> String {
    let name = outcome.metric.as_ref().map_or("", |metric| metric.value.as_str());
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
