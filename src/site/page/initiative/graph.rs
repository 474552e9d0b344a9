//! What waits for what in an initiative: the drawing in team lanes, its table, and the critical chain in words.

use super::super::super::view::{Chart, Link, Said, Table, data_table, framed};
use crate::analysis::initiatives::InitiativeStanding;
use crate::analysis::{class_of, team_name};
use crate::chart::dependency_graph::{DependencyGraph, Node};
use crate::chart::ink::{Stage, Way};
use crate::config::StateClass;
use crate::order::Gather;
use crate::site::Site;
use crate::site::plan::state_label;
use crate::site::words::{count, weeks};
use std::collections::BTreeSet;

/// Draws the network; where it is too large to read, lists it.
pub(super) fn drawn(site: &Site<'_>, page: &str, standing: &InitiativeStanding) -> (Option<Chart>, Option<Table>) {
    if standing.needs.iter().all(Vec::is_empty) {
        return (None, None);
    }
    let lanes = lanes(site, standing);
    let ways = Ways::of(standing);
    let nodes = (0..standing.epics.len()).map(|place| node(site, page, standing, (place, &lanes, &ways)));
    let graph = DependencyGraph {
        prefix: "bl-waits".to_owned(),
        title: title(standing),
        nodes: nodes.collect(),
        lanes: lanes.into_iter().map(|name| name.unwrap_or("No team").to_owned()).collect(),
    };
    if let Some(drawing) = graph.draw() {
        return (Some(framed(site, "bl-waits-chart", drawing)), None);
    }
    let (head, rows) = graph.table();
    (None, Some(data_table(site, graph.title, head, rows)))
}

/// Says what the network shows.
fn title(standing: &InitiativeStanding) -> String {
    let waits = standing.needs.iter().filter(|needs| !needs.is_empty()).count();
    let verb = if waits == 1 { "waits" } else { "wait" };
    let outside = standing.epics.len() - standing.own;
    let outside = match outside {
        0 => String::new(),
        1 => "; 1 is outside the initiative".to_owned(),
        number if standing.goes_on => format!("; {number} are outside the initiative, the nearest of more"),
        number => format!("; {number} are outside the initiative"),
    };
    let circles = match standing.schedule.cycles.len() {
        0 => String::new(),
        1 => "; one circle can't be ordered".to_owned(),
        number => format!("; {number} circles can't be ordered"),
    };
    format!("{waits} of {} {verb} for another{outside}{circles}", count(standing.epics.len(), "epic"))
}

/// Names the lanes: the teams that contribute in the order of the page, then the teams of prerequisites.
fn lanes<'a>(site: &'a Site<'_>, standing: &'a InitiativeStanding) -> Vec<Option<&'a str>> {
    let mut lanes: Vec<Option<&'a str>> = super::team_lists(site, standing).into_iter().map(|(name, _)| name).collect();
    let known: BTreeSet<Option<&str>> = lanes.iter().copied().into_set();
    let outside: BTreeSet<Option<&str>> =
        standing.epics.iter().skip(standing.own).map(|at| team_of(site, *at)).into_set();
    lanes.extend(outside.difference(&known));
    lanes
}

fn team_of<'a>(site: &'a Site<'_>, at: usize) -> Option<&'a str> {
    site.backlog.items[at].epic().and_then(|epic| team_name(site.backlog, epic))
}

/// What each wait means.
struct Ways {
    chain: BTreeSet<(usize, usize)>,
    cycle_of: Vec<Option<usize>>,
}

impl Ways {
    fn of(standing: &InitiativeStanding) -> Self {
        let chain = standing.schedule.chain.windows(2).map(|pair| (pair[0], pair[1])).into_set();
        let mut cycle_of = vec![None; standing.epics.len()];
        for (number, members) in standing.schedule.cycles.iter().enumerate() {
            for member in members {
                cycle_of[*member] = Some(number);
            }
        }
        Self { chain, cycle_of }
    }

    fn way(&self, from: usize, to: usize) -> Way {
        if self.cycle_of[from].is_some() && self.cycle_of[from] == self.cycle_of[to] {
            Way::Circle
        } else if self.chain.contains(&(from, to)) {
            Way::Chain
        } else {
            Way::Plain
        }
    }
}

fn node(
    site: &Site<'_>,
    page: &str,
    standing: &InitiativeStanding,
    (place, lanes, ways): (usize, &[Option<&str>], &Ways),
) -> Node {
    let at = standing.epics[place];
    let item = &site.backlog.items[at];
    let team = team_of(site, at);
    let epic = item.epic();
    let left = epic.and_then(|epic| super::left(site, at, epic));
    let outside = (place >= standing.own).then(|| "outside the initiative".to_owned());
    Node {
        id: item.id.clone(),
        title: item.title.clone(),
        href: site.href(page, at),
        state: epic.map_or_else(String::new, |epic| state_label(epic).to_lowercase()),
        stage: epic.map_or(Stage::Open, |epic| stage(class_of(epic))),
        note: [left, outside].into_iter().flatten().collect::<Vec<_>>().join(", "),
        lane: lanes.iter().position(|lane| *lane == team).unwrap_or(0),
        column: standing.schedule.depth[place],
        waits: standing.needs[place].iter().map(|need| (*need, ways.way(*need, place))).collect(),
    }
}

const fn stage(class: StateClass) -> Stage {
    match class {
        StateClass::New | StateClass::Waiting => Stage::Open,
        StateClass::Active => Stage::Active,
        StateClass::Done => Stage::Done,
        StateClass::Cancelled | StateClass::Ignore => Stage::Off,
    }
}

/// Says the critical chain: how long it takes at least, and along which epics.
pub(super) fn chain_words(site: &Site<'_>, page: &str, standing: &InitiativeStanding) -> Option<Said> {
    let chain = &standing.schedule.chain;
    let (first, rest) = chain.split_first()?;
    let link = |place: &usize| site.item_link(page, standing.epics[*place]);
    let length = weeks(standing.schedule.length);
    let mut said = vec![
        Link::plain(format!("At least {length} of work are left: ").replace("1 week of work are", "1 week of work is")),
        link(first),
    ];
    for place in rest {
        said.extend([Link::plain(", then "), link(place)]);
    }
    said.push(Link::plain(match rest {
        [] => " takes the longest.",
        _ => ", even if every team could begin at once.",
    }));
    Some(said)
}
