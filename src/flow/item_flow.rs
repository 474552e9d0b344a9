//! One item measured: when it started, when it was done, how long it took, and what in its history bends a figure.
//!
//! In: a history. Out: an [`ItemFlow`] for each item, in the same order. Never compares people, and never fills a gap
//! in the history with the day of the site.

use super::flag::Flag;
use super::history::{FlowItem, History, Labels};
use super::line::Place;
use super::passage::{Step, prepare};
use super::stage_dates::stage_dates;
use crate::config::{StartMode, StateClass};
use crate::document::days_between;
use crate::order::Gather;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::ops::Deref;

/// Where an item stands on the day of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// It counts in no figure: it was done when it appeared, or was never in the backlog.
    #[default]
    Excluded,
    /// It has not begun.
    NotStarted,
    /// It has begun and is neither done nor given up, wherever it is now.
    InProgress,
    /// It is done.
    Done,
    /// It was given up, or its file was removed.
    Cancelled,
}

impl Standing {
    /// The word that downloads and exports use.
    pub const fn slug(self) -> &'static str {
        match self {
            Standing::Excluded => "excluded",
            Standing::NotStarted => "not-started",
            Standing::InProgress => "in-progress",
            Standing::Done => "done",
            Standing::Cancelled => "cancelled",
        }
    }
}

impl serde::Serialize for Standing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

/// Every item, measured, in order of id; positions elsewhere lead here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemFlows {
    list: Vec<ItemFlow>,
    /// For an epic's position in the backlog that of its item.
    of_item: BTreeMap<usize, usize>,
}

/// One item, measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemFlow {
    /// Its id.
    pub id: String,
    /// Its position in today's backlog.
    pub item: Option<usize>,
    /// Where it stands.
    pub standing: Standing,
    /// The state that it is in, by its position in the workflow; none when its file was removed.
    pub state: Option<usize>,
    /// The stage of the main line that it is in, or was in before it was set aside.
    pub stage: Option<usize>,
    /// The day on which it was written down; none where history starts later.
    pub created: Option<Date>,
    /// The start, by the site's start mode.
    pub start: Option<Instant>,
    /// The first start, whatever the mode.
    pub first_start: Option<Instant>,
    /// The start after it was last put back, whatever the mode.
    pub reset_start: Option<Instant>,
    /// When it was done.
    pub done: Option<Instant>,
    /// When it was given up, or its file removed.
    pub cancelled: Option<Instant>,
    /// Days from start to done, both counted.
    pub flow_time: Option<i64>,
    /// The same from the first start.
    pub flow_time_first: Option<i64>,
    /// The same from the start after it was last put back.
    pub flow_time_reset: Option<i64>,
    /// Days from written down to done, both counted.
    pub lead_time: Option<i64>,
    /// Days since the start, for work in progress.
    pub age: Option<i64>,
    /// Days since it entered its state, for work in progress.
    pub days_in_state: Option<i64>,
    /// The time between start and done during which it was active.
    pub active: Option<SignedDuration>,
    /// The rest of that time.
    pub waiting: Option<SignedDuration>,
    /// The day on which it reached each stage.
    pub stage_dates: Vec<Option<Date>>,
    /// What in its history bends a figure, in order.
    pub flags: Vec<Flag>,
    /// What it was called when it was closed; what it is called now while it is open.
    pub labels: Labels,
    /// The states that it entered, as far as they count.
    pub steps: Vec<Step>,
}

/// An instant and its day in the site's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    /// The instant.
    pub at: Timestamp,
    /// The day.
    pub day: Date,
}

impl ItemFlow {
    /// Gives the day on which it came into work in progress; for work that was never in progress the day it was done.
    pub fn arrival(&self) -> Option<Date> {
        if self.standing == Standing::Excluded {
            return None;
        }
        self.start.or(self.done).map(|instant| instant.day)
    }

    /// Gives the day on which it left: done, or given up after it had begun.
    pub fn departure(&self) -> Option<Date> {
        self.arrival()?;
        self.done.or(self.cancelled).map(|instant| instant.day)
    }

    /// Gives the days that it was present, from its arrival to its departure, both counted; none while it is open.
    pub fn residence(&self) -> Option<i64> {
        Some(days_between(self.arrival()?, self.departure()?) + 1)
    }

    /// Gives the day on which it was done, unless it counts in no figure.
    pub fn done_day(&self) -> Option<Date> {
        (self.standing == Standing::Done).then_some(self.done?.day)
    }

    /// Tells whether it has a flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Gives the share of active time between start and done; none where no time went by.
    pub fn efficiency(&self) -> Option<f64> {
        let (active, waiting) = (self.active?.as_secs_f64(), self.waiting?.as_secs_f64());
        (active + waiting > 0.0).then(|| active / (active + waiting))
    }

    /// Tells whether it was given up after it had begun.
    pub fn wasted(&self) -> bool {
        self.standing == Standing::Cancelled && self.start.is_some()
    }
}

