//! One piece of work as the ranking sees it: numbers, urgency, links. Units are already converted.
//! It never knows files, documents or the web site.

use crate::document::ByName;
use jiff::civil::Date;
use serde::Serialize;

use super::number::list_of_names;
use super::score::Gap;

/// An epic, reduced to what ranks it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Candidate {
    /// The id; the last word in every tie.
    pub id: String,
    /// Whether its front matter could not be read, so that nothing of it is known.
    pub unread: bool,
    /// Whether work on it has begun.
    pub commitment: Commitment,
    /// The work type's name.
    pub work_type: String,
    /// The team that would do it.
    pub team: Option<String>,
    /// Every number of the front matter by its name.
    pub inputs: ByName<f64>,
    /// The MoSCoW class as written.
    pub moscow: Option<String>,
    /// What a week of waiting costs, money or points.
    pub cost_of_delay_per_week: Option<f64>,
    /// How many calendar weeks the team is occupied.
    pub duration_weeks: Option<f64>,
    /// Where the duration comes from.
    pub duration_basis: DurationBasis,
    /// The class of service.
    pub urgency: Urgency,
    /// The last day of a fixed date.
    pub deadline: Option<Date>,
    /// The 85th percentile of flow time, or the duration, in days.
    pub lead_days: Option<i64>,
    /// The open prerequisites: indices into the same slice.
    pub depends_on: Vec<usize>,
    /// The day it was written down.
    pub created: Option<Date>,
}

/// Whether work has begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Commitment {
    /// Not started: it competes for a place.
    #[default]
    Open,
    /// Started: it's finished before anything else starts.
    InProgress,
}

/// Where a duration comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DurationBasis {
    /// The epic's own estimate.
    #[default]
    Estimated,
    /// Assumed: the median flow time of its work type.
    TypeMedian,
}

/// What really happens if it is late (class of service).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Costs much from now on.
    Expedite,
    /// Costs nothing until a date, then a lot.
    FixedDate,
    /// Costs the same each week.
    #[default]
    Standard,
    /// Costs nothing now, and more later.
    Intangible,
}

impl Candidate {
    /// Tells whether every method gives it the score of another one, whatever either waits for.
    pub(super) fn scores_as(&self, other: &Self) -> bool {
        let rest = |it: &Self| {
            let cost = (it.cost_of_delay_per_week, it.duration_weeks, it.duration_basis, it.urgency);
            (it.unread, it.commitment, cost, it.deadline, it.lead_days, it.created)
        };
        let words = |one: &Self, two: &Self| {
            (&one.id, &one.work_type, &one.team, &one.moscow) == (&two.id, &two.work_type, &two.team, &two.moscow)
        };
        rest(self) == rest(other) && words(self, other) && self.inputs == other.inputs
    }

    /// Gives the cost of delay divided by duration, where both are usable.
    pub fn cd3(&self) -> Option<f64> {
        Some(self.cost_of_delay()? / self.duration()?).filter(|ratio| ratio.is_finite())
    }

    /// Gives the cost of delay where it is a usable number (0 is one).
    pub fn cost_of_delay(&self) -> Option<f64> {
        self.cost_of_delay_per_week.filter(|cost| cost.is_finite() && *cost >= 0.0)
    }

    /// Gives the duration where it is a usable number (0 isn't one).
    pub fn duration(&self) -> Option<f64> {
        self.duration_weeks.filter(|weeks| weeks.is_finite() && *weeks > 0.0)
    }

    /// Reads one number; a number that is not finite counts as a mistake, not as absent.
    pub(super) fn input(&self, name: &str) -> Result<Option<f64>, Gap> {
        match self.inputs.get(name) {
            None => Ok(None),
            Some(value) if value.is_finite() => Ok(Some(*value)),
            Some(_) => Err(Gap::because(name, "is not a finite number")),
        }
    }

    /// Reads numbers that are all needed, and names every one that is missing.
    pub(super) fn need<const N: usize>(&self, names: [&str; N]) -> Result<[f64; N], Gap> {
        let mut values = [0.0; N];
        let mut missing = Vec::new();
        for (slot, name) in values.iter_mut().zip(names) {
            match self.input(name)? {
                Some(value) => *slot = value,
                None => missing.push(name.to_owned()),
            }
        }
        if missing.is_empty() {
            return Ok(values);
        }
        let verb = if missing.len() == 1 { "is" } else { "are" };
        Err(Gap { reason: format!("{} {verb} missing", list_of_names(&missing)), missing })
    }
}
