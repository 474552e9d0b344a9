//! Takes what is known of one outcome on one date, gives its status; never more than one, never none.

use super::guardrail::{Guardrail, GuardrailState};
use super::progress::{Direction, Goal, GoalFacts, GoalProblem, Progress, Range};
use super::settings::Settings;
use super::status::{Flag, Judgement, Status};
use crate::document::Decimal;
use crate::document::PartialDate;
use crate::document::Quantity;
use crate::document::Ratio;
use crate::document::Target;
use crate::document::{add_days, add_months, write_day};
use crate::order::Order;
use jiff::civil::Date;
use serde::Serialize;

/// Where the work stands that serves an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkClass {
    /// Not taken up.
    #[default]
    New,
    /// Taken up and waiting.
    Waiting,
    /// Being worked on.
    Active,
    /// Delivered.
    Done,
    /// Given up.
    Cancelled,
}

/// How firmly a goal is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ambition {
    /// Expected in full.
    #[default]
    Committed,
    /// A stretch: about seven tenths are expected.
    Aspirational,
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The day that the value describes.
    #[serde(serialize_with = "write_day")]
    pub on: Date,
    /// The value.
    pub value: Quantity,
}

/// What is known of one outcome.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutcomeFacts {
    /// The value before the work.
    pub baseline: Option<Quantity>,
    /// The value to reach.
    pub target: Option<Target>,
    /// The range to stay in.
    pub range: Option<Range>,
    /// The direction, where the baseline is unknown.
    pub direction: Option<Direction>,
    /// When the target is due.
    pub by: Option<PartialDate>,
    /// The day the work was delivered.
    pub delivered: Option<Date>,
    /// Where the work stands.
    pub class: WorkClass,
    /// The measurements, in any order.
    pub readings: Vec<Reading>,
    /// Whether the outcome was given up with a reason.
    pub abandoned: bool,
    /// How firmly it is meant.
    pub ambition: Ambition,
    /// Metrics that must not get worse.
    pub guardrails: Vec<Guardrail>,
}

/// Judges an outcome as of a date; the first rule that fits gives the status.
pub fn judge(facts: &OutcomeFacts, settings: &Settings, as_of: Date) -> Judgement {
    let case = Case::new(facts, settings, as_of);
    let mut judgement = Judgement {
        status: Status::Abandoned,
        score: None,
        raw: None,
        decided_on: None,
        judge_on: case.judge_on,
        flags: Vec::new(),
    };
    if facts.abandoned {
        return judgement;
    }
    let goal = facts.goal().ok().flatten();
    match goal.as_ref().and_then(|goal| case.verdict(goal)) {
        Some(verdict) => case.record(&verdict, &mut judgement),
        None if facts.class == WorkClass::Cancelled => {}
        None if goal.is_none() => judgement.status = Status::NotMeasurable,
        None => case.record_open(&mut judgement),
    }
    judgement
}

impl OutcomeFacts {
    /// Works out what readings are held against.
    pub fn goal(&self) -> Result<Option<Goal>, GoalProblem> {
        Goal::resolve(GoalFacts {
            baseline: self.baseline.as_ref(),
            target: self.target.as_ref(),
            range: self.range.as_ref(),
            direction: self.direction,
        })
    }

    /// The day on which the outcome is judged: its date, else so many months after delivery.
    pub fn judge_on(&self, settings: &Settings) -> Option<Date> {
        let months = i32::try_from(settings.judge_after_months).unwrap_or(i32::MAX);
        let stated = self.by.map(PartialDate::last_day);
        stated.or_else(|| self.delivered.map(|day| add_months(day, months)))
    }
}

/// One outcome under one set of rules on one date.
struct Case<'a> {
    facts: &'a OutcomeFacts,
    settings: &'a Settings,
    as_of: Date,
    delivered: Option<Date>,
    judge_on: Option<Date>,
    deadline: Option<Date>,
}

/// What a reading decided.
struct Verdict {
    status: Status,
    score: Ratio,
    raw: Ratio,
    on: Date,
    reached_late: bool,
}

