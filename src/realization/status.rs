//! Takes nothing, names what an outcome can come to and what stands beside it; never decides which.

use crate::document::write_day_or_none;
use jiff::civil::Date;
use serde::Serialize;

/// The one status of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The target was reached in time.
    Hit,
    /// A good part of the way was made.
    Partial,
    /// Little or nothing was reached, or too late.
    Missed,
    /// Given up.
    Abandoned,
    /// The date has passed and nothing was measured.
    Overdue,
    /// Delivered, and not yet to be judged.
    AwaitingMeasurement,
    /// Being worked on.
    InFlight,
    /// Written down, not begun.
    Anticipated,
    /// Without a target or a range that readings can be held against.
    NotMeasurable,
}

/// Something to know beside the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// The date has passed and the work is not delivered.
    NotDelivered,
    /// The target was reached, but only after the grace days.
    ReachedLate,
    /// The target was reached before the work was delivered, so something else moved the metric.
    HitBeforeDelivery,
    /// A metric got worse that must not.
    GuardrailBroken,
}

/// The status of an outcome and what led to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// The status.
    pub status: Status,
    /// The score, from 0 to 1, once something decided.
    pub score: Option<f64>,
    /// The share of the way, not limited to 0 to 1.
    pub raw: Option<f64>,
    /// The day of the reading that decided.
    #[serde(serialize_with = "write_day_or_none")]
    pub decided_on: Option<Date>,
    /// The day on which the outcome is judged.
    #[serde(serialize_with = "write_day_or_none")]
    pub judge_on: Option<Date>,
    /// What else to know.
    pub flags: Vec<Flag>,
}

impl Judgement {
    /// The score as it is reported: the share of the way of a hit may pass 1, all else stays within 0 and 1.
    pub fn reported_score(&self) -> Option<f64> {
        if self.status == Status::Hit { self.raw } else { self.score }
    }

    /// Tells whether a reading decided.
    pub fn is_judged(&self) -> bool {
        matches!(self.status, Status::Hit | Status::Partial | Status::Missed)
    }

    /// The status in words; a hit at the price of a guardrail never reads as a plain hit.
    pub fn words(&self) -> String {
        let broken = self.status == Status::Hit && self.flags.contains(&Flag::GuardrailBroken);
        let note = if broken { ", guardrail broken" } else { "" };
        format!("{}{note}", self.status.words())
    }
}

impl Status {
    /// Every status, best known first.
    pub const ALL: [Status; 9] = [
        Status::Hit,
        Status::Partial,
        Status::Missed,
        Status::Abandoned,
        Status::Overdue,
        Status::AwaitingMeasurement,
        Status::InFlight,
        Status::Anticipated,
        Status::NotMeasurable,
    ];

    /// The status in words.
    pub fn words(self) -> &'static str {
        match self {
            Status::Hit => "hit",
            Status::Partial => "partial",
            Status::Missed => "missed",
            Status::Abandoned => "abandoned",
            Status::Overdue => "overdue",
            Status::AwaitingMeasurement => "awaiting measurement",
            Status::InFlight => "in flight",
            Status::Anticipated => "anticipated",
            Status::NotMeasurable => "not measurable",
        }
    }

    /// The status as one word, for addresses and classes.
    pub fn slug(self) -> String {
        self.words().replace(' ', "-")
    }
}

impl Flag {
    /// The flag in words.
    pub fn words(self) -> &'static str {
        match self {
            Flag::NotDelivered => "not delivered",
            Flag::ReachedLate => "reached late",
            Flag::HitBeforeDelivery => "hit before delivery",
            Flag::GuardrailBroken => "guardrail broken",
        }
    }
}
