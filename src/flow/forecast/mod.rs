//! Forecasts: when so many epics are likely done, and how many by a date.
//!
//! In: measured items and the order of the list. Out: dates with their chance, or why there are none. Exact: the same
//! history gives the same dates, and no random number is drawn.

mod convolution;
mod sample;
mod started;

pub use convolution::{chance, distribution, how_many, when_each};
pub use sample::{ASSUMPTIONS, FEW_WEEKS, LEAST_BUSY_WEEKS, LEAST_WEEKS, Refusal, Sample, Warning};
pub use started::{Started, among_longer, started};

use super::flag::Flag;
use super::flow_velocity::velocity;
use super::history::History;
use super::item_flow::{ItemFlow, Standing};
use super::window::Window;
use crate::document::{add_days, days_between};
use crate::order::Gather;
use jiff::civil::Date;

/// The chances that a forecast names.
pub const LEVELS: [f64; 4] = [0.5, 0.7, 0.85, 0.95];

/// Beyond how many weeks a date says nothing.
pub const HORIZON: u32 = 520;

/// What can be said about the coming weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The day from which weeks are counted.
    pub as_of: Date,
    /// The weeks that it draws from.
    pub sample: Sample,
    /// Why there is no forecast.
    pub refusal: Option<Refusal>,
    /// What makes it doubtful.
    pub warnings: Vec<Warning>,
}

/// How many items are done by a day: so many or more.
#[derive(Debug, Clone, PartialEq)]
pub struct HowMany {
    /// The full weeks until then.
    pub weeks: u32,
    /// The day on which the last of them ends.
    pub until: Date,
    /// The number that is reached with a chance of 50, 70, 85 and 95 per cent.
    pub at_least: [usize; 4],
    /// How likely each number is, by number.
    pub distribution: Vec<f64>,
}

/// When something is likely done: on that day or before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likely {
    /// The dates with a chance of 50, 70, 85 and 95 per cent; none beyond ten years.
    pub dates: [Option<Date>; 4],
}

/// An epic at its place in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The epic, by its position in the backlog.
    pub item: usize,
    /// The team whose weeks are the sample; none takes those of all.
    pub team: Option<String>,
    /// Its place among the unfinished epics of that team: everything above it comes first.
    pub place: usize,
    /// When it is likely done; none where there is no forecast.
    pub likely: Option<Likely>,
    /// What past work says, where it has begun; this goes before the dates of its place.
    pub started: Option<Started>,
}

/// Makes the sample of some items.
pub(super) fn forecast(items: &[&ItemFlow], known_from: Option<Date>, history: &History<'_>) -> Forecast {
    let settings = history.settings;
    let window = Window::full_weeks(settings.forecast_weeks, history.as_of);
    let own = items.iter().filter_map(|item| item.steps.first()).map(|step| history.day(step.at)).min();
    let known = known_from.max(own).filter(|_| own.is_some());
    let kept: Vec<&ItemFlow> =
        items.iter().copied().filter(|item| !(settings.forecast_without_bulk && item.has(Flag::BulkClosed))).collect();
    let weeks = velocity(&kept, window, window.last).weeks;
    let weeks: Vec<_> = weeks.into_iter().filter(|week| known.is_some_and(|known| known <= week.monday)).collect();
    let sample = Sample {
        in_bulk: weeks.iter().map(|week| week.in_bulk).sum(),
        weeks: weeks.iter().map(|week| week.done).collect(),
    };
    Forecast::of(sample, history.as_of)
}

impl Forecast {
    /// Makes a forecast of a sample.
    pub fn of(sample: Sample, as_of: Date) -> Self {
        Self { as_of, refusal: sample.refusal(), warnings: sample.warnings(), sample }
    }

    /// Says how many are done by a day; none where there is no forecast or no full week until then.
    pub fn how_many_by(&self, until: Date) -> Option<HowMany> {
        let weeks = u32::try_from(days_between(self.as_of, until) / 7).ok()?;
        self.in_weeks(weeks)
    }

    /// Says how many are done in so many weeks; none where there is no forecast.
    pub fn in_weeks(&self, weeks: u32) -> Option<HowMany> {
        if self.refusal.is_some() || weeks == 0 || weeks > HORIZON {
            return None;
        }
        let distribution = distribution(&self.sample.weeks, weeks);
        let at_least = how_many(&distribution)?;
        Some(HowMany { weeks, until: self.after(weeks), at_least, distribution })
    }

    /// Says when each number of items up to `most` is done, by number; nothing where there is no forecast.
    pub fn when_each(&self, most: usize) -> Vec<Likely> {
        if self.refusal.is_some() {
            return Vec::new();
        }
        let found = when_each(&self.sample.weeks, most, HORIZON);
        found.into_iter().map(|weeks| Likely { dates: weeks.map(|weeks| Some(self.after(weeks?))) }).collect()
    }

    /// Says when so many items are done.
    pub fn when(&self, items: usize) -> Option<Likely> {
        self.when_each(items).pop()
    }

    /// Gives what is reached with 95 per cent by what is reached with 50, in four weeks: 0.6 and more is decent.
    pub fn predictability(&self) -> Option<f64> {
        let [half, .., sure] = self.in_weeks(4)?.at_least;
        (half > 0).then(|| sure as f64 / half as f64)
    }

    /// Gives the day on which so many weeks end.
    fn after(&self, weeks: u32) -> Date {
        add_days(self.as_of, 7 * i64::from(weeks))
    }
}

/// Says a chance in words; nothing is certain.
pub fn chance_words(chance: f64) -> String {
    if chance > 0.99 {
        "> 99%".to_owned()
    } else if chance > 0.0 && chance < 0.01 {
        "< 1%".to_owned()
    } else {
        format!("{:.0}%", chance * 100.0)
    }
}

/// Gives each unfinished epic its place among those of its team, and the dates of that place. `order` has the epics by
/// their position in the backlog, first what is in progress and then the list, each with its team.
pub fn places(order: &[(usize, Option<String>)], flow: &super::Flow) -> Vec<Placed> {
    let mut counts: std::collections::BTreeMap<&Option<String>, usize> = std::collections::BTreeMap::new();
    let mut found: Vec<Placed> = Vec::with_capacity(order.len());
    for (at, (item, team)) in order.iter().enumerate() {
        let count = counts.entry(team).or_default();
        *count += 1;
        // Without a team everything above it counts, whoever does it.
        let place = if team.is_some() { *count } else { at + 1 };
        let started = flow.items.of(*item).and_then(|item| past(item, flow));
        found.push(Placed { item: *item, team: team.clone(), place, likely: None, started });
    }
    let whole = flow.forecast.when_each(found.len());
    let dates: std::collections::BTreeMap<&Option<String>, Vec<Likely>> = counts
        .iter()
        .filter_map(|(team, count)| Some((*team, flow.team_forecasts.get(team.as_ref()?)?.when_each(*count))))
        .into_map();
    for placed in &mut found {
        let known = if placed.team.is_some() { dates.get(&placed.team) } else { Some(&whole) };
        placed.likely = known.and_then(|dates| dates.get(placed.place)).copied();
    }
    found
}

/// Asks past work about an epic that has begun.
fn past(item: &ItemFlow, flow: &super::Flow) -> Option<Started> {
    if item.standing != Standing::InProgress {
        return None;
    }
    let days = &flow.overall.flow_time.now.days;
    Some(started(days, item.age?, item.start?.day, flow.percentiles))
}
