//! Which documents are nearly the same text.
//!
//! In: documents that nothing else joins. Out: pairs of them, those that have most in common first. The same backwards:
//! what two texts have in common is asked of both at once.

use crate::backlog::Backlog;
use crate::order::Order;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many lines all comparisons together may look at; a change that leaves more documents over rewrote the folder.
const BUDGET: usize = 4_000_000;

/// The share of lines that two texts of one title must have in common, in per cent.
pub(super) const TITLED: usize = 50;

/// The same where the titles differ.
const UNTITLED: usize = 80;

/// Documents of one side by their positions, with the lines of each.
type Left = Vec<(usize, Vec<u64>)>;

/// Pairs documents of one kind that are nearly the same text; of several that fit, those with most in common.
pub(super) fn alike(before: (&Backlog, &[usize]), after: (&Backlog, &[usize])) -> Vec<(usize, usize)> {
    let left =
        |(backlog, list): (&Backlog, &[usize])| -> Left { list.iter().map(|at| (*at, lines(backlog, *at))).collect() };
    let (old, new) = (left(before), left(after));
    let count = |list: &Left| list.iter().map(|(_, lines)| lines.len() + 1).sum::<usize>();
    if count(&old).saturating_mul(new.len()).saturating_add(count(&new).saturating_mul(old.len())) > BUDGET {
        return Vec::new();
    }
    let mut fits = Vec::new();
    for (one, lines) in &old {
        for (two, others) in &new {
            let (then, now) = (&before.0.items[*one], &after.0.items[*two]);
            let share = common(lines, others);
            if then.kind == now.kind && share >= UNTITLED {
                let (then, now) = (&*then.path, &*now.path);
                fits.push((share, (then.min(now), then.max(now)), (*one, *two)));
            }
        }
    }
    fits.order_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(&two.1)));
    let (mut gone, mut here) = (vec![false; before.0.items.len()], vec![false; after.0.items.len()]);
    let mut found = Vec::new();
    for (_, _, (old, new)) in fits {
        if !gone[old] && !here[new] {
            (gone[old], here[new]) = (true, true);
            found.push((old, new));
        }
    }
    found
}

/// Reads the lines of a document that say something, in the order of their hashes.
pub(super) fn lines(backlog: &Backlog, at: usize) -> Vec<u64> {
    let hash = |line: &str| {
        let mut hasher = DefaultHasher::new();
        line.hash(&mut hasher);
        hasher.finish()
    };
    let document = &backlog.documents[at];
    let beside = document.beside.iter().flat_map(|(_, text)| text.lines());
    let lines = document.text.lines().chain(beside).map(str::trim);
    let mut lines: Vec<u64> = lines.filter(|line| line.contains(char::is_alphanumeric)).map(hash).collect();
    lines.sort_unstable();
    lines
}

/// Gives the share of lines that two texts have in common, in per cent.
pub(super) fn common(one: &[u64], two: &[u64]) -> usize {
    let (mut a, mut b, mut same) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), two.get(b)) {
        same += usize::from(left == right);
        a += usize::from(left <= right);
        b += usize::from(right <= left);
    }
    200 * same / (one.len() + two.len()).max(1)
}