impl ItemFlows {
    /// Measures every item of a history.
    pub fn measure(history: &History<'_>) -> Self {
        let tomorrow = history.as_of.tomorrow().unwrap_or(history.as_of);
        let end = history.midnight(tomorrow).saturating_sub(SignedDuration::from_secs(1)).unwrap_or(Timestamp::MAX);
        let mut list: Vec<ItemFlow> = history.items.iter().map(|item| one(item, history, end)).collect();
        mark_bulk(&mut list, history);
        for item in &mut list {
            item.flags.sort_unstable();
        }
        let of_item = list.iter().enumerate().filter_map(|(at, item)| Some((item.item?, at))).into_map();
        Self { list, of_item }
    }

    /// Finds an item by its position in the backlog.
    pub fn of(&self, position: usize) -> Option<&ItemFlow> {
        self.of_item.get(&position).map(|at| &self.list[*at])
    }
}

impl Deref for ItemFlows {
    type Target = [ItemFlow];

    fn deref(&self) -> &[ItemFlow] {
        &self.list
    }
}

/// Measures one item.
fn one(item: &FlowItem, history: &History<'_>, end: Timestamp) -> ItemFlow {
    let prepared = prepare(item, history, end);
    let steps = prepared.kept;
    let mut flow = ItemFlow { id: item.id.clone(), item: item.item, ..ItemFlow::default() };
    for (flag, holds) in [
        (Flag::FutureDates, prepared.future),
        (Flag::UnmappedStates, prepared.unmapped),
        (Flag::Removed, prepared.removed),
        (Flag::UnreadVersions, item.unread > 0),
        (Flag::Declared, item.passages.iter().any(|passage| passage.commit.is_none())),
        (Flag::ClampedCommits, steps.iter().any(|step| clamped(step, history))),
    ] {
        if holds {
            flow.flags.push(flag);
        }
    }
    let Some(first) = steps.iter().find(|step| step.place(history) != Place::Outside).copied() else {
        return flow;
    };
    ends(&mut flow, &steps, history);
    starts(&mut flow, &steps, history);
    birth(&mut flow, first, item, history);
    super::behaviour::mark(&mut flow, &steps, history);
    stand(&mut flow);
    durations(&mut flow, &steps, item, history);
    let closed = flow.done.or(flow.cancelled).map_or(end, |instant| instant.at);
    flow.labels = item.labels_at(closed);
    let day = |instant: Option<Instant>| instant.map(|instant| instant.day);
    flow.stage_dates = stage_dates(&steps, (day(flow.start), day(flow.done)), history);
    flow.steps = steps;
    flow
}

/// Tells whether the date of a step's commit had to be moved.
fn clamped(step: &Step, history: &History<'_>) -> bool {
    step.commit.and_then(|at| history.commits.get(at)).is_some_and(|commit| commit.clamped)
}

/// Finds when it was done or given up: the last time it came into the state in which it is now.
fn ends(flow: &mut ItemFlow, steps: &[Step], history: &History<'_>) {
    let over = |step: &Step| matches!(step.place(history), Place::Cancelled | Place::Outside);
    let done = |step: &Step| step.done(history);
    let entry = |is: &dyn Fn(&Step) -> bool| {
        let since = steps.iter().rev().take_while(|step| is(step)).last()?;
        Some(Instant { at: since.at, day: history.day(since.at) })
    };
    flow.done = entry(&done);
    flow.cancelled = entry(&over);
    flow.state = steps.last().and_then(|step| step.state);
    flow.stage = steps.iter().rev().find_map(|step| match step.place(history) {
        Place::Stage(stage) => Some(stage),
        _ => None,
    });
}

/// Finds both starts. Work that started and was done at one instant was never seen in progress, unless both are
/// declared days.
fn starts(flow: &mut ItemFlow, steps: &[Step], history: &History<'_>) {
    let below = |step: &Step| matches!(step.place(history), Place::Stage(stage) if stage < history.line.start);
    let put_back = steps.iter().rposition(below).map_or(0, |at| at + 1);
    let last_done = steps.iter().rev().take_while(|step| step.done(history)).last();
    let find = |steps: &[Step]| {
        let start = steps.iter().find(|step| step.begun(history))?;
        let same =
            last_done.is_some_and(|done| done.at == start.at && (done.commit.is_some() || start.commit.is_some()));
        (!same).then(|| Instant { at: start.at, day: history.day(start.at) })
    };
    flow.first_start = find(steps);
    flow.reset_start = find(&steps[put_back..]);
    flow.start = match history.settings.start_mode {
        StartMode::First => flow.first_start,
        StartMode::Reset => flow.reset_start,
    };
}

