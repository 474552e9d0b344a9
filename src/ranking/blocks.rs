//! Sidney blocks: the order of tasks with prerequisites that loses little by waiting.
//! A block is the set of tasks, closed under prerequisites, with the highest cost of delay per week of
//! work; then the next, and so on (Sidney 1975, Lawler 1978). Some best order respects the blocks; inside
//! one, the order is a rule of thumb that stays within twice the best.

use crate::order::{Gather, Order};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::closure::best_closed_set;
use super::reach::{Reach, reverse};

/// The largest connected group that is cut into blocks; a larger one stays in one piece.
const MAX_COMPONENT: usize = 5_000;

/// The steps that all cuts together may take.
const CUT_BUDGET: u64 = 300_000_000;

/// The steps for adding up what waits inside blocks.
const REACH_BUDGET: u64 = 10_000_000;

/// Tasks without cycles.
#[derive(Debug, Clone, Default)]
pub(super) struct Tasks {
    /// The cost of delay of each task, from 0 up.
    pub(super) weight: Vec<f64>,
    /// The duration of each task, above 0.
    pub(super) duration: Vec<f64>,
    /// The prerequisites of each task.
    pub(super) needs: Vec<Vec<usize>>,
    /// The place of each task among equals.
    pub(super) key: Vec<usize>,
}

/// Puts tasks into blocks, in the order in which to do them.
pub(super) fn blocks(tasks: &Tasks) -> Vec<Vec<usize>> {
    let waiting = reverse(&tasks.needs);
    let exact = Exact { weight: whole(&tasks.weight, 0), duration: whole(&tasks.duration, 1) };
    let mut budget = CUT_BUDGET;
    let mut reach = REACH_BUDGET;
    let mut queues = Vec::new();
    for component in connected(&(0..tasks.weight.len()).collect::<Vec<_>>(), tasks, &waiting) {
        let mut queue = Vec::new();
        for set in decompose(component, tasks, &exact, &mut budget) {
            let mut parts = connected(&set, tasks, &waiting);
            parts.order_by_key(|part| first_key(part, tasks));
            queue.extend(parts);
        }
        let inside = |block| order_inside(block, tasks, &mut reach);
        queues.push(queue.into_iter().map(inside).collect::<Vec<_>>());
    }
    merge(queues, tasks)
}

/// Gives tasks in an order that respects prerequisites; of the free ones, the lowest priority first.
pub(super) fn legal_order<K: Ord + Copy>(set: &[usize], tasks: &Tasks, priority: &[K]) -> Vec<usize> {
    let needs = local_needs(set, tasks);
    let mut open: Vec<usize> = needs.iter().map(Vec::len).collect();
    let waiting = reverse(&needs);
    let entry = |at: usize| Reverse((priority[at], tasks.key[set[at]], at));
    let mut free: BinaryHeap<_> = (0..set.len()).filter(|at| open[*at] == 0).map(entry).collect();
    let mut order = Vec::with_capacity(set.len());
    while let Some(Reverse((_, _, at))) = free.pop() {
        order.push(set[at]);
        for &next in &waiting[at] {
            open[next] -= 1;
            if open[next] == 0 {
                free.push(entry(next));
            }
        }
    }
    order
}

/// Weights and durations as whole numbers, so that cuts are exact.
struct Exact {
    weight: Vec<i128>,
    duration: Vec<i128>,
}

/// Scales by a power of two, so that small whole numbers stay exact.
fn whole(values: &[f64], least: i128) -> Vec<i128> {
    let largest = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let exponent = i32::try_from((largest.to_bits() >> 52) & 0x7ff).unwrap_or(0) - 1023;
    let (half, rest) = ((40 - exponent) / 2, (40 - exponent) - (40 - exponent) / 2);
    let scale = |value: f64| value * 2_f64.powi(half) * 2_f64.powi(rest);
    values.iter().map(|value| to_whole(scale(*value)).max(least)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "scaled to at most 2^41, and the cast saturates")]
fn to_whole(value: f64) -> i128 {
    value.round() as i128
}

/// Cuts a set into closed sets of falling ratio, by halving at the ratio of the whole.
fn decompose(component: Vec<usize>, tasks: &Tasks, exact: &Exact, budget: &mut u64) -> Vec<Vec<usize>> {
    if component.len() > MAX_COMPONENT {
        return vec![component];
    }
    let mut done = Vec::new();
    let mut todo = vec![component];
    while let Some(set) = todo.pop() {
        let best = densest(&set, tasks, exact, budget);
        if best.is_empty() || best.len() == set.len() {
            done.push(set);
            continue;
        }
        let mut chosen = vec![false; set.len()];
        for at in best {
            chosen[at] = true;
        }
        let (first, rest): (Vec<_>, Vec<_>) = set.iter().enumerate().partition(|(at, _)| chosen[*at]);
        todo.push(rest.into_iter().map(|(_, task)| *task).collect());
        todo.push(first.into_iter().map(|(_, task)| *task).collect());
    }
    done
}

