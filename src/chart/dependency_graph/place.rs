//! Where boxes and arrows stand. In: the graph. Out: boxes that never overlap, and ways that run between
//! them. Never draws.
//!
//! Arrows leave a box in its upper half on the right and reach one in its lower half, so that no two share a
//! line. Between columns each arrow has a track of its own; one that passes columns takes a track below its lane.

use super::super::rect::Rect;
use super::DependencyGraph;

/// The size of a box.
pub(super) const BOX: (i32, i32) = (1_760, 440);
/// The room above the first box of a lane, for its name.
pub(super) const NAME: i32 = 240;
const GAP: i32 = 120;
const TRACK: i32 = 70;
const EDGE: i32 = 100;

/// The places of everything.
pub(super) struct Layout {
    /// Is the size of the drawing.
    pub(super) size: (i32, i32),
    /// Is the top of each lane, and the bottom of the last.
    pub(super) lanes: Vec<i32>,
    /// Is the place of each epic's box.
    pub(super) boxes: Vec<Rect>,
    /// Lists the corners of each arrow: by epic, by what it waits for.
    pub(super) ways: Vec<Vec<Vec<(i32, i32)>>>,
}

/// An arrow: from what is waited for to what waits.
#[derive(Debug, Clone, Copy)]
struct Arrow {
    from: usize,
    to: usize,
    number: usize,
}

/// Places a graph whose lanes, columns and waits exist.
pub(super) fn place(graph: &DependencyGraph) -> Layout {
    let arrows: Vec<Arrow> = graph
        .nodes
        .iter()
        .enumerate()
        .flat_map(|(to, node)| {
            node.waits.iter().enumerate().map(move |(number, (from, _))| Arrow { from: *from, to, number })
        })
        .collect();
    let columns = graph.nodes.iter().map(|node| node.column).max().unwrap_or(0) + 1;
    let mut plan = Plan { graph, gutter: vec![0; columns], channel: vec![0; graph.lanes.len()] };
    let tracks: Vec<Tracks> = arrows.iter().map(|arrow| plan.tracks(*arrow)).collect();
    let (lefts, width) = plan.columns(columns);
    let (lanes, boxes) = plan.boxes(&lefts);
    let ports = Ports::of(graph.nodes.len(), &arrows);
    let mut ways: Vec<Vec<Vec<(i32, i32)>>> =
        graph.nodes.iter().map(|node| vec![Vec::new(); node.waits.len()]).collect();
    for (at, (arrow, tracks)) in arrows.iter().zip(&tracks).enumerate() {
        let (start, end) = (ports.start(at, boxes[arrow.from]), ports.end(at, boxes[arrow.to]));
        let track = |gutter: usize, number: i32| lefts[gutter] + BOX.0 + EDGE + number * TRACK;
        let out = track(graph.nodes[arrow.from].column, tracks.out);
        let (source, target) = (boxes[arrow.from], boxes[arrow.to]);
        let tip =
            if graph.nodes[arrow.to].column > graph.nodes[arrow.from].column { target.left } else { target.right };
        let mut way = vec![(source.right, start), (out, start)];
        if let Some(detour) = &tracks.detour {
            let level = lanes[graph.nodes[arrow.from].lane + 1] - EDGE - detour.level * TRACK;
            let last = track(detour.gutter, detour.track);
            way.extend([(out, level), (last, level), (last, end)]);
        } else {
            way.push((out, end));
        }
        way.push((tip, end));
        ways[arrow.to][arrow.number] = way;
    }
    let height = lanes.last().copied().unwrap_or(0);
    Layout { size: (width, height), lanes, boxes, ways }
}

/// The tracks that an arrow runs on.
struct Tracks {
    out: i32,
    detour: Option<Detour>,
}

/// The way below a lane that an arrow takes to pass other columns.
struct Detour {
    level: i32,
    gutter: usize,
    track: i32,
}

/// How many tracks each gutter and each lane needs.
struct Plan<'a> {
    graph: &'a DependencyGraph,
    gutter: Vec<i32>,
    channel: Vec<i32>,
}

impl Plan<'_> {
    fn tracks(&mut self, arrow: Arrow) -> Tracks {
        let (from, to) = (&self.graph.nodes[arrow.from], &self.graph.nodes[arrow.to]);
        let out = next(&mut self.gutter[from.column]);
        // An arrow forward ends in the gutter before its box, any other in the one behind it.
        let gutter = if to.column > from.column { to.column - 1 } else { to.column };
        let detour = (gutter != from.column).then(|| Detour {
            level: next(&mut self.channel[from.lane]),
            gutter,
            track: next(&mut self.gutter[gutter]),
        });
        Tracks { out, detour }
    }

    /// Gives the left edge of every column, and the width of all.
    fn columns(&self, columns: usize) -> (Vec<i32>, i32) {
        let mut left = 0;
        let mut lefts = Vec::new();
        for gutter in self.gutter.iter().take(columns) {
            lefts.push(left + EDGE);
            let tracks = if *gutter > 0 { (gutter - 1) * TRACK + EDGE * 2 + ARROW } else { EDGE };
            left += BOX.0 + tracks;
        }
        (lefts, left + EDGE * 2)
    }

    /// Stacks the boxes of a lane and a column; gives the tops of the lanes and every box.
    fn boxes(&self, lefts: &[i32]) -> (Vec<i32>, Vec<Rect>) {
        let mut stacks = vec![vec![0; lefts.len()]; self.graph.lanes.len()];
        let rows: Vec<i32> = self.graph.nodes.iter().map(|node| next(&mut stacks[node.lane][node.column])).collect();
        let mut lanes = vec![0];
        for (stack, channel) in stacks.iter().zip(&self.channel) {
            let rows = stack.iter().copied().max().unwrap_or(0).max(1);
            let tracks = if *channel > 0 { (channel - 1) * TRACK + EDGE } else { 0 };
            lanes.push(lanes.last().copied().unwrap_or(0) + NAME + rows * (BOX.1 + GAP) + tracks);
        }
        let place = |(node, row): (&super::Node, &i32)| {
            let top = lanes[node.lane] + NAME + row * (BOX.1 + GAP);
            Rect::sized((lefts[node.column], top), BOX)
        };
        let boxes = self.graph.nodes.iter().zip(&rows).map(place).collect();
        (lanes, boxes)
    }
}

/// The room that the head of an arrow needs before a box.
const ARROW: i32 = 80;

/// Hands out the next free number.
fn next(count: &mut i32) -> i32 {
    *count += 1;
    *count - 1
}

/// Where arrows leave and reach their boxes.
struct Ports {
    starts: Vec<(i32, i32)>,
    ends: Vec<(i32, i32)>,
}

impl Ports {
    fn of(nodes: usize, arrows: &[Arrow]) -> Self {
        let number = |pick: fn(&Arrow) -> usize| {
            let mut counts = vec![0; nodes];
            let places: Vec<i32> = arrows.iter().map(|arrow| next(&mut counts[pick(arrow)])).collect();
            arrows.iter().zip(places).map(|(arrow, place)| (place, counts[pick(arrow)])).collect()
        };
        Self { starts: number(|arrow| arrow.from), ends: number(|arrow| arrow.to) }
    }

    fn start(&self, at: usize, area: Rect) -> i32 {
        port(area.top, self.starts[at])
    }

    fn end(&self, at: usize, area: Rect) -> i32 {
        port(area.middle().1, self.ends[at])
    }
}

/// Spreads the ports of half a side.
fn port(top: i32, (place, count): (i32, i32)) -> i32 {
    top + (place + 1) * (BOX.1 / 2) / (count + 1)
}
