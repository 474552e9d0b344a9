//! Flow: how work went through the states, what that says, and when more of it is likely done.
//!
//! In: a [`History`] of dated changes, from git or from a table, and a day. Out: [`Flow`], a figure for each metric,
//! overall and by team, work type, product and initiative. Pure: the day is an input, no clock and no random number.
//! Never compares people, and never fills a gap in the history.

mod ageing;
mod behaviour;
mod bottleneck;
mod cumulative_flow;
mod data_quality;
mod flag;
mod flow_debt;
mod flow_distribution;
mod flow_efficiency;
mod flow_load;
mod flow_time;
mod flow_velocity;
pub mod forecast;
mod history;
mod item_flow;
mod ladder;
mod line;
mod littles_law;
mod loop_lag;
mod measures;
mod metric;
mod passage;
mod percentile;
mod process_limits;
mod reading;
mod stage_dates;
mod state_time;
mod waste;
mod window;

pub use ageing::{Ageing, Column, Dot};
pub use bottleneck::{Bottleneck, Row, TimeShare};
pub use cumulative_flow::{CumulativeFlow, cumulative_flow};
pub use data_quality::Doubt;
pub use flag::Flag;
pub use flow_debt::{FlowDebt, flow_debt};
pub use flow_distribution::{Allocations, Distribution, SHARES_FROM, TypeShare};
pub use flow_efficiency::{DOUBTFUL_FROM, Efficiency};
pub use flow_load::{Load, Series};
pub use flow_time::FlowTime;
pub use flow_velocity::{Velocity, Week, daily};
pub use history::{Dimension, FlowItem, History, Labels, Passage, start_of_day};
pub use item_flow::{Instant, ItemFlow, ItemFlows, Standing};
pub use ladder::{Ladder, Rung};
pub use line::{Line, LineState, Place, Stage};
pub use littles_law::{Little, little, present};
pub use loop_lag::LoopLag;
pub use measures::{Compared, Group, Measures};
pub use metric::{Figures, Metric};
pub use passage::Step;
pub use percentile::{MEDIAN_FROM, OTHERS_FROM, SHOWN, Spread, TAIL_FROM, median, percentile};
pub use process_limits::{ProcessLimits, WeeklyLimits, process_limits};
pub use reading::{history, reads_alike};
pub use state_time::StateTime;
pub use waste::Waste;
pub use window::Window;

use crate::config::Percentiles;
use crate::document::{add_days, days_between};
use crate::order::Gather;
use flow_load::Stay;
use forecast::Forecast;
use jiff::civil::Date;
use measures::Bench;
use std::collections::BTreeMap;

/// Every metric, in the order in which pages show them.
pub const METRICS: &[Metric] = &[
    flow_time::METRIC,
    flow_velocity::METRIC,
    flow_load::METRIC,
    flow_efficiency::METRIC,
    flow_distribution::METRIC,
    state_time::METRIC,
    bottleneck::METRIC,
    ageing::METRIC,
    cumulative_flow::METRIC,
    ladder::METRIC,
    waste::METRIC,
    loop_lag::METRIC,
    flow_debt::METRIC,
    littles_law::METRIC,
];

/// Everything that a history says on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The day.
    pub as_of: Date,
    /// The name of the zone in which days begin.
    pub zone: String,
    /// How percentiles are read off.
    pub percentiles: Percentiles,
    /// The window of the figures: full weeks.
    pub window: Window,
    /// The window before, where history reaches back so far.
    pub before: Option<Window>,
    /// The first day of which something is known.
    pub known_from: Option<Date>,
    /// The states in their order.
    pub line: Line,
    /// Every item.
    pub items: ItemFlows,
    /// The figures of all items.
    pub overall: Measures,
    /// The figures by team, work type, product and initiative, each in order of name.
    pub groups: Vec<Group>,
    /// What in the history bends which figure.
    pub quality: Vec<Doubt>,
    /// The forecast for all items.
    pub forecast: Forecast,
    /// The forecasts by team, in order of name.
    pub team_forecasts: BTreeMap<String, Forecast>,
}

/// Measures a history.
pub fn measure(history: &History<'_>) -> Flow {
    let items = ItemFlows::measure(history);
    let window = Window::full_weeks(history.settings.window_weeks, history.as_of);
    let known_from = known_from(history, &items);
    let before = Some(window.before()).filter(|before| known_from.is_some_and(|from| from <= before.first));
    let bench = Bench { history, all: &items, window, before };
    let stays: Vec<Vec<Stay>> =
        items.iter().zip(&history.items).map(|(flow, item)| flow_load::stays(flow, item, history)).collect();
    let overall = bench.measure((0..items.len()).collect(), &stays.iter().flatten().collect::<Vec<_>>());
    let groups = groups(&bench, &stays);
    let forecast = forecast::forecast(&items.iter().collect::<Vec<_>>(), known_from, history);
    let teams = groups.iter().filter(|group| group.dimension == Dimension::Team);
    let team_forecasts = teams.map(|group| {
        let own: Vec<&ItemFlow> = group.measures.items.iter().map(|at| &items[*at]).collect();
        (group.name.clone(), forecast::forecast(&own, known_from, history))
    });
    Flow {
        as_of: history.as_of,
        zone: history.zone_name.clone(),
        percentiles: history.settings.percentiles,
        window,
        before,
        known_from,
        line: history.line.clone(),
        overall,
        team_forecasts: team_forecasts.into_map(),
        groups,
        quality: data_quality::data_quality(&items),
        forecast,
        items,
    }
}

/// Gives the first day of which something is known.
fn known_from(history: &History<'_>, items: &[ItemFlow]) -> Option<Date> {
    let first = items.iter().filter_map(|item| item.steps.first()).map(|step| step.at).min()?;
    Some(history.day(history.since.map_or(first, |since| since.max(first))))
}

/// Measures each group of each dimension: items by their labels at closing, stays by their labels of the day.
fn groups(bench: &Bench<'_>, stays: &[Vec<Stay>]) -> Vec<Group> {
    let mut found = Vec::new();
    for dimension in Dimension::ALL {
        let mut members: BTreeMap<&str, (Vec<usize>, Vec<&Stay>)> = BTreeMap::new();
        for (at, item) in bench.all.iter().enumerate() {
            if let Some(name) = item.labels.of(dimension) {
                members.entry(name).or_default().0.push(at);
            }
            for stay in &stays[at] {
                if let Some(name) = stay.labels.of(dimension) {
                    members.entry(name).or_default().1.push(stay);
                }
            }
        }
        found.extend(members.into_iter().map(|(name, (items, stays))| Group {
            dimension,
            name: name.to_owned(),
            measures: bench.measure(items, &stays),
        }));
    }
    found
}

impl Flow {
    /// Finds a group.
    pub fn group(&self, dimension: Dimension, name: &str) -> Option<&Group> {
        self.position(dimension, name).map(|at| &self.groups[at])
    }

    /// Finds the position of a group; they stand in order.
    pub fn position(&self, dimension: Dimension, name: &str) -> Option<usize> {
        self.groups.binary_search_by(|group| (group.dimension, group.name.as_str()).cmp(&(dimension, name))).ok()
    }

    /// Gives the days that the history spans up to the day of the site.
    pub fn known_days(&self) -> i64 {
        self.known_from.map_or(0, |from| days_between(from, add_days(self.as_of, 1)))
    }
}