/// Finds the tasks of a set that together do better than the whole set; empty if none do.
fn densest(set: &[usize], tasks: &Tasks, exact: &Exact, budget: &mut u64) -> Vec<usize> {
    if set.len() < 2 {
        return Vec::new();
    }
    let weight: i128 = set.iter().map(|task| exact.weight[*task]).sum();
    let duration: i128 = set.iter().map(|task| exact.duration[*task]).sum();
    let values: Vec<i128> =
        set.iter().map(|task| exact.weight[*task] * duration - weight * exact.duration[*task]).collect();
    best_closed_set(&values, &local_needs(set, tasks), budget)
}

/// Splits a set into groups that have nothing to do with each other.
fn connected(set: &[usize], tasks: &Tasks, waiting: &[Vec<usize>]) -> Vec<Vec<usize>> {
    if set.len() < 2 {
        return vec![set.to_vec()];
    }
    let mut left: std::collections::BTreeSet<usize> = set.iter().copied().into_set();
    let mut groups = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(task) = group.get(at).copied() {
            at += 1;
            let near = tasks.needs[task].iter().chain(&waiting[task]);
            group.extend(near.filter(|other| left.remove(other)));
        }
        groups.push(group);
    }
    groups
}

/// Orders a block: of the free tasks, the one with the most cost of delay waiting for it in the block,
/// its own included, per week of its own work.
fn order_inside(block: Vec<usize>, tasks: &Tasks, budget: &mut u64) -> Vec<usize> {
    if block.len() < 2 {
        return block;
    }
    let waiting = reverse(&local_needs(&block, tasks));
    let mut reach = Reach::new(&waiting, budget);
    let priority: Vec<Reverse<u64>> = block
        .iter()
        .enumerate()
        .map(|(at, task)| {
            let behind = reach.of(at).unwrap_or_default();
            let carried: f64 = behind.iter().map(|other| tasks.weight[block[*other]]).sum();
            Reverse(rough((tasks.weight[*task] + carried) / tasks.duration[*task]))
        })
        .collect();
    legal_order(&block, tasks, &priority)
}

/// Merges queues of blocks by falling ratio; each queue keeps its own order.
fn merge(queues: Vec<Vec<Vec<usize>>>, tasks: &Tasks) -> Vec<Vec<usize>> {
    let mut queues: Vec<_> = queues.into_iter().map(|queue| queue.into_iter().peekable()).collect();
    let entry = |block: &Vec<usize>| {
        let weight: f64 = block.iter().map(|task| tasks.weight[*task]).sum();
        let duration: f64 = block.iter().map(|task| tasks.duration[*task]).sum();
        (rough(weight / duration), Reverse(first_key(block, tasks)))
    };
    let mut heads: BinaryHeap<_> =
        queues.iter_mut().enumerate().filter_map(|(at, queue)| queue.peek().map(|block| (entry(block), at))).collect();
    let mut merged = Vec::new();
    while let Some((_, at)) = heads.pop() {
        merged.extend(queues[at].next());
        heads.extend(queues[at].peek().map(|block| (entry(block), at)));
    }
    merged
}

fn first_key(block: &[usize], tasks: &Tasks) -> usize {
    block.iter().map(|task| tasks.key[*task]).min().unwrap_or(usize::MAX)
}

/// Rounds a ratio from 0 up to some nine figures, in a form that sorts: equal ratios stay equal.
fn rough(ratio: f64) -> u64 {
    (ratio.max(0.0).to_bits() + (1 << 21)) >> 22
}

/// Gives the prerequisites of a set's tasks inside the set, by their positions in it.
fn local_needs(set: &[usize], tasks: &Tasks) -> Vec<Vec<usize>> {
    let mut places: Vec<(usize, usize)> = set.iter().enumerate().map(|(at, task)| (*task, at)).collect();
    places.sort_unstable();
    let find = |need: &usize| {
        let found = places.binary_search_by_key(need, |(task, _)| *task).ok()?;
        Some(places[found].1)
    };
    set.iter().map(|task| tasks.needs[*task].iter().filter_map(find).collect()).collect()
}
