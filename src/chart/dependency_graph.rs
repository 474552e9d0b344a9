//! What waits for what, in a lane for each team. In: epics with their lanes, columns and waits. Out: a
//! drawing and the table behind it. Never orders or estimates work: columns and chain come from outside.

use super::ink::{Stage, Way};
use super::text::clip;
use super::{Cell, Drawing};

mod place;
mod plot;

/// More epics than this are listed, not drawn.
pub const MOST: usize = 40;

/// What the graph draws.
#[derive(Debug, Clone, PartialEq)]
pub struct DependencyGraph {
    /// Begins the ids of the drawing: it must be the only one on its page.
    pub prefix: String,
    /// Says what the graph shows: the headline.
    pub title: String,
    /// Names the lanes from top to bottom.
    pub lanes: Vec<String>,
    /// Lists the epics.
    pub nodes: Vec<Node>,
}

/// An epic in the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Is the epic's id.
    pub id: String,
    /// Is the epic's title.
    pub title: String,
    /// Is the address of the epic's page; empty for no link.
    pub href: String,
    /// Is its state in words.
    pub state: String,
    /// Is its state for the eye.
    pub stage: Stage,
    /// Says how long it takes, and whether it belongs to something else; empty for nothing to say.
    pub note: String,
    /// Is its lane.
    pub lane: usize,
    /// Is its column: how many epics in a row come before it.
    pub column: usize,
    /// Lists what it waits for: the number of the other epic and what the wait means.
    pub waits: Vec<(usize, Way)>,
}

impl DependencyGraph {
    /// Draws the graph; none where nothing waits for anything, and where it would be too large to read.
    pub fn draw(&self) -> Option<Drawing> {
        let waits: usize = self.nodes.iter().map(|node| node.waits.len()).sum();
        let in_place = |node: &Node| node.lane < self.lanes.len() && node.column < self.nodes.len();
        let drawable =
            self.nodes.iter().all(|node| in_place(node) && node.waits.iter().all(|(to, _)| *to < self.nodes.len()));
        if waits == 0 || self.nodes.len() > MOST || waits > MOST * MOST / 4 || !drawable {
            return None;
        }
        let (head, rows) = self.table();
        let description = self.description(waits);
        Some(Drawing {
            svg: plot::draw(self, &description),
            title: self.title.clone(),
            subtitle: "An arrow leads from an epic to the one that waits for it; each lane is a team.".to_owned(),
            description,
            note: self.note(),
            head,
            rows,
        })
    }

    /// Lists every wait: the epic, its state, and what it waits for.
    pub fn table(&self) -> (Vec<Cell>, Vec<Vec<Cell>>) {
        let head = ["Epic", "Team", "State", "Waits for", "Which is", "In the chain"].map(Cell::words).to_vec();
        let mut rows = Vec::new();
        for node in &self.nodes {
            let lane = self.lanes.get(node.lane).cloned().unwrap_or_default();
            let start = [Cell::link(node.name(), &node.href), Cell::words(lane), Cell::words(node.state.clone())];
            for (to, way) in &node.waits {
                let Some(other) = self.nodes.get(*to) else { continue };
                let end = [
                    Cell::link(other.name(), &other.href),
                    Cell::words(other.state.clone()),
                    Cell::words(way_words(*way)),
                ];
                rows.push(start.iter().cloned().chain(end).collect());
            }
            if node.waits.is_empty() {
                let end = ["nothing", "–", "–"].map(Cell::words);
                rows.push(start.into_iter().chain(end).collect());
            }
        }
        (head, rows)
    }

    fn description(&self, waits: usize) -> String {
        let said = self.nodes.iter().flat_map(|node| node.waits.iter().map(move |(to, _)| (node, &self.nodes[*to])));
        let some: Vec<String> =
            said.take(SAID).map(|(node, other)| format!("{} waits for {}", node.id, other.id)).collect();
        let more = if waits > SAID { format!(", and {} more", waits - SAID) } else { String::new() };
        format!("{}{more}.", some.join(", "))
    }

    fn note(&self) -> Option<String> {
        let has = |wanted: Way| self.nodes.iter().any(|node| node.waits.iter().any(|(_, way)| *way == wanted));
        let said = [
            has(Way::Chain).then_some("Thick: the critical chain, the longest way through the work that is left."),
            has(Way::Circle).then_some("Dashed: epics that wait for each other, which no order can satisfy."),
        ];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        Some(said.join(" ")).filter(|said| !said.is_empty())
    }
}

impl Node {
    fn name(&self) -> String {
        format!("{} {}", self.id, self.title).trim().to_owned()
    }

    /// Says which epic it is and how far: `PLAT-6 One profile: in progress, 4 weeks left`.
    fn tooltip(&self) -> String {
        let note = if self.note.is_empty() { String::new() } else { format!(", {}", self.note) };
        format!("{} {}: {}{note}", clip(&self.id, 40), clip(&self.title, 100), self.state)
    }
}

/// How many waits the description names.
const SAID: usize = 12;

fn way_words(way: Way) -> &'static str {
    match way {
        Way::Plain => "–",
        Way::Chain => "yes",
        Way::Circle => "goes round in a circle",
    }
}

#[cfg(test)]
mod tests;
