//! The order in which to start: work under way first, then tiers of urgency, then inside a tier the
//! order that loses least by making the rest wait. Prerequisites always come before what needs them.
//! It never changes a score or a rank; it stands beside them.

mod graph;
mod value;

use crate::order::{Gather, Order};
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::blocks::{Tasks, blocks, legal_order};
use super::placement;
pub use super::tier::{StartBy, Tier, tier};
use super::{Candidate, Commitment};
use graph::Graph;
pub use value::{Basis, Carried, Value};

/// An order in which to start, with its reasons.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sequence {
    /// Work under way, in the order in which to finish it; indices of candidates.
    pub under_way: Vec<usize>,
    /// Open work in the order in which to start it.
    pub order: Vec<usize>,
    /// For each candidate its place; none where nothing says how much it is worth.
    pub places: Vec<Option<Place>>,
    /// Groups of work that belong together: a block is done before the next begins.
    pub blocks: Vec<Block>,
    /// Candidates that wait for themselves, in id order.
    pub cycles: Vec<Vec<usize>>,
}

/// A place in the order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// 1 first; work under way and open work count separately.
    pub number: usize,
    /// The tier it stands in.
    pub tier: Tier,
    /// The candidate that puts it into that tier, where it isn't its own urgency.
    pub urged_by: Option<usize>,
    /// The latest start, where it has a fixed date.
    pub start_by: Option<StartBy>,
    /// What it counts for in the order.
    pub value: Value,
    /// What waits for it.
    pub carried: Option<Carried>,
    /// The index of its block; none in tiers that go by dates.
    pub block: Option<usize>,
    /// The index of the cycle it is in: it cannot be ordered.
    pub cycle: Option<usize>,
    /// Why it stands here, in words.
    pub reason: String,
}

/// Work that belongs together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// The candidates in order.
    pub members: Vec<usize>,
    /// What a week of waiting costs for all of them.
    pub cost_of_delay: f64,
    /// How many weeks they take together.
    pub weeks: f64,
}

/// What stands together in the order: work under way or open, and a level of urgency.
type Rung = (bool, u8);

impl Sequence {
    /// Gives a candidate's number in the order.
    pub fn number(&self, candidate: usize) -> Option<usize> {
        self.place(candidate).map(|place| place.number)
    }

    /// Gives the words for a candidate's place, or why it has none.
    pub fn reason(&self, candidate: usize) -> &str {
        self.place(candidate).map_or(placement::NO_PLACE, |place| &place.reason)
    }

    /// Gives a candidate's place.
    pub fn place(&self, candidate: usize) -> Option<&Place> {
        self.places.get(candidate)?.as_ref()
    }
}

impl Block {
    /// Gives the cost of delay per week of work.
    pub fn ratio(&self) -> f64 {
        self.cost_of_delay / self.weeks
    }
}

/// Orders candidates; `scores` stand in where a cost of delay is missing, and candidates that are
/// `left_out` take a place only if something waits for them.
pub fn sequence(candidates: &[Candidate], scores: &[Option<f64>], left_out: &[usize], as_of: Date) -> Sequence {
    let values = value::values(candidates, scores, left_out, as_of);
    let graph = Graph::new(candidates, &values, as_of);
    let mut sequence =
        Sequence { places: vec![None; candidates.len()], cycles: graph.cycles.clone(), ..Sequence::default() };
    let mut carried = value::carried(candidates, &graph.waiting);
    for (rung, nodes) in rungs(&graph) {
        let dated = rung.1 == Tier::Next.level() || rung.1 == Tier::CanWait.level();
        let groups = if dated { by_date(&nodes, &graph) } else { by_block(&nodes, &graph) };
        for group in groups {
            add(&mut sequence, &group, &graph, dated);
        }
    }
    for list in [sequence.under_way.clone(), sequence.order.clone()] {
        for (at, candidate) in list.into_iter().enumerate() {
            let Some(place) = &mut sequence.places[candidate] else {
                continue;
            };
            place.number = at + 1;
            place.value = values[candidate];
            place.carried = carried[candidate].take();
            place.reason = placement::reason(place, candidate, candidates, &graph.cycles);
        }
    }
    sequence
}

fn rungs(graph: &Graph) -> BTreeMap<Rung, Vec<usize>> {
    let mut rungs: BTreeMap<Rung, Vec<usize>> = BTreeMap::new();
    let mut nodes: Vec<usize> = (0..graph.nodes.len()).filter(|at| graph.nodes[*at].wanted).collect();
    nodes.order_by_key(|at| graph.nodes[*at].key);
    for at in nodes {
        rungs.entry(graph.nodes[at].rung).or_default().push(at);
    }
    rungs
}

fn by_block(nodes: &[usize], graph: &Graph) -> Vec<Vec<usize>> {
    let (_, tasks) = tasks(nodes, graph);
    let groups = blocks(&tasks).into_iter();
    groups.map(|block| block.into_iter().map(|task| nodes[task]).collect()).collect()
}

fn by_date(nodes: &[usize], graph: &Graph) -> Vec<Vec<usize>> {
    let (all, tasks) = tasks(nodes, graph);
    let dates: Vec<Date> = nodes.iter().map(|at| graph.nodes[*at].start_before.unwrap_or(Date::MAX)).collect();
    legal_order(&all, &tasks, &dates).into_iter().map(|task| vec![nodes[task]]).collect()
}

fn tasks(nodes: &[usize], graph: &Graph) -> (Vec<usize>, Tasks) {
    let local: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(at, node)| (*node, at)).into_map();
    let mut tasks = Tasks::default();
    for at in nodes {
        let node = &graph.nodes[*at];
        tasks.weight.push(node.weight);
        tasks.duration.push(node.weeks);
        tasks.key.push(node.key);
        tasks.needs.push(node.needs.iter().filter_map(|need| local.get(need).copied()).collect());
    }
    ((0..nodes.len()).collect(), tasks)
}

fn add(sequence: &mut Sequence, group: &[usize], graph: &Graph, dated: bool) {
    let mut block = Block { members: Vec::new(), cost_of_delay: 0.0, weeks: 0.0 };
    for at in group {
        let node = &graph.nodes[*at];
        block.cost_of_delay += node.weight;
        block.weeks += node.weeks;
        for member in &node.members {
            block.members.push(*member);
            let started = graph.commitments[*member] == Commitment::InProgress;
            let list = if started { &mut sequence.under_way } else { &mut sequence.order };
            list.push(*member);
            sequence.places[*member] = Some(Place {
                number: 0,
                tier: node.tier,
                urged_by: node.urged_by,
                start_by: graph.start_by[*member],
                value: Value::default(),
                carried: None,
                block: (!dated).then_some(sequence.blocks.len()),
                cycle: node.cycle,
                reason: String::new(),
            });
        }
    }
    if !dated {
        sequence.blocks.push(block);
    }
}
