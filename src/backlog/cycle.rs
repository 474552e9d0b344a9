//! Cycles in a graph of dependencies.

use crate::order::Order;

/// Finds the strongly connected components with more than one member, and the nodes that point at themselves.
///
/// `edges[n]` lists the nodes that `n` points at. Members are in ascending order, components by their first member.
pub fn strongly_connected(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let loops = |members: &Vec<usize>| members.len() > 1 || edges[members[0]].contains(&members[0]);
    let mut found: Vec<Vec<usize>> = components(edges).into_iter().filter(loops).collect();
    for members in &mut found {
        members.sort_unstable();
    }
    found.order();
    found
}

/// Puts every node into its strongly connected component; what a component points at comes before it.
///
/// Tarjan's algorithm (1972) with a stack of its own, so that a long chain cannot exhaust the machine's.
pub fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        next: 0,
        index: vec![usize::MAX; edges.len()],
        low: vec![0; edges.len()],
        on_stack: vec![false; edges.len()],
        stack: Vec::new(),
        found: Vec::new(),
    };
    for node in 0..edges.len() {
        if search.index[node] == usize::MAX {
            search.visit(node);
        }
    }
    search.found
}

/// The state of a search.
struct Search<'a> {
    edges: &'a [Vec<usize>],
    next: usize,
    index: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Walks everything that can be reached from a node.
    fn visit(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((node, edge)) = path.last_mut() {
            let node = *node;
            if let Some(&next) = self.edges[node].get(*edge) {
                *edge += 1;
                if self.index[next] == usize::MAX {
                    self.enter(next);
                    path.push((next, 0));
                } else if self.on_stack[next] {
                    self.low[node] = self.low[node].min(self.index[next]);
                }
            } else {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[node]);
                }
                self.leave(node);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.index[node] = self.next;
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    /// Closes a component when its first node is done.
    fn leave(&mut self, node: usize) {
        if self.low[node] != self.index[node] {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            members.push(member);
            if member == node {
                break;
            }
        }
        self.found.push(members);
    }
}

#[cfg(test)]
mod tests {
    use super::{components, strongly_connected};

    #[test]
    fn cycles_and_self_edges_are_found_with_their_members() {
        // a → b → c → a, c → d, e → e
        let edges = vec![vec![1], vec![2], vec![0, 3], vec![], vec![4]];
        assert_eq!(strongly_connected(&edges), [vec![0, 1, 2], vec![4]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let edges: Vec<Vec<usize>> =
            (0..200_000).map(|at| if at + 1 < 200_000 { vec![at + 1] } else { vec![] }).collect();
        assert!(strongly_connected(&edges).is_empty());
    }

    #[test]
    fn what_a_component_points_at_comes_before_it() {
        let mut found = components(&[vec![1], vec![2], vec![0, 3], vec![], vec![4]]);
        for members in &mut found {
            members.sort_unstable();
        }
        assert_eq!(found, [vec![3], vec![0, 1, 2], vec![4]]);
    }
}
