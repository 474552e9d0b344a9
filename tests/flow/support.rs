//! Histories from tables: of a fixture, of a page of the documentation, at random.

use backlit::backlog::Commit;
use backlit::config::{Config, load};
use backlit::flow::{Allocations, FlowItem, History, Labels, Line, Passage};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table of dated changes, and how it is measured.
pub(crate) struct Table {
    pub(crate) config: Config,
    pub(crate) commits: Vec<Commit>,
    pub(crate) items: Vec<FlowItem>,
    pub(crate) as_of: Date,
    pub(crate) allocations: Allocations,
}

/// One change of state.
pub(crate) struct Change<'a> {
    pub(crate) item: &'a str,
    pub(crate) work_type: &'a str,
    pub(crate) team: &'a str,
    pub(crate) commit: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) to: &'a str,
}

impl Table {
    /// Makes a table of changes in any order of items, each item's in order of time.
    pub(crate) fn new(config: &str, as_of: Date, changes: &[Change<'_>]) -> Self {
        let config = load(Some(config), None).unwrap().config;
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut commits = Vec::new();
        let mut items: BTreeMap<&str, FlowItem> = BTreeMap::new();
        for change in changes {
            let commit = *places.entry(change.commit).or_insert_with(|| {
                let (id, author) = (change.commit.to_owned(), "Somebody".to_owned());
                commits.push(Commit { id, at: change.at, author, clamped: false });
                commits.len() - 1
            });
            let item = items.entry(change.item).or_default();
            let name = |name: &str| (!name.is_empty()).then(|| Arc::from(name));
            let labels = Labels { work_type: name(change.work_type), team: name(change.team), ..Labels::default() };
            if item.labels.last().is_none_or(|(_, last)| *last != labels) {
                item.labels.push((change.at, labels));
            }
            let states = config.workflow.states();
            let state = config.workflow.find(change.to);
            let state = state.and_then(|found| states.iter().position(|state| state == found));
            change.item.clone_into(&mut item.id);
            item.passages.push(Passage { at: change.at, state, commit: Some(commit) });
        }
        let items = items.into_values().enumerate().map(|(at, item)| FlowItem { item: Some(at), ..item });
        Self { commits, items: items.collect(), as_of, config, allocations: Allocations::new() }
    }

    /// Gives the history that is measured.
    pub(crate) fn history(&self) -> History<'_> {
        History {
            items: self.items.clone(),
            line: Line::new(&self.config.workflow, self.config.flow.start_state),
            commits: &self.commits,
            zone: self.config.site.timezone.clone(),
            zone_name: self.config.site.timezone_name.clone(),
            since: None,
            settings: &self.config.flow,
            as_of: self.as_of,
            allocations: self.allocations.clone(),
        }
    }
}
