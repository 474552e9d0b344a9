//! Candidates and what they wait for, with cycles folded into one node each, and urgency handed down
//! to prerequisites.

use crate::order::{Gather, Order};
use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, civil};

use super::super::reach::reverse;
use super::super::tier::{StartBy, Tier, lead_days, tier};
use super::super::{Candidate, Commitment, natural_order};
use super::{Rung, Value};
use crate::backlog::components;

/// Work and what it waits for, without cycles.
pub(super) struct Graph {
    /// The nodes; what a node needs stands before it.
    pub(super) nodes: Vec<Node>,
    /// Candidates that wait for themselves, in id order.
    pub(super) cycles: Vec<Vec<usize>>,
    /// For each candidate, those that need it.
    pub(super) waiting: Vec<Vec<usize>>,
    /// For each candidate, whether it has begun.
    pub(super) commitments: Vec<Commitment>,
    /// For each candidate, its fixed date.
    pub(super) start_by: Vec<Option<StartBy>>,
}

/// One candidate, or several that wait for each other.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) members: Vec<usize>,
    pub(super) needs: Vec<usize>,
    pub(super) weight: f64,
    pub(super) weeks: f64,
    /// The place of its first id in natural order.
    pub(super) key: usize,
    /// Whether it has a place in the order.
    pub(super) wanted: bool,
    pub(super) rung: Rung,
    /// Whether none of it has begun, whatever waits for it.
    open: bool,
    pub(super) tier: Tier,
    /// The candidate that puts it on its rung, if that is another node's.
    pub(super) urged_by: Option<usize>,
    /// The day before which it has to start for a fixed date, its own or one that waits for it.
    pub(super) start_before: Option<civil::Date>,
    pub(super) cycle: Option<usize>,
    /// The candidate that puts the node on its rung.
    source: usize,
    lead_days: i64,
}

impl Graph {
    /// Builds the graph.
    pub(super) fn new(candidates: &[Candidate], values: &[Value], as_of: Date) -> Self {
        let needs = needs(candidates);
        let keys = keys(candidates);
        let tiers: Vec<_> =
            candidates.iter().zip(values).map(|(candidate, value)| tier(candidate, value.weeks, as_of)).collect();
        let mut cycles = Vec::new();
        let mut nodes: Vec<Node> = Vec::new();
        let mut home = vec![0; candidates.len()];
        for mut members in components(&needs) {
            members.order_by_key(|member| keys[*member]);
            for member in &members {
                home[*member] = nodes.len();
            }
            let mut node = fold(&members, candidates, values, &tiers);
            node.key = keys[members[0]];
            let among = members.iter().flat_map(|member| &needs[*member]);
            let own = nodes.len();
            let targets: BTreeSet<usize> = among.map(|need| home[*need]).into_set();
            if targets.contains(&own) {
                cycles.push(members);
            }
            node.needs = targets.into_iter().filter(|need| *need != own).collect();
            nodes.push(node);
        }
        cycles.order_by_key(|members| keys[members[0]]);
        for (at, members) in cycles.iter().enumerate() {
            nodes[home[members[0]]].cycle = Some(at);
        }
        hand_down(&mut nodes, &keys);
        Self {
            nodes,
            cycles,
            waiting: reverse(&needs),
            commitments: candidates.iter().map(|candidate| candidate.commitment).collect(),
            start_by: tiers.into_iter().map(|(_, by)| by).collect(),
        }
    }
}

fn needs(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let valid = |need: &&usize| **need < candidates.len();
    candidates
        .iter()
        .map(|candidate| {
            let needs: BTreeSet<usize> = candidate.depends_on.iter().filter(valid).copied().into_set();
            needs.into_iter().collect()
        })
        .collect()
}

/// Gives each candidate's place in the natural order of ids.
fn keys(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.order_by(|a, b| natural_order(&candidates[*a].id, &candidates[*b].id));
    let mut keys = vec![0; candidates.len()];
    for (key, at) in order.into_iter().enumerate() {
        keys[at] = key;
    }
    keys
}

fn fold(members: &[usize], candidates: &[Candidate], values: &[Value], tiers: &[(Tier, Option<StartBy>)]) -> Node {
    let rung = |at: usize| -> Rung { (candidates[at].commitment == Commitment::Open, tiers[at].0.level()) };
    let source = members.iter().copied().min_by_key(|at| rung(*at)).unwrap_or(members[0]);
    let dates = members.iter().filter_map(|at| tiers[*at].1);
    Node {
        members: members.to_vec(),
        needs: Vec::new(),
        weight: members.iter().map(|at| values[*at].per_week).sum(),
        weeks: members.iter().map(|at| values[*at].weeks).sum(),
        key: 0,
        wanted: members.iter().any(|at| values[*at].has_place),
        rung: rung(source),
        open: rung(source).0,
        tier: tiers[source].0,
        urged_by: None,
        start_before: dates.map(|by| by.latest_start).min(),
        cycle: None,
        source,
        lead_days: members.iter().map(|at| lead_days(&candidates[*at], values[*at].weeks)).sum(),
    }
}

/// Hands urgency from what waits to what it waits for; a node's needs stand before it.
fn hand_down(nodes: &mut [Node], keys: &[usize]) {
    for at in (0..nodes.len()).rev() {
        if !nodes[at].wanted {
            continue;
        }
        let (before, from) = nodes.split_at_mut(at);
        let waiter = &from[0];
        for need in &waiter.needs {
            let need = &mut before[*need];
            need.wanted = true;
            let inherits = need.urged_by.is_some();
            let nearer = inherits && keys[waiter.source] < keys[need.source];
            // What has begun stays among what has begun, at the level of what waits for it. What has not is held against
            // each that waits as it was by itself, so that it is the same whichever of them comes first.
            let rung = (waiter.rung.0 && need.open, waiter.rung.1);
            if rung < need.rung || (rung == need.rung && nearer) {
                need.rung = rung;
                need.tier = waiter.tier;
                need.source = waiter.source;
                need.urged_by = Some(waiter.source);
            }
            let by = waiter.start_before.and_then(|day| earlier(day, need.lead_days));
            need.start_before = [need.start_before, by].into_iter().flatten().min();
        }
    }
}

fn earlier(day: civil::Date, days: i64) -> Option<civil::Date> {
    day.checked_sub(Span::new().try_days(days).ok()?).ok()
}
