//! Tiers: how urgent a candidate is, from its class of service and its dates.
//! Latest start = due − lead days + 1; slack = latest start − the day of the ranking.

use jiff::civil::Date;
use jiff::{Span, Unit};
use serde::{Serialize, Serializer};

use super::{Candidate, Urgency};

/// How urgent it is to start, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Costs much from now on.
    Expedite,
    /// A fixed date whose latest start is today or past; treated as expedite.
    Late,
    /// A fixed date whose slack is no longer than its lead time.
    Next,
    /// Ordered by cost of delay.
    Standard,
    /// A fixed date that still has time.
    CanWait,
    /// Nothing is lost yet.
    Intangible,
}

/// When a fixed date makes a candidate start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StartBy {
    /// The last day on which to start.
    #[serde(serialize_with = "as_text")]
    pub latest_start: Date,
    /// The day it is due.
    #[serde(serialize_with = "as_text")]
    pub due: Date,
    /// The days from now to the latest start; negative where it is past.
    pub slack: i64,
}

impl Tier {
    /// Gives the tier's place in the order; expedite and late share the first.
    pub(super) fn level(self) -> u8 {
        match self {
            Self::Expedite | Self::Late => 0,
            Self::Next => 1,
            Self::Standard => 2,
            Self::CanWait => 3,
            Self::Intangible => 4,
        }
    }

    /// Tells whether dates, not the cost of delay, order the tier.
    pub(super) fn is_dated(self) -> bool {
        matches!(self, Self::Next | Self::CanWait)
    }
}

/// Finds a candidate's own tier, and its latest start where it has a fixed date; `weeks` are what it takes, guessed where
/// nothing says so.
///
/// A fixed date without a date counts as standard.
pub fn tier(candidate: &Candidate, weeks: f64, as_of: Date) -> (Tier, Option<StartBy>) {
    let by = match candidate.urgency {
        Urgency::Expedite => return (Tier::Expedite, None),
        Urgency::Standard => return (Tier::Standard, None),
        Urgency::Intangible => return (Tier::Intangible, None),
        Urgency::FixedDate => start_by(candidate, weeks, as_of),
    };
    let Some(start) = by else {
        return (Tier::Standard, None);
    };
    let tier = match start.slack {
        ..=0 => Tier::Late,
        slack if slack <= lead_days(candidate, weeks) => Tier::Next,
        _ => Tier::CanWait,
    };
    (tier, by)
}

fn start_by(candidate: &Candidate, weeks: f64, as_of: Date) -> Option<StartBy> {
    let due = candidate.deadline?;
    let ahead = Span::new().try_days(lead_days(candidate, weeks) - 1).ok()?;
    let latest_start = due.checked_sub(ahead).ok()?;
    let slack = as_of.until((Unit::Day, latest_start)).ok()?.get_days();
    Some(StartBy { latest_start, due, slack: i64::from(slack) })
}

/// Gives the days from start to done: the lead days, else those of the weeks that it takes.
pub(super) fn lead_days(candidate: &Candidate, weeks: f64) -> i64 {
    const LONGEST: i64 = 36_500;
    candidate.lead_days.unwrap_or_else(|| whole_days(weeks * 7.0)).clamp(1, LONGEST)
}

#[expect(clippy::cast_possible_truncation, reason = "the cast saturates and the result is clamped")]
fn whole_days(days: f64) -> i64 {
    days.ceil() as i64
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn as_text<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn fixed(due: Date, lead: i64) -> Candidate {
        Candidate { urgency: Urgency::FixedDate, deadline: Some(due), lead_days: Some(lead), ..Candidate::default() }
    }

    #[test]
    fn the_latest_start_counts_back_from_the_date() {
        let (tier, by) = tier(&fixed(date(2025, 3, 14), 22), 1.0, date(2025, 2, 3));
        let by = by.unwrap();
        assert_eq!((by.latest_start, by.slack), (date(2025, 2, 21), 18));
        assert_eq!(tier, Tier::Next);
    }

    #[test]
    fn slack_decides_the_tier() {
        for (as_of, expected) in [
            (date(2025, 1, 30), Tier::Next),
            (date(2025, 1, 29), Tier::CanWait),
            (date(2025, 2, 20), Tier::Next),
            (date(2025, 2, 21), Tier::Late),
            (date(2025, 4, 1), Tier::Late),
        ] {
            assert_eq!(tier(&fixed(date(2025, 3, 14), 22), 1.0, as_of).0, expected, "{as_of}");
        }
    }

    #[test]
    fn a_fixed_date_needs_a_date_and_absurd_lead_times_are_harmless() {
        let candidate = Candidate { urgency: Urgency::FixedDate, ..Candidate::default() };
        assert_eq!(tier(&candidate, 1.0, date(2025, 1, 1)), (Tier::Standard, None));
        for lead in [i64::MIN, 0, i64::MAX] {
            let _ = tier(&fixed(date(1, 1, 1), lead), 1.0, date(9999, 12, 31));
        }
        let endless = Candidate { lead_days: None, ..fixed(date(2025, 1, 1), 1) };
        assert_eq!(tier(&endless, f64::MAX, date(2025, 1, 1)).0, Tier::Late);
    }
}
