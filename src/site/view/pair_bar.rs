//! The outcome bar of a change: the baseline at the left, the target now as the tick, the target before as a pale one,
//! the latest measurement as the fill. What is no number is not drawn; the words beside it say it all.

use super::bar::{Bar, Marks, TICK};
use crate::document::{Quantity, Target, parse_target};
use crate::review::{OutcomePair, OutcomeSide, shortened};
use crate::site::words::whole;

/// The most characters of a value in the words of a bar.
const VALUE: usize = 60;
/// The furthest that a target may stand from the other, as a share: beyond it nothing can be seen.
const FURTHEST: f64 = 20.0;

/// Where a side's numbers lie.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    baseline: f64,
    target: f64,
    latest: Option<f64>,
}

/// Draws the bar of an outcome before and after; none where neither side has a way that can be drawn.
pub(in crate::site) fn pair_bar(pair: &OutcomePair) -> Option<Bar> {
    let before = pair.before.as_ref().and_then(numbers);
    let after = pair.after.as_ref().and_then(numbers);
    let (shown, now) = after.map(|after| (after, true)).or_else(|| before.map(|before| (before, false)))?;
    let way = shown.target - shown.baseline;
    let other = before.filter(|_| now).map(|before| (before.target - shown.baseline) / way);
    let other = other.filter(|share| *share > 0.0 && *share < FURTHEST && (share - 1.0).abs() > 1e-9);
    let tick = TICK as f64 / other.unwrap_or(1.0).max(1.0);
    let fill = shown.latest.map(|latest| (latest - shown.baseline) / way * tick);
    let place = |x: f64| whole(x, 0, 100);
    Some(Bar::of(Marks {
        label: label(pair),
        class: class(pair),
        fill: fill.map(place),
        tick: now.then(|| place(tick)),
        ghost: if now { other.map(|share| place(share * tick)) } else { Some(place(tick)) },
        band: None,
        below: fill.is_some_and(|fill| fill < 0.0),
        over: fill.is_some_and(|fill| fill > 100.0),
        labels: Vec::new(),
        caption: None,
    }))
}

/// Reads a side's numbers; none where they don't make a way from a baseline to a target.
fn numbers(side: &OutcomeSide) -> Option<Numbers> {
    let baseline = Quantity::parse(&side.baseline).ok()?;
    let target = parse_target(&side.target).ok()?;
    if !matches!(target, Target::Relative(_)) && !target.quantity().same_dimension(&baseline) {
        return None;
    }
    let latest = Quantity::parse(&side.latest).ok().filter(|latest| latest.same_dimension(&baseline));
    let numbers = Numbers {
        target: target.resolve(Some(&baseline)).ok()?.to_f64(),
        baseline: baseline.base_value()?.to_f64(),
        latest: latest.and_then(|latest| latest.base_value()).map(crate::document::Decimal::to_f64),
    };
    ((numbers.target - numbers.baseline).abs() > 1e-12).then_some(numbers)
}

/// Says what the bar shows.
fn label(pair: &OutcomePair) -> String {
    let text = |text: &str| shortened(text, VALUE);
    let goal = |side: &OutcomeSide| format!("from {} to {}", text(&side.baseline), text(&side.target));
    let latest = |side: &OutcomeSide| match side.latest.as_str() {
        "" => "not measured yet".to_owned(),
        latest => format!("{} measured on {}", text(latest), text(&side.latest_on)),
    };
    let metric = text(&pair.metric);
    match (&pair.before, &pair.after) {
        (Some(before), Some(after)) if before.target == after.target && before.baseline == after.baseline => {
            format!("{metric}: {}; {}", goal(after), latest(after))
        }
        (Some(before), Some(after)) => format!("{metric}: {}, before {}; {}", goal(after), goal(before), latest(after)),
        (None, Some(after)) => format!("{metric}: new, {}; {}", goal(after), latest(after)),
        (Some(before), None) => format!("{metric}: dropped, was {}; {}", goal(before), latest(before)),
        (None, None) => metric,
    }
}

/// Gives the colour of the fill by the verdict.
fn class(pair: &OutcomePair) -> &'static str {
    let Some(side) = &pair.after else {
        return "abandoned";
    };
    let known = ["hit", "partial", "missed", "abandoned", "overdue", "awaiting"];
    known.into_iter().find(|class| side.verdict.starts_with(class)).unwrap_or("in-flight")
}
