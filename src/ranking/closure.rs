//! The closed set of highest total value: take a task, and its prerequisites come with it.
//! Solved as a minimum cut (Picard 1976) with Dinic's algorithm, in whole numbers and without recursion.

use std::collections::VecDeque;

/// More than any sum of values, and far from overflowing.
const ENDLESS: i128 = 1 << 122;

/// Finds the smallest closed set whose values add up to the most; empty if no set is worth more than 0.
///
/// `needs` lists each task's prerequisites. `budget` is the number of steps that may still be taken;
/// when it runs out, the answer is empty.
pub(super) fn best_closed_set(values: &[i128], needs: &[Vec<usize>], budget: &mut u64) -> Vec<usize> {
    let mut network = Network::new(values, needs);
    while network.find_levels(budget) {
        network.block_flow(budget);
    }
    if *budget == 0 {
        return Vec::new();
    }
    (0..values.len()).filter(|node| network.level[*node] != UNSEEN).collect()
}

const UNSEEN: usize = usize::MAX;

struct Arc {
    to: usize,
    room: i128,
}

struct Network {
    /// Arcs in pairs: `arc ^ 1` runs the other way.
    arcs: Vec<Arc>,
    from: Vec<Vec<usize>>,
    level: Vec<usize>,
    tried: Vec<usize>,
    source: usize,
    sink: usize,
}

impl Network {
    fn new(values: &[i128], needs: &[Vec<usize>]) -> Self {
        let (source, sink) = (values.len(), values.len() + 1);
        let mut network = Self {
            arcs: Vec::new(),
            from: vec![Vec::new(); values.len() + 2],
            level: Vec::new(),
            tried: Vec::new(),
            source,
            sink,
        };
        for (node, value) in values.iter().enumerate() {
            match *value {
                gain if gain > 0 => network.connect(source, node, gain),
                loss if loss < 0 => network.connect(node, sink, -loss),
                _ => {}
            }
            for need in &needs[node] {
                network.connect(node, *need, ENDLESS);
            }
        }
        network
    }

    fn connect(&mut self, from: usize, to: usize, room: i128) {
        self.from[from].push(self.arcs.len());
        self.arcs.push(Arc { to, room });
        self.from[to].push(self.arcs.len());
        self.arcs.push(Arc { to: from, room: 0 });
    }

    /// Numbers nodes by their distance from the source; tells whether the sink can be reached.
    fn find_levels(&mut self, budget: &mut u64) -> bool {
        self.level = vec![UNSEEN; self.from.len()];
        self.level[self.source] = 0;
        let mut queue = VecDeque::from([self.source]);
        while let Some(node) = queue.pop_front() {
            for arc in &self.from[node] {
                *budget = budget.saturating_sub(1);
                let Arc { to, room } = self.arcs[*arc];
                if room > 0 && self.level[to] == UNSEEN {
                    self.level[to] = self.level[node] + 1;
                    queue.push_back(to);
                }
            }
        }
        self.tried = vec![0; self.from.len()];
        *budget > 0 && self.level[self.sink] != UNSEEN
    }

    /// Sends flow along shortest paths until none is left.
    fn block_flow(&mut self, budget: &mut u64) {
        let mut path: Vec<usize> = Vec::new();
        let mut node = self.source;
        while *budget > 0 {
            *budget -= 1;
            if node == self.sink {
                self.push_along(&mut path);
                node = path.last().map_or(self.source, |arc| self.arcs[*arc].to);
                continue;
            }
            if let Some(arc) = self.next_arc(node) {
                path.push(arc);
                node = self.arcs[arc].to;
                continue;
            }
            let Some(back) = path.pop() else {
                return;
            };
            node = self.arcs[back ^ 1].to;
            self.tried[node] += 1;
        }
    }

    fn next_arc(&mut self, node: usize) -> Option<usize> {
        while let Some(arc) = self.from[node].get(self.tried[node]) {
            let Arc { to, room } = self.arcs[*arc];
            if room > 0 && self.level[to] == self.level[node] + 1 {
                return Some(*arc);
            }
            self.tried[node] += 1;
        }
        None
    }

    /// Fills a path, and shortens it to the part before its first full arc.
    fn push_along(&mut self, path: &mut Vec<usize>) {
        let amount = path.iter().map(|arc| self.arcs[*arc].room).min().unwrap_or(0);
        for arc in path.iter() {
            self.arcs[*arc].room -= amount;
            self.arcs[*arc ^ 1].room += amount;
        }
        let full = path.iter().position(|arc| self.arcs[*arc].room == 0).unwrap_or(0);
        path.truncate(full);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prerequisite_comes_along_only_if_the_whole_is_worth_it() {
        let needs = [vec![], vec![0], vec![]];
        let mut budget = 10_000;
        assert_eq!(best_closed_set(&[-3, 5, -1], &needs, &mut budget), [0, 1]);
        assert_eq!(best_closed_set(&[-5, 5, -1], &needs, &mut budget), Vec::<usize>::new());
        assert_eq!(best_closed_set(&[-7, 5, 1], &needs, &mut budget), [2]);
    }

    #[test]
    fn no_budget_no_answer() {
        assert!(best_closed_set(&[-3, 5], &[vec![], vec![0]], &mut 3).is_empty());
    }
}
