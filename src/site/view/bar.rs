//! The outcome bar: baseline at the left, the target as a tick at 85 per cent, the latest actual as the fill.

use super::bar_svg::outcome_svg;
use crate::analysis::{Judged, latest};
use crate::backlog::{Actual, Outcome};
use crate::document::{Quantity, Target};
use crate::realization::{Goal, GoalFacts, Progress, Status};
use crate::site::markup::Html;
use crate::site::words::whole;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::{self, Write as _};

/// Where the target's tick stands, in per cent of the width.
pub(super) const TICK: i64 = 85;

/// The outcome bar, drawn.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Bar {
    bar_svg: String,
    caption: Option<String>,
}

/// Where everything in a bar stands.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) label: String,
    pub(super) class: &'static str,
    pub(super) fill: Option<i64>,
    pub(super) tick: Option<i64>,
    pub(super) ghost: Option<i64>,
    pub(super) band: Option<(i64, i64)>,
    pub(super) below: bool,
    pub(super) over: bool,
    pub(super) labels: Vec<BarLabel>,
    pub(super) caption: Option<String>,
}

/// A number under the bar.
#[derive(Debug)]
pub(super) struct BarLabel {
    pub(super) text: String,
    pub(super) x: i64,
    pub(super) anchor: &'static str,
    pub(super) role: &'static str,
}

/// Gives the CSS class of an outcome's status.
pub(in crate::site) const fn status_class(status: Status) -> &'static str {
    match status {
        Status::Hit => "hit",
        Status::Partial => "partial",
        Status::Missed => "missed",
        Status::Abandoned => "abandoned",
        Status::Overdue => "overdue",
        Status::AwaitingMeasurement => "awaiting",
        Status::InFlight => "in-flight",
        Status::Anticipated => "anticipated",
        Status::NotMeasurable => "not-measurable",
    }
}

/// Resolves what an outcome aims at.
pub(in crate::site) fn goal_of(judged: &Judged) -> Option<Goal> {
    let facts = &judged.facts;
    let goal = GoalFacts {
        baseline: facts.baseline.as_ref(),
        target: facts.target.as_ref(),
        range: facts.range.as_ref(),
        direction: facts.direction,
    };
    Goal::resolve(goal).ok().flatten()
}

/// Says which target was committed to, where it is another one.
fn promised(judged: &Judged, label: &mut String) {
    let committed = judged.promise.committed.as_ref().and_then(|committed| committed.target.as_ref());
    if let Some(target) = committed.filter(|target| judged.facts.target.as_ref() != Some(*target)) {
        _ = write!(label, "; promised first: {target}");
    }
}

/// Gives the place of the target that was committed to, where it is another one than today's.
fn ghost(judged: &Judged) -> Option<i64> {
    let committed = judged.promise.committed.as_ref()?;
    let first = GoalFacts {
        baseline: committed.baseline.as_ref(),
        target: committed.target.as_ref(),
        range: committed.range.as_ref(),
        direction: committed.direction,
    };
    let (Goal::Improve(first), Goal::Improve(now)) = (Goal::resolve(first).ok()??, goal_of(judged)?) else {
        return None;
    };
    let baseline = now.baseline?;
    let way = |target: crate::document::Decimal| target.checked_sub(baseline).map(crate::document::Decimal::to_f64);
    let (then, today) = (way(first.target)?, way(now.target)?);
    let differs = first.target != now.target && first.unit.same_dimension(&now.unit) && today != 0.0;
    differs.then(|| whole(then / today * TICK as f64, 0, 100))
}

/// Draws the bar of an outcome; none without a target or a band.
pub(in crate::site) fn outcome_bar(outcome: &Outcome, judged: &Judged, room: Room, as_of: Date) -> Option<Bar> {
    Some(Bar::of(marks(outcome, judged, room, as_of)?))
}

impl Bar {
    /// Draws a bar whose marks are found elsewhere.
    pub(super) fn of(marks: Marks) -> Self {
        Self { bar_svg: outcome_svg(&marks), caption: marks.caption }
    }
}

impl Bar {
    /// Writes the bar with its caption, as the component `outcome_bar` makes it.
    pub(super) fn write(&self, html: &mut Html) {
        html.raw("<span class=\"bar\">").raw(&self.bar_svg);
        html.maybe("<span class=\"bar-caption\" dir=\"auto\">", self.caption.as_deref(), "</span>").raw("</span>\n");
    }
}

/// Finds where everything in the bar of an outcome stands.
fn marks(outcome: &Outcome, judged: &Judged, room: Room, as_of: Date) -> Option<Marks> {
    let class = status_class(judged.judgement.status);
    let metric = outcome.metric.as_ref().map_or("Outcome", |metric| metric.value.as_str());
    let latest = latest(&outcome.actuals, as_of);
    if let Some((low, high)) = &outcome.range {
        let (low, high) = (low.as_ref()?, high.as_ref()?);
        let label = said(format_args!("{metric}: keep between {} and {}; {}", low.value, high.value, Measured(latest)));
        return Some(band_bar(label, class, (&low.value, &high.value), latest.map(|actual| &actual.value.value), room));
    }
    let target = &outcome.target.as_ref()?.value;
    let raw = latest.and_then(|actual| match goal_of(judged)?.progress(&actual.value.value)? {
        Progress::Measured(ratio) => Some(ratio.to_f64()),
        Progress::Reached(reached) | Progress::InRange(reached) => Some(if reached { 1.0 } else { 0.0 }),
    });
    let from = outcome.baseline.as_ref().map(|baseline| &baseline.value);
    let mut label = said(format_args!("{metric}: {}{}; {}", Start(from), Towards(target), Measured(latest)));
    if let Some(raw) = raw {
        label.push_str(", ");
        _ = write!(label, "{}% of the way", whole(raw * 100.0, -999, 999));
    }
    promised(judged, &mut label);
    let mut bar = Marks {
        label,
        class,
        fill: raw.map(|raw| whole(raw * TICK as f64, 0, 100)),
        tick: Some(TICK),
        ghost: ghost(judged),
        band: None,
        below: raw.is_some_and(|raw| raw < 0.0),
        over: raw.is_some_and(|raw| raw * TICK as f64 > 100.0),
        labels: Vec::new(),
        caption: None,
    };
    let baseline = outcome.baseline.as_ref().map(|found| found.value.short()).unwrap_or_default();
    let actual = latest.map(|actual| actual.value.value.short());
    place_labels(&mut bar, (baseline, target_short(target)), actual, room);
    Some(bar)
}

