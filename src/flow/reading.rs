//! A backlog with its timelines, read as a history of epics.
//!
//! In: a backlog, the configuration, a day. Out: a [`History`]. The only place that knows where dates come from; it
//! reads no git, and takes nothing from today's files for the past but what they declare.

use super::flow_distribution::Allocations;
use super::history::{FlowItem, History, Labels, Passage, start_of_day};
use super::line::Line;
use crate::backlog::{Backlog, Epic, Item, Timeline, short, unlinked};
use crate::config::{Config, Kind, StateClass};
use crate::document::{Node, Packed, PartialDate, Value};
use crate::order::{Gather, Order};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

/// Reads the history of a backlog as far as the day for which everything is computed.
pub fn history<'a>(backlog: &'a Backlog, config: &'a Config, as_of: Date) -> History<'a> {
    let timelines = &backlog.timelines;
    let reading = Reading { backlog, config };
    let mut items: Vec<FlowItem> =
        timelines.documents.iter().filter_map(|timeline| reading.of_timeline(timeline)).collect();
    let known = |at: usize| timelines.of_item.get(at).copied().flatten().is_some();
    items.extend(backlog.epics().filter(|(at, _)| !known(*at)).filter_map(|(at, epic)| reading.declared(at, epic)));
    items.order_by(|a, b| a.id.cmp(&b.id));
    forget_the_future(&mut items, as_of, config);
    History {
        items,
        line: Line::new(&config.workflow, config.flow.start_state),
        commits: &timelines.commits,
        zone: config.site.timezone.clone(),
        zone_name: config.site.timezone_name.clone(),
        since: timelines.coverage.since,
        settings: &config.flow,
        as_of,
        allocations: allocations(backlog),
    }
}

/// Tells whether a history reads an item as it was read in another backlog, with the same documents at the same places.
pub fn reads_alike((then, now): (&Backlog, &Backlog), config: &Config, at: usize) -> bool {
    let read = |backlog: &Backlog| {
        let reading = Reading { backlog, config };
        let timeline = backlog.timelines.of_item.get(at).copied().flatten();
        match timeline {
            Some(place) => reading.of_timeline(&backlog.timelines.documents[place]),
            None => reading.declared(at, backlog.items[at].epic()?),
        }
    };
    let (before, after) = (&then.items[at], &now.items[at]);
    let labels = |item: &Item| item.team().map(|team| team.allocation.clone());
    let named = matches!(after.kind, Kind::Team | Kind::Initiative);
    let is_named_alike = !named || before.title == after.title && labels(before) == labels(after);
    is_named_alike && read(then) == read(now)
}

/// Forgets what commits say where all of them come after the day: such a history says nothing of that day.
fn forget_the_future(items: &mut [FlowItem], as_of: Date, config: &Config) {
    let tomorrow = start_of_day(as_of.tomorrow().unwrap_or(as_of), &config.site.timezone);
    let mined = |passage: &Passage| passage.commit.is_some();
    let reaches = items.iter().flat_map(|item| &item.passages).any(|passage| mined(passage) && passage.at < tomorrow);
    if reaches {
        return;
    }
    for item in items {
        item.passages.retain(|passage| !mined(passage));
        item.created = item.created.filter(|created| *created < tomorrow);
        item.removed = None;
    }
}

/// Gives what each team wants of each work type.
fn allocations(backlog: &Backlog) -> Allocations {
    let teams = backlog.of_kind(Kind::Team).filter_map(|(_, item)| Some((item, item.team()?)));
    let wanted = teams.filter(|(_, team)| !team.allocation.is_empty()).map(|(item, team)| {
        let shares = team.allocation.iter().map(|(work_type, share)| (work_type.clone(), share.to_f64()));
        (Arc::from(item.title.as_str()), shares.collect())
    });
    wanted.into_map()
}

/// A backlog being read.
struct Reading<'a> {
    backlog: &'a Backlog,
    config: &'a Config,
}

