//! What of one promise differs.

use super::Change;
use super::Effect;
use super::comparison::{change, here, there};
use super::outcome::Side;
use crate::analysis::promises::version_of;
use crate::backlog::{Actual, Guard};
use crate::diagnostic::Span;
use crate::document::PartialDate;
use crate::realization::Status;
use crate::realization::goalposts::{self, MoveKind, OutcomeVersion};

/// One outcome before and after.
pub(super) struct Sides<'a> {
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
    /// Since when work was under way before the change; empty where it was not.
    pub(super) begun: &'a str,
}

/// Compares everything that an outcome says, and what became of it.
pub(super) fn compare(sides: &Sides<'_>) -> Vec<Change> {
    let (old, new) = (version_of(sides.before.outcome), version_of(sides.after.outcome));
    let mut found = sides.goal(&old, &new);
    found.extend(sides.words());
    found.extend(sides.readings());
    found.extend(sides.checkpoints());
    found.extend(sides.verdict());
    found
}

impl Sides<'_> {
    /// Tells how the goal moved, and what of it was filled in.
    fn goal(&self, old: &OutcomeVersion, new: &OutcomeVersion) -> Vec<Change> {
        let mut found: Vec<Change> =
            goalposts::moves(old, new).iter().map(|moved| self.moved(moved, old.metric != new.metric)).collect();
        let (before, after) = (old.goal_text(), new.goal_text());
        let told = found.iter().any(|change| change.kind.starts_with("target") || change.kind.starts_with("metric"));
        if !told && before.is_empty() && !after.is_empty() {
            found.push(change("goal-added").was_is("", after).note("target").at(self.target()));
        } else if !told && before != after && !before.is_empty() && self.before.judged.facts.goal().is_err() {
            found.push(change("target-changed").was_is(before, after).at(self.target()));
        }
        if let (None, Some(baseline)) = (&old.baseline, &new.baseline) {
            found.push(change("goal-added").was_is("", baseline.to_string()).note("baseline").at(self.baseline()));
        }
        if let (None, Some(by)) = (old.by, new.by) {
            found.push(change("goal-added").was_is("", by.label()).note("date").at(self.by()));
        }
        found
    }

    /// Tells of one move of the goal.
    fn moved(&self, moved: &goalposts::Move, other_metric: bool) -> Change {
        let started = !self.begun.is_empty();
        let (kind, place) = match (moved.kind, started) {
            (MoveKind::Rescoped, true) if other_metric => ("metric-replaced-after-start", self.metric()),
            (MoveKind::Rescoped, false) if other_metric => ("metric-replaced", self.metric()),
            (MoveKind::Rescoped, _) => ("target-changed", self.target()),
            (MoveKind::Rebased, true) => ("baseline-changed-after-start", self.baseline()),
            (MoveKind::Rebased, false) => ("baseline-changed", self.baseline()),
            (MoveKind::Eased, true) => ("target-eased-after-start", self.target()),
            (MoveKind::Eased, false) => ("target-eased", self.target()),
            (MoveKind::Raised, _) => ("target-raised", self.target()),
            (MoveKind::Later, true) => ("date-later-after-start", self.by()),
            (MoveKind::Later, false) => ("date-later", self.by()),
            (MoveKind::Earlier, _) => ("date-earlier", self.by()),
        };
        let date = |text: &str| PartialDate::parse(text).map_or_else(|_| text.to_owned(), PartialDate::label);
        let dated = matches!(moved.kind, MoveKind::Later | MoveKind::Earlier);
        let (from, to) =
            if dated { (date(&moved.from), date(&moved.to)) } else { (moved.from.clone(), moved.to.clone()) };
        change(kind).was_is(from, to).note(self.begun).note(self.reason()).at(place)
    }

    /// Says the reason that the document gives; that none is given matters once work has begun.
    fn reason(&self) -> String {
        let given = self.after.outcome.amended.as_ref();
        match given.filter(|_| self.after.outcome.amended != self.before.outcome.amended) {
            Some(reason) => format!("reason given: {reason}"),
            None if self.begun.is_empty() => String::new(),
            None => "no reason given".to_owned(),
        }
    }

    /// Tells what else is said of it.
    fn words(&self) -> Vec<Change> {
        let (old, new) = (self.before.outcome, self.after.outcome);
        let mut found = Vec::new();
        if old.owner != new.owner {
            found.push(self.other("outcome-owner-changed", (&old.owner, &new.owner), ""));
        }
        if old.abandoned.is_none() && new.abandoned.is_some() {
            found.push(self.other("outcome-abandoned", (&old.abandoned, &new.abandoned), self.begun));
        } else if old.abandoned != new.abandoned {
            found.push(self.other("outcome-reworded", (&old.abandoned, &new.abandoned), "why it was given up"));
        }
        let share = |side: &Side<'_>| {
            let stated = side.outcome.confidence.as_ref();
            stated.map(|share| format!("{}%", crate::ranking::figure(share.value.to_f64() * 100.0)))
        };
        let ambition = |side: &Side<'_>| side.outcome.aspirational.then(|| "aspirational".to_owned());
        for (what, before, after) in [
            ("its source", old.source.clone(), new.source.clone()),
            ("its timing", old.timing.clone(), new.timing.clone()),
            ("its value category", old.value.clone(), new.value.clone()),
            ("what was learned", old.learned.clone(), new.learned.clone()),
            ("its confidence", share(&self.before), share(&self.after)),
            ("its ambition", ambition(&self.before), ambition(&self.after)),
        ] {
            if before != after {
                found.push(self.other("outcome-reworded", (&before, &after), what));
            }
        }
        let guards = (guards(&old.guardrails), guards(&new.guardrails));
        if guards.0 != guards.1 {
            found.push(change("guardrail-changed").was_is(guards.0, guards.1).at(self.whole()));
        }
        found
    }

    /// Tells of a text that differs.
    fn other(&self, kind: &'static str, (before, after): (&Option<String>, &Option<String>), note: &str) -> Change {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        change(kind).was_is(text(before), text(after)).note(note).at(self.whole())
    }

    /// Tells which measurements came, went or differ; they are known by their day.
    fn readings(&self) -> Vec<Change> {
        let (old, new) = (&self.before.outcome.actuals, &self.after.outcome.actuals);
        let mut left: Vec<&Actual> = old.iter().collect();
        let mut fresh: Vec<&Actual> = Vec::new();
        for actual in new {
            match left.iter().position(|other| said(other) == said(actual)) {
                Some(at) => drop(left.remove(at)),
                None => fresh.push(actual),
            }
        }
        let mut found = Vec::new();
        for actual in fresh {
            let place = here(self.after.item, actual.value.span);
            match left.iter().position(|other| other.on.value == actual.on.value) {
                Some(at) => {
                    let before = said(left.remove(at));
                    found.push(change("reading-changed").was_is(before, said(actual)).at(place));
                }
                None => found.push(change("reading-added").was_is("", said(actual)).note(self.ahead(actual)).at(place)),
            }
        }
        let gone = left.into_iter().map(|actual| {
            change("reading-removed").was_is(said(actual), "").at(there(self.before.item, actual.value.span))
        });
        found.extend(gone);
        found
    }

    /// Says that a measurement is of a day to come.
    fn ahead(&self, actual: &Actual) -> &'static str {
        let ahead = actual.on.value.last_day() > self.after.state.analysis.as_of;
        if ahead { "its day is in the future, so it doesn't count yet" } else { "" }
    }

    /// Tells when it is measured again, where that differs.
    fn checkpoints(&self) -> Option<Change> {
        let days = |side: &Side<'_>| -> Vec<String> {
            let points = side.state.analysis.checkpoints(side.outcome, side.judged);
            points.iter().map(|point| PartialDate::Day(point.due).label()).collect()
        };
        let own = |side: &Side<'_>| -> Vec<String> {
            side.outcome.checkpoints.iter().map(|point| point.value.to_string()).collect()
        };
        let (old, new) = ((days(&self.before), own(&self.before)), (days(&self.after), own(&self.after)));
        if old == new {
            return None;
        }
        let text =
            |(days, own): (Vec<String>, Vec<String>)| if days.is_empty() { own.join(", ") } else { days.join(", ") };
        Some(change("checkpoint-changed").was_is(text(old), text(new)).at(self.whole()))
    }

    /// Tells whether it is judged otherwise now.
    fn verdict(&self) -> Option<Change> {
        let (old, new) = (&self.before.judged.judgement, &self.after.judged.judgement);
        let (before, after) = (old.words(), new.words());
        // Open ones differ by the state of the work, which is told on its own.
        let open = |status| matches!(status, Status::AwaitingMeasurement | Status::InFlight | Status::Anticipated);
        if before == after || open(old.status) && open(new.status) {
            return None;
        }
        let judged = |status: Status| matches!(status, Status::Hit | Status::Partial | Status::Missed);
        let effect = match (judged(old.status), judged(new.status)) {
            (true, true) if new.status < old.status => Effect::Stronger,
            (true, true) if new.status > old.status => Effect::Weaker,
            _ => Effect::Neutral,
        };
        let told = change("verdict-changed").was_is(before, after).at(self.whole());
        Some(Change { effect, ..told })
    }

    fn place(&self, span: Option<Span>) -> super::Place {
        here(self.after.item, span.unwrap_or(self.after.outcome.span))
    }

    fn whole(&self) -> super::Place {
        self.metric()
    }

    fn metric(&self) -> super::Place {
        self.place(self.after.outcome.metric.as_ref().map(|found| found.span))
    }

    fn baseline(&self) -> super::Place {
        self.place(self.after.outcome.baseline.as_ref().map(|found| found.span))
    }

    fn by(&self) -> super::Place {
        self.place(self.after.outcome.by.as_ref().map(|found| found.span))
    }

    fn target(&self) -> super::Place {
        let outcome = self.after.outcome;
        let ends = outcome.range.as_ref().and_then(|(low, high)| low.as_ref().or(high.as_ref()));
        self.place(outcome.target.as_ref().map(|found| found.span).or(ends.map(|found| found.span)))
    }
}

/// Says a measurement, its remark included.
fn said(actual: &Actual) -> String {
    let note = actual.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    format!("{} on {}{note}", actual.value.value, actual.on.value.label())
}

/// Says what must not get worse.
fn guards(guards: &[Guard]) -> String {
    let one = |guard: &Guard| {
        let limit = guard.limit.as_ref().map(|limit| limit.value.to_string());
        let end = |end: &Option<crate::backlog::Located<crate::document::Quantity>>| {
            end.as_ref().map_or_else(String::new, |end| end.value.to_string())
        };
        let band =
            (guard.low.is_some() || guard.high.is_some()).then(|| format!("{}–{}", end(&guard.low), end(&guard.high)));
        let read: Vec<String> = guard.actuals.iter().map(said).collect();
        let read = if read.is_empty() { String::new() } else { format!(", read {}", read.join(", ")) };
        format!("{} {}{read}", guard.metric.clone().unwrap_or_default(), limit.or(band).unwrap_or_default())
    };
    guards.iter().map(one).collect::<Vec<_>>().join("; ")
}