/// Writes in one piece: a site has tens of thousands of these.
fn said(words: fmt::Arguments<'_>) -> String {
    let mut text = String::with_capacity(160);
    text.write_fmt(words).expect("a string takes all that is written");
    text
}

/// What was measured last.
struct Measured<'a>(Option<&'a Actual>);

impl fmt::Display for Measured<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(actual) => write!(f, "{} measured on {}", actual.value.value, actual.on.value.label()),
            None => f.write_str("not measured yet"),
        }
    }
}

/// Where a metric came from, where that is known.
struct Start<'a>(Option<&'a Quantity>);

impl fmt::Display for Start<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |baseline| write!(f, "from {baseline} "))
    }
}

/// Writes a target in full.
pub(in crate::site) fn target_text(target: &Target) -> String {
    target.to_string()
}

/// Where a metric is to go: `to 90%`, and a change on the baseline `by +15%`.
pub(in crate::site) struct Towards<'a>(pub(in crate::site) &'a Target);

impl fmt::Display for Towards<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if matches!(self.0, Target::Relative(_)) { "by" } else { "to" };
        write!(f, "{way} {}", self.0)
    }
}

/// Writes a target briefly, with the sign of a change and the mark of a bound.
fn target_short(target: &Target) -> String {
    match target {
        Target::Absolute(quantity) => quantity.short(),
        Target::Relative(_) | Target::Bounded(..) => target.to_string(),
    }
}

/// Draws a band: the limits stand at a quarter and three quarters of the width.
fn band_bar(
    label: String,
    class: &'static str,
    (low, high): (&Quantity, &Quantity),
    actual: Option<&Quantity>,
    room: Room,
) -> Marks {
    let position = actual.and_then(|actual| {
        let (low, high, at) = (low.base_value()?, high.base_value()?, actual.base_value()?);
        let width = high.checked_sub(low)?.to_f64();
        (width > 0.0).then(|| 25.0 + 50.0 * (at.checked_sub(low).map_or(0.0, crate::document::Decimal::to_f64) / width))
    });
    let (from, to) = (low.short(), high.short());
    let fits = room.width(&from).midpoint(room.width(&to)) + GAP <= 50;
    let caption = (!fits).then(|| format!("{from} to {to}"));
    let labels = vec![
        BarLabel { text: from, x: 25, anchor: "middle", role: "target" },
        BarLabel { text: to, x: 75, anchor: "middle", role: "target" },
    ];
    Marks {
        label,
        class,
        fill: position.map(|x| whole(x, 0, 100)),
        tick: None,
        ghost: None,
        band: Some((25, 50)),
        below: position.is_some_and(|x| x < 0.0),
        over: position.is_some_and(|x| x > 100.0),
        labels: if fits { labels } else { Vec::new() },
        caption,
    }
}

/// How much room a bar has, which decides what fits under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) enum Room {
    /// A row of a table.
    Row,
    /// A scorecard.
    Card,
}

impl Room {
    /// Estimates a label's width in per cent of the bar; wide characters count twice.
    fn width(self, text: &str) -> i64 {
        let one = if self == Self::Row { 6 } else { 4 };
        text.chars().map(|c| if u32::from(c) >= 0x1100 && !"→−≤≥€£".contains(c) { one * 2 } else { one }).sum()
    }
}

/// The least distance between two labels, in per cent.
const GAP: i64 = 5;

/// Puts the numbers under the bar so that none runs into another; what does not fit becomes a caption.
fn place_labels(bar: &mut Marks, (baseline, target): (String, String), actual: Option<String>, room: Room) {
    let (from, to) = (room.width(&baseline), room.width(&target));
    let (target_left, target_right) =
        if TICK + to / 2 <= 100 { (TICK - to / 2, TICK + to / 2) } else { (100 - to, 100) };
    if from + GAP > target_left || (baseline.is_empty() && target_left < 0) {
        bar.caption = Some(if baseline.is_empty() { target } else { [&*baseline, " → ", &*target].concat() });
        return;
    }
    if !baseline.is_empty() {
        bar.labels.push(BarLabel { text: baseline, x: 0, anchor: "start", role: "baseline" });
    }
    if let (Some(text), Some(fill)) = (actual, bar.fill) {
        let half = room.width(&text) / 2 + 1;
        let fits_left = fill - half >= from + GAP;
        let before = fill + half + GAP <= target_left;
        let after = fill - half >= target_right + GAP && fill + half <= 100;
        if fits_left && (before || after) {
            bar.labels.push(BarLabel { text, x: fill, anchor: "middle", role: "actual" });
        }
    }
    let (x, anchor) = if TICK + to / 2 <= 100 { (TICK, "middle") } else { (100, "end") };
    bar.labels.push(BarLabel { text: target, x, anchor, role: "target" });
}