impl Reading<'_> {
    /// Reads a timeline of an epic, there or gone; none of another document, or where no state is known.
    fn of_timeline(&self, timeline: &Timeline) -> Option<FlowItem> {
        let item = timeline.item.map(|at| &self.backlog.items[at]);
        let epic = item.and_then(|item| item.epic());
        if item.is_some() && epic.is_none() {
            return None;
        }
        if epic.is_none() && timeline.transitions.iter().all(|transition| transition.state.is_none()) {
            return None;
        }
        let passages = timeline.transitions.iter().map(|transition| Passage {
            at: transition.moment.at,
            state: transition.state,
            commit: transition.moment.commit,
        });
        let mut found = FlowItem {
            id: timeline.id.clone(),
            item: timeline.item,
            created: timeline.created.map(|created| created.at),
            passages: passages.collect(),
            removed: timeline.removed.map(|removed| removed.at),
            labels: self.labels(timeline),
            blocked: blocked(timeline),
            unread: timeline.unread.len(),
            ..FlowItem::default()
        };
        if let Some(epic) = epic {
            self.of_today(&mut found, epic);
        }
        (!found.passages.is_empty()).then_some(found)
    }

    /// Reads an epic of which git says nothing by what it declares.
    fn declared(&self, at: usize, epic: &Epic) -> Option<FlowItem> {
        let instant = |day: Date| start_of_day(day, &self.config.site.timezone);
        let states = self.config.workflow.states();
        let mut passages: Vec<Passage> = Vec::new();
        let mut put =
            |day: Date, state: Option<usize>| passages.push(Passage { at: instant(day), state, commit: None });
        for (on, to) in &epic.transitions {
            put(on.last_day(), self.config.workflow.state_of(Some(to), None));
        }
        if let Some(started) = epic.started {
            put(started.first_day(), self.config.flow.start_state);
        }
        passages.order_by_key(|passage| passage.at);
        let done = |passage: &Passage| passage.state.is_some_and(|at| states[at].class == StateClass::Done);
        let open = epic.state.as_ref().is_some_and(|state| state.class != StateClass::Done);
        while open && passages.last().is_some_and(done) {
            // An end that is planned is none.
            passages.pop();
        }
        let new = states.iter().position(|state| state.class == StateClass::New);
        let created = epic.created.map(|day| instant(day.first_day()));
        if let (Some(created), Some(new)) = (created, new)
            && passages.first().is_none_or(|first| created < first.at)
        {
            passages.insert(0, Passage { at: created, state: Some(new), commit: None });
        }
        let id = self.backlog.items[at].id.clone();
        let mut found = FlowItem { id, item: Some(at), created, passages, ..FlowItem::default() };
        self.of_today(&mut found, epic);
        (!found.passages.is_empty()).then_some(found)
    }

    /// Adds what only today's file says: a declared end, its outcomes, and its labels where history has none.
    fn of_today(&self, found: &mut FlowItem, epic: &Epic) {
        let states = self.config.workflow.states();
        let now = epic.state.as_ref().and_then(|state| states.iter().position(|other| other == state));
        let done = |state: Option<usize>| state.is_some_and(|at| states[at].class == StateClass::Done);
        let ended = found.passages.last().is_some_and(|last| done(last.state));
        if let (Some(day), true, false) = (epic.finished, done(now), ended) {
            let at = start_of_day(day.last_day(), &self.config.site.timezone);
            found.passages.retain(|passage| passage.at <= at);
            found.passages.push(Passage { at, state: now, commit: None });
        }
        let readings = epic.outcomes.iter().flat_map(|outcome| &outcome.actuals);
        found.readings = readings.map(|reading| PartialDate::last_day(reading.on.value)).collect();
        found.readings.sort_unstable();
        found.outcomes = epic.outcomes.len();
        if found.labels.is_empty() {
            let named = |kind: Kind, name: &str| self.name(kind, name);
            let labels = Labels {
                work_type: epic.work_type.as_deref().map(Arc::from),
                team: epic.team.as_ref().map(|team| named(Kind::Team, &team.id)),
                product: epic.product.as_deref().map(Arc::from),
                initiative: epic.initiative.as_ref().map(|initiative| named(Kind::Initiative, &initiative.id)),
            };
            found.labels.push((Timestamp::MIN, labels));
        }
    }

    /// Reads how the labels changed.
    fn labels(&self, timeline: &Timeline) -> Vec<(Timestamp, Labels)> {
        let mut found: Vec<(Timestamp, Labels)> = Vec::new();
        let mut now = Labels::default();
        for change in &timeline.values {
            let mut relabelled = false;
            for (field, value) in change.fields.iter() {
                relabelled |= self.relabel(&mut now, field, value.as_ref());
            }
            if !relabelled {
                continue;
            }
            match found.last_mut() {
                Some((at, labels)) if *at == change.moment.at => labels.clone_from(&now),
                _ => found.push((change.moment.at, now.clone())),
            }
        }
        found
    }

    /// Takes up what a field says from a change on; tells whether it is a label.
    fn relabel(&self, now: &mut Labels, field: &str, value: Option<&Packed>) -> bool {
        if self.config.privacy.fields.iter().any(|private| private == field) {
            return false;
        }
        let node = || value.map(Packed::node);
        let text = || node().and_then(|node| texts(&node).first().map(|text| short(text.trim()).into_owned()));
        let text = || text().filter(|text| !text.is_empty());
        match field {
            "type" => now.work_type = node().and_then(|node| self.work_type(&node)),
            "team" => now.team = text().map(|name| self.name(Kind::Team, &name)),
            "product" => now.product = text().map(|name| Arc::from(name.as_str())),
            "initiative" => now.initiative = text().map(|name| self.name(Kind::Initiative, &name)),
            _ => return false,
        }
        true
    }

    /// Finds the work type that labels of the past mean today.
    fn work_type(&self, node: &Node) -> Option<Arc<str>> {
        let types = &self.config.types;
        let known = |label: &str| {
            let key = label.to_lowercase();
            types.get(&key).or_else(|| types.get(&key.replace([' ', '_'], "-")))
        };
        texts(node).into_iter().find_map(|label| known(label.trim())).map(|name| Arc::from(name.as_str()))
    }

    /// Gives the title of a document that a label names; the label itself where there is none.
    fn name(&self, kind: Kind, label: &str) -> Arc<str> {
        let label = unlinked(label);
        let item = self.backlog.index.named(kind, label).map(|at| &self.backlog.items[at]);
        let title = item.filter(|item| item.kind == kind).map_or(label, |item| item.title.as_str());
        Arc::from(title)
    }
}

/// Reads when an item was marked as blocked.
fn blocked(timeline: &Timeline) -> Vec<(Timestamp, bool)> {
    let marked = |value: &Packed| {
        let node = value.node();
        let text = node.as_text().unwrap_or_default().trim().to_lowercase();
        matches!(text.as_str(), "true" | "yes" | "on")
    };
    timeline.changes_of("blocked").map(|(moment, value)| (moment.at, value.is_some_and(marked))).collect()
}

/// Gives the texts of a scalar or a list.
fn texts(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Scalar(text) => vec![text],
        Value::List(nodes) => nodes.iter().filter_map(Node::as_text).collect(),
        Value::Null | Value::Map(_) => Vec::new(),
    }
}