impl<'a> Case<'a> {
    fn new(facts: &'a OutcomeFacts, settings: &'a Settings, as_of: Date) -> Case<'a> {
        let delivered = facts.delivered.filter(|day| *day <= as_of);
        let judge_on = facts.judge_on(settings);
        let deadline = judge_on.map(|day| add_days(day, settings.grace_days.into()));
        Case { facts, settings, as_of, delivered, judge_on, deadline }
    }

    fn hit_from(&self) -> Decimal {
        match self.facts.ambition {
            Ambition::Committed => self.settings.hit_from,
            Ambition::Aspirational => self.settings.aspirational_from,
        }
    }

    /// Rules 3 and 4: the reading that decides.
    fn verdict(&self, goal: &Goal) -> Option<Verdict> {
        let mut measured: Vec<(Date, Progress)> = self
            .facts
            .readings
            .iter()
            .filter(|reading| reading.on <= self.as_of)
            .filter_map(|reading| Some((reading.on, goal.progress(&reading.value)?)))
            .collect();
        measured.order_by_key(|(on, _)| *on);
        match goal {
            Goal::Improve(_) => self.improved(goal, &measured),
            Goal::Maintain { .. } => self.maintained(&measured),
        }
    }

    fn improved(&self, goal: &Goal, measured: &[(Date, Progress)]) -> Option<Verdict> {
        let reaching = measured.iter().find(|(_, progress)| goal.is_reached(*progress, self.hit_from()));
        if let Some((on, progress)) = reaching
            && self.deadline.is_none_or(|last| *on <= last)
        {
            return Some(Verdict {
                status: Status::Hit,
                score: progress.score(),
                raw: progress.raw(),
                on: *on,
                reached_late: false,
            });
        }
        let (on, progress) = *measured.iter().find(|(on, _)| Some(*on) >= self.judge_on && self.judge_on.is_some())?;
        let late = reaching.is_some_and(|(reached_on, _)| *reached_on == on);
        let partly = !late && progress.score().at_least(self.settings.partial_from);
        let status = if partly { Status::Partial } else { Status::Missed };
        Some(Verdict { status, score: progress.score(), raw: progress.raw(), on, reached_late: reaching.is_some() })
    }

    fn maintained(&self, measured: &[(Date, Progress)]) -> Option<Verdict> {
        let judge_on = self.judge_on?;
        let at = measured.iter().position(|(on, _)| *on >= judge_on)?;
        let counted = &measured[..=at];
        let good = counted.iter().filter(|(_, p)| *p == Progress::InRange(true)).count();
        let share = Ratio::of_counts(good as u64, counted.len() as u64)?;
        let kept = measured[at].1 == Progress::InRange(true);
        let status = if kept { Status::Hit } else { Status::Missed };
        Some(Verdict { status, score: share, raw: share, on: measured[at].0, reached_late: false })
    }

    fn record(&self, verdict: &Verdict, judgement: &mut Judgement) {
        let hit = verdict.status == Status::Hit;
        let before = self.delivered.is_none_or(|day| verdict.on < day);
        let broken = |guardrail: &Guardrail| matches!(guardrail.state(self.as_of), GuardrailState::Broken { .. });
        let known = [
            (Flag::ReachedLate, verdict.reached_late),
            (Flag::HitBeforeDelivery, hit && before && !self.is_delivered_undated()),
            (Flag::GuardrailBroken, self.facts.guardrails.iter().any(broken)),
        ];
        judgement.status = verdict.status;
        judgement.score = Some(verdict.score.to_f64());
        judgement.raw = Some(verdict.raw.to_f64());
        judgement.decided_on = Some(verdict.on);
        judgement.flags = known.into_iter().filter(|(_, set)| *set).map(|(flag, _)| flag).collect();
    }

    /// Rules 5 to 8: nothing decides yet.
    fn record_open(&self, judgement: &mut Judgement) {
        let delivered = self.delivered.is_some() || self.is_delivered_undated();
        let overdue = self.deadline.is_some_and(|last| self.as_of > last);
        if overdue && !delivered {
            judgement.flags.push(Flag::NotDelivered);
        }
        judgement.status = match self.facts.class {
            _ if overdue => Status::Overdue,
            _ if delivered => Status::AwaitingMeasurement,
            WorkClass::Active | WorkClass::Waiting => Status::InFlight,
            _ => Status::Anticipated,
        };
    }

    fn is_delivered_undated(&self) -> bool {
        self.facts.class == WorkClass::Done && self.facts.delivered.is_none()
    }
}

#[cfg(test)]
mod tests;
