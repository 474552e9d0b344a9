//! All figures of a group of items, or of all of them.
//!
//! In: measured items and a window. Out: [`Measures`]. Each figure stands in its own file; here they come together.

use super::ageing::{Ageing, ageing};
use super::bottleneck::{Bottleneck, Sources, bottleneck};
use super::cumulative_flow::{CumulativeFlow, cumulative_flow};
use super::flow_debt::{FlowDebt, flow_debt};
use super::flow_distribution::{Distribution, distribution};
use super::flow_efficiency::{Efficiency, efficiency};
use super::flow_load::{Load, Stay, at_end_of, load, series};
use super::flow_time::{FlowTime, flow_time};
use super::flow_velocity::{Velocity, velocity};
use super::history::{Dimension, History};
use super::item_flow::ItemFlow;
use super::ladder::{Ladder, ladder};
use super::littles_law::{Little, little};
use super::loop_lag::{LoopLag, Read, loop_lag};
use super::process_limits::{WeeklyLimits, weekly_limits};
use super::state_time::{StateTime, state_times};
use super::waste::{Waste, waste};
use super::window::Window;
use crate::document::add_days;

/// The figures of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// The window.
    pub window: Window,
    /// The items, by position, in order of id.
    pub items: Vec<usize>,
    /// Flow time.
    pub flow_time: Compared<FlowTime>,
    /// Flow velocity.
    pub velocity: Compared<Velocity>,
    /// Flow load, on the day of the site.
    pub load: Load,
    /// Flow efficiency.
    pub efficiency: Compared<Efficiency>,
    /// Flow distribution.
    pub distribution: Compared<Distribution>,
    /// Waste.
    pub waste: Compared<Waste>,
    /// Loop lag.
    pub loop_lag: Compared<LoopLag>,
    /// Time in each state.
    pub state_times: Vec<StateTime>,
    /// Bottleneck evidence.
    pub bottleneck: Bottleneck,
    /// Flow debt, over the later half of the window.
    pub flow_debt: Option<FlowDebt>,
    /// Little's law.
    pub little: Option<Little>,
    /// Ageing work in progress.
    pub ageing: Ageing,
    /// Cumulative flow, from the start of the window to the day of the site.
    pub cumulative_flow: CumulativeFlow,
    /// The ladder of a value stream.
    pub ladder: Ladder,
    /// Natural process limits of velocity by week, where the site asks for them.
    pub velocity_limits: Option<WeeklyLimits>,
    /// Natural process limits of work in progress at the end of each week, where the site asks for them.
    pub load_limits: Option<WeeklyLimits>,
    /// The stage that starts the clock.
    pub(super) start_stage: usize,
    /// Its state.
    pub(super) start_state: usize,
}

/// A figure of the window, and of the window before where history reaches back so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared<T> {
    /// Of the window.
    pub now: T,
    /// Of the window before; none where history starts later than that window.
    pub before: Option<T>,
}

/// A group and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What it is grouped by.
    pub dimension: Dimension,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub measures: Measures,
}

/// What every group is measured with.
pub(super) struct Bench<'a> {
    pub(super) history: &'a History<'a>,
    pub(super) all: &'a [ItemFlow],
    pub(super) window: Window,
    /// The window before, where history reaches back so far.
    pub(super) before: Option<Window>,
}

impl Bench<'_> {
    /// Measures a group: its items by position, and its stays in progress.
    pub(super) fn measure(&self, positions: Vec<usize>, stays: &[&Stay]) -> Measures {
        let history = self.history;
        let (window, method) = (self.window, history.settings.percentiles);
        let items: Vec<&ItemFlow> = positions.iter().map(|at| &self.all[*at]).collect();
        let read = |at: &usize| Read { at: *at, flow: &self.all[*at], item: &history.items[*at] };
        let reads: Vec<Read<'_>> = positions.iter().map(read).collect();
        let cumulative_flow = cumulative_flow(&items, &history.line, Window { last: history.as_of, ..window });
        let (ladder, state_times) = (ladder(&items, window, history), state_times(&items, window, history));
        let sources =
            Sources { line: &history.line, cumulative: &cumulative_flow, times: &state_times, ladder: &ladder };
        let velocity = self.compared(|window| velocity(&items, window, history.as_of.min(add_week(window))));
        let on = history.settings.process_limits;
        let done: Vec<f64> = velocity.now.weeks.iter().map(|week| week.done as f64).collect();
        let sundays = cumulative_flow.wip_end_of_day.iter().take(window.len()).skip(6).step_by(7);
        let in_progress: Vec<f64> = sundays.map(|count| *count as f64).collect();
        Measures {
            window,
            flow_time: self.compared(|window| flow_time(&items, window, method)),
            load: self.load(&positions, &items, stays),
            efficiency: self.compared(|window| efficiency(&items, window)),
            distribution: self.compared(|window| distribution(&items, window, &history.allocations)),
            waste: self.compared(|window| waste(&positions, self.all, window)),
            loop_lag: self.compared(|window| loop_lag(&reads, window, history.as_of, method)),
            bottleneck: bottleneck(&items, window, &sources),
            flow_debt: flow_debt(&items, window.later_half()),
            little: little(&items, window),
            ageing: ageing(&positions, self.all, &history.line, (window, method)),
            velocity_limits: on.then(|| weekly_limits(&done, window.first)).flatten(),
            load_limits: on.then(|| weekly_limits(&in_progress, add_days(window.first, 6))).flatten(),
            start_stage: history.line.start,
            start_state: history.settings.start_state.unwrap_or(0),
            items: positions,
            velocity,
            state_times,
            cumulative_flow,
            ladder,
        }
    }

    /// Measures a figure over the window and the one before.
    fn compared<T>(&self, figure: impl Fn(Window) -> T) -> Compared<T> {
        Compared { now: figure(self.window), before: self.before.map(figure) }
    }

    /// Measures the load with its series and what it was at the end of the window before.
    fn load(&self, positions: &[usize], items: &[&ItemFlow], stays: &[&Stay]) -> Load {
        let mut found = load(positions, self.all, self.history.settings.age_line_days);
        found.before = self.before.map(|before| at_end_of(items, before.last));
        found.series = series(stays, Window { last: self.history.as_of, ..self.window });
        found
    }
}

/// Gives the last day of the week after a window.
fn add_week(window: Window) -> jiff::civil::Date {
    crate::document::add_days(window.last, 7)
}
