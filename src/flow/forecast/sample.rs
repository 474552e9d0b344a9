//! The weeks that forecasts draw from, and how far they can be trusted.
//!
//! In: how many were done in each of the last full weeks. Out: the sample with its warnings, or why it is refused.
//! Weeks without anything done stay in; the week that is not over stays out.

use serde::Serialize;

/// Below how many weeks there is no forecast.
pub const LEAST_WEEKS: usize = 5;

/// Below how many weeks with something done there is no forecast.
pub const LEAST_BUSY_WEEKS: usize = 3;

/// Below how many weeks a forecast comes with a warning.
pub const FEW_WEEKS: usize = 8;

/// Past weeks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sample {
    /// How many were done in each, oldest first.
    pub weeks: Vec<usize>,
    /// How many of all these were closed in bulk.
    pub in_bulk: usize,
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Too few full weeks are known.
    TooFewWeeks,
    /// Too few of them had something done.
    TooFewBusyWeeks,
}

/// What makes a forecast doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Fewer than eight weeks.
    FewWeeks,
    /// The weeks differ so much that one half of them says something else than the other.
    Unstable,
    /// Some work was closed in bulk.
    BulkClosing,
    /// Work of other kinds was done than the work that is asked about.
    OtherKinds,
}

impl Sample {
    /// Tells why there can be no forecast.
    pub fn refusal(&self) -> Option<Refusal> {
        let busy = self.weeks.iter().filter(|done| **done > 0).count();
        if self.weeks.len() < LEAST_WEEKS {
            Some(Refusal::TooFewWeeks)
        } else if busy < LEAST_BUSY_WEEKS {
            Some(Refusal::TooFewBusyWeeks)
        } else {
            None
        }
    }

    /// Lists what makes forecasts doubtful.
    pub fn warnings(&self) -> Vec<Warning> {
        let checks = [
            (Warning::FewWeeks, self.weeks.len() < FEW_WEEKS),
            (Warning::Unstable, self.spread().is_some_and(|spread| spread >= 0.25)),
            (Warning::BulkClosing, self.in_bulk > 0),
        ];
        checks.into_iter().filter(|(_, holds)| *holds).map(|(warning, _)| warning).collect()
    }

    /// Gives the chance that the next week lies within what was seen so far, if weeks are alike.
    pub fn within_range(&self) -> Option<f64> {
        let count = self.weeks.len();
        (count > 0).then(|| (count - 1) as f64 / (count + 1) as f64)
    }

    /// Gives how far apart two halves of the sample are: the sorted weeks dealt out in turn, the difference of the
    /// means by the range. None where all weeks are the same.
    pub fn spread(&self) -> Option<f64> {
        let mut sorted = self.weeks.clone();
        sorted.sort_unstable();
        let range = sorted.last()?.checked_sub(*sorted.first()?).filter(|range| *range > 0)?;
        let mean = |from: usize| {
            let half: Vec<usize> = sorted.iter().copied().skip(from).step_by(2).collect();
            half.iter().sum::<usize>() as f64 / half.len().max(1) as f64
        };
        Some((mean(0) - mean(1)).abs() / range as f64)
    }
}

impl Refusal {
    /// Says it in words.
    pub fn words(self, sample: &Sample) -> String {
        let weeks = sample.weeks.len();
        let busy = sample.weeks.iter().filter(|done| **done > 0).count();
        match self {
            Self::TooFewWeeks => format!(
                "No forecast: {} known, and it takes {LEAST_WEEKS}.",
                match weeks {
                    0 => "no full week is".to_owned(),
                    1 => "one full week is".to_owned(),
                    weeks => format!("{weeks} full weeks are"),
                }
            ),
            Self::TooFewBusyWeeks => format!(
                "No forecast: something was done in {} of the last {weeks} weeks, and it takes {LEAST_BUSY_WEEKS} such weeks.",
                match busy {
                    0 => "none".to_owned(),
                    busy => busy.to_string(),
                }
            ),
        }
    }
}

impl Warning {
    /// Says it in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::FewWeeks => "Fewer than eight weeks are known, so the range may be too narrow.",
            Self::Unstable => "The weeks differ so much that one half of them says something else than the other.",
            Self::BulkClosing => "Some of this work was closed in bulk, which makes the range wide.",
            Self::OtherKinds => "Work of other kinds was done than what is asked about here.",
        }
    }
}

/// What every forecast takes for granted; pages print it beside the figures.
pub const ASSUMPTIONS: [&str; 4] = [
    "The coming weeks are like those of the sample: the same team, as much in progress, epics of the same size.",
    "Weeks do not depend on each other; holidays and closing in bulk make real weeks depend.",
    "No work is added above an epic; when scope grows, everything below it moves.",
    "Dates of teams are not added up: each comes from its own sample.",
];