/// Finds when it was written down, and how it appeared.
fn birth(flow: &mut ItemFlow, first: Step, item: &FlowItem, history: &History<'_>) {
    let cut = history.since.is_some_and(|since| first.at <= since && first.commit.is_some());
    let created = item.created.map_or(first.at, |created| created.min(first.at));
    let earlier = item.created.is_some_and(|created| created < first.at);
    let seen = first.commit.is_some() || !first.done(history) || earlier;
    flow.created = (seen && (!cut || earlier)).then(|| history.day(created));
    if cut {
        flow.flags.push(Flag::CutHistory);
    }
    if first.done(history) && first.commit.is_some() {
        flow.flags.push(Flag::BornDone);
    }
    if first.begun(history) && first.commit.is_some() && !earlier {
        flow.flags.push(Flag::BornInProgress);
    }
}

/// Decides where it stands.
fn stand(flow: &mut ItemFlow) {
    let born_done = flow.has(Flag::BornDone) && flow.first_start.is_none();
    flow.standing = match (flow.done, flow.cancelled) {
        (Some(_), _) if born_done => Standing::Excluded,
        (Some(_), _) => Standing::Done,
        (None, Some(_)) => Standing::Cancelled,
        (None, None) if flow.start.is_some() => Standing::InProgress,
        (None, None) => Standing::NotStarted,
    };
    if flow.standing == Standing::Done && flow.first_start.is_none() {
        flow.flags.push(Flag::NeverStarted);
    }
}

/// Counts days and time.
fn durations(flow: &mut ItemFlow, steps: &[Step], item: &FlowItem, history: &History<'_>) {
    let span = |from: Option<Instant>, to: Option<Instant>| Some(days_between(from?.day, to?.day) + 1);
    let since = |day: Date| days_between(day, history.as_of) + 1;
    match flow.standing {
        Standing::Done => {
            flow.flow_time_first = span(flow.first_start, flow.done);
            flow.flow_time_reset = span(flow.reset_start, flow.done);
            flow.flow_time = span(flow.start, flow.done);
            flow.lead_time = flow.created.zip(flow.done).map(|(from, to)| days_between(from, to.day) + 1);
            if let Some((start, done)) = flow.start.zip(flow.done) {
                let active = active_time(steps, item, (start.at, done.at), history);
                flow.active = Some(active);
                flow.waiting = Some(done.at.duration_since(start.at) - active);
            }
        }
        Standing::InProgress => {
            flow.age = flow.start.map(|start| since(start.day));
            flow.days_in_state = steps.last().map(|step| since(history.day(step.at)));
        }
        _ => {}
    }
}

/// Adds up the time between two instants during which the state was active and nothing was marked as blocked.
fn active_time(
    steps: &[Step],
    item: &FlowItem,
    (start, end): (Timestamp, Timestamp),
    history: &History<'_>,
) -> SignedDuration {
    let mut total = SignedDuration::ZERO;
    for (at, step) in steps.iter().enumerate() {
        let active = step.state.is_some_and(|state| history.line.states[state].class == StateClass::Active);
        let from = step.at.max(start);
        let to = steps.get(at + 1).map_or(end, |next| next.at).min(end);
        if active && from < to {
            total += to.duration_since(from) - blocked_time(item, from, to);
        }
    }
    total
}

/// Adds up the time between two instants during which an item was marked as blocked.
fn blocked_time(item: &FlowItem, from: Timestamp, to: Timestamp) -> SignedDuration {
    let mut total = SignedDuration::ZERO;
    for (at, (since, blocked)) in item.blocked.iter().enumerate() {
        let begin = (*since).max(from);
        let end = item.blocked.get(at + 1).map_or(to, |(next, _)| *next).min(to);
        if *blocked && begin < end {
            total += end.duration_since(begin);
        }
    }
    total
}

/// Marks what came with an import and what was closed with many others.
fn mark_bulk(items: &mut [ItemFlow], history: &History<'_>) {
    let mut added: BTreeMap<usize, usize> = BTreeMap::new();
    let mut closed: BTreeMap<usize, usize> = BTreeMap::new();
    for item in &*items {
        if let Some(commit) = added_in(item) {
            *added.entry(commit).or_default() += 1;
        }
        if let Some(commit) = closed_in(item, history) {
            *closed.entry(commit).or_default() += 1;
        }
    }
    let settings = history.settings;
    let import = |commit: usize| {
        let id = history.commits.get(commit).map_or("", |commit| commit.id.as_str());
        let named = |prefix: &String| id == prefix || prefix.len() >= 7 && id.starts_with(prefix.as_str());
        added[&commit] >= settings.import_size.into() || settings.import_commits.iter().any(named)
    };
    for item in items {
        if added_in(item).is_some_and(import) {
            item.flags.push(Flag::Imported);
        }
        if closed_in(item, history).is_some_and(|commit| closed[&commit] >= settings.bulk_close.into()) {
            item.flags.push(Flag::BulkClosed);
        }
    }
}

/// Gives the commit that added an item.
fn added_in(item: &ItemFlow) -> Option<usize> {
    item.steps.first()?.commit
}

/// Gives the commit that closed an item.
fn closed_in(item: &ItemFlow, history: &History<'_>) -> Option<usize> {
    item.done_day()?;
    item.steps.iter().rev().take_while(|step| step.done(history)).last()?.commit
}
